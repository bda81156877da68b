"""The classes and aliases that a package's types are printed as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from specpress.ir import types as ir
from specpress.targets.base import Alias, Apply, Class, Field, OneOf, Symbol, TypeExpression
from specpress.targets.bodies import Shape
from specpress.targets.nesting import Place
from specpress.targets.properties import Side, properties
from specpress.targets.python import symbols as py
from specpress.targets.python.arguments import Argument
from specpress.targets.python.files import Unit
from specpress.targets.python.names import RESERVED_FIELDS, snake
from specpress.targets.python.naming import NamedType
from specpress.targets.python.types import EXTRA_STEP, UNKNOWN, Spelling, spell, spell_out
from specpress.targets.scopes import allocate

EXTRA: Final = "__pydantic_extra__"
"""The attribute of a model that holds what the document gives a type but no name."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One printed type. `unit` is the declaration (with its side) or the operation that it belongs to."""

    place: Place
    symbol: Symbol
    side: Side
    member: Class | Alias
    type: ir.Type | None
    tags: tuple[tuple[ir.Json, ...], ...] = ()
    """Of a union told apart by its discriminator: for each member but the last the values that select it."""

    @property
    def unit(self) -> Place:
        """Kind and id of its owner."""
        return self.place[:2]


def define(named: NamedType, type_: ir.Type, how: Spelling) -> Definition:
    """The class of a record, or the alias of anything else."""
    how = replace(how, side=named.side)
    declaration = named.declaration
    name = named.symbol.name
    # The response's own model says the same already.
    silent = named.side == "request" and how.names.get(("response", *named.place[1:])) not in (
        None,
        named.symbol,
    )
    said = type_.annotations.description
    doc = (declaration.annotations.description or said) if declaration else said
    doc = "" if silent else doc
    id = declaration.id if declaration else ""
    member: Class | Alias
    if isinstance(type_, ir.Record):
        bases = (
            (Symbol("BaseModel", f"{how.runtime}.models"),) if named.side == "response" else (py.TYPED_DICT,)
        )
        member = Class(
            name=name,
            kind="model" if named.side == "response" else "params",
            bases=bases,
            fields=tuple(_fields(type_, named.place, how, silent)),
            declaration=id,
            pointer=type_.pointer,
            doc=doc,
        )
    elif isinstance(type_, ir.Union) and (unknown := how.names.get((*named.place, UNKNOWN))):
        spelt, tags = _told_apart(type_, named.place, unknown, how)
        member = Alias(name=name, type=spelt, declaration=id, pointer=type_.pointer, doc=doc)
        return Definition(named.place, named.symbol, named.side, member, type_, tags)
    else:
        # A request takes the values that a response may have: stated once.
        twin = isinstance(type_, ir.Enum) and named.side == "request" and declaration is not None
        spelt = how.names["response", id] if twin else spell_out(type_, named.place, how)
        member = Alias(name=name, type=spelt, declaration=id, pointer=type_.pointer, doc=doc)
    return Definition(named.place, named.symbol, named.side, member, type_)


def define_params(
    named: NamedType, arguments: tuple[Argument, ...], shape: Shape | None, how: Spelling
) -> Definition | None:
    """The keyword arguments of a method as a TypedDict, or None where it has none.

    Where the body is a declared object whose keys are arguments of those names, the class inherits from it.
    """
    keywords = tuple(each for each in arguments if each.where != "path")
    if not keywords:
        return None
    base = _inherited(keywords, shape, how)
    own = keywords if base is None else tuple(each for each in keywords if each.where != "body")
    member: Class | Alias
    if base is not None and not own:
        member = Alias(name=named.symbol.name, type=base)
    else:
        fields = tuple(
            Field(
                name=each.name,
                type=each.type,
                wire=each.wire,
                required=each.required,
                deprecated=each.deprecated,
                doc=each.doc,
            )
            for each in own
        )
        member = Class(name=named.symbol.name, kind="params", bases=(base or py.TYPED_DICT,), fields=fields)
    return Definition(named.place, named.symbol, "request", member, None)


def shared_params(definitions: list[Definition], files: Mapping[Unit, str]) -> Iterator[Definition]:
    """The definitions, where methods of one resource have one class for the same arguments, said alike."""
    first: dict[tuple[str, Class, tuple[str, ...]], Symbol] = {}
    for each in definitions:
        member = each.member
        if each.place[0] == "params" and isinstance(member, Class) and len(each.place) == 2:
            said = tuple(field.doc for field in member.fields)
            key = files[each.unit], replace(member, name=""), said
            symbol = first.setdefault(key, each.symbol)
            if symbol != each.symbol:
                each = replace(each, member=Alias(name=member.name, type=symbol))
        yield each


def field_names(record: ir.Record, side: Side) -> Mapping[str, str]:
    """The attributes of a model by wire name. Keys of TypedDicts are the wire names themselves."""
    shown = list(properties(record, side))
    if side == "request":
        return {each.wire: each.wire for each in shown}
    # Whoever is spelt like an attribute already is first to have it.
    shown.sort(key=lambda each: snake(each.name, role="field") != each.wire)
    return allocate(
        {
            each.wire: tuple(
                f"{name}_" if name in RESERVED_FIELDS else name for name in (snake(each.name, role="field"),)
            )
            for each in shown
        }
    )


def _told_apart(
    union: ir.Union, place: Place, unknown: Symbol, how: Spelling
) -> tuple[TypeExpression, tuple[tuple[ir.Json, ...], ...]]:
    """The variants with tags, those without and the one for unknown tags; and the tags.

    Several variants that are spelt alike are one, with the tags of all.
    """
    tagged: dict[TypeExpression, list[ir.Json]] = {}
    for index, variant in enumerate(union.variants):
        tags = tagged.setdefault(spell(variant.type, (*place, f"|{index}"), how), [])
        tags.extend(tag for tag in variant.tags if tag not in tags)
    known = sorted(tagged, key=lambda each: not tagged[each])
    members = tuple(
        member for each in known for member in (each.members if isinstance(each, OneOf) else (each,))
    )
    if len(members) != len(known) or any(
        py.is_optional(each) or each in (py.NONE, py.OBJECT) for each in known
    ):
        return py.one_of(iter((*known, unknown))), ()
    return OneOf((*members, unknown)), tuple(tuple(tagged[each]) for each in known if tagged[each])


def _fields(record: ir.Record, place: Place, how: Spelling, silent: bool) -> Iterator[Field]:
    names = field_names(record, how.side)
    for each in properties(record, how.side):
        type_ = spell(each.type, (*place, f".{each.wire}"), how)
        if how.side == "response" and not each.required:
            type_ = py.optional(type_)
        yield Field(
            name=names[each.wire],
            type=type_,
            wire=each.wire,
            required=each.required,
            deprecated=each.annotations.deprecated,
            doc="" if silent else how.description(each.annotations, each.type),
        )
    if how.side == "response" and not isinstance(record.extra, ir.Any | ir.Never):
        type_ = spell(record.extra, (*place, EXTRA_STEP), how)
        if type_ != py.OBJECT:
            yield Field(name=EXTRA, type=Apply(py.DICT, (py.STR, type_)))


def _inherited(keywords: tuple[Argument, ...], shape: Shape | None, how: Spelling) -> Symbol | None:
    """The TypedDict of the body, where its keys are the arguments as they stand."""
    if shape is None or shape.record is None or shape.place[0] != "request":
        return None
    required = {each.wire: each.required for each in properties(shape.record, "request")}
    body = {each.wire: each for each in keywords if each.where == "body"}
    fits = all(each.name == each.wire and each.required == required[each.wire] for each in body.values())
    return how.names[shape.place] if fits and body else None
