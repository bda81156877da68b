"""Views of resources: their operations as data, and a class for each way of calling them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from specpress.targets.base import Apply, Class, Method, Page, Parameter, Symbol, TypeExpression
from specpress.targets.python import symbols as py
from specpress.targets.python.expressions import annotated, barred, source
from specpress.targets.python.imports import Imports, import_line, relative
from specpress.targets.python.layout import Atom, Either, call, flat, lay_out, string, subscript
from specpress.targets.python.methods import implementation, methods, page_class
from specpress.targets.python.plan import Action, Plan
from specpress.targets.python.receivers import WEBHOOK, signing_value
from specpress.targets.python.surface import MODES, resource_class
from specpress.targets.python.text import WIDTH, Docstring, Identifier, docstring
from specpress.targets.python.tree import Node, resource_class_name, resource_symbol
from specpress.targets.python.views.operations import decoded, operation_value, reference, runner, sent
from specpress.targets.text import Code

CACHED_PROPERTY: Final = Symbol("cached_property", "functools")
DEPRECATED: Final = Symbol("deprecated", "typing_extensions")
OVERLOAD: Final = Symbol("overload", "typing")
_CLIENT: Final = "_SETTINGS"
"""The module constant with the settings of both clients."""


@dataclass(frozen=True, slots=True)
class SignatureView:
    """A method's head."""

    decorator: Code | None
    define: Code
    name: Identifier
    positional: tuple[Code, ...]
    keywords: tuple[Code, ...]
    returns: Code
    overload: bool


@dataclass(frozen=True, slots=True)
class MethodView:
    """A method: its overloads, then itself."""

    signatures: tuple[SignatureView, ...]
    doc: Docstring | None
    body: Code


@dataclass(frozen=True, slots=True)
class SubresourceView:
    """A resource below, imported when it is first asked for."""

    getter: GetterView
    imported: Code
    """The statement that imports its class."""
    spaced: bool
    """A blank line stands before it."""


@dataclass(frozen=True, slots=True)
class GetterView:
    """A property that makes a resource of this one: the head of its definition, and its last statement."""

    head: Code
    last: Code


@dataclass(frozen=True, slots=True)
class WrapperView:
    """The raw or the streaming form of a resource. `head`: name and base."""

    head: Code
    methods: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class ClassView:
    """A resource of one of the two clients."""

    name: Identifier
    base: Code
    doc: Docstring | None
    wrapped: bool
    spaced: bool
    """A blank line stands before its wrappers."""
    raw: GetterView
    streaming: GetterView
    subresources: tuple[SubresourceView, ...]
    twins: tuple[Code, ...]
    """Statements that make asynchronous methods of synchronous ones, and that say what webhooks hold."""
    methods: tuple[MethodView, ...]
    wrappers: tuple[WrapperView, ...]


@dataclass(frozen=True, slots=True)
class ResourceView:
    """One module of `resources`."""

    imports: Code | None
    checking: Code | None
    lenient: bool
    """It has deprecated methods, which its own wrappers refer to."""
    cached_property: Code
    operations: tuple[Code, ...]
    classes: tuple[ClassView, ...]


def resource_page(node: Node, plan: Plan) -> Page:
    """The page of one resource."""
    path = plan.files[resource_symbol(node, plan.package, False)]
    imports = Imports(path, plan.files, own_names(node))
    imports.name(Symbol("TYPE_CHECKING", "typing"), needed=True)
    classes = tuple(class_view(node, resource_class(node, plan, mode), plan, imports, mode) for mode in MODES)
    used = node.children or node.operations
    view = ResourceView(
        cached_property=Code(imports.name(CACHED_PROPERTY, needed=True) if used else ""),
        operations=operation_views(node, plan, imports),
        classes=classes,
        lenient=any(operation.deprecated for _, operation in node.operations),
        imports=imports.block(),
        checking=imports.checking(),
    )
    file = PurePosixPath(*path.split(".")).with_suffix(".py")
    return Page(path=file, template="python/resource.py.jinja", view=view)


def own_names(node: Node) -> set[str]:
    """Names that a resource's module has for itself, or that its classes hide."""
    names = {name for name, _ in node.operations} | {child.path[-1] for child in node.children}
    names |= {constant_name(name) for name, _ in node.operations} | {WEBHOOK}
    for mode in MODES:
        own = resource_class_name(node, mode)
        names |= {own, f"{own}WithRawResponse", f"{own}WithStreamingResponse"}
    return names


def operation_views(node: Node, plan: Plan, imports: Imports) -> tuple[Code, ...]:
    """The statements that define a resource's operations, after the one that says what it receives."""
    found = [_webhook(plan.webhook, plan, imports)] if node.receives and plan.webhook else []
    for name, operation in node.operations:
        action = plan.actions[operation.id]
        value = operation_value(action, plan, imports)
        base = imports.name(Symbol("Operation", f"{plan.package.runtime}.operation"), needed=True)
        spelt = subscript(base, source(decoded(action), imports))
        head = f"{constant_name(name)}: {flat(spelt)} = "
        if len(head) < WIDTH < len(head) + len(base) + 1:
            # So black breaks a line whose left side leaves no room for the call's name.
            found.append(Code(f"{head}(\n    {lay_out(value, 4)}\n)"))
        else:
            annotation = lay_out(spelt, 0, len(constant_name(name)) + 2, len(" = ("))
            start = f"{constant_name(name)}: {annotation} = "
            found.append(Code(start + lay_out(value, 0, len(start) - start.rfind("\n") - 1)))
    return tuple(found)


def class_view(node: Node, printed: Class, plan: Plan, imports: Imports, mode: bool) -> ClassView:
    """A resource's class, or the part of a client's that is like one and stands below its other members."""
    # A client says what it is above its constructor.
    doc = docstring(printed.doc, 4) if node.path else None
    spaced = doc is not None or not node.path
    actions = {name: plan.actions[operation.id] for name, operation in node.operations}
    twins = [name for name, action in actions.items() if mode and _is_twin(name, action, plan)]
    return ClassView(
        name=Identifier(printed.name),
        base=Code(", ".join(_base(each, imports) for each in printed.bases)),
        doc=doc,
        wrapped=bool(node.operations),
        spaced=spaced or bool(node.children),
        raw=_getter("with_raw_response", f"{printed.name}WithRawResponse"),
        streaming=_getter("with_streaming_response", f"{printed.name}WithStreamingResponse"),
        subresources=tuple(
            _subresource(child, node, plan, imports, mode, spaced=spaced or index > 0)
            for index, child in enumerate(node.children)
        ),
        twins=(
            *([Code(f"_webhook = {WEBHOOK}")] if node.receives else []),
            *(_twin(name, node, plan, imports) for name in twins),
        ),
        methods=tuple(
            _method(name, action, printed, plan, imports, mode)
            for name, action in actions.items()
            if name not in twins
        ),
        wrappers=tuple(_wrappers(node, printed.name, plan, imports, mode)) if node.operations else (),
    )


def constant_name(method: str) -> str:
    """The module constant of a method's operation: of no two methods the same."""
    upper = method.upper()
    # `straße` and `strasse` are one word in capitals; the client's module has constants of its own.
    return f"_{upper if upper.lower() == method and f'_{upper}' != _CLIENT else method}"


def keyword(parameter: Parameter, imports: Imports, runtime: str) -> Code:
    """A keyword parameter on a line of its own; what may be left out is `omit` by default."""
    own = parameter.location or parameter.default in ("", "omit")
    spelt = source(parameter.type, imports) if own else barred(parameter.type, imports)
    default = "," if parameter.required else f" = {_default(parameter, imports, runtime)},"
    if parameter.default == "omit":
        members = (spelt, Atom(imports.name(Symbol("Omit", f"{runtime}.values"))))
        spelt = Either(members)
    annotation = annotated(spelt, 8, len(parameter.name) + 2, len(default))
    return Code(f"{parameter.name}: {annotation.source}{default}")


def _default(parameter: Parameter, imports: Imports, runtime: str) -> str:
    if parameter.default in ("omit", "NOT_GIVEN", "DEFAULT_MAX_RETRIES"):
        return imports.name(Symbol(parameter.default, f"{runtime}.values"), needed=True)
    return parameter.default


def _subresource(
    child: Node, parent: Node, plan: Plan, imports: Imports, mode: bool, *, spaced: bool
) -> SubresourceView:
    symbol = resource_symbol(child, plan.package, mode)
    here = plan.files.get(resource_symbol(parent, plan.package, mode)) if parent.path else None
    module = relative(plan.files[symbol], here or f"{plan.package.name}._client")
    return SubresourceView(
        getter=_getter(child.path[-1], imports.name(symbol), symbol.name),
        imported=Code(import_line(module, [(symbol.name, symbol.name)], 8)),
        spaced=spaced,
    )


def _getter(name: str, returns: str, made: str = "") -> GetterView:
    head = f"def {name}(self) -> {returns}:"
    if 4 + len(head) > WIDTH:
        head = f"def {name}(\n        self,\n    ) -> {returns}:"
    last = lay_out(call(made or returns, Atom("self")), 8, len("return "))
    return GetterView(Code(head), Code(f"return {last}"))


def _base(base: TypeExpression, imports: Imports) -> str:
    if isinstance(base, Apply):
        # In quotes, so that the type is imported for type checkers only.
        inner = ", ".join(flat(source(each, imports)) for each in base.arguments)
        return f'{imports.name(base.base, needed=True)}["{inner}"]'
    return flat(source(base, imports, needed=True))


def _webhook(event: TypeExpression, plan: Plan, imports: Imports) -> Code:
    """The statement that says what webhooks hold, and how they are signed."""
    module = f"{plan.package.runtime}.webhooks"
    items = [reference(event, plan)]
    if plan.api.signing:
        name = imports.name(Symbol("WebhookSigning", module), needed=True)
        items.append(signing_value(plan.api.signing, name))
    value = call(imports.name(Symbol("Webhook", module), needed=True), *items)
    return Code(f"{WEBHOOK} = {lay_out(value, 0, len(f'{WEBHOOK} = '))}")


def _is_twin(name: str, action: Action, plan: Plan) -> bool:
    """Whether a method takes and returns the same in both clients, but for having to be awaited."""
    (sync, *overloads), (twin, *_) = (
        methods(name, action, plan.package, asynchronous=mode) for mode in MODES
    )
    return twin.asynchronous and replace(twin, asynchronous=False) == sync and not overloads


def _twin(name: str, node: Node, plan: Plan, imports: Imports) -> Code:
    function = imports.name(Symbol("asynchronous", f"{plan.package.runtime}.resource"), needed=True)
    original = f"{resource_class_name(node, False) if node.path else plan.package.client}.{name}"
    return Code(f"{name} = {lay_out(call(function, Atom(original)), 4, len(name) + 3)}")


def _method(
    name: str, action: Action, printed: Class, plan: Plan, imports: Imports, mode: bool
) -> MethodView:
    variants = tuple(each for each in printed.methods if each.operation == action.operation.id)
    base = implementation(name, action, plan.package, asynchronous=mode)
    overloads = variants if len(variants) > 1 else ()
    sender = f"self.{runner(action)}"
    constant = Atom(constant_name(name))
    page = page_class(action.operation, plan.package, asynchronous=mode)
    first = (Atom(imports.name(page, needed=True)), constant) if page else (constant,)
    awaited = "await " if base.asynchronous else ""
    body = f"return {awaited}" + lay_out(call(sender, *first, *sent(action), explode=True), 8)
    # The asynchronous twin says what it does; how, its synchronous one says already.
    said = [] if mode else [(each.name, each.doc) for each in base.parameters]
    text = base.doc
    if not text and any(doc for _, doc in said):
        text = f"`{action.operation.id}`"
    return MethodView(
        signatures=(
            *(_signature(each, plan, imports, overload=True) for each in overloads),
            _signature(base, plan, imports, overload=False),
        ),
        doc=docstring(text, 8, said, brief=mode),
        body=Code(body),
    )


def _signature(method: Method, plan: Plan, imports: Imports, *, overload: bool) -> SignatureView:
    runtime = plan.package.runtime
    decorator: Code | None = None
    if overload:
        decorator = Code(f"@{imports.name(OVERLOAD, needed=True)}")
    elif method.deprecated:
        reason = string(f"The API has deprecated {method.name}.")
        decorator = Code(f"@{lay_out(call(imports.name(DEPRECATED, needed=True), reason), 4, 1)}")
    returns = source(method.returns or py.NONE, imports)
    return SignatureView(
        decorator=decorator,
        define=Code("async def" if method.asynchronous else "def"),
        name=Identifier(method.name),
        positional=tuple(
            keyword(each, imports, runtime) for each in method.parameters if each.kind != "keyword"
        ),
        keywords=tuple(
            keyword(each, imports, runtime) for each in method.parameters if each.kind == "keyword"
        ),
        returns=Code(lay_out(returns, 4, len(") -> "), 1)),
        overload=overload,
    )


def _wrappers(node: Node, name: str, plan: Plan, imports: Imports, mode: bool) -> list[WrapperView]:
    module = f"{plan.package.runtime}.resource"
    prefix, function = ("Async", "async_") if mode else ("", "")
    found: list[WrapperView] = []
    for suffix, base, wrap in (
        ("WithRawResponse", "RawResource", "raw"),
        ("WithStreamingResponse", "StreamedResource", "streamed"),
    ):
        wrapper = imports.name(Symbol(f"{function}{wrap}", module), needed=True)
        spelt = subscript(imports.name(Symbol(f"{prefix}{base}", module), needed=True), Atom(name))
        lines = (
            f"{method} = {lay_out(call(wrapper, Atom(f'{name}.{method}')), 4, len(method) + 3)}"
            for method, _ in node.operations
        )
        found.append(
            WrapperView(
                head=Code(lay_out(call(f"{name}{suffix}", spelt), 0, len("class "), 1)),
                methods=tuple(map(Code, lines)),
            )
        )
    return found
