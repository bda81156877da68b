"""The document that all later stages share: one value, and the way back to the files it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from specpress.diagnostics import Place, Position
from specpress.document.files import File
from specpress.document.pointer import Cursor, JsonValue, lookup
from specpress.document.positions import locate


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was written: a file by its URI, and a pointer into that file."""

    uri: str
    pointer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An OpenAPI document in one piece.

    `version` is `3.0`, `3.1` or `3.2`, as its author wrote it. `files` are all files it was read from, by
    URI. `origins` says for some pointers of `root` where their values were written; what lies below them
    was written below that place, and everything else in the first file.
    """

    root: dict[str, JsonValue] = field(repr=False)
    version: str
    main: str
    files: Mapping[str, File] = field(repr=False)
    origins: Mapping[str, Origin] = field(default_factory=dict[str, Origin], repr=False)

    def cursor(self, pointer: str = "") -> Cursor:
        """A cursor at a pointer. Raises `KeyError` where there is nothing."""
        return Cursor(self.root, pointer, lookup(self.root, pointer))

    def with_root(self, root: dict[str, JsonValue], origins: Mapping[str, Origin]) -> Document:
        """The same document, changed."""
        return replace(self, root=root, origins=origins)

    def origin(self, pointer: str) -> Origin:
        """Where the value at a pointer was written."""
        above = pointer
        while above not in self.origins:
            if not above:
                return Origin(self.main, pointer)
            above = above.rpartition("/")[0]
        origin = self.origins[above]
        return Origin(origin.uri, origin.pointer + pointer[len(above) :])

    def locate(self, place: Place) -> Position:
        """The line and column of one place; for many, `positions` is faster."""
        return self.positions([place])[place]

    def positions(self, places: Iterable[Place]) -> dict[Place, Position]:
        """The lines and columns of places, each file read once."""
        by_file: dict[str, list[tuple[Place, str]]] = {}
        for place in dict.fromkeys(places):
            origin = self.origin(place.pointer)
            by_file.setdefault(origin.uri, []).append((place, origin.pointer))
        found: dict[Place, Position] = {}
        for uri, wanted in by_file.items():
            positions = locate(self.files[uri], ((pointer, place.key) for place, pointer in wanted))
            found.update(zip((place for place, _ in wanted), positions, strict=True))
        return found

    @property
    def digest(self) -> str:
        """The SHA-256 over all files, in hexadecimal: equal where every byte that was read is equal."""
        digests = sorted(file.digest for file in self.files.values())
        return hashlib.sha256("\n".join(digests).encode()).hexdigest()
