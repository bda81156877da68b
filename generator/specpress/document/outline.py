"""A document without its prose: what the verdict of a validator depends on."""

from __future__ import annotations

from typing import Final

from specpress.document.grammar import Kind, Shape, fields
from specpress.document.pointer import JsonValue

# Elsewhere a key of that name is chosen by the author: a path, a status, a callback.
DESCRIBED: Final = frozenset(
    {
        Kind.INFO,
        Kind.SERVER,
        Kind.SERVER_VARIABLE,
        Kind.PATH_ITEM,
        Kind.OPERATION,
        Kind.EXTERNAL_DOCS,
        Kind.PARAMETER,
        Kind.REQUEST_BODY,
        Kind.RESPONSE,
        Kind.EXAMPLE,
        Kind.LINK,
        Kind.HEADER,
        Kind.TAG,
        Kind.SCHEMA,
        Kind.SECURITY_SCHEME,
    }
)
_PROSE: Final = ("description", "summary")


def outline(root: JsonValue) -> JsonValue:
    """The document with a number for each `description` and `summary` that is a string.

    All that the meta-schemas ask of these fields is that they are strings. Within one list the same text has
    the same number and another text another one, since items of a list may have to be unique.
    """
    return _outline(Kind.OPENAPI, root, None)


def _outline(kind: Kind, value: JsonValue, numbers: dict[str, int] | None) -> JsonValue:
    if not isinstance(value, dict):
        return value
    made = dict(value)
    if kind in DESCRIBED:
        for key in _PROSE:
            text = made.get(key)
            if isinstance(text, str):
                made[key] = "0" if numbers is None else str(numbers.setdefault(text, len(numbers)))
    for key, child, field in fields(kind, value):
        if isinstance(child, list):
            if field.shape is not Shape.MAP:
                within: dict[str, int] = {} if numbers is None else numbers
                made[key] = [_outline(field.kind, item, within) for item in child]
        elif field.shape is Shape.ONE:
            made[key] = _outline(field.kind, child, numbers)
        elif field.shape is Shape.MAP and isinstance(child, dict):
            made[key] = {name: _outline(field.kind, item, numbers) for name, item in child.items()}
    return made
