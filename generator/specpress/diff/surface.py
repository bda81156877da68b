"""The surface comparison: does a change break a program that uses a generated client?

Two Surfaces of one target in, what differs out: modules, classes, methods, parameters, fields, exports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from specpress.diff.directions import Direction
from specpress.diff.expressions import (
    Rename,
    expression_text,
    only_literals_came,
    relation,
    renamed,
)
from specpress.diff.fields import field_changes
from specpress.diff.methods import method_changes
from specpress.diff.places import Root, SurfaceChange, addition, breakage, note
from specpress.targets.base import Alias, Class, Export, Member, Surface, Symbol

_Key = tuple[str, str]


def compare_surfaces(
    old: Surface,
    new: Surface,
    ids: Mapping[str, str] | None = None,
    sent: Mapping[str, frozenset[Direction]] | None = None,
) -> tuple[SurfaceChange, ...]:
    """What differs between two Surfaces of one target; what belongs to asynchronous clients comes last.

    Parameters:
      ids: Operations and declarations that have another id now, old to new.
      sent: The directions that values of declarations travel in; a declaration without any is received.
    """
    if old == new:
        return ()
    was, now = _members(_aligned(old, new.package, ids or {})), _members(new)
    successors = _successors(was, now)

    def renames(home: str) -> Rename:
        """How the symbols of a module are called now.

        A symbol's module may be spelt from inside the package; without one it is of its own module, or built in.
        """

        def rename(symbol: Symbol) -> Symbol:
            module = _in_package(symbol.module, old.package, new.package)
            for prefix in ("", f"{new.package}/"):
                target = successors.get((prefix + (module or home), symbol.name))
                if target is not None:
                    return Symbol(target[1], target[0].removeprefix(prefix) if module else "")
            return Symbol(symbol.name, module)

        return rename

    found = (
        *_package(old, new),
        *_names(was, now, successors),
        *_contents(was, now, successors, renames, _travelling(new, sent or {})),
    )
    return tuple(sorted(found, key=lambda change: ".Async" in change.place))


def _travelling(
    surface: Surface, directions: Mapping[str, frozenset[Direction]]
) -> Callable[[Class], frozenset[Direction]]:
    """Which way the values of a class travel; models are received where requests have other classes."""
    classes = [member for member in _members(surface).values() if isinstance(member, Class)]
    apart = {item.declaration for item in classes if item.kind == "params" and item.declaration}

    def ways(item: Class) -> frozenset[Direction]:
        if item.kind == "params":
            return frozenset({"sent"})
        if item.kind != "model" or item.declaration in apart:
            return frozenset({"received"})
        return directions.get(item.declaration) or frozenset({"received"})

    return ways


def _members(surface: Surface) -> dict[_Key, Member]:
    return {(module.path, member.name): member for module in surface.modules for member in module.members}


def _package(old: Surface, new: Surface) -> Iterator[SurfaceChange]:
    root = Root("package", old.target)
    for what, before, after in (
        ("package", old.package, new.package),
        ("distribution", old.distribution, new.distribution),
    ):
        if before != after:
            yield breakage(
                f"{what}-renamed", root, before, f"the {what} was renamed", before=before, after=after
            )
    if old.version != new.version:
        yield note(
            "package-version-changed",
            root,
            old.package,
            "the version was changed",
            before=old.version,
            after=new.version,
        )


def _names(
    was: Mapping[_Key, Member], now: Mapping[_Key, Member], successors: Mapping[_Key, _Key]
) -> Iterator[SurfaceChange]:
    """Names that can be imported no longer, or now for the first time."""
    for key, member in was.items():
        if key in now:
            continue
        place = ".".join(key)
        root = _root(member, key)
        if key in successors:
            target = ".".join(successors[key])
            rule = f"{_kind(member)}-{'renamed' if successors[key][0] == key[0] else 'moved'}"
            yield breakage(
                rule, root, place, f"has to be imported as `{target}` now", before=place, after=target
            )
        else:
            yield breakage(f"{_kind(member)}-removed", root, place, "can be imported no longer", before=place)
    taken = set(successors.values())
    for key, member in now.items():
        if key not in was and key not in taken:
            place = ".".join(key)
            yield addition(
                f"{_kind(member)}-added", _root(member, key), place, "can be imported now", after=place
            )


def _contents(
    was: Mapping[_Key, Member],
    now: Mapping[_Key, Member],
    successors: Mapping[_Key, _Key],
    renames: Callable[[str], Rename],
    ways: Callable[[Class], frozenset[Direction]],
) -> Iterator[SurfaceChange]:
    """What differs inside the members that are on both sides."""
    calls = {
        method.operation: f"{key[1]}.{method.name}"
        for key, member in now.items()
        if isinstance(member, Class)
        for method in member.methods
        if method.operation
    }
    for key, before in was.items():
        after = now.get(key) or now.get(successors.get(key, key))
        if after is None or before == after:
            continue
        place = ".".join(key)
        rename = renames(key[0])
        if isinstance(before, Class) and isinstance(after, Class):
            yield from _class(before, after, place, rename, calls, ways(after))
        elif isinstance(before, Alias) and isinstance(after, Alias):
            yield from _alias(before, after, place, rename)
        elif type(before) is not type(after):
            message = f"is {_article(_kind(after))} now"
            yield breakage("kind-changed", _root(before, key), place, message)
        elif isinstance(before, Export) and isinstance(after, Export) and before.source != after.source:
            yield note(
                "export-changed",
                _root(before, key),
                place,
                "is exported from elsewhere",
                before=before.source,
                after=after.source,
            )


def _class(
    old: Class,
    new: Class,
    place: str,
    rename: Rename,
    calls: Mapping[str, str],
    ways: frozenset[Direction],
) -> Iterator[SurfaceChange]:
    root = _root(old, ("", place))
    bases = tuple(renamed(base, rename) for base in old.bases)
    for base in bases:
        if base not in new.bases:
            message = f"is no {expression_text(base)} any more"
            yield breakage("base-removed", root, place, message, before=expression_text(base))
    yield from field_changes(old, new, place, rename, ways)
    yield from method_changes(old, new, place, rename, calls)


def _alias(old: Alias, new: Alias, place: str, rename: Rename) -> Iterator[SurfaceChange]:
    root = _root(old, ("", place))
    before_type = renamed(old.type, rename)
    if before_type == new.type:
        return
    before, after = expression_text(old.type), expression_text(new.type)
    how = relation(before_type, new.type)
    if how == "same":
        yield note(
            "alias-reordered", root, place, "has its members in another order", before=before, after=after
        )
    elif how == "wider" and only_literals_came(before_type, new.type):
        yield addition("alias-widened", root, place, "has further values", before=before, after=after)
    else:
        yield breakage("alias-changed", root, place, "has another type", before=before, after=after)


def _aligned(surface: Surface, package: str, ids: Mapping[str, str]) -> Surface:
    """A Surface in the package of the other side, naming operations and declarations as the other does.

    A renamed package is one finding, and its modules are none.
    """
    return replace(
        surface,
        modules=tuple(
            replace(
                module,
                path=_in_package(module.path, surface.package, package),
                members=tuple(_with_ids(member, ids, surface.package, package) for member in module.members),
            )
            for module in surface.modules
        ),
    )


def _in_package(module: str, old: str, new: str) -> str:
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
            return replace(member, source=_in_package(member.source, old, new))


def _successors(was: Mapping[_Key, Member], now: Mapping[_Key, Member]) -> dict[_Key, _Key]:
    """Old names to new ones, of members that print the same schema or call the same operations."""
    come = {key: member for key, member in now.items() if key not in was}
    by_root: dict[tuple[str, ...], list[_Key]] = {}
    for key, member in come.items():
        for mark in _marks(member):
            by_root.setdefault(mark, []).append(key)
    found: dict[_Key, _Key] = {}
    for key, member in was.items():
        if key in now:
            continue
        for mark in _marks(member):
            candidates = [other for other in by_root.get(mark, ()) if other not in found.values()]
            if candidates:
                found[key] = candidates[0]
                break
    return found


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
        case Alias() if member.declaration:
            yield ("alias", member.declaration)
        case Export():
            yield ("export", member.source, member.name)
        case _:
            return


def _root(member: Member, key: _Key) -> Root:
    if isinstance(member, Class | Alias) and member.declaration:
        return Root("declaration", member.declaration)
    return Root("class", ".".join(part for part in key if part))


def _kind(member: Member) -> str:
    match member:
        case Class():
            return "class"
        case Alias():
            return "alias"
        case Export():
            return "export"


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
