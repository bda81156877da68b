"""What refers to what: the graph that references make of declarations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, assert_never

from specpress.ir.api import Api, Content, Webhook
from specpress.ir.declarations import Declaration
from specpress.ir.types import (
    Any,
    Array,
    Bytes,
    Constraint,
    Enum,
    Literal,
    Map,
    Never,
    Nullable,
    Record,
    Ref,
    Scalar,
    Tuple,
    Type,
    Union,
)


def resolved(kind: Type, declared: Mapping[str, Type]) -> Type:
    """The type that a reference leads to, or the last reference of those that lead to themselves."""
    seen: set[str] = set()
    while isinstance(kind, Ref) and kind.id not in seen:
        seen.add(kind.id)
        kind = declared[kind.id]
    return kind


def children(kind: Type) -> tuple[Type, ...]:
    """The types directly inside a type, those of its constraints not among them."""
    match kind:
        case Array():
            return (kind.item,)
        case Tuple():
            return (*kind.items, kind.rest)
        case Map():
            return (kind.value,)
        case Record():
            patterns = (pattern for _, pattern in kind.patterns)
            return (*(each.type for each in kind.properties), kind.extra, *patterns)
        case Union():
            return tuple(variant.type for variant in kind.variants)
        case Nullable():
            return (kind.inner,)
        case Scalar() | Literal() | Enum() | Ref() | Bytes() | Any() | Never():
            return ()
        case _:
            assert_never(kind)


def constraint_types(constraint: Constraint) -> tuple[Type, ...]:
    """The types in a constraint's value: those of keywords whose value is a schema or several."""
    value = constraint.value
    if isinstance(value, _TYPES):
        return (value,)
    if isinstance(value, Mapping):
        return tuple(each for each in value.values() if isinstance(each, _TYPES))
    if isinstance(value, tuple):
        return tuple(each for each in value if isinstance(each, _TYPES))
    return ()


def references(kind: Type, constraints: bool = False) -> Iterator[str]:
    """Ids of the declarations that a type refers to, at any depth, but not through them.

    Args:
        kind: the type.
        constraints: whether what constraints refer to counts.
    """
    waiting = [kind]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Ref):
            yield each.id
        inner = [*children(each)]
        if constraints:
            inner.extend(found for constraint in each.constraints for found in constraint_types(constraint))
        waiting.extend(reversed(inner))


def reached(
    roots: Iterable[Type], declarations: Iterable[Declaration], constraints: bool = False
) -> frozenset[str]:
    """Ids of the declarations that some types lead to, directly or through others."""
    table = {each.id: each for each in declarations}
    waiting = [id for root in roots for id in references(root, constraints)]
    found: set[str] = set()
    while waiting:
        id = waiting.pop()
        if id in table and id not in found:
            found.add(id)
            waiting.extend(references(table[id].type, constraints))
    return frozenset(found)


def components(declarations: Iterable[Declaration]) -> tuple[tuple[Declaration, ...], ...]:
    """Declarations that refer to each other in a circle together, each group after those that it refers to.

    Strongly connected components by Tarjan's algorithm, without recursion. Members stand in the given order.
    """
    table = {each.id: each for each in declarations}
    order = {id: position for position, id in enumerate(table)}
    numbers: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    groups: list[tuple[Declaration, ...]] = []
    for root in table:
        if root in numbers:
            continue
        numbers[root] = lowest[root] = len(numbers)
        stack.append(root)
        work = [(root, _targets(table, root))]
        while work:
            id, targets = work[-1]
            for target in targets:
                if target not in numbers:
                    numbers[target] = lowest[target] = len(numbers)
                    stack.append(target)
                    work.append((target, _targets(table, target)))
                    break
                # Members of finished groups have an infinite number: they close no circle.
                lowest[id] = min(lowest[id], numbers[target])
            else:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[id])
                if lowest[id] == numbers[id]:
                    start = stack.index(id)
                    members, stack[start:] = stack[start:], []
                    numbers.update(dict.fromkeys(members, _FINISHED))
                    groups.append(tuple(table[each] for each in sorted(members, key=order.__getitem__)))
    return tuple(groups)


def request_types(api: Api) -> Iterator[Type]:
    """The types of all that a client sends."""
    for operation in api.operations:
        yield from (parameter.type for parameter in operation.parameters)
        if operation.body:
            yield from _content_types(operation.body.contents)


def response_types(api: Api) -> Iterator[Type]:
    """The types of all that a client receives: responses with headers, pages, webhooks and callbacks."""
    for operation in api.operations:
        for response in operation.responses:
            yield from _content_types(response.contents)
            yield from (header.type for header in response.headers)
        if operation.pagination:
            yield operation.pagination.item
        yield from _hook_types(operation.callbacks)
    yield from _hook_types(api.webhooks)
    if api.webhook:
        yield api.webhook


def pruned(api: Api) -> Api:
    """The Api without the declarations that nothing of it leads to."""
    roots = (*request_types(api), *response_types(api))
    kept = reached(roots, api.declarations, constraints=True)
    return replace(api, declarations=tuple(each for each in api.declarations if each.id in kept))


def _content_types(contents: Iterable[Content]) -> Iterator[Type]:
    for content in contents:
        yield content.type
        if content.item is not None:
            yield content.item
        yield from (header.type for encoding in content.encodings for header in encoding.headers)


def _hook_types(hooks: Iterable[Webhook]) -> Iterator[Type]:
    for hook in hooks:
        if hook.body:
            yield from _content_types(hook.body.contents)


def _targets(table: Mapping[str, Declaration], id: str) -> Iterator[str]:
    return (target for target in references(table[id].type) if target in table)


_TYPES: Final = (
    Scalar, Literal, Enum, Array, Tuple, Map, Record, Union, Nullable, Ref, Bytes, Any, Never
)  # fmt: skip
_FINISHED: Final = 2**62
