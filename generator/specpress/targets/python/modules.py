"""What stands in each module of types, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from specpress.targets.base import Class, Symbol
from specpress.targets.graph import components
from specpress.targets.python.definitions import Definition
from specpress.targets.python.files import Unit
from specpress.targets.python.symbols import symbols


@dataclass(frozen=True, slots=True)
class TypeFile:
    """One module of types. `path` is its import path; definitions stand in the order they are printed in."""

    path: str
    definitions: tuple[Definition, ...]
    recursive: frozenset[Symbol]
    """Aliases that lead to themselves through aliases alone."""


def type_files(definitions: Sequence[Definition], files: Mapping[Unit, str]) -> tuple[TypeFile, ...]:
    """The modules of types with what stands in them, sorted by path."""
    members: dict[str, list[Definition]] = {}
    for each in definitions:
        members.setdefault(files[each.unit], []).append(each)
    return tuple(_file(path, members[path]) for path in sorted(members))


def used(definition: Definition) -> Iterator[Symbol]:
    """The symbols that a definition refers to."""
    member = definition.member
    if isinstance(member, Class):
        for base in member.bases:
            yield from symbols(base)
        for field in member.fields:
            yield from symbols(field.type)
    else:
        yield from symbols(member.type)


def _file(path: str, members: list[Definition]) -> TypeFile:
    """Classes first, whose annotations are read late; then aliases, each after those that it is made of."""
    classes = [each for each in members if isinstance(each.member, Class)]
    aliases = {each.symbol: each for each in members if not isinstance(each.member, Class)}
    graph = {
        symbol: tuple(other for other in used(each) if other in aliases) for symbol, each in aliases.items()
    }
    groups = components(graph)
    recursive = frozenset(
        symbol for group in groups for symbol in group if len(group) > 1 or symbol in graph[symbol]
    )
    ordered = [aliases[symbol] for group in groups for symbol in group]
    return TypeFile(path, (*_bases_first(classes), *ordered), recursive)


def _bases_first(classes: list[Definition]) -> list[Definition]:
    by_symbol: Mapping[Symbol, Definition] = {each.symbol: each for each in classes}
    graph = {
        each.symbol: tuple(
            base for base in each.member.bases if isinstance(base, Symbol) and base in by_symbol
        )
        for each in classes
        if isinstance(each.member, Class)
    }
    if not any(graph.values()):
        return classes
    return [by_symbol[symbol] for group in components(graph) for symbol in group]
