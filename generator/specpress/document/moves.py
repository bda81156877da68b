"""Values that change their place: pointers to them, and positions of them, follow."""

from __future__ import annotations

from collections.abc import Mapping

from specpress.document.document import Document, Origin
from specpress.document.grammar import Kind, map_children
from specpress.document.pointer import JsonValue, join, split


def moved(document: Document, root: dict[str, JsonValue], moves: Mapping[str, str]) -> Document:
    """The document with another root, whose references and origins follow the moves.

    `moves` leads from new pointers to old ones, the latter written with the new pointers of what is above
    them.
    """
    if not moves:
        return document.with_root(root, document.origins)
    forward = {old: new for new, old in moves.items()}
    origins: dict[str, Origin] = {new: document.origin(_before(old, moves)) for new, old in moves.items()}
    for pointer, origin in document.origins.items():
        origins.setdefault(after(pointer, forward), origin)
    return document.with_root(_redirected(root, forward), origins)


def before(pointer: str, moves: Mapping[str, str]) -> str:
    """Where a value stood that is at a pointer now."""
    return _before(moves.get(pointer, pointer), moves)


def after(pointer: str, forward: Mapping[str, str]) -> str:
    """Where a value stands now; `forward` leads from old pointers to new ones."""
    here = ""
    for token in split(pointer):
        here = join(here, token)
        here = forward.get(here, here)
    return here


def _before(pointer: str, moves: Mapping[str, str]) -> str:
    """Where a value stood whose parent may have moved as well."""
    above = pointer.rpartition("/")[0]
    while above:
        if above in moves:
            return _before(moves[above], moves) + pointer[len(above) :]
        above = above.rpartition("/")[0]
    return pointer


def _redirected(root: dict[str, JsonValue], forward: Mapping[str, str]) -> dict[str, JsonValue]:
    def change(kind: Kind, value: JsonValue, pointer: str) -> JsonValue:
        made = map_children(kind, value, pointer, change)
        reference = made.get("$ref") if isinstance(made, dict) else None
        if isinstance(made, dict) and isinstance(reference, str):
            now = "#" + after(reference[1:], forward)
            return made if now == reference else {**made, "$ref": now}
        return made

    redirected = change(Kind.OPENAPI, root, "")
    assert isinstance(redirected, dict)
    return redirected
