"""Whether one type still holds what another held: the one algorithm of the wire comparison.

It walks two types side by side and yields what differs, each with what it means where the value is sent and
where it is received. It stops at references to two declarations, yielding a :class:`Link` in their place:
declarations are compared once, however many operations use them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from specpress.diff.annotations import annotation_changes
from specpress.diff.changes import Item, Link, Pair, below, change
from specpress.diff.constraints import admits_all, constraint_changes
from specpress.diff.describe import type_text
from specpress.diff.records import as_record, record_changes
from specpress.diff.scalars import from_values, scalar_changes, to_values, value_changes
from specpress.diff.sides import Sides
from specpress.diff.unions import from_union, to_union, union_changes
from specpress.ir import types
from specpress.ir.types import Type

_LONGEST_CHAIN = 100


def compare_types(old: Type, new: Type, sides: Sides) -> Iterator[Item]:
    """What differs between a type of the old document and one of the new."""
    yield from annotation_changes(old.annotations, new.annotations, (old.pointer, new.pointer))
    if isinstance(old, types.Ref) and isinstance(new, types.Ref):
        yield from constraint_changes(old, new, sides, compare_types)
        yield Link(pair=Pair(old.id, new.id, sides.textual))
        return
    if isinstance(old, types.Ref) or isinstance(new, types.Ref):
        yield from _expanded(old, new, sides)
        return
    if isinstance(old, types.Nullable) or isinstance(new, types.Nullable):
        yield from _nullability(old, new, sides)
        return
    yield from constraint_changes(old, new, sides, compare_types)
    yield from _structures(old, new, sides)


def _expanded(old: Type, new: Type, sides: Sides) -> Iterator[Item]:
    """A name on one side only: what it stands for is compared."""
    pair = (_mark(old), _mark(new))
    if pair in sides.open:
        return
    deeper = replace(sides, open=sides.open | {pair})
    yield from compare_types(
        _bare(_resolved(old, sides, new=False)), _bare(_resolved(new, sides, new=True)), deeper
    )


def _mark(kind: Type) -> str:
    return kind.id if isinstance(kind, types.Ref) else kind.pointer or str(id(kind))


def _resolved(kind: Type, sides: Sides, *, new: bool) -> Type:
    """What a reference stands for, with the constraints beside it."""
    bodies = sides.new if new else sides.old
    for _ in range(_LONGEST_CHAIN):
        if not isinstance(kind, types.Ref):
            return kind
        body = bodies[kind.id]
        kind = replace(body, constraints=(*body.constraints, *kind.constraints)) if kind.constraints else body
    return types.Any(pointer=kind.pointer)


def _bare(kind: Type) -> Type:
    return replace(kind, annotations=types.NO_ANNOTATIONS)


def _nullability(old: Type, new: Type, sides: Sides) -> Iterator[Item]:
    where = (old.pointer, new.pointer)
    if isinstance(old, types.Nullable) and isinstance(new, types.Nullable):
        yield from compare_types(old.inner, new.inner, sides)
    elif isinstance(old, types.Nullable):
        if isinstance(new, types.Any):
            yield _changed("type-unstated", old, new)
        else:
            if not _is_null(new) and not admits_all(new):
                yield change("nullable-removed", "can be null no longer", where=where)
            yield from compare_types(old.inner, new, sides)
    elif isinstance(new, types.Nullable):
        if isinstance(old, types.Any):
            yield _changed("type-stated", old, new)
        else:
            if not _is_null(old) and not admits_all(old):
                yield change("nullable-added", "can be null now", where=where)
            yield from compare_types(old, new.inner, sides)


def _is_null(kind: Type) -> bool:
    return isinstance(kind, types.Literal) and kind.value is None


def _structures(old: Type, new: Type, sides: Sides) -> Iterator[Item]:
    """Two types that are neither references nor nullable."""
    match old, new:
        case (types.Any(), types.Any()) | (types.Never(), types.Never()) | (types.Bytes(), types.Bytes()):
            return
        case (_, types.Any()) | (types.Never(), _):
            yield _changed("type-unstated", old, new)
        case (types.Any(), _) | (_, types.Never()):
            yield _changed("type-stated", old, new)
        case types.Union(), types.Union():
            yield from union_changes(old, new, sides, compare_types)
        case _, types.Union():
            yield from to_union(old, new, sides, compare_types)
        case types.Union(), _:
            yield from from_union(old, new, sides, compare_types)
        case types.Scalar(), types.Scalar():
            yield from scalar_changes(old, new, sides)
        case (types.Literal() | types.Enum(), types.Literal() | types.Enum()):
            yield from value_changes(old, new)
        case types.Scalar(), (types.Literal() | types.Enum()):
            yield from to_values(old, new)
        case ((types.Literal() | types.Enum()), types.Scalar()):
            yield from from_values(old, new, sides)
        case types.Array(), types.Array():
            yield from below(compare_types(old.item, new.item, sides.inner()), "[]")
        case ((types.Array() | types.Tuple()), (types.Array() | types.Tuple())):
            yield from _tuples(old, new, sides)
        case ((types.Record() | types.Map()), (types.Record() | types.Map())):
            yield from record_changes(as_record(old), as_record(new), sides.inner(), compare_types)
        case _, types.Array() if sides.repeated:
            yield from below(compare_types(old, new.item, sides.inner()), "[]")
        case _ if sides.loose and _is_plain_string(new):
            yield _changed("type-widened", old, new)
        case _ if sides.loose and _is_plain_string(old):
            yield _changed("type-narrowed", old, new)
        case _:
            yield _changed("type-changed", old, new)


def _is_plain_string(kind: Type) -> bool:
    return isinstance(kind, types.Scalar) and kind.kind == "string" and not kind.format


def _tuples(old: types.Array | types.Tuple, new: types.Array | types.Tuple, sides: Sides) -> Iterator[Item]:
    """Items by position; an array is a tuple without any."""
    was, was_rest = _parts(old)
    now, now_rest = _parts(new)
    if len(was) != len(now):
        rule = "tuple-stated" if len(now) > len(was) else "tuple-unstated"
        message = f"items with a type of their own by position: {len(was)} before, {len(now)} now"
        yield change(
            rule, message, before=type_text(old), after=type_text(new), where=(old.pointer, new.pointer)
        )
    for index in range(min(len(was), len(now))):
        yield from below(compare_types(was[index], now[index], sides.inner()), f"[{index}]")
    yield from below(compare_types(was_rest, now_rest, sides.inner()), "[]")


def _parts(kind: types.Array | types.Tuple) -> tuple[tuple[Type, ...], Type]:
    return ((), kind.item) if isinstance(kind, types.Array) else (kind.items, kind.rest)


def _changed(rule: str, old: Type, new: Type) -> Item:
    return change(
        rule,
        "the type was changed",
        before=type_text(old),
        after=type_text(new),
        where=(old.pointer, new.pointer),
    )
