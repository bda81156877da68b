"""Views of the README and of the list of methods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from specpress.targets.base import Page, Symbol, TargetConfig
from specpress.targets.examples import example
from specpress.targets.servers import example_url
from specpress.targets.text import Code, CodeSpan, Markdown
from specpress.targets.typescript import symbols as ts
from specpress.targets.typescript.clients import credentials
from specpress.targets.typescript.expressions import source
from specpress.targets.typescript.imports import Imports
from specpress.targets.typescript.layout import Atom, Source, call, flat, lay_out, literal, record
from specpress.targets.typescript.methods import answers, implementation
from specpress.targets.typescript.names import RESERVED_WORDS
from specpress.targets.typescript.plan import Action, Plan
from specpress.targets.typescript.receivers import key_variable
from specpress.targets.typescript.text import TsString
from specpress.targets.typescript.tree import Node, nodes
from specpress.targets.typescript.xml import PEER


@dataclass(frozen=True, slots=True)
class CredentialView:
    """A credential and the variable of the environment that it defaults to."""

    name: Code
    variable: CodeSpan
    option: Code


@dataclass(frozen=True, slots=True)
class CallView:
    """An example call."""

    plain: Code
    nested: Code
    """The same within a block."""
    path: Code
    result: Code


@dataclass(frozen=True, slots=True)
class ReceiverView:
    """The resource that receives webhooks, and the variable that holds the key to verify them."""

    path: Code
    variables: tuple[CodeSpan, ...]


@dataclass(frozen=True, slots=True)
class ReadmeView:
    """`README.md`."""

    title: Markdown
    notices: tuple[Markdown, ...]
    package: Code
    client: Code
    credentials: tuple[CredentialView, ...]
    base: tuple[Code, ...]
    """The option for the base URL where the API does not say it: one line or none."""
    testing: tuple[Code, ...]
    base_variable: CodeSpan
    log_variable: CodeSpan
    calls: tuple[CallView, ...]
    """One, or none where the API has no operations."""
    receivers: tuple[ReceiverView, ...]
    peers: tuple[Code, ...]
    """What has to be installed for XML: one package or none."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """One method in `api.md`."""

    call: CodeSpan
    endpoint: CodeSpan


@dataclass(frozen=True, slots=True)
class SectionView:
    """The methods of one resource."""

    title: CodeSpan
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class ApiView:
    """`api.md`."""

    title: Markdown
    sections: tuple[SectionView, ...]


def document_pages(plan: Plan, config: TargetConfig) -> Iterator[Page]:
    """The pages of the documents of a package."""
    environment = plan.package.environment
    held = tuple(_credential(each.name, each.variable) for each in credentials(plan.api, plan.package))
    url = example_url(plan.api)
    base = (Code(f"baseURL: {TsString(url).render()},"),) if url else ()
    notice = config.options.get("notice")
    view = ReadmeView(
        title=Markdown(plan.api.title),
        notices=(Markdown(notice),) if isinstance(notice, str) and notice else (),
        package=Code(plan.package.name),
        client=Code(plan.package.client),
        credentials=held,
        base=base,
        testing=(*(Code(f"{each.name.source}: 'test',") for each in held), *base),
        base_variable=CodeSpan(f"{environment}_BASE_URL"),
        log_variable=CodeSpan(f"{environment}_LOG"),
        calls=tuple(_calls(plan)),
        receivers=tuple(_receivers(plan)),
        peers=tuple(map(Code, PEER)) if plan.shapes.needed else (),
    )
    yield Page(path=PurePosixPath("README.md"), template="typescript/readme.md.jinja", view=view)
    sections = (_section(node, plan) for node in (plan.root, *nodes(plan.root)))
    listed = ApiView(Markdown(plan.api.title), tuple(each for each in sections if each.entries))
    yield Page(path=PurePosixPath("api.md"), template="typescript/api.md.jinja", view=listed)


def _credential(name: str, variable: str) -> CredentialView:
    return CredentialView(Code(name), CodeSpan(variable), Code(f"{name}: process.env['{variable}'],"))


def _receivers(plan: Plan) -> Iterator[ReceiverView]:
    variables = (CodeSpan(key_variable(plan.package)),) if plan.api.signing else ()
    for node in nodes(plan.root):
        if node.receives:
            yield ReceiverView(Code(".".join(("client", *node.path))), variables)


def _calls(plan: Plan) -> Iterator[CallView]:
    """The call of the examples: of an operation that reads, gives a model and wants the fewest inputs."""
    candidates = [
        (node, name, plan.actions[operation.id])
        for node in (plan.root, *nodes(plan.root))
        for name, operation in node.operations
    ]
    if not candidates:
        return
    node, name, action = min(candidates, key=lambda each: _weight(each[2]))
    declared = {each.id: each.type for each in plan.api.declarations}
    path = ".".join(("client", *node.path, name))
    items: list[Source] = []
    members: list[tuple[str, Source]] = []
    for each in action.arguments:
        if each.required and each.source is not None:
            value = literal(example(each.source, declared))
            items.append(value) if each.positional else members.append((each.name, value))
    items += [record(members)] if members else []
    result = _result_name(action)
    made = call(path, *items)
    yield CallView(
        plain=Code(lay_out(made, 0, len(f"const {result} = await "), 1)),
        nested=Code(lay_out(made, 2, len("await "), 1)),
        path=Code(path),
        result=Code(result),
    )


def _weight(action: Action) -> tuple[bool, bool, bool, int, str]:
    operation = action.operation
    rows = answers(action)
    is_plain = len(rows) == 1 and rows[0].kind == "json" and operation.pagination is None
    is_modelled = is_plain and isinstance(rows[0].type, Symbol) and bool(rows[0].type.module)
    changes = operation.method != "GET" or operation.deprecated
    required = sum(each.required for each in action.arguments)
    return not is_plain, not is_modelled, changes, required, operation.id


def _result_name(action: Action) -> str:
    rows = answers(action)
    if not rows or not isinstance(rows[0].type, Symbol) or not rows[0].type.module:
        return "result"
    name = rows[0].type.name
    camel = name[:1].lower() + name[1:]
    return "result" if camel in RESERVED_WORDS or camel == "client" else camel


def _section(node: Node, plan: Plan) -> SectionView:
    path = ".".join(("client", *node.path))
    return SectionView(CodeSpan(path), tuple(_entries(node, path, plan)))


def _entries(node: Node, path: str, plan: Plan) -> Iterator[EntryView]:
    imports = Imports("", ())
    for name, operation in node.operations:
        action = plan.actions[operation.id]
        method = implementation(name, action)
        given = [
            f"{each.name}: {flat(source(each.type, imports))}" for each in action.arguments if each.positional
        ]
        if action.params:
            required = any(each.required for each in action.members)
            given.append(f"{'params' if required else 'params?'}: {action.params.name}")
        result = flat(source(method.returns or ts.VOID, imports))
        spelt = flat(call(f"{path}.{name}", *map(Atom, given)))
        endpoint = f"{operation.method} {operation.path}"
        yield EntryView(CodeSpan(f"{spelt}: {result}"), CodeSpan(endpoint))
    if node.receives and plan.webhook:
        event = flat(source(plan.webhook, imports))
        calls = (("unwrap(payload, { headers, key })", f"Promise<{event}>"), ("unsafeUnwrap(payload)", event))
        for receiving, result in calls:
            yield EntryView(CodeSpan(f"{path}.{receiving}: {result}"), CodeSpan("webhooks"))
