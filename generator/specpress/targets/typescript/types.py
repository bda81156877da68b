"""Types of the model as TypeScript spells them.

Requests and responses share a type unless it has members that only one of them sees, or files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, assert_never

from specpress.ir import types as ir
from specpress.ir.graph import resolved
from specpress.ir.names import Name
from specpress.targets.base import Apply, Literals, Symbol, TypeExpression
from specpress.targets.nesting import ANYTHING, Child, Place, below, item_names, parts, references_in
from specpress.targets.properties import Side, properties
from specpress.targets.typescript import symbols as ts

LONGEST_ENUM: Final = 48
"""Columns that the literals of an enum without a name may take, so that a line with it stays short."""
LONGEST_UNION: Final = 60
"""Columns that a union without a name may take, about."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How types are spelt on one side of the wire."""

    side: Side
    names: Mapping[Place, Symbol]
    """Names of declarations, on both sides, and of the types inside them."""
    declared: Mapping[str, ir.Type]
    """Types of the declarations by id."""

    def resolved(self, type_: ir.Type) -> ir.Type:
        """The type that a reference leads to, or the last reference of those that lead to themselves."""
        return resolved(type_, self.declared)


def children(type_: ir.Type, side: Side, names: tuple[Name, ...] = ANYTHING) -> Iterator[Child]:
    """The types inside a type as one side sees it; `names` are those of the type itself."""
    yield from parts(type_, side, names)
    if (
        isinstance(type_, ir.Record)
        and not type_.properties
        and not isinstance(type_.extra, ir.Any | ir.Never)
    ):
        yield Child("{}", item_names(names), type_.extra)


def named_types(
    type_: ir.Type, side: Side, place: Place, names: tuple[Name, ...]
) -> Iterator[tuple[Place, Child]]:
    """The types below a type that have no name of their own and get one, outer ones first."""
    return below(type_, side, place, names, children, needs_name)


def needs_name(type_: ir.Type) -> bool:
    """Whether a type without a name of its own gets one."""
    match type_:
        case ir.Record():
            return bool(type_.properties)
        case ir.Enum():
            return _width(type_) > LONGEST_ENUM
        case ir.Union():
            return _width(type_) > LONGEST_UNION
        case _:
            return False


def spell(type_: ir.Type, place: Place, how: Spelling) -> TypeExpression:
    """The type as it is spelt in a member: by its name where it has one."""
    return how.names.get(place) or spell_out(type_, place, how)


def spell_out(type_: ir.Type, place: Place, how: Spelling) -> TypeExpression:
    """The type itself, whatever its name; a record without one is a mapping."""
    match type_:
        case ir.Scalar():
            return _KINDS[type_.kind]
        case ir.Literal():
            return _value(type_.value)
        case ir.Enum():
            values = ts.one_of(_value(member.value) for member in type_.members)
            kind = _KINDS[type_.kind].name if type_.kind else ""
            return ts.one_of((ts.OPEN[kind], values)) if type_.open and kind in ts.OPEN else values
        case ir.Array():
            return ts.array(spell(type_.item, (*place, "[]"), how))
        case ir.Tuple():
            return _tuple(type_, place, how)
        case ir.Map():
            return ts.mapping(spell(type_.value, (*place, "{}"), how))
        case ir.Union():
            variants = enumerate(type_.variants)
            return ts.one_of(spell(variant.type, (*place, f"|{index}"), how) for index, variant in variants)
        case ir.Nullable():
            return ts.one_of((spell(type_.inner, (*place, "?"), how), ts.NULL))
        case ir.Ref():
            return how.names[how.side, type_.id]
        case ir.Bytes():
            return ts.runtime("Uploadable", "uploads") if how.side == "request" else ts.STRING
        case ir.Record():
            assert not any(properties(type_, how.side)), f"the object at {'/'.join(place)} has no name"
            extra = type_.extra
            value = ts.NEVER if isinstance(extra, ir.Never) else spell(extra, (*place, "{}"), how)
            return ts.mapping(value)
        case ir.Any():
            return ts.UNKNOWN
        case ir.Never():
            return ts.NEVER
        case _:
            assert_never(type_)


def differs(type_: ir.Type) -> bool:
    """Whether a request spells a type otherwise than a response does, references not followed."""
    if isinstance(type_, ir.Bytes):
        return True
    if isinstance(type_, ir.Record) and any(each.read_only or each.write_only for each in type_.properties):
        return True
    return any(differs(child.type) for child in children(type_, "response"))


def references(type_: ir.Type, side: Side) -> Iterator[str]:
    """Ids of the declarations that a type refers to, as one side sees it."""
    return references_in(type_, side, children)


_KINDS: Final = {"string": ts.STRING, "integer": ts.NUMBER, "number": ts.NUMBER, "boolean": ts.BOOLEAN}


def _value(value: ir.Json) -> TypeExpression:
    match value:
        case None:
            return ts.NULL
        case int() if abs(value) >= 2**53:
            return ts.NUMBER  # no number of the language is this very one
        case str() | bool() | int() | float():
            return Literals((value,))
        case list() | tuple():
            return ts.array(ts.UNKNOWN)
        case _:
            return ts.mapping(ts.UNKNOWN)


def _tuple(type_: ir.Tuple, place: Place, how: Spelling) -> TypeExpression:
    items = tuple(spell(item, (*place, f"[{index}]"), how) for index, item in enumerate(type_.items))
    if isinstance(type_.rest, ir.Never):
        return Apply(ts.TUPLE, items)
    return Apply(ts.TUPLE, (*items, Apply(ts.REST, (ts.array(spell(type_.rest, (*place, "[]"), how)),))))


def _width(type_: ir.Type) -> int:
    """About how many columns a type takes where it is spelt out."""
    match type_:
        case ir.Ref():
            return len(type_.id.rpartition("/")[2])
        case ir.Enum():
            return sum(len(str(member.value)) + 5 for member in type_.members)
        case ir.Literal():
            return len(str(type_.value)) + 2
        case ir.Union():
            return sum(_width(variant.type) + 3 for variant in type_.variants)
        case ir.Record():
            return LONGEST_UNION // 3
        case _:
            return 7 + sum(_width(child.type) for child in children(type_, "response"))
