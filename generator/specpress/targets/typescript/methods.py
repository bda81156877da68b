"""The methods of resources as users see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from specpress.ir.api import Operation
from specpress.targets.base import Apply, Literals, Method, Parameter, Symbol, TypeExpression
from specpress.targets.bodies import BODY
from specpress.targets.typescript import symbols as ts
from specpress.targets.typescript.arguments import STREAM, Argument
from specpress.targets.typescript.comments import of_method
from specpress.targets.typescript.names import pascal
from specpress.targets.typescript.plan import Action
from specpress.targets.typescript.results import ACCEPT, Row, alike, returned

PAGINATION: Final = "pagination"
"""The file of page classes."""


def methods(name: str, action: Action) -> tuple[Method, ...]:
    """The method of an operation, or its overloads where what it returns depends on a member of `params`."""
    base = implementation(name, action)
    return tuple(
        method
        for params in action.shapes
        for method in _by_response(replace(base, parameters=_parameters(params.arguments)), action)
    )


def _by_response(base: Method, action: Action) -> tuple[Method, ...]:
    """The overloads of a method by what it returns, or itself."""
    names = {each.name for each in base.parameters}
    return tuple(
        replace(
            base,
            parameters=tuple(
                replace(each, type=type, required=required) if each.name == member else each
                for each in base.parameters
            ),
            returns=returned(rows),
        )
        for member, type, required, rows in choices(action)
        if member in names
    ) or (base,)


def choices(action: Action) -> Iterator[tuple[str, Literals, bool, tuple[Row, ...]]]:
    """(member, its values, whether it must be given, what is returned), where results depend on a member."""
    if streams := action.streams:
        plain, streamed = streams
        yield STREAM, Literals((False,)), False, plain
        yield STREAM, Literals((True,)), True, streamed
        return
    others = tuple(row for row in action.outcome.usual if row not in action.accepted)
    groups = alike(action.accepted)
    for index, rows in enumerate(groups if len(groups) > 1 else ()):
        yield ACCEPT, Literals(tuple(row.media_type for row in rows)), bool(index), (rows[0], *others)


def implementation(name: str, action: Action) -> Method:
    """The one method behind its overloads."""
    operation = action.operation
    return Method(
        name=name,
        parameters=_parameters(action.arguments),
        returns=returns(action),
        asynchronous=True,
        operation=operation.id,
        deprecated=operation.deprecated,
        doc=_doc(operation) or of_method(operation.id),
    )


def returns(action: Action) -> TypeExpression:
    """What the promise of a method gives."""
    page = page_class(action.operation)
    if page is not None and action.item is not None:
        return Apply(page, (action.item,))
    return returned(answers(action))


def answers(action: Action) -> tuple[Row, ...]:
    """All kinds of response that the method may return something for."""
    if action.streams:
        return (*action.streams[0], *action.streams[1])
    return tuple(dict.fromkeys((*action.outcome.usual, *action.accepted)))


def page_class(operation: Operation) -> Symbol | None:
    """The class of an operation's pages, or None where it has none."""
    return Symbol(pascal(operation.pagination.page), PAGINATION) if operation.pagination else None


_OPTIONS: Final = Parameter(name="options", kind="positional", type=ts.runtime("RequestOptions", "request"))


def _parameters(arguments: tuple[Argument, ...]) -> tuple[Parameter, ...]:
    return (*(_parameter(each) for each in arguments if not each.absent), _OPTIONS)


def _parameter(argument: Argument) -> Parameter:
    return Parameter(
        name=argument.name,
        kind="positional" if argument.positional else "member",
        type=argument.type,
        required=argument.required,
        location={"option": "", "whole": BODY}.get(argument.where, argument.where),
        wire="" if argument.where == "whole" else argument.wire,
        doc=argument.doc,
    )


def _doc(operation: Operation) -> str:
    summary, description = operation.summary.strip(), operation.description.strip()
    if not description or description.startswith(summary):
        return description or summary
    return f"{summary}\n\n{description}"
