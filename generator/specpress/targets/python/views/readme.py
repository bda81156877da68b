"""View of the README: every block of code in it runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from specpress.targets.base import Class, Page, Symbol, TargetConfig
from specpress.targets.examples import example
from specpress.targets.python import symbols as py
from specpress.targets.python.clients import credentials
from specpress.targets.python.layout import Keyed, call, flat, lay_out, literal, mapping, string
from specpress.targets.python.plan import Action, Plan
from specpress.targets.python.receivers import key_variable
from specpress.targets.python.text import Identifier
from specpress.targets.python.tree import Node, nodes
from specpress.targets.python.views.operations import answers
from specpress.targets.servers import example_url
from specpress.targets.text import Code, CodeSpan, Markdown


@dataclass(frozen=True, slots=True)
class CallView:
    """The call of the examples: at the margin, indented, raw."""

    plain: Code
    indented: Code
    raw: Code


@dataclass(frozen=True, slots=True)
class ModelView:
    """A model built by hand."""

    name: Identifier
    module: Code
    value: Code


@dataclass(frozen=True, slots=True)
class ReceiverView:
    """The resource that receives webhooks, and the variable that holds the key to verify them."""

    path: Code
    variables: tuple[CodeSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadmeView:
    """`README.md`. Tuples of views hold one, or none where the API has nothing to show."""

    title: Markdown
    notices: tuple[Markdown, ...]
    distribution: Code
    package: Code
    client: Identifier
    async_client: Identifier
    credentials: tuple[Code, ...]
    variables: tuple[CodeSpan, ...]
    options: tuple[Code, ...]
    """What every client of the examples needs besides."""
    base: Code
    """The same on one line."""
    base_first: Code
    """The same in front of other arguments."""
    testing: Code
    """The same, and credentials for a test, in front of other arguments."""
    base_variable: CodeSpan
    log_variable: CodeSpan
    calls: tuple[CallView, ...]
    answer: Code
    models: tuple[ModelView, ...]
    receivers: tuple[ReceiverView, ...]


def readme_page(plan: Plan, config: TargetConfig) -> Page:
    """The page of the README."""
    package = plan.package
    chosen = _chosen(plan)
    models = tuple(_models(chosen[2], plan)) if chosen else ()
    held = credentials(plan.api, package)
    url = example_url(plan.api)
    base = [flat(Keyed("base_url=", string(url)))] if url else []
    test = [f'{each.name}="test"' for each in held]
    view = ReadmeView(
        title=Markdown(plan.api.title),
        notices=tuple(map(Markdown, _notices(plan, config))),
        distribution=Code(package.distribution),
        package=Code(package.name),
        client=Identifier(package.client),
        async_client=Identifier(f"Async{package.client}"),
        credentials=tuple(Code(f'{each.name}=os.environ.get("{each.variable}")') for each in held),
        variables=tuple(CodeSpan(each.variable) for each in held),
        options=tuple(map(Code, base)),
        base=Code("".join(base)),
        base_first=Code("".join(f"{each}, " for each in base)),
        testing=Code("".join(f"{each}, " for each in (*test, *base))),
        base_variable=CodeSpan(f"{package.environment}_BASE_URL"),
        log_variable=CodeSpan(f"{package.environment}_LOG"),
        calls=(_call(*chosen, plan),) if chosen else (),
        answer=models[0].value if models else Code("{}"),
        models=models,
        receivers=tuple(_receivers(plan)),
    )
    return Page(path=PurePosixPath("README.md"), template="python/readme.md.jinja", view=view)


def _receivers(plan: Plan) -> Iterator[ReceiverView]:
    variables = [CodeSpan(key_variable(plan.package))] if plan.api.signing else []
    for node in nodes(plan.root):
        if node.receives:
            yield ReceiverView(Code(".".join(("client", *node.path))), tuple(variables))


def _notices(plan: Plan, config: TargetConfig) -> Iterator[str]:
    package = plan.package
    if package.distribution.replace("-", "_") != package.name:
        yield (
            f"This library is imported as {package.name} although it is installed as {package.distribution}: "
            f"keep it out of environments that hold another {package.name}, such as an official package."
        )
    notice = config.options.get("notice")
    if isinstance(notice, str) and notice:
        yield notice


def _chosen(plan: Plan) -> tuple[Node, str, Action] | None:
    """The operation that the examples call: one that reads, gives a model and wants the fewest arguments."""
    candidates = [
        (node, name, plan.actions[operation.id])
        for node in (plan.root, *nodes(plan.root))
        for name, operation in node.operations
    ]
    return min(candidates, key=lambda each: _weight(each[2], plan), default=None)


def _weight(action: Action, plan: Plan) -> tuple[bool, bool, bool, int, str]:
    operation = action.operation
    rows = answers(action)
    odd = len(rows) != 1 or rows[0].kind != "json" or operation.pagination is not None
    required = sum(each.required for each in action.arguments)
    reads = operation.method == "GET" and not operation.deprecated
    return odd, _record(action, plan) is None, not reads, required, operation.id


def _call(node: Node, name: str, action: Action, plan: Plan) -> CallView:
    arguments = [
        Keyed(
            f"{each.name}=",
            literal(each.examples[0] if each.examples else example(each.source, plan.declared)),
        )
        for each in action.arguments
        if each.required and each.source
    ]
    path = ".".join(("client", *node.path))
    method = call(f"{path}.{name}", *arguments, explode=bool(arguments))
    raw = call(f"{path}.with_raw_response.{name}", *arguments, explode=bool(arguments))
    return CallView(
        plain=Code(lay_out(method, 0)),
        indented=Code(lay_out(method, 4)),
        raw=Code(lay_out(raw, 0)),
    )


def _record(action: Action, plan: Plan) -> Class | None:
    """The model of an action's result, where it is one."""
    rows = answers(action)
    if not rows or rows[0].kind != "json":
        return None
    found = next((each.member for each in plan.definitions if each.symbol == rows[0].type), None)
    return found if isinstance(found, Class) else None


def _models(action: Action, plan: Plan) -> Iterator[ModelView]:
    record = _record(action, plan)
    symbol = answers(action)[0].type if record else None
    if record is None or not isinstance(symbol, Symbol):
        return
    texts = [field for field in record.fields if field.type == py.STR]
    value = mapping([(field.wire, string("example")) for field in texts[:1]])
    yield ModelView(Identifier(symbol.name), Code(symbol.module), Code(flat(value)))
