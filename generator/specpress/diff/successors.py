"""What members of a Surface are called on the other side: the same things under new names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from specpress.diff.expressions import expression_text
from specpress.targets.base import Alias, Class, Export, Member, Surface

Key: TypeAlias = tuple[str, str]
"""A public name: the module, and the name in it."""


def aligned(surface: Surface, package: str, ids: Mapping[str, str]) -> Surface:
    """A Surface in the package of the other side, naming operations and declarations as the other does.

    A renamed package is one finding, and its modules are none.
    """
    return replace(
        surface,
        modules=tuple(
            replace(
                module,
                path=in_package(module.path, surface.package, package),
                members=tuple(_with_ids(member, ids, surface.package, package) for member in module.members),
            )
            for module in surface.modules
        ),
    )


def in_package(module: str, old: str, new: str) -> str:
    """A module of one package as a module of another; other modules as they are."""
    inside = module == old or module.startswith((f"{old}.", f"{old}/"))
    return new + module[len(old) :] if inside else module


def _with_ids(member: Member, ids: Mapping[str, str], old: str, new: str) -> Member:
    match member:
        case Class():
            methods = tuple(
                replace(method, operation=ids.get(method.operation, method.operation))
                for method in member.methods
            )
            declaration = ids.get(member.declaration, member.declaration)
            return replace(member, methods=methods, declaration=declaration)
        case Alias():
            return replace(member, declaration=ids.get(member.declaration, member.declaration))
        case Export():
            return replace(member, source=in_package(member.source, old, new))


def successors(was: Mapping[Key, Member], now: Mapping[Key, Member]) -> dict[Key, Key]:
    """Old names to new ones, of members that print the same schema or call the same operations."""
    come = {key: member for key, member in now.items() if key not in was}
    by_root: dict[tuple[str, ...], list[Key]] = {}
    for key, member in come.items():
        for mark in _marks(member):
            by_root.setdefault(mark, []).append(key)
    found: dict[Key, Key] = {}
    for key, member in was.items():
        if key in now:
            continue
        for mark in _marks(member):
            candidates = [other for other in by_root.get(mark, ()) if other not in found.values()]
            if candidates:
                found[key] = candidates[0]
                break
    found.update(_alike(was, now, found))
    return found


def _alike(
    was: Mapping[Key, Member], now: Mapping[Key, Member], known: Mapping[Key, Key]
) -> Iterator[tuple[Key, Key]]:
    """Parameter classes of a module that went and came with most of their fields in common."""
    gone = {key: item for key, item in was.items() if key not in now and key not in known}
    come = {key: item for key, item in now.items() if key not in was and key not in known.values()}
    for key, old in gone.items():
        if not isinstance(old, Class) or old.kind != "params":
            continue
        names = {field.name for field in old.fields}
        for other, new in come.items():
            if isinstance(new, Class) and new.kind == "params" and other[0] == key[0]:
                both = names & {field.name for field in new.fields}
                if 2 * len(both) > max(len(names), len(new.fields)):
                    yield key, other
                    del come[other]
                    break


def _marks(member: Member) -> Iterator[tuple[str, ...]]:
    """What stays when a member is renamed."""
    match member:
        case Class() if member.declaration:
            yield ("class", member.kind, member.declaration)
        case Class(kind="client"):
            yield ("client", *(expression_text(base) for base in member.bases))
        case Class(kind="params"):
            yield ("fields", *(f"{field.name} {field.required}" for field in member.fields))
        case Class():
            for method in member.methods:
                if method.operation:
                    yield ("calls", str(method.asynchronous), member.kind, method.operation)
        case Alias():
            yield ("alias", member.declaration or expression_text(member.type))
        case Export():
            yield ("export", member.source, member.name)
