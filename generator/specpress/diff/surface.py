"""The surface comparison: does a change break a program that uses a generated client?

Two Surfaces of one target in, what differs out: modules, classes, methods, parameters, fields, exports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

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
from specpress.diff.successors import Key, aligned, in_package, successors
from specpress.targets.base import Alias, Class, Export, Member, Surface, Symbol


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
    was, now = _members(aligned(old, new.package, ids or {})), _members(new)
    heirs = successors(was, now)

    def renames(home: str) -> Rename:
        """How the symbols of a module are called now.

        A symbol's module may be spelt from inside the package; without one it is of `home`, or built in.
        """

        def rename(symbol: Symbol) -> Symbol:
            module = in_package(symbol.module, old.package, new.package)
            for prefix in ("", f"{new.package}/"):
                target = heirs.get((prefix + (module or home), symbol.name))
                if target is not None:
                    return Symbol(target[1], target[0].removeprefix(prefix) if module else "")
            return Symbol(symbol.name, module)

        return rename

    found = (
        *_package(old, new),
        *_names(was, now, heirs),
        *_contents(was, now, heirs, renames, _travelling(new, sent or {})),
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


def _members(surface: Surface) -> dict[Key, Member]:
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
    was: Mapping[Key, Member], now: Mapping[Key, Member], heirs: Mapping[Key, Key]
) -> Iterator[SurfaceChange]:
    """Names that can be imported no longer, or now for the first time."""
    for key, member in was.items():
        if key in now:
            continue
        place = ".".join(key)
        root = _root(member, key)
        if key in heirs:
            target = ".".join(heirs[key])
            rule = f"{_kind(member)}-{'renamed' if heirs[key][0] == key[0] else 'moved'}"
            yield breakage(
                rule, root, place, f"has to be imported as `{target}` now", before=place, after=target
            )
        else:
            yield breakage(f"{_kind(member)}-removed", root, place, "can be imported no longer", before=place)
    taken = set(heirs.values())
    for key, member in now.items():
        if key not in was and key not in taken:
            place = ".".join(key)
            yield addition(
                f"{_kind(member)}-added", _root(member, key), place, "can be imported now", after=place
            )


def _contents(
    was: Mapping[Key, Member],
    now: Mapping[Key, Member],
    heirs: Mapping[Key, Key],
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
        after = now.get(key) or now.get(heirs.get(key, key))
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
    root = _root(old, ("", old.name))
    bases = tuple(renamed(base, rename) for base in old.bases)
    for base in bases:
        if base not in new.bases:
            message = f"is no {expression_text(base)} any more"
            yield breakage("base-removed", root, place, message, before=expression_text(base))
    yield from field_changes(old, new, place, rename, ways)
    yield from method_changes(old, new, place, rename, calls)


def _alias(old: Alias, new: Alias, place: str, rename: Rename) -> Iterator[SurfaceChange]:
    root = _root(old, ("", old.name))
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


def _root(member: Member, key: Key) -> Root:
    if isinstance(member, Class | Alias) and member.declaration:
        return Root("declaration", member.declaration)
    return Root("class", key[1])


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
