"""The operations of a document, wherever its path items stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from specpress.document.pointer import Cursor

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""The fixed fields of a Path Item Object that are operations (OpenAPI 3.2, 4.9.1)."""


@dataclass(frozen=True, slots=True)
class Located:
    """An operation where it stands. `id` is `GET /path`, with the path as it is written."""

    id: str
    method: str
    """Upper case for the fixed fields, as written for `additionalOperations`."""
    path: str
    item: Cursor
    """Its path item, references followed."""
    cursor: Cursor


def operations(root: Cursor) -> Iterator[Located]:
    """All operations under `paths`, in the document's order; webhooks are none.

    `root` is the document. Path items are followed through references; `additionalOperations` are included
    (OpenAPI 3.2, 4.9.1). What is no object is passed over.
    """
    for path, reference in (root / "paths").entries():
        if path.startswith("x-"):
            continue
        item = reference.follow()
        fixed = ((method.upper(), item / method) for method in METHODS)
        for method, cursor in (*fixed, *(item / "additionalOperations").entries()):
            if isinstance(cursor.value, dict):
                yield Located(f"{method} {path}", method, path, item, cursor)


def parameter_key(location: str, name: str) -> tuple[str, str]:
    """What a parameter is known by: its location and its name.

    The names of headers have no case (RFC 9110, section 5.1).
    """
    return location, name.lower() if location == "header" else name
