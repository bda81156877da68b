"""The interfaces and aliases that a package's types are printed as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from specpress.ir import types as ir
from specpress.ir.names import Name
from specpress.targets.base import Alias, Class, Field, Symbol
from specpress.targets.typescript import symbols as ts
from specpress.targets.typescript.arguments import Argument
from specpress.targets.typescript.naming import NamedType
from specpress.targets.typescript.types import Spelling, properties, spell, spell_out

INDEX: Final = "[key: string]"
"""The name of the field that stands for all members that are not declared."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One printed type, and the resource in whose namespace it is."""

    symbol: Symbol
    scope: tuple[Name, ...]
    member: Class | Alias


def define(named: NamedType, type_: ir.Type, how: Spelling) -> Definition:
    """The interface of a record, or the alias of anything else."""
    how = replace(how, side=named.side)
    declaration = named.declaration
    said = type_.annotations.description
    doc = (declaration.annotations.description or said) if declaration else said
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
        member = Alias(name=name, type=spelt, declaration=id, pointer=type_.pointer, doc=doc)
    return Definition(named.symbol, named.scope, member)


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
    return Definition(named.symbol, named.scope, Class(name=named.symbol.name, kind="params", fields=fields))


def _fields(record: ir.Record, named: NamedType, how: Spelling) -> Iterator[Field]:
    for each in properties(record, how.side):
        yield Field(
            name=each.wire,
            type=spell(each.type, (*named.place, f".{each.wire}"), how),
            wire=each.wire,
            required=each.required,
            deprecated=each.annotations.deprecated,
            doc=each.annotations.description or each.type.annotations.description,
        )
    if record.properties and (record.patterns or not isinstance(record.extra, ir.Any | ir.Never)):
        yield Field(name=INDEX, type=ts.UNKNOWN, wire="*", required=False)
