"""Types as nested lists: each field, value and variant a bullet, and what it is made of below it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal as Choice
from typing import assert_never

from specpress.ir import types as ir
from specpress.targets.reference.language import Item, Language, Place, Scope, json_text
from specpress.targets.reference.markdown import Blocks, Bullet, Prose
from specpress.targets.reference.quirks import LARGEST, SHORTENED, value_list
from specpress.targets.reference.schemas import described, extent, merged, said, shown, stripped

Side = Choice["request", "response"]


@dataclass(frozen=True, slots=True)
class _Waiting:
    item: Item
    depth: int
    inside: frozenset[str]
    """Ids of the types that the bullet is inside of."""


@dataclass(frozen=True, slots=True)
class _Row:
    item: Item
    listing: str
    depth: int

    def render(self) -> Iterator[str]:
        yield Bullet(self.item.code, self.depth).render()
        for text in (self.item.description, self.listing):
            if text.strip():
                yield Prose(text, self.depth + 1).render()


def bullets(items: Sequence[Item], side: Side, language: Language, scope: Scope) -> Blocks | None:
    """A section's bullets and descriptions in order, None where there are none.

    One with more than `LARGEST` bullets shows only so many levels of named types that few enough are left.
    """
    if not items:
        return None
    rows = None
    if extent(_types(items), scope.schemas, LARGEST) <= LARGEST:
        rows = _rows(items, side, language, scope, most=LARGEST)
    shortened = rows is None
    if rows is None:
        rows = _rows(items, side, language, scope, levels=1) or []
        more: list[_Row] | None = rows
        for levels in count(2):
            more = _rows(items, side, language, scope, levels, SHORTENED)
            if more is None:
                break
            rows = more
    return Blocks("\n\n".join(text for row in rows for text in row.render()), shortened)


def _rows(
    items: Sequence[Item],
    side: Side,
    language: Language,
    scope: Scope,
    levels: int = sys.maxsize,
    most: int = sys.maxsize,
) -> list[_Row] | None:
    """The bullets of a section, None if there are more than `most`.

    Within a section a named type is expanded once; an array of objects shows their fields wherever it occurs.
    What is inside of `levels` named types is not expanded. Iterative: documents are as deep as they please.
    """
    printed: list[_Row] = []
    seen: set[str] = set()
    waiting = [_Waiting(item, 0, frozenset()) for item in reversed(items)]
    while waiting:
        if len(printed) + len(waiting) > most:
            return None
        here = waiting.pop()
        children: Iterable[Item] = here.item.children
        listing = here.item.listing
        inside = here.inside
        if here.item.type is not None:
            core, place, arrayed = _core(here.item.type, here.item.place, scope)
            owner = ""
            while isinstance(core, ir.Ref):
                again = arrayed and core.id not in inside and _is_record(core, scope)
                if (core.id in seen and not again) or len(inside) >= levels:
                    break
                seen.add(core.id)
                inside |= {core.id}
                owner = core.id
                target = scope.schemas.declared[core.id].type
                core, place, within = _core(target, Place(names=place.names), scope)
                arrayed = arrayed or within
            children = _children(core, place, owner, side, language, scope)
            if isinstance(core, ir.Enum) and not core.open:
                listing = _listing(core, language)
        printed.append(_Row(here.item, listing, here.depth))
        waiting.extend(_Waiting(child, here.depth + 1, inside) for child in reversed([*children]))
    return printed


def _types(items: Iterable[Item]) -> Iterator[ir.Type]:
    for item in items:
        if item.type is not None:
            yield item.type
        yield from _types(item.children)


def fields(
    record: ir.Record, place: Place, owner: str, side: Side, language: Language, scope: Scope
) -> Iterator[Item]:
    """A bullet for each property that this side sees. `owner` is the id of the object's type."""
    alias = () if owner else (*place.alias, *place.names)
    for prop in record.properties:
        if prop.read_only if side == "request" else prop.write_only:
            continue
        here = Place(names=(prop.name,), alias=alias)
        name = prop.wire if side == "request" else language.attribute(prop, owner, scope.vocabulary)
        yield Item(
            code=language.member(name, prop.type, prop.required, here, scope),
            description=described(prop.type, prop.annotations, scope.schemas),
            type=prop.type,
            place=here,
        )


def values(enum: ir.Enum) -> tuple[Item, ...]:
    """A bullet for each value, with what is said of it."""
    return tuple(Item(json_text(member.value), member.description) for member in enum.members)


def _children(
    core: ir.Type, place: Place, owner: str, side: Side, language: Language, scope: Scope
) -> Iterable[Item]:
    match core:
        case ir.Record():
            return fields(core, place, owner, side, language, scope)
        case ir.Literal():
            return (Item(json_text(core.value)),)
        case ir.Enum():
            return _open_variants(core, place, language, scope) if core.open else values(core)
        case ir.Union():
            return _variants(core, place, language, scope)
        case (
            ir.Scalar()
            | ir.Array()
            | ir.Tuple()
            | ir.Map()
            | ir.Nullable()
            | ir.Ref()
            | ir.Bytes()
            | ir.Any()
            | ir.Never()
        ):
            return ()
        case _:
            assert_never(core)


def _variants(union: ir.Union, place: Place, language: Language, scope: Scope) -> Iterator[Item]:
    for index, variant in enumerate(merged(union)):
        here = place.variant(variant.type, index)
        yield Item(
            code=language.variant(variant.type, here, scope),
            description=said(variant.type, scope.schemas),
            type=variant.type,
            place=here,
        )


def _open_variants(enum: ir.Enum, place: Place, language: Language, scope: Scope) -> Iterator[Item]:
    """Any value of the kind, and the known ones, in the document's order."""
    known = replace(enum, open=False)
    told = any(member.description or member.deprecation for member in enum.members)
    group = Item(
        code=language.spell(known, place, scope),
        description=enum.annotations.description if told else "",
        children=values(known),
        listing=_listing(known, language),
    )
    both = (Item(language.anything(enum.kind or "string")), group)
    yield from reversed(both) if enum.known_first else both


def _listing(enum: ir.Enum, language: Language) -> str:
    """Where the language has it, the list of values that something is said of."""
    told = [(str(member.value), member.deprecation or member.description) for member in enum.members]
    return value_list(told) if language.lists_values and any(said for _, said in told) else ""


def _core(type_: ir.Type, place: Place, scope: Scope) -> tuple[ir.Type, Place, bool]:
    """What a type is made of, through null, arrays and maps; and whether there was an array."""
    arrayed = False
    while True:
        type_ = shown(type_, scope.schemas)
        match type_:
            case ir.Nullable():
                type_ = type_.inner
            case ir.Array():
                type_, arrayed, place = type_.item, True, place.item()
            case ir.Map():
                type_, place = type_.value, place.item()
            case _:
                return type_, place, arrayed


def _is_record(ref: ir.Ref, scope: Scope) -> bool:
    return isinstance(stripped(ref, scope.schemas.declared), ir.Record)
