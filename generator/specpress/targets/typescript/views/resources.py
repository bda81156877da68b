"""Views of resources: operations as data, a class, the types that stand with it, and its namespace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from specpress.targets.base import Apply, Literals, Method, Page, Symbol
from specpress.targets.scopes import allocate
from specpress.targets.text import Code
from specpress.targets.typescript import symbols as ts
from specpress.targets.typescript.expressions import source, typed
from specpress.targets.typescript.imports import Imports
from specpress.targets.typescript.layout import (
    Atom,
    Either,
    Group,
    Source,
    call,
    columns,
    flat,
    is_nullable,
    key,
    lay_out,
    record,
    string,
)
from specpress.targets.typescript.methods import choices, implementation, methods, page_class
from specpress.targets.typescript.names import constant
from specpress.targets.typescript.naming import page_names
from specpress.targets.typescript.plan import Action, Params, Plan
from specpress.targets.typescript.receivers import signing_value
from specpress.targets.typescript.surface import resource_class, subresources
from specpress.targets.typescript.text import WIDTH, JsDoc, js_doc
from specpress.targets.typescript.tree import Node
from specpress.targets.typescript.views.operations import Handing, handing, operation_type, operation_value
from specpress.targets.typescript.views.types import TypeView, type_view


@dataclass(frozen=True, slots=True)
class MemberView:
    """A field: a resource below, or how webhooks are signed."""

    doc: JsDoc | None
    code: Code


@dataclass(frozen=True, slots=True)
class MethodView:
    """A method: its overloads, then itself."""

    spaced: bool
    """A blank line stands before it."""
    doc: JsDoc | None
    overloads: tuple[Code, ...]
    head: Code
    statements: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class NamespaceView:
    """The types and classes that users find below a class."""

    name: Code
    exports: Code


@dataclass(frozen=True, slots=True)
class BodyView:
    """What a resource has besides its class's head."""

    operations: tuple[Code, ...]
    fields: tuple[MemberView, ...]
    methods: tuple[MethodView, ...]
    namespaces: tuple[NamespaceView, ...]
    """One, or none where there is nothing to find."""


@dataclass(frozen=True, slots=True)
class ResourceView:
    """One file of `src/resources`."""

    imports: tuple[Code, ...]
    name: Code
    base: Code
    doc: JsDoc | None
    body: BodyView
    types: tuple[TypeView, ...]
    has_members: bool


def resource_page(node: Node, plan: Plan) -> Page:
    """The page of one resource."""
    imports = Imports(node.file, own_names(plan))
    body = body_view(node, plan, imports)
    printed = resource_class(node, plan)
    head = f"export class {printed.name} extends "
    bases = (source(each, imports) for each in printed.bases)
    imports.name(ts.runtime(*_BASES[node.receives]), value=True)
    view = ResourceView(
        name=Code(printed.name),
        base=Code(", ".join(lay_out(each, 0, len(head), 2) for each in bases)),
        doc=js_doc(printed.doc, 0),
        body=body,
        types=type_views(node, plan, imports),
        has_members=bool(body.methods or body.fields),
        imports=imports.block(),
    )
    return Page(path=source_path(node.file), template="typescript/resource.ts.jinja", view=view)


_BASES: Final = {False: ("APIResource", "client"), True: ("WebhookReceiver", "webhooks")}
"""Name and module of the classes of the runtime, by whether a resource receives webhooks."""


DEPRECATED: Final = "/** @deprecated */ "
"""The comment of a positional parameter."""


def source_path(file: str) -> PurePosixPath:
    """Where a file of the package stands."""
    return PurePosixPath("src", f"{file}.ts")


def own_names(plan: Plan) -> frozenset[str]:
    """The names of all types and classes of a package."""
    types = {each.symbol.name for each in plan.definitions}
    return page_names(plan.api).union(types, (each.name for each in plan.naming.classes.values()))


def body_view(node: Node, plan: Plan, imports: Imports) -> BodyView:
    """The view of a resource, or of the part of the client that is like one."""
    classes = {plan.naming.classes[each.path].name for each in (node, *node.children)}
    wants = {name: (constant(name), f"{constant(name)}_OPERATION") for name, _ in node.operations}
    constants = allocate(wants, classes)
    owner = "this" if not node.path else "this._client"
    fields = (*_subresource(node, plan, imports, owner), *_signing(node, plan, imports))
    return BodyView(
        operations=tuple(
            _operation(constants[name], plan.actions[each.id], plan, imports)
            for name, each in node.operations
        ),
        fields=fields,
        methods=tuple(
            _method(name, constants[name], owner, node, plan.actions[each.id], imports, spaced=index > 0)
            for index, (name, each) in enumerate(node.operations, start=len(fields))
        ),
        namespaces=tuple(_namespace(node, plan, imports)),
    )


def type_views(node: Node, plan: Plan, imports: Imports) -> tuple[TypeView, ...]:
    """The types that stand in the file of a resource."""
    found = (each for each in plan.definitions if each.symbol.module == node.file)
    return tuple(type_view(each, imports) for each in found)


def _operation(name: str, action: Action, plan: Plan, imports: Imports) -> Code:
    type_, value = operation_type(action, imports), operation_value(action, plan, imports)
    head = f"const {name}: {flat(type_)} ="
    inner = type_.items[0] if isinstance(type_, Group) else type_
    is_union = isinstance(inner, Either) and not is_nullable(inner)
    if columns(f"{head} {{") <= WIDTH or (is_union and columns(head) > WIDTH):
        spelt = lay_out(type_, 0, len(f"const {name}: "), len(" = {"))
        return Code(f"const {name}: {spelt} = {lay_out(value, 0)};")
    return Code(f"{head}\n  {lay_out(value, 2)};")


def _subresource(node: Node, plan: Plan, imports: Imports, owner: str) -> Iterator[MemberView]:
    for each in subresources(node, plan):
        if not isinstance(each.type, Symbol):
            raise TypeError(each.name)
        name = imports.name(each.type, value=True)
        head = f"readonly {key(each.name)}: {name} ="
        if columns(f"  {head} new {name}(") > WIDTH:
            made = f"\n    new {name}({owner})"
        else:
            made = f" {lay_out(call(f'new {name}', Atom(owner)), 2, columns(head) + 1, 1)}"
        yield MemberView(doc=js_doc(each.doc, 2), code=Code(f"{head}{made};"))


def _signing(node: Node, plan: Plan, imports: Imports) -> Iterator[MemberView]:
    if node.receives:
        type_ = imports.name(ts.runtime("WebhookSigning", "webhooks"))
        value = signing_value(plan.api.signing, plan.package)
        head = f"protected override readonly _signing: {type_}{'' if plan.api.signing else ' | null'} = "
        yield MemberView(doc=None, code=Code(f"{head}{lay_out(value, 2, len(head), 1)};"))


def _method(
    name: str,
    constant_name: str,
    owner: str,
    node: Node,
    action: Action,
    imports: Imports,
    *,
    spaced: bool,
) -> MethodView:
    method = implementation(name, action)
    positional = [each for each in method.parameters if each.kind == "positional" and each.location]
    tags = [(f"param {each.name} -", each.doc) for each in positional if each.doc.strip()]
    tags += [("example", f"\n{_example(name, node, action)}")] if _needs_example(action) else []
    variants = list(choices(action))
    overloads = tuple(
        _head(each, action, imports, (member, value, required)) + ";"
        for each, (member, value, required, _) in zip(methods(name, action), variants, strict=False)
    )
    general = (_head(method, action, imports) + ";",) if action.streams else ()
    handed = handing(action)
    params = "params" if any(each.required for each in action.members) else "params ?? {}"
    statements: list[Code] = []
    if handed.taking:
        line = f"const {lay_out(handed.taking, 4, len('const '), len(f' = {params};'))} = {params};"
        statements.append(Code(line))
    statements.append(Code(_return(constant_name, owner, handed, action, imports)))
    return MethodView(
        spaced=spaced,
        doc=js_doc(method.doc, 2, tags, deprecated=method.deprecated),
        overloads=tuple(map(Code, (*overloads, *general))) if overloads else (),
        head=Code(_head(method, action, imports) + " {"),
        statements=tuple(statements),
    )


def _head(
    method: Method, action: Action, imports: Imports, choice: tuple[str, Literals, bool] | None = None
) -> str:
    """The signature, on one line or one parameter a line."""
    marked = {each.name for each in action.arguments if each.positional and each.deprecated}
    parameters: list[tuple[str, Source]] = [
        (f"{DEPRECATED if each.name in marked else ''}{each.name}:", Atom(flat(source(each.type, imports))))
        for each in method.parameters
        if each.kind == "positional" and each.location
    ]
    if action.params:
        parameters.append(_params(action, imports, choice))
    parameters.append(("options?:", Atom(imports.name(ts.runtime("RequestOptions", "request")))))
    result = _promise(method, action, imports)
    given = ", ".join(f"{name} {flat(type_)}" for name, type_ in parameters)
    line = f"{key(method.name)}({given}): {flat(result)}"
    if len(line) + 4 <= WIDTH:
        return line
    inner = "".join(f"\n    {typed(name, type_, 4)}," for name, type_ in parameters)
    return f"{key(method.name)}({inner}\n  ): {lay_out(result, 2, 3, 2)}"


def _params(
    action: Action, imports: Imports, choice: tuple[str, Literals, bool] | None
) -> tuple[str, Source]:
    required = any(each.required for each in action.members)
    member, values, must = choice or ("", Literals(()), False)
    required = required or must
    shapes = [imports.name(each.symbol) for each in action.shapes if each.symbol and _has(each, member)]
    if choice:
        chosen = f"{{ {member}{'' if must else '?'}: {flat(source(values, imports))} }}"
        bare = required and len(shapes) == 1
        shapes = [f"{each} & {chosen}" if bare else f"({each} & {chosen})" for each in shapes]
    types = [*shapes] if required else [*shapes, "null"]
    spelt = Atom(types[0]) if len(types) == 1 else Either(tuple(map(Atom, types)))
    return ("params:" if required else "params?:", spelt)


def _has(params: Params, member: str) -> bool:
    """Whether `params` of a shape have a member; none is asked for where it is empty."""
    return not member or any(each.name == member and not each.absent for each in params.arguments)


def _promise(method: Method, action: Action, imports: Imports) -> Source:
    result = source(method.returns or ts.VOID, imports)
    if page_class(action.operation) and isinstance(method.returns, Apply):
        name = imports.name(ts.runtime("PagePromise", "pagination"))
        return Group(name, "<>", (result, source(method.returns.arguments[0], imports)))
    return Group(imports.name(ts.runtime("APIPromise", "client")), "<>", (result,))


def _return(constant_name: str, owner: str, handed: Handing, action: Action, imports: Imports) -> str:
    inputs = handed.inputs or record([])
    paged = action.item and page_class(action.operation)
    if paged and action.item:
        page = Group(imports.name(paged, value=True), "<>", (source(action.item, imports),))
        paginate = imports.name(ts.runtime("paginate", "pagination"), value=True)
        made = call(paginate, Atom(owner), Atom(constant_name), page, inputs, Atom("options"))
    else:
        made = call(f"{owner}._call", Atom(constant_name), inputs, Atom("options"))
    return f"return {lay_out(made, 4, len('return '), 1)};"


def _needs_example(action: Action) -> bool:
    """Whether the order of the path's parameters is not plain to see."""
    return sum(each.where == "path" for each in action.arguments) > 1


def _example(name: str, node: Node, action: Action) -> str:
    positional = [string(each.wire) for each in action.arguments if each.positional]
    others = [(each.name, string(each.name)) for each in action.members if each.where == "path"]
    return flat(call(".".join(("client", *node.path, name)), *positional, record(others))) + ";"


def _namespace(node: Node, plan: Plan, imports: Imports) -> Iterator[NamespaceView]:
    """What the class's namespace holds: resources below, and the types that have their place here."""
    classes = [plan.naming.classes[child.path] for child in node.children]
    types = [each.symbol for each in plan.definitions if each.scope == node.names]
    exports = [f"{imports.name(each, value=True)} as {each.name}" for each in classes]
    exports += [f"type {imports.name(each)} as {each.name}" for each in types]
    if exports:
        name = Code(plan.naming.classes[node.path].name)
        line = f"export {{ {', '.join(exports)} }};"
        if len(exports) > 1 and len(line) + 2 > WIDTH:
            line = "export {" + "".join(f"\n    {each}," for each in exports) + "\n  };"
        yield NamespaceView(name, Code(line))
