"""Which way values travel: what a client sends, and what it receives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias, assert_never

from specpress.ir import types
from specpress.ir.api import Api, Body, Operation, Response
from specpress.ir.types import Type

Direction: TypeAlias = Literal["sent", "received"]


def directions(api: Api) -> dict[str, frozenset[Direction]]:
    """The directions in which values of each declaration travel, by its id; none where nobody uses it."""
    bodies = {item.id: item.type for item in api.declarations}
    sent = _reached((kind for item in api.operations for kind in _sent(item)), bodies)
    received = _reached(_received(api), bodies)
    both: tuple[tuple[Direction, set[str]], ...] = (("sent", sent), ("received", received))
    return {id: frozenset(way for way, ids in both if id in ids) for id in bodies}


def references(kind: Type) -> Iterator[str]:
    """The declarations that a type refers to, constraints aside."""
    waiting = [kind]
    while waiting:
        here = waiting.pop()
        match here:
            case types.Ref():
                yield here.id
            case types.Array():
                waiting.append(here.item)
            case types.Tuple():
                waiting.extend((*here.items, here.rest))
            case types.Map():
                waiting.append(here.value)
            case types.Record():
                waiting.extend(prop.type for prop in here.properties)
                waiting.extend((here.extra, *(item for _, item in here.patterns)))
            case types.Union():
                waiting.extend(variant.type for variant in here.variants)
            case types.Nullable():
                waiting.append(here.inner)
            case (
                types.Scalar() | types.Literal() | types.Enum() | types.Bytes() | types.Any() | types.Never()
            ):
                pass
            case _:
                assert_never(here)


def _sent(operation: Operation) -> Iterator[Type]:
    yield from (parameter.type for parameter in operation.parameters)
    yield from _body(operation.body)


def _received(api: Api) -> Iterator[Type]:
    for operation in api.operations:
        yield from _responses(operation.responses)
        for callback in operation.callbacks:
            yield from _body(callback.body)
    for hook in api.webhooks:
        yield from _body(hook.body)


def _responses(responses: Iterable[Response]) -> Iterator[Type]:
    for response in responses:
        yield from (header.type for header in response.headers)
        for content in response.contents:
            yield content.type
            if content.item is not None:
                yield content.item


def _body(body: Body | None) -> Iterator[Type]:
    for content in body.contents if body else ():
        yield content.type
        if content.item is not None:
            yield content.item


def _reached(roots: Iterable[Type], bodies: dict[str, Type]) -> set[str]:
    found: set[str] = set()
    waiting = [id for root in roots for id in references(root)]
    while waiting:
        id = waiting.pop()
        if id not in found:
            found.add(id)
            waiting.extend(references(bodies[id]))
    return found
