"""Type expressions as source code."""

from __future__ import annotations

from typing import assert_never

from specpress.targets.base import Apply, Literals, OneOf, Symbol, TypeExpression
from specpress.targets.typescript import symbols as ts
from specpress.targets.typescript.imports import Imports
from specpress.targets.typescript.layout import Atom, Either, Group, Source, columns, flat, lay_out, literal
from specpress.targets.typescript.text import WIDTH


def source(type_: TypeExpression, imports: Imports) -> Source:
    """The source of a type in one file."""
    match type_:
        case Symbol():
            return Atom(imports.name(type_))
        case Literals():
            values = tuple(literal(value) for value in type_.values)
            return values[0] if len(values) == 1 else Either(values)
        case OneOf():
            members: list[Source] = []
            for member in type_.members:
                spelt = source(member, imports)
                members.extend(spelt.members if isinstance(spelt, Either) else (spelt,))
            return Either(tuple(members))
        case Apply(base=base, arguments=arguments) if base == ts.TUPLE:
            return Group("", "[]", tuple(source(each, imports) for each in arguments))
        case Apply(base=base, arguments=(only,)) if base == ts.INDEXED:
            return Atom(f"{{ [key: string]: {flat(source(only, imports))} }}")
        case Apply(base=base, arguments=(only,)) if base == ts.REST:
            return Atom(f"...{flat(source(only, imports))}")
        case Apply(base=base, arguments=arguments):
            return Group(imports.name(base), "<>", tuple(source(each, imports) for each in arguments))
        case _:
            assert_never(type_)


def typed(head: str, type_: Source, indent: int, after: int = 1) -> str:
    """A type behind what it belongs to (`name?:`, `export type X =`); a long union starts on its own line."""
    spelt = lay_out(type_, indent, len(head) + 1, after)
    return f"{head}{spelt}" if spelt.startswith("\n") else f"{head} {spelt}"


def alias(head: str, type_: Source) -> str:
    """A type alias: a type that is too long for the first line stands on the next if it fits there."""
    line = flat(type_)
    breakable = isinstance(type_, Group) and (len(type_.items) != 1 or not isinstance(type_.items[0], Atom))
    if columns(head + line) + 2 <= WIDTH or breakable or columns(line) + 3 > WIDTH:
        return typed(head, type_, 0) + ";"
    return f"{head}\n  {line};"
