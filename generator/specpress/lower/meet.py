"""The type of the values that two types share: what `allOf` means, and siblings of `$ref`, `oneOf` and
`anyOf`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from specpress.ir import types
from specpress.ir.types import EnumMember, Property, Type
from specpress.lower.enums import admits, is_null, members_of, nullable, of_members
from specpress.lower.notes import UNTYPED, annotated, bare, filled, tightened
from specpress.lower.records import ordered, require, required_names
from specpress.lower.unions import join

_WIDEST: Final = 64
"""The most variants that two unions may combine to; beyond it the second only constrains the first."""

_DEEPEST: Final = 3
"""How many references inside references are replaced by what they stand for: each multiplies the result."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """How types meet. `expand` gives what a Ref stands for, or None where that is not known yet.

    `conflict` is given two types that share no value, and says what to make of them. `under` holds the pairs
    that are being met further up: recursive types would meet for ever. `endless` says what to make of such a
    pair, and `wide` of unions with too many combinations.
    """

    expand: Callable[[types.Ref], Type | None]
    conflict: Callable[[Type, Type], Type]
    endless: Callable[[types.Ref, Type], Type]
    wide: Callable[[types.Union, types.Union], Type]
    under: frozenset[tuple[str, str]] = frozenset()


def meet(a: Type, b: Type, how: Meeting) -> Type:
    """The values of both. Annotations are those of `a`, completed by those of `b`; of a Ref only those beside
    it."""
    notes = filled(a.annotations, b.annotations)
    if isinstance(a, types.Nullable) or isinstance(b, types.Nullable):
        null = next((kind for kind in (a, b) if is_null(kind)), None)
        if null is not None:
            return annotated(bare(null), notes)
        inner = meet(bare(_present(a)), bare(_present(b)), how)
        both = _admits_null(a, how) and _admits_null(b, how)
        return annotated(nullable(inner) if both else inner, notes)
    return annotated(_meet(bare(a), bare(b), how), notes)


def overlap(a: Type, b: Type, how: Meeting) -> Type | None:
    """The values of both, or None where there are none; that is no conflict but an answer."""
    met = meet(a, b, replace(how, conflict=_nothing))
    return None if _impossible(met) else met


def _meet(a: Type, b: Type, how: Meeting) -> Type:
    if isinstance(a, types.Any):
        return _narrowed(b, a, how)
    if isinstance(b, types.Any):
        return _narrowed(a, b, how)
    if isinstance(a, types.Ref) or isinstance(b, types.Ref):
        return _with_reference(a, b, how)
    if isinstance(a, types.Never):
        return a
    if isinstance(b, types.Never):
        return b
    if isinstance(a, types.Union):
        return _each(a, b, how)
    if isinstance(b, types.Union):
        return _each(b, a, how)
    if members_of(a) is not None or members_of(b) is not None:
        return _values(a, b, how)
    return _structures(a, b, how)


def _narrowed(kind: Type, by: types.Any, how: Meeting) -> Type:
    """A type under the constraints of an Any; `required` among them is a matter of the properties."""
    required = required_names(by)
    if required and isinstance(kind, types.Map):
        record = types.Record(
            properties=(), extra=kind.value, constraints=kind.constraints, pointer=kind.pointer
        )
        return _narrowed(record, by, how)
    if required and isinstance(kind, types.Record):
        others = tuple(item for item in by.constraints if item.keyword != "required")
        return tightened(require(kind, required), others)
    if required and isinstance(kind, types.Ref):
        return _with_reference(kind, by, how)
    if required and isinstance(kind, types.Union):
        return _each(kind, by, how)
    return tightened(kind, by.constraints)


def _with_reference(a: Type, b: Type, how: Meeting) -> Type:
    """A reference stays where the other side adds nothing to what it stands for."""
    if isinstance(a, types.Ref) and isinstance(b, types.Ref) and a.id == b.id:
        return tightened(a, b.constraints)
    pair = (_identity(a), _identity(b))
    left, right = _expanded(a, how), _expanded(b, how)
    if left is None or right is None or pair in how.under or len(how.under) > _DEEPEST:
        kept, other = (a, b) if isinstance(a, types.Ref) else (b, a)
        assert isinstance(kept, types.Ref)
        return how.endless(kept, other)
    left, right = bare(left), bare(right)
    met = bare(meet(left, right, replace(how, under=how.under | {pair})))
    if met == left:
        return a
    return b if met == right else met


def _identity(kind: Type) -> str:
    return kind.id if isinstance(kind, types.Ref) else kind.pointer


def _expanded(kind: Type, how: Meeting) -> Type | None:
    if not isinstance(kind, types.Ref):
        return kind
    body = how.expand(kind)
    return body if body is None else tightened(body, kind.constraints)


def _present(kind: Type) -> Type:
    return kind.inner if isinstance(kind, types.Nullable) else kind


def _admits_null(kind: Type, how: Meeting) -> bool:
    match kind:
        case types.Nullable() | types.Any() | types.Literal(value=None):
            return True
        case types.Ref():
            body = how.expand(kind)
            return body is not None and _admits_null(body, how)
        case _:
            return False


def _each(union: types.Union, other: Type, how: Meeting) -> Type:
    """A union under a further type: of each variant what is left of it."""
    if isinstance(other, types.Union) and len(union.variants) * len(other.variants) > _WIDEST:
        return how.wide(union, other)
    results = [overlap(variant.type, other, how) for variant in union.variants]
    left = [result for result in results if result is not None]
    if not left:
        return how.conflict(union, other)
    return tightened(join(left, exclusive=union.exclusive, pointer=union.pointer), union.constraints)


def _nothing(a: Type, b: Type) -> Type:
    return types.Never(pointer=b.pointer or a.pointer)


def _impossible(kind: Type) -> bool:
    if isinstance(kind, types.Record):
        return any(prop.required and isinstance(prop.type, types.Never) for prop in kind.properties)
    return isinstance(kind, types.Never)


def _values(a: Type, b: Type, how: Meeting) -> Type:
    """Enums and literals: the values that the other side admits."""
    left, right = members_of(a), members_of(b)
    if left is None or (isinstance(a, types.Enum) and a.open and right is not None):
        left, a, b = right, b, a
    assert left is not None
    is_open = isinstance(a, types.Enum) and a.open and not _closed(b)
    kept = [member for member in left if admits(b, member.value)]
    if not kept:
        return how.conflict(a, b)
    met = of_members(kept, is_open=is_open, pointer=a.pointer)
    return tightened(_described(met, kept), (*a.constraints, *b.constraints))


def _described(kind: Type, members: list[EnumMember]) -> Type:
    return bare(kind) if len(members) == 1 else kind


def _closed(kind: Type) -> bool:
    return isinstance(kind, types.Literal) or (isinstance(kind, types.Enum) and not kind.open)


def _structures(a: Type, b: Type, how: Meeting) -> Type:
    both = (*a.constraints, *b.constraints)
    if UNTYPED in both and not (UNTYPED in a.constraints and UNTYPED in b.constraints):
        both = tuple(item for item in both if item != UNTYPED)
    match a, b:
        case types.Scalar(), types.Scalar() if a.kind == b.kind or {a.kind, b.kind} == {"integer", "number"}:
            kind = a.kind if a.kind == b.kind else "integer"
            return tightened(types.Scalar(kind=kind, format=b.format or a.format, pointer=a.pointer), both)
        case (types.Scalar(kind="string") | types.Bytes(), types.Scalar(kind="string") | types.Bytes()):
            return tightened(types.Bytes(pointer=a.pointer), both)
        case types.Array(), types.Array():
            return tightened(replace(a, item=meet(a.item, b.item, how), constraints=()), both)
        case types.Tuple(), types.Array():
            items = tuple(meet(item, b.item, how) for item in a.items)
            return tightened(replace(a, items=items, rest=meet(a.rest, b.item, how), constraints=()), both)
        case types.Array(), types.Tuple():
            return _structures(b, a, how)
        case types.Tuple(), types.Tuple():
            length = max(len(a.items), len(b.items))
            items = tuple(meet(_nth(a, i), _nth(b, i), how) for i in range(length))
            return tightened(replace(a, items=items, rest=meet(a.rest, b.rest, how), constraints=()), both)
        case types.Map(), types.Map():
            return tightened(replace(a, value=meet(a.value, b.value, how), constraints=()), both)
        case types.Record(), types.Map():
            return tightened(replace(a, extra=meet(a.extra, b.value, how), constraints=()), both)
        case types.Map(), types.Record():
            return tightened(replace(b, extra=meet(a.value, b.extra, how), constraints=()), both)
        case types.Record(), types.Record():
            return tightened(_records(a, b, how), both)
        case _:
            return how.conflict(a, b)


def _nth(kind: types.Tuple, index: int) -> Type:
    return kind.items[index] if index < len(kind.items) else kind.rest


def _records(a: types.Record, b: types.Record, how: Meeting) -> types.Record:
    """The properties of both. A side that forbids others does not forbid those the other side declares: what
    is written as parts of one object is meant as one object, though JSON Schema reads `additionalProperties`
    alone."""
    found = {prop.wire: prop for prop in a.properties}
    for prop in b.properties:
        found[prop.wire] = _property(found[prop.wire], prop, how) if prop.wire in found else prop
    patterns = dict(a.patterns)
    for pattern, kind in b.patterns:
        patterns[pattern] = meet(patterns[pattern], kind, how) if pattern in patterns else kind
    return types.Record(
        properties=ordered(found.values()),
        extra=meet(a.extra, b.extra, how),
        patterns=tuple(sorted(patterns.items(), key=lambda entry: entry[0])),
        pointer=a.pointer,
    )


def _property(a: Property, b: Property, how: Meeting) -> Property:
    met = meet(a.type, b.type, how)
    notes = filled(b.annotations, a.annotations)
    return replace(
        b,
        type=replace(met, annotations=notes),
        required=a.required or b.required,
        read_only=a.read_only or b.read_only,
        write_only=a.write_only or b.write_only,
        annotations=notes,
    )
