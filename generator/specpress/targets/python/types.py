"""Types of the model as Python spells them.

A response is read into models, `datetime` and `date`; a request is written as TypedDicts that also take text
for dates. Records, long enums and long unions have names; all else is spelt where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, assert_never

from specpress.ir import types as ir
from specpress.ir.graph import resolved
from specpress.ir.names import Name, named
from specpress.targets.base import Apply, Literals, OneOf, Symbol, TypeExpression
from specpress.targets.nesting import ANYTHING, Child, Place, below, parts, references_in
from specpress.targets.properties import Side, properties
from specpress.targets.python import symbols as py

UNKNOWN: Final = "|unknown"
"""The step to what an object is read as whose discriminator no variant knows."""
EXTRA_STEP: Final = ".*"
"""The step to the type of an object's other properties."""
LONGEST_ENUM: Final = 40
"""Columns that the literals of an enum without a name may take; an added value is a line in a longer one."""
LONGEST_UNION: Final = 60
"""Columns that a union without a name may take, about."""
_MOST_KINDS: Final = 4
"""Types that the values of a dictionary are said to have; of more it says nothing."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How types are spelt in one place of a package."""

    side: Side
    names: Mapping[Place, Symbol]
    """Names of declarations and of the types inside them."""
    declared: Mapping[str, ir.Type]
    """Types of the declarations by id."""
    runtime: str
    """The package's runtime (`pets._runtime`)."""
    is_within_mapping: bool = False
    """Whether types are spelt as what a plain dictionary holds."""

    def name(self, type_: ir.Type, place: Place) -> Symbol | None:
        """The name that a type has in its place. An enum that both sides have is named once."""
        symbol = self.names.get(place)
        if symbol is None and isinstance(type_, ir.Enum):
            return self.names.get(("response", *place[1:]))
        return symbol

    def resolved(self, type_: ir.Type) -> ir.Type:
        """The type that a reference leads to, or the last reference of those that lead to themselves."""
        return resolved(type_, self.declared)

    def description(self, said: ir.Annotations, type_: ir.Type) -> str:
        """What something says of itself; else what its type says, or the declaration that it refers to."""
        if said.description:
            return said.description
        seen: set[str] = set()
        while not type_.annotations.description:
            if isinstance(type_, ir.Nullable):
                type_ = type_.inner
            elif isinstance(type_, ir.Ref) and type_.id not in seen:
                seen.add(type_.id)
                type_ = self.declared[type_.id]
            else:
                break
        return type_.annotations.description


def children(type_: ir.Type, side: Side, names: tuple[Name, ...] = ANYTHING) -> Iterator[Child]:
    """The types inside a type as one side sees it; `names` are those of the type itself."""
    yield from parts(type_, side, names)
    if isinstance(type_, ir.Record) and not isinstance(type_.extra, ir.Any | ir.Never):
        yield Child(EXTRA_STEP, (*names, Name(("extra",))), type_.extra)


def named_types(
    type_: ir.Type, side: Side, place: Place, names: tuple[Name, ...]
) -> Iterator[tuple[Place, Child]]:
    """The types below a type that cannot be spelt where they stand, outer ones first."""
    return below(type_, side, place, names, children, lambda each: needs_name(each, side))


def needs_name(type_: ir.Type, side: Side) -> bool:
    """Whether a type without a name of its own gets one."""
    match type_:
        case ir.Record():
            return True
        case ir.Enum():
            return _literals_width(type_) > LONGEST_ENUM
        case ir.Union():
            return (side == "response" and type_.discriminator is not None) or width(type_) > LONGEST_UNION
        case _:
            return False


def unknown_variant(type_: ir.Type, side: Side) -> ir.Record | None:
    """What an object is read as whose discriminator no variant knows; None without a discriminator.

    It has what all variants have, as far as that needs no names of its own.
    """
    if side == "request" or not isinstance(type_, ir.Union) or type_.discriminator is None:
        return None
    wire = type_.discriminator
    common = type_.common.properties if type_.common else ()
    required = all(each.required for each in common if each.wire == wire)
    tag = ir.Property(wire=wire, name=named(wire), type=ir.Scalar(kind="string"), required=required)
    shared = (each for each in common if each.wire != wire and not _names_within(each.type, side))
    properties = sorted((tag, *shared), key=lambda each: not each.required)
    return ir.Record(properties=tuple(properties), extra=ir.Any(), pointer=type_.pointer)


def _names_within(type_: ir.Type, side: Side) -> bool:
    return needs_name(type_, side) or any(named_types(type_, side, (), ANYTHING))


def spell(type_: ir.Type, place: Place, how: Spelling) -> TypeExpression:
    """The type as it is spelt in a field: by its name where it has one."""
    if symbol := how.name(type_, place):
        return _with_extra(symbol, type_, place, how)
    return spell_out(type_, place, how)


def _with_extra(symbol: Symbol, type_: ir.Type, place: Place, how: Spelling) -> TypeExpression:
    """The name of an object, and where it may have other keys as well what it is as a dictionary.

    A TypedDict cannot say that: mypy does not know `extra_items` (PEP 728).
    """
    if not isinstance(type_, ir.Record) or how.side == "response" or how.is_within_mapping:
        return symbol
    if isinstance(type_.extra, ir.Any | ir.Never):
        return symbol
    within = replace(how, is_within_mapping=True)
    kinds = [spell(each.type, (*place, f".{each.wire}"), within) for each in properties(type_, how.side)]
    extra = spell(type_.extra, (*place, EXTRA_STEP), within)
    several = len(dict.fromkeys((*kinds, extra))) > _MOST_KINDS
    value = py.OBJECT if several else py.one_of(iter((*kinds, extra)))
    return py.one_of(iter((symbol, Apply(py.DICT, (py.STR, value)))))


def spell_out(type_: ir.Type, place: Place, how: Spelling) -> TypeExpression:
    """The type itself, whatever its name; a record without a name is a mapping."""
    match type_:
        case ir.Scalar():
            return scalar(type_, how.side)
        case ir.Literal():
            return _values([type_.value])
        case ir.Enum():
            values = _values([member.value for member in type_.members])
            return py.one_of(iter((_KINDS[type_.kind], values))) if type_.open and type_.kind else values
        case ir.Array():
            return Apply(py.LIST, (_inside(type_.item, (*place, "[]"), how),))
        case ir.Tuple():
            return _tuple(type_, place, how)
        case ir.Map():
            return Apply(py.DICT, (py.STR, _inside(type_.value, (*place, "{}"), how)))
        case ir.Union():
            variants = enumerate(type_.variants)
            return py.one_of(spell(variant.type, (*place, f"|{index}"), how) for index, variant in variants)
        case ir.Nullable():
            return py.optional(spell(type_.inner, (*place, "?"), how))
        case ir.Ref():
            leads_to = how.resolved(type_)
            # `datetime` tells more than the name of an alias of it.
            if isinstance(leads_to, ir.Scalar):
                return scalar(leads_to, how.side)
            symbol = how.names[how.side, type_.id]
            return _with_extra(symbol, how.declared[type_.id], (how.side, type_.id), how)
        case ir.Bytes():
            return Symbol("FileTypes", f"{how.runtime}.values") if how.side == "request" else py.BYTES
        case ir.Record():
            return Apply(py.DICT, (py.STR, py.OBJECT))
        case ir.Any() | ir.Never():
            return py.OBJECT
        case _:
            assert_never(type_)


def spell_argument(type_: ir.Type, place: Place, how: Spelling) -> TypeExpression:
    """The type of an argument of a method, which takes more than a list where a list is meant.

    Any iterable of objects will do, any sequence of scalars but a lone string; given values stay a list.
    """
    match type_:
        case ir.Nullable():
            return py.optional(spell_argument(type_.inner, (*place, "?"), how))
        case ir.Array() if not isinstance(item := how.resolved(type_.item), ir.Enum | ir.Literal):
            base = py.SEQUENCE if isinstance(item, ir.Scalar | ir.Bytes) else py.ITERABLE
            return Apply(base, (_inside(type_.item, (*place, "[]"), how),))
        case _:
            return spell(type_, place, how)


def scalar(type_: ir.Scalar, side: Side) -> TypeExpression:
    """A scalar by kind and format. What JSON says in text stays text (`uuid`, `duration`), but for dates."""
    if type_.kind != "string":
        return _KINDS[type_.kind]
    exact = _FORMATS.get(type_.format)
    if exact is None:
        return py.STR
    return exact if side == "response" else OneOf((py.STR, exact))


def differs(type_: ir.Type) -> bool:
    """Whether a request spells a type otherwise than a response does, references not followed."""
    match type_:
        case ir.Record() | ir.Bytes():
            return True
        case ir.Scalar():
            return type_.kind == "string" and type_.format in _FORMATS
        case ir.Enum():
            return type_.open
        case ir.Union() if type_.discriminator is not None:
            return True
        case _:
            return any(differs(child.type) for child in children(type_, "response"))


def references(type_: ir.Type, side: Side) -> Iterator[str]:
    """Ids of the declarations that a type refers to, as one side sees it."""
    return references_in(type_, side, children)


def width(type_: ir.Type) -> int:
    """About how many columns a type takes where it is spelt out."""
    match type_:
        case ir.Ref():
            return len(type_.id.rpartition("/")[2])
        case ir.Enum():
            return _literals_width(type_)
        case ir.Union():
            return sum(width(variant.type) + 2 for variant in type_.variants)
        case ir.Record():
            return LONGEST_UNION // 3
        case _:
            return 6 + sum(width(child.type) for child in children(type_, "response"))


_KINDS: Final = {"string": py.STR, "integer": py.INT, "number": py.FLOAT, "boolean": py.BOOL}
_FORMATS: Final = {"date-time": py.DATETIME, "date": py.DATE}


def _values(values: list[ir.Json]) -> TypeExpression:
    """The values as literals; those that `Literal` cannot hold by their type."""
    return py.one_of(Literals((value,)) if _is_literal(value) else _kind(value) for value in values)


def _is_literal(value: ir.Json) -> bool:
    """Whether type checkers read a value in `Literal`: mypy knows integers of 64 bits alone."""
    return isinstance(value, str) or (isinstance(value, int) and abs(value) < 2**63)


def _kind(value: ir.Json) -> TypeExpression:
    match value:
        case None:
            return py.NONE
        case int():
            return py.INT
        case float():
            return py.FLOAT
        case _:
            return py.OBJECT


def _literals_width(enum: ir.Enum) -> int:
    return len("Literal[]") + sum(len(repr(member.value)) + 2 for member in enum.members) - 2


def _inside(type_: ir.Type, place: Place, how: Spelling) -> TypeExpression:
    return py.OBJECT if isinstance(type_, ir.Never) else spell(type_, place, how)


def _tuple(type_: ir.Tuple, place: Place, how: Spelling) -> TypeExpression:
    items = [spell(item, (*place, f"[{index}]"), how) for index, item in enumerate(type_.items)]
    if isinstance(type_.rest, ir.Never) and items:
        return Apply(py.TUPLE, tuple(items))
    rest = () if isinstance(type_.rest, ir.Never) else (spell(type_.rest, (*place, "[]"), how),)
    return Apply(py.LIST, (py.one_of(iter((*items, *rest))) if items or rest else py.OBJECT,))
