"""The interfaces and aliases that a package's types are printed as."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final, assert_never

from specpress.ir import types as ir
from specpress.ir.names import Name
from specpress.targets.base import (
    Alias,
    Apply,
    Class,
    Field,
    Literals,
    OneOf,
    Symbol,
    TypeExpression,
)
from specpress.targets.properties import properties
from specpress.targets.typescript import symbols as ts
from specpress.targets.typescript.arguments import Argument
from specpress.targets.typescript.comments import of_type
from specpress.targets.typescript.naming import NamedType
from specpress.targets.typescript.types import Spelling, spell, spell_out

INDEX: Final = "[key: string]"
"""The name of the field that stands for all members that are not declared."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One printed type, and the resource in whose namespace it is."""

    symbol: Symbol
    scope: tuple[Name, ...]
    member: Class | Alias
    deprecated: bool = False


def define(named: NamedType, type_: ir.Type, how: Spelling, cyclic: Collection[str]) -> Definition:
    """The interface of a record, or the alias of anything else.

    Args:
        named: the type's name and place.
        type_: the type.
        how: how types are spelt.
        cyclic: ids of declarations that refer to themselves through aliases alone.
    """
    how = replace(how, side=named.side)
    declaration = named.declaration
    said = type_.annotations.description
    doc = (declaration.annotations.description or said) if declaration else said
    doc = doc if doc.strip() else of_type(named.place, type_, declaration)
    id = declaration.id if declaration else ""
    name = named.symbol.name
    fields = tuple(_fields(type_, named, how)) if isinstance(type_, ir.Record) else ()
    member: Class | Alias
    if fields:
        member = Class(
            name=name,
            kind="model" if named.side == "response" else "params",
            fields=fields,
            declaration=id,
            pointer=type_.pointer,
            doc=doc,
        )
    else:
        # A request takes the values that a response may have: stated once.
        other = how.names.get(("response", id))
        twin = named.side == "request" and isinstance(type_, ir.Enum) and other != named.symbol
        spelt = other if twin and other else spell_out(type_, named.place, how)
        if id in cyclic:
            spelt = _indexed(spelt)
        member = Alias(name=name, type=spelt, declaration=id, pointer=type_.pointer, doc=doc)
    deprecated = type_.annotations.deprecated or bool(declaration and declaration.annotations.deprecated)
    return Definition(named.symbol, named.scope, member, deprecated)


def define_params(named: NamedType, arguments: tuple[Argument, ...]) -> Definition | None:
    """The members of a method's `params`, or None where it has none."""
    fields = tuple(
        Field(
            name=each.name,
            type=each.type,
            wire=each.wire,
            required=each.required,
            deprecated=each.deprecated,
            doc=each.doc,
        )
        for each in arguments
        if not each.positional
    )
    if not fields:
        return None
    doc = of_type(named.place, None, None)
    return Definition(
        named.symbol, named.scope, Class(name=named.symbol.name, kind="params", fields=fields, doc=doc)
    )


def _indexed(type_: TypeExpression) -> TypeExpression:
    match type_:
        case Apply(base=base, arguments=(_, value)) if base == ts.RECORD:
            return Apply(ts.INDEXED, (_indexed(value),))
        case Apply(base=base, arguments=arguments):
            return Apply(base, tuple(map(_indexed, arguments)))
        case OneOf(members=members):
            return OneOf(tuple(map(_indexed, members)))
        case Symbol() | Literals():
            return type_
        case _:
            assert_never(type_)


def _fields(record: ir.Record, named: NamedType, how: Spelling) -> Iterator[Field]:
    for each in properties(record, how.side):
        place = (*named.place, f".{each.wire}")
        # The values that select this object let the compiler tell it from its siblings.
        narrow = bool(each.selects) and place not in how.names
        yield Field(
            name=each.wire,
            type=Literals(each.selects) if narrow else spell(each.type, place, how),
            wire=each.wire,
            required=each.required,
            deprecated=each.annotations.deprecated,
            doc=each.annotations.description or each.type.annotations.description,
        )
    if record.properties and (record.patterns or not isinstance(record.extra, ir.Any | ir.Never)):
        yield Field(name=INDEX, type=ts.UNKNOWN, wire="*", required=False)
