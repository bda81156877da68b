"""Which file each type stands in: one for all that refer to each other in a circle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from specpress.ir import types as ir
from specpress.targets.base import Symbol
from specpress.targets.graph import components
from specpress.targets.properties import Side
from specpress.targets.python.names import module
from specpress.targets.python.types import references
from specpress.targets.scopes import allocate

Unit: TypeAlias = tuple[str, ...]
"""A declaration with its side (`("response", id)`), or the arguments of an operation (`("params", id)`)."""


def unit_files(
    symbols: Mapping[Unit, Symbol],
    declared: Mapping[str, ir.Type],
    resources: Mapping[Unit, str],
    types: str,
) -> dict[Unit, str]:
    """The module of each unit.

    There is one for all declarations that refer to each other in a circle, on either side, and one for the
    arguments of all methods of a resource.

    Args:
        symbols: the names of the units.
        declared: the types of the declarations.
        resources: for each operation the name that its resource's module gets.
        types: the package that stands above all modules of types.
    """
    sides: dict[str, list[Unit]] = {}
    for unit in symbols:
        if unit[0] != "params":
            sides.setdefault(unit[1], []).append(unit)
    graph = {
        id: tuple({target: None for unit in units for target in references(declared[id], _side(unit))})
        for id, units in sides.items()
    }
    order = {id: position for position, id in enumerate(sides)}
    groups = [tuple(unit for id in ids for unit in sides[id]) for ids in components(graph)]
    groups.sort(key=lambda units: order[units[0][1]])
    wanted = {units: module(symbols[units[0]].name) for units in groups}
    arguments: dict[tuple[str, str], list[Unit]] = {}
    for unit, name in resources.items():
        arguments.setdefault((symbols[unit].module, name), []).append(unit)
    wanted.update({tuple(units): name for (_, name), units in arguments.items()})
    packages = {symbol.module for symbol in symbols.values()} | {types}
    wants: dict[str, dict[tuple[Unit, ...], tuple[str, ...]]] = {}
    for units, name in wanted.items():
        wants.setdefault(symbols[units[0]].module, {})[units] = (name,)
    found: dict[Unit, str] = {}
    for package, files in wants.items():
        depth = package.count(".") + 1
        taken = {each.split(".")[depth] for each in packages if each.startswith(f"{package}.")}
        for units, name in allocate(files, taken, fold=str.casefold).items():
            found.update(dict.fromkeys(units, f"{package}.{name}"))
    return found


def _side(unit: Unit) -> Side:
    return "response" if unit[0] == "response" else "request"
