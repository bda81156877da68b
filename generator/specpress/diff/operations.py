"""Operations: which are the same ones, which went, came or moved, and what each says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from specpress.diff.annotations import deprecation, text_change
from specpress.diff.bodies import request_changes, response_changes
from specpress.diff.changes import Change, Item, below, change
from specpress.diff.describe import value_text
from specpress.diff.directions import Direction
from specpress.diff.lifecycle import Today, lifecycle_changes, removal
from specpress.diff.parameters import parameter_changes
from specpress.diff.servers import server_changes
from specpress.diff.sides import Sides
from specpress.ir.api import Api, Operation, Webhook


@dataclass(frozen=True, slots=True)
class Use:
    """Something found in one operation, or in one request that the API makes (`webhook orderPaid POST`)."""

    owner: str
    direction: Direction
    item: Item


def matched(old: Sequence[Operation], new: Sequence[Operation]) -> list[tuple[Operation, Operation]]:
    """The operations that are on both sides: of the same method and path, path parameters unnamed."""
    found: list[tuple[Operation, Operation]] = []
    now = {operation.id: operation for operation in new}
    was = {operation.id: operation for operation in old}
    loose = {_shape(operation): operation for operation in new if operation.id not in was}
    for operation in old:
        other = now.get(operation.id) or loose.pop(_shape(operation), None)
        if other is not None:
            found.append((operation, other))
    return found


def operation_uses(old: Api, new: Api, sides: Sides, today: Today) -> Iterator[Use]:
    """What differs between the operations of two Apis."""
    pairs = matched(old.operations, new.operations)
    left, right = {id(was) for was, _ in pairs}, {id(now) for _, now in pairs}
    gone = [operation for operation in old.operations if id(operation) not in left]
    come = [operation for operation in new.operations if id(operation) not in right]
    moved = _moved(gone, come)
    for operation in gone:
        target = moved.get(operation.id)
        if target is None:
            yield Use(operation.id, "sent", removal(operation, new, today))
        else:
            yield Use(operation.id, "sent", _move(operation, target))
            yield from _uses(target.id, operation, target, sides, today)
    for operation in come:
        if operation not in moved.values():
            yield Use(operation.id, "sent", _addition(operation))
    for was, now in pairs:
        yield from _uses(now.id, was, now, sides, today)


def webhook_uses(old: Api, new: Api, sides: Sides, today: Today) -> Iterator[Use]:
    """What differs between the requests that two Apis make of their own accord."""
    yield from _hooks("webhook", "", old.webhooks, new.webhooks, sides, today)


def _shape(operation: Operation) -> str:
    return f"{operation.method} {re.sub(r'{[^{}]*}', '{}', operation.path)}"


def _moved(gone: Sequence[Operation], come: Sequence[Operation]) -> dict[str, Operation]:
    """Operations that kept their operationId and have another path or method."""
    by_id = {operation.operation_id: operation for operation in come if operation.operation_id}
    return {
        operation.id: by_id[operation.operation_id] for operation in gone if operation.operation_id in by_id
    }


def _move(old: Operation, new: Operation) -> Change:
    return change(
        "operation-moved",
        f"the operation was moved to {new.id}",
        before=old.id,
        after=new.id,
        where=(old.pointer, new.pointer),
    )


def _addition(operation: Operation) -> Change:
    return change(
        "operation-added", "the operation was added", after=operation.id, where=("/paths", operation.pointer)
    )


def _uses(owner: str, old: Operation, new: Operation, sides: Sides, today: Today) -> Iterator[Use]:
    where = (old.pointer, new.pointer)
    sent = chain(
        _meta(old, new),
        lifecycle_changes(old, new, today),
        parameter_changes(old, new, sides, today),
        server_changes(old.servers, new.servers, where),
        request_changes(old.body, new.body, where, sides),
    )
    for item in sent:
        yield Use(owner, "sent", item)
    for item in response_changes(old, new, sides):
        yield Use(owner, "received", item)
    yield from _hooks("callback", owner, old.callbacks, new.callbacks, sides, today)


def _meta(old: Operation, new: Operation) -> Iterator[Change]:
    where = (old.pointer, new.pointer)
    if old.operation_id != new.operation_id:
        yield change(
            "operation-id-changed",
            "the operationId was changed",
            before=old.operation_id,
            after=new.operation_id,
            where=where,
        )
    if old.tags != new.tags:
        before, after = (value_text(list(tags)) for tags in (old.tags, new.tags))
        yield change("tags-changed", "the tags were changed", before=before, after=after, where=where)
    if old.call != new.call:
        yield change(
            "call-changed",
            "the call of the generated clients was changed",
            before=_call(old),
            after=_call(new),
            where=where,
        )
    if old.pagination != new.pagination:
        before, after = (side.pagination.kind if side.pagination else "" for side in (old, new))
        yield change(
            "pagination-changed", "the pagination was changed", before=before, after=after, where=where
        )
    yield from text_change("summary", old.summary, new.summary, where)
    yield from text_change("description", old.description, new.description, where)
    yield from deprecation(old.deprecated, new.deprecated, where)


def _call(operation: Operation) -> str:
    names = (*operation.call.resource, operation.call.method)
    return ".".join("_".join(name.words) for name in names)


def _hooks(
    kind: Literal["webhook", "callback"],
    owner: str,
    old: Sequence[Webhook],
    new: Sequence[Webhook],
    sides: Sides,
    today: Today,
) -> Iterator[Use]:
    """Webhooks or callbacks: what the API sends, the user receives, and answers."""
    was = {(hook.wire, hook.method): hook for hook in old}
    now = {(hook.wire, hook.method): hook for hook in new}
    for key in sorted(was.keys() | now.keys()):
        before, after = was.get(key), now.get(key)
        name = f"{kind} {key[0]} {key[1]}"
        ways: list[tuple[Direction, Iterable[Item]]] = []
        if before is not None and after is not None:
            ways.append(("received", _hook(before, after, sides, today)))
            ways.append(("sent", response_changes(before, after, sides)))
        else:
            ways.append(("received", _came_or_went(kind, before, after)))
        for direction, found in ways:
            for item in below(found, name) if owner else found:
                yield Use(owner or name, direction, item)


def _came_or_went(
    kind: Literal["webhook", "callback"], old: Webhook | None, new: Webhook | None
) -> Iterator[Item]:
    if new is not None:
        yield change(f"{kind}-added", f"the {kind} was added", where=(_parent(new.pointer), new.pointer))
    elif old is not None:
        yield change(f"{kind}-removed", f"the {kind} was removed", where=(old.pointer, _parent(old.pointer)))


def _hook(old: Webhook, new: Webhook, sides: Sides, today: Today) -> Iterator[Item]:
    where = (old.pointer, new.pointer)
    yield from text_change("summary", old.summary, new.summary, where)
    yield from text_change("description", old.description, new.description, where)
    yield from parameter_changes(old, new, sides, today)
    yield from request_changes(old.body, new.body, where, sides)


def _parent(pointer: str) -> str:
    return pointer.rpartition("/")[0]
