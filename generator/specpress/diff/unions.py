"""Unions: which variants went, which came, and which are the same ones changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from specpress.diff.changes import Item, below, change
from specpress.diff.describe import type_text, value_text
from specpress.diff.sides import Compare, Sides, fits, swapped
from specpress.ir import types
from specpress.ir.types import Type, Variant


def union_changes(old: types.Union, new: types.Union, sides: Sides, compare: Compare) -> Iterator[Item]:
    """What differs between two unions."""
    where = (old.pointer, new.pointer)
    if old.discriminator != new.discriminator:
        before, after = old.discriminator or "", new.discriminator or ""
        yield change(
            "discriminator-changed", "the discriminator was changed", before=before, after=after, where=where
        )
    if old.exclusive != new.exclusive:
        rule, what = (
            ("choice-exclusive", "exactly one of the variants")
            if new.exclusive
            else ("choice-inclusive", "any")
        )
        yield change(rule, f"a value must match {what} now", where=where)
    paired = pairs(old.variants, new.variants)
    for left, right in paired:
        yield from _variant(old.variants[left], new.variants[right], old, new, sides, compare)
    if [right for _, right in paired] != sorted(right for _, right in paired):
        yield change("variants-reordered", "the variants were reordered", where=where)
    gone = [item for index, item in enumerate(old.variants) if index not in {left for left, _ in paired}]
    come = [item for index, item in enumerate(new.variants) if index not in {right for _, right in paired}]
    yield from _gone(gone, old, new, sides, compare)
    yield from _come(come, old, new, sides, compare)


def to_union(old: Type, new: types.Union, sides: Sides, compare: Compare) -> Iterator[Item]:
    """One type that became a choice."""
    held = [variant for variant in new.variants if fits(old, variant.type, sides, compare)]
    accepted = bool(held) and (not new.exclusive or len(held) == 1 or _are_same(held))
    narrow = all(fits(variant.type, old, swapped(sides), compare) for variant in new.variants)
    found = change(
        "choice-stated",
        "became a choice of several types",
        before=type_text(old),
        after=type_text(new),
        where=(old.pointer, new.pointer),
    )
    yield replace(found, sent="info" if accepted else "breaking", received="info" if narrow else "breaking")
    if held:
        yield from compare(old, held[0].type, sides)


def from_union(old: types.Union, new: Type, sides: Sides, compare: Compare) -> Iterator[Item]:
    """A choice of which one type is left, or that one type replaced."""
    accepted = all(fits(variant.type, new, sides, compare) for variant in old.variants)
    back = swapped(sides)
    left = [variant for variant in old.variants if fits(new, variant.type, back, compare)]
    narrow = bool(left)
    found = change(
        "choice-dropped",
        "is a choice of several types no longer",
        before=type_text(old),
        after=type_text(new),
        where=(old.pointer, new.pointer),
    )
    yield replace(found, sent="info" if accepted else "breaking", received="info" if narrow else "breaking")
    if left:
        yield from compare(left[0].type, new, sides)


def pairs(old: Sequence[Variant], new: Sequence[Variant]) -> list[tuple[int, int]]:
    """The variants that belong together, as indices: by reference, by equality, by title, by kind."""
    found: list[tuple[int, int]] = []
    left, right = list(range(len(old))), list(range(len(new)))
    for same in (_same_reference, _same_type, _same_title, _same_shape):
        for index in list(left):
            match = next((other for other in right if same(old[index].type, new[other].type)), None)
            if match is not None:
                found.append((index, match))
                left.remove(index)
                right.remove(match)
    return sorted(found)


def _same_reference(old: Type, new: Type) -> bool:
    return isinstance(old, types.Ref) and isinstance(new, types.Ref) and old.id == new.id


def _same_type(old: Type, new: Type) -> bool:
    return old == new


def _same_title(old: Type, new: Type) -> bool:
    return old.annotations.title != "" and old.annotations.title == new.annotations.title


def _same_shape(old: Type, new: Type) -> bool:
    """Two anonymous objects are one that changed; two named ones are two."""
    if isinstance(old, types.Ref) or isinstance(new, types.Ref):
        return False
    kinds = _kind(old), _kind(new)
    if None not in kinds:
        return kinds[0] == kinds[1]
    return type(old) is type(new) or {type(old), type(new)} == {types.Record, types.Map}


def _kind(of: Type) -> types.ScalarKind | None:
    """What kind of scalar all values of a type are, some of them named or not."""
    match of:
        case types.Scalar() | types.Enum():
            return of.kind
        case types.Literal(value=bool()):
            return "boolean"
        case types.Literal(value=str()):
            return "string"
        case types.Literal(value=int()):
            return "integer"
        case types.Literal(value=float()):
            return "number"
        case _:
            return None


def _variant(
    old: Variant, new: Variant, was: types.Union, now: types.Union, sides: Sides, compare: Compare
) -> Iterator[Item]:
    name = f"<{type_text(new.type)}>"
    if old.tags != new.tags:
        before, after = (", ".join(map(value_text, tags)) for tags in (old.tags, new.tags))
        found = change(
            "discriminator-value-changed",
            "the discriminator's values were changed",
            before=before,
            after=after,
            where=(was.pointer, now.pointer),
        )
        yield from below([found], name)
    yield from below(compare(old.type, new.type, sides), name)


def _gone(
    gone: Sequence[Variant], old: types.Union, new: types.Union, sides: Sides, compare: Compare
) -> Iterator[Item]:
    """A variant without a name whose values another one holds is none that anybody misses."""
    for variant in gone:
        text = type_text(variant.type)
        unnamed = not new.exclusive and not isinstance(variant.type, types.Ref)
        covered = unnamed and any(fits(variant.type, other.type, sides, compare) for other in new.variants)
        yield change(
            "covered-variant-removed" if covered else "variant-removed",
            f"the variant {text} was removed",
            before=text,
            where=(variant.type.pointer or old.pointer, new.pointer),
        )


def _come(
    come: Sequence[Variant], old: types.Union, new: types.Union, sides: Sides, compare: Compare
) -> Iterator[Item]:
    """What the reader of an inclusive choice has always understood is nothing new to it."""
    back = swapped(sides)
    for variant in come:
        text = type_text(variant.type)
        covered = not new.exclusive and any(
            fits(variant.type, other.type, back, compare) for other in old.variants
        )
        yield change(
            "covered-variant-added" if covered else "variant-added",
            f"the variant {text} was added",
            after=text,
            where=(old.pointer, variant.type.pointer or new.pointer),
        )


def _are_same(variants: Sequence[Variant]) -> bool:
    return all(variant.type == variants[0].type for variant in variants)
