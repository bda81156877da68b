"""Overlays (Overlay Specification 1.0): changes to somebody else's document, kept apart from it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, cast

from specpress.diagnostics import Diagnostics, Position
from specpress.document.document import Origin
from specpress.document.files import File, Rules, Unreadable
from specpress.document.pointer import JsonValue, join
from specpress.document.positions import locate
from specpress.document.reading import read
from specpress.document.source import Sources, read_bytes

Location: TypeAlias = tuple[str | int, ...]


def apply(sources: Sources, overlays: Iterable[str], diagnostics: Diagnostics) -> Sources:
    """The sources with overlays applied to their first file, in order.

    `overlays` are paths. What an overlay adds is located in the overlay from then on; a target that matches
    nothing is a warning, since the document may have changed meanwhile.
    """
    for path in overlays:
        rules = Rules(strict=sources.options.strict, limits=sources.options.limits)
        try:
            data = read_bytes(path, rules.limits.size)
            file = read(data, path, os.path.realpath(path), rules, diagnostics)
        except Unreadable as problem:
            problem.report(diagnostics)
            continue
        sources = _applied(sources, file, diagnostics)
    return sources


def _applied(sources: Sources, file: File, diagnostics: Diagnostics) -> Sources:
    overlay = file.value
    if not isinstance(overlay, dict) or not str(overlay.get("overlay", "")).startswith("1."):
        hint = "it starts with `overlay: 1.0.0`"
        diagnostics.error("not-an-overlay", "this is no Overlay 1.0 document", _at(file, ""), hint=hint)
        return sources
    actions = overlay.get("actions")
    if not isinstance(actions, list):
        diagnostics.error("not-an-overlay", "an overlay lists its `actions`", _at(file, "/actions"))
        return sources
    change = _Change(sources.main.value, file, sources.main.uri)
    for index, action in enumerate(actions):
        pointer = f"/actions/{index}"
        target = action.get("target") if isinstance(action, dict) else None
        if not isinstance(action, dict) or not isinstance(target, str):
            diagnostics.error("not-an-overlay", "an action names its `target`", _at(file, pointer))
            continue
        found = _find(target, change.root, file, pointer, diagnostics)
        if action.get("remove") is True:
            change.remove(found)
        elif "update" in action:
            for location in found:
                change.update(location, action["update"], f"{pointer}/update")
    main = replace(sources.main, value=change.root)
    return replace(
        sources,
        main=main,
        files={**sources.files, main.uri: main, file.uri: file},
        grafts={**sources.grafts, **change.grafts},
    )


def _find(target: str, root: JsonValue, file: File, pointer: str, diagnostics: Diagnostics) -> list[Location]:
    """Where a JSONPath (RFC 9535) leads, in the document's order."""
    # Costs more than the rest of this package; most documents have no overlay.
    from jsonpath import JSONPathEnvironment
    from jsonpath.exceptions import JSONPathError

    try:
        matches = JSONPathEnvironment(strict=True).finditer(target, cast("Any", root))
        found: list[Location] = [match.parts for match in matches]
    except JSONPathError as problem:
        told = str(problem).partition("\n")[0]
        at = _at(file, f"{pointer}/target")
        diagnostics.error("invalid-jsonpath", f"`{target}` is no JSONPath: {told}", at)
        return []
    if not found:
        at = _at(file, f"{pointer}/target")
        diagnostics.warning("overlay-unmatched", f"`{target}` matches nothing in the document", at)
    return found


@dataclass(slots=True)
class _Change:
    """A document while actions are applied to it; values are replaced on the way, never changed.

    `grafts`: pointers whose values were written elsewhere than at the same pointer of the first file.
    """

    root: JsonValue
    file: File
    main: str
    grafts: dict[str, Origin] = field(default_factory=dict[str, Origin])

    def update(self, location: Location, value: JsonValue, origin: str) -> None:
        self.root = self.at(self.root, location, "", value, origin)

    def at(
        self, here: JsonValue, location: Location, pointer: str, value: JsonValue, origin: str
    ) -> JsonValue:
        if not location:
            return self.merged(here, value, pointer, origin)
        token, rest = location[0], location[1:]
        below = join(pointer, token)
        if isinstance(here, dict) and isinstance(token, str):
            return {**here, token: self.at(here[token], rest, below, value, origin)}
        if isinstance(here, list) and isinstance(token, int):
            new = self.at(here[token], rest, below, value, origin)
            return [*here[:token], new, *here[token + 1 :]]
        return here

    def merged(self, old: JsonValue, new: JsonValue, pointer: str, origin: str) -> JsonValue:
        """Objects are merged, lists are appended to, anything else is replaced (section 4.3.2 of 1.0)."""
        if isinstance(old, dict) and isinstance(new, dict):
            made = dict(old)
            for key, value in new.items():
                below, source = join(pointer, key), join(origin, key)
                if key in old:
                    made[key] = self.merged(old[key], value, below, source)
                else:
                    made[key] = value
                    self.grafts[below] = Origin(self.file.uri, source)
            return made
        if isinstance(old, list):
            added = new if isinstance(new, list) else [new]
            for index in range(len(added)):
                source = join(origin, index) if isinstance(new, list) else origin
                self.grafts[join(pointer, len(old) + index)] = Origin(self.file.uri, source)
            return [*old, *added]
        self.grafts[pointer] = Origin(self.file.uri, origin)
        return new

    def remove(self, locations: Sequence[Location]) -> None:
        # From the end on, so that what is still to be removed keeps its place in its list.
        for location in reversed(locations):
            if location:
                self.root = self.without(self.root, location, "")

    def without(self, here: JsonValue, location: Location, pointer: str) -> JsonValue:
        token, rest = location[0], location[1:]
        if isinstance(here, dict) and isinstance(token, str) and token in here:
            if not rest:
                return {key: value for key, value in here.items() if key != token}
            return {**here, token: self.without(here[token], rest, join(pointer, token))}
        if isinstance(here, list) and isinstance(token, int) and token < len(here):
            if rest:
                new = self.without(here[token], rest, join(pointer, token))
                return [*here[:token], new, *here[token + 1 :]]
            for index in range(token + 1, len(here)):
                old = join(pointer, index)
                self.grafts[join(pointer, index - 1)] = self.grafts.get(old, Origin(self.main, old))
            return [*here[:token], *here[token + 1 :]]
        return here


def _at(file: File, pointer: str) -> Position:
    return locate(file, [(pointer, False)])[0]
