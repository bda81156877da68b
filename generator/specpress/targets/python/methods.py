"""The methods of resources as users see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from specpress.ir import types as ir
from specpress.ir.api import Operation
from specpress.targets.base import Apply, Literals, Method, OneOf, Parameter, Symbol, TypeExpression
from specpress.targets.bodies import BODY
from specpress.targets.python import symbols as py
from specpress.targets.python.arguments import Argument, Whole
from specpress.targets.python.names import pascal
from specpress.targets.python.packages import Package
from specpress.targets.python.plan import Action
from specpress.targets.python.results import Row, alike, returned

STREAM: Final = "stream"
CONTENT_TYPE: Final = "content_type"
OPTIONS: Final = ("extra_headers", "extra_query", "extra_body", "timeout")
"""The last arguments of every method."""


def methods(name: str, action: Action, package: Package, *, asynchronous: bool) -> tuple[Method, ...]:
    """The method of an operation, or its overloads where what it returns depends on an argument."""
    base = implementation(name, action, package, asynchronous=asynchronous)
    if not action.wholes:
        return _by_response(base, action, package, asynchronous=asynchronous)
    preferred, *others = action.wholes
    return (
        *_by_response(_preferred(base, action, preferred), action, package, asynchronous=asynchronous),
        *(_other(base, action, each) for each in others),
    )


def implementation(name: str, action: Action, package: Package, *, asynchronous: bool) -> Method:
    """The one method behind its overloads."""
    operation = action.operation
    parameters = [_loosened(each) if action.wholes else each for each in map(_parameter, action.arguments)]
    if accepted := accept_rows(action):
        type_ = Literals(tuple(dict.fromkeys(row.media_type for row in accepted)))
        parameters.append(Parameter(name="accept", kind="keyword", type=type_, default="omit"))
    return Method(
        name=name,
        parameters=(*parameters, *_options(action, package)),
        returns=_returns(action, package, asynchronous=asynchronous),
        asynchronous=asynchronous and operation.pagination is None,
        operation=operation.id,
        deprecated=operation.deprecated,
        doc=_doc(operation),
    )


def accept_rows(action: Action) -> tuple[Row, ...]:
    """The kinds of response that the argument `accept` chooses among."""
    return () if stream_rows(action) else action.outcome.accepted


def stream_rows(action: Action) -> tuple[tuple[Row, ...], tuple[Row, ...]] | None:
    """The kinds of response without and with `stream=True`; None where no flag in the body decides that."""
    flag = next((each for each in action.arguments if each.where == "body" and each.wire == STREAM), None)
    if flag is None or flag.name != STREAM or not _is_flag(flag.source):
        return None
    streamed = tuple(row for row in action.outcome.rows if row.kind in ("sse", "json-lines"))[:1]
    plain = tuple(row for row in action.outcome.usual if row.kind not in ("sse", "json-lines"))
    rows = plain or tuple(row for row in action.outcome.rows if row.kind == "json")[:1]
    return (rows, streamed) if rows and streamed else None


def page_class(operation: Operation, package: Package, *, asynchronous: bool) -> Symbol | None:
    """The class of an operation's pages, or None where it has none."""
    if operation.pagination is None:
        return None
    prefix = "Async" if asynchronous else "Sync"
    return Symbol(prefix + pascal(operation.pagination.page), f"{package.name}.pagination")


def _by_response(base: Method, action: Action, package: Package, *, asynchronous: bool) -> tuple[Method, ...]:
    """The overloads of a method by what it returns, or itself."""
    runtime = package.runtime
    if streams := stream_rows(action):
        plain, streamed = streams
        flag = next(each.type for each in base.parameters if each.name == STREAM)
        unset: TypeExpression = Literals((False,))
        return tuple(
            _overload(base, STREAM, type_, required, returned(rows, runtime, asynchronous=asynchronous))
            for type_, required, rows in (
                (py.optional(unset) if py.is_optional(flag) else unset, False, plain),
                (Literals((True,)), True, streamed),
                (py.BOOL, True, (*plain, *streamed)),
            )
        )
    accepted = action.outcome.accepted
    others = tuple(row for row in action.outcome.usual if row not in accepted)
    groups = alike(accepted)
    if len(groups) < 2:
        return (base,)
    return tuple(
        _overload(
            base,
            "accept",
            Literals(tuple(row.media_type for row in rows)),
            bool(index),
            returned((rows[0], *others), runtime, asynchronous=asynchronous),
        )
        for index, rows in enumerate(groups)
    )


def _preferred(base: Method, action: Action, body: Whole) -> Method:
    """A method as it takes the preferred shape of its body."""
    stated = {each.name: _parameter(each) for each in action.arguments if each.where == "body"}
    if action.shape and action.shape.record is None:
        stated = {name: replace(each, type=body.type) for name, each in stated.items()}
    parameters = (
        replace(each, type=body.content_type) if each.name == CONTENT_TYPE else stated.get(each.name, each)
        for each in base.parameters
        if each.location != BODY or each.name in stated
    )
    return replace(base, parameters=tuple(parameters))


def _other(base: Method, action: Action, body: Whole) -> Method:
    """A method as it takes a body of another shape: whole, and by its media type."""
    place = "body" if action.shape and action.shape.record is None else "whole"
    types = {each.name: body.type for each in action.arguments if each.where == place}
    types[CONTENT_TYPE] = body.content_type
    parameters = (
        replace(each, type=types[each.name], required=True, default="") if each.name in types else each
        for each in base.parameters
        if each.location != BODY or each.name in types
    )
    return replace(base, parameters=tuple(parameters))


def _returns(action: Action, package: Package, *, asynchronous: bool) -> TypeExpression:
    page = page_class(action.operation, package, asynchronous=asynchronous)
    if page is not None and action.item is not None:
        paged = Apply(page, (action.item,))
        if not asynchronous:
            return paged
        return Apply(Symbol("AsyncPaginator", f"{package.runtime}.pagination"), (action.item, paged))
    streams = stream_rows(action)
    if streams:
        rows = (*streams[0], *streams[1])
    else:
        rows = tuple(dict.fromkeys((*action.outcome.usual, *action.outcome.accepted)))
    return returned(rows, package.runtime, asynchronous=asynchronous)


def _overload(
    base: Method, name: str, type_: TypeExpression, required: bool, returns: TypeExpression
) -> Method:
    changed = tuple(
        replace(each, type=type_, required=required, default="" if required else "omit")
        if each.name == name
        else each
        for each in base.parameters
    )
    return replace(base, parameters=changed, returns=returns)


def _parameter(argument: Argument) -> Parameter:
    return Parameter(
        name=argument.name,
        kind="positional-or-keyword" if argument.where == "path" else "keyword",
        type=argument.type,
        required=argument.required,
        default="" if argument.required else "omit",
        location={"option": "", "whole": BODY}.get(argument.where, argument.where),
        wire="" if argument.where == "whole" else argument.wire,
        doc=argument.doc,
    )


def _loosened(each: Parameter) -> Parameter:
    """A parameter of the body that may be missing, since another one can hold all of the body."""
    return replace(each, required=False, default="omit") if each.location == BODY else each


def _options(action: Action, package: Package) -> Iterator[Parameter]:
    values = f"{package.runtime}.values"
    extra = action.shape.record.extra if action.shape and action.shape.record else ir.Any()
    more = "" if isinstance(extra, ir.Any | ir.Never) else "Further properties of the body, by their keys."
    for name, alias, doc in zip(OPTIONS, ("Headers", "Query", "Body"), ("", "", more), strict=False):
        type_ = py.optional(Symbol(alias, values))
        yield Parameter(name=name, kind="keyword", type=type_, default="None", doc=doc)
    timeout = OneOf((py.FLOAT, Symbol("Timeout", values), py.NONE, Symbol("NotGiven", values)))
    yield Parameter(name=OPTIONS[-1], kind="keyword", type=timeout, default="NOT_GIVEN")


def _doc(operation: Operation) -> str:
    summary, description = operation.summary.strip(), operation.description.strip()
    if not description or description.startswith(summary):
        return description or summary
    return f"{summary}\n\n{description}"


def _is_flag(type_: ir.Type | None) -> bool:
    if isinstance(type_, ir.Nullable):
        return _is_flag(type_.inner)
    if isinstance(type_, ir.Enum):
        return type_.kind == "boolean"
    return isinstance(type_, ir.Scalar) and type_.kind == "boolean"
