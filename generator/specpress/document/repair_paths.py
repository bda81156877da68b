"""Repairs of paths and path items. An operation is never lost here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from specpress.diagnostics import Place
from specpress.document.edits import Edit, Gone, Notes
from specpress.document.grammar import FIELDS, Kind
from specpress.document.operations import METHODS, operations
from specpress.document.pointer import Cursor, JsonValue, join

_PAIR: Final = re.compile(r"([^={}]+)=\{[^{}]*\}")


def renamed_paths(
    root: dict[str, JsonValue], paths: dict[str, JsonValue], pointer: str, notes: Notes
) -> dict[str, JsonValue]:
    """Paths with their first slash (OpenAPI, "Paths Object"), without query parameters that they repeat."""
    made: dict[str, JsonValue] = {}
    for stated, item in paths.items():
        path, here = stated, join(pointer, stated)
        if path.startswith("x-"):
            made[path] = item
            continue
        if "?" in path or "#" in path:
            path = _without_parameters(path, Cursor(root, "", item).follow())
            if path == stated or path in paths or path in made:
                path = stated
                what = "a query" if "?" in path else "a fragment"
                reading = f"the path `{path}` holds {what}; it is kept, so that its operations are"
            else:
                notes.moved[join(pointer, path)] = here
                reading = f"the path `{stated}` repeats query parameters; it is read as `{path}`"
            notes.warn("path-with-query", reading, here, key=True)
        if path.startswith("/"):
            made[path] = item
            continue
        slashed = f"/{path}"
        if slashed in paths or slashed in made:
            notes.warn(
                "path-without-slash",
                f"`{path}` is kept beside `{slashed}`, though it has no slash",
                here,
                key=True,
            )
            made[path] = item
            continue
        notes.warn("path-without-slash", f"the path `{path}` is read as `{slashed}`", here, key=True)
        notes.moved[join(pointer, slashed)] = here
        made[slashed] = item
    return paths if list(made) == list(paths) else made


def _without_parameters(path: str, item: Cursor) -> str:
    """The path without those parts of its query that all its operations declare as query parameters."""
    before, _, query = path.partition("?")
    methods = [item / method for method in METHODS if isinstance((item / method).value, dict)]
    declared = [_query_parameters(item) | _query_parameters(method) for method in methods]
    parts = query.split("&")
    repeated = [
        part
        for part in parts
        if declared and (pair := _PAIR.fullmatch(part)) and all(pair[1] in names for names in declared)
    ]
    kept = "&".join(part for part in parts if part not in repeated)
    return (f"{before}?{kept}" if kept else before) if repeated else path


def _query_parameters(owner: Cursor) -> set[str]:
    parameters = (each.follow() for each in (owner / "parameters").items())
    return {(each / "name").text for each in parameters if (each / "in").text == "query"}


def path_item_edits(item: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    """Methods in lower case; those of other names become `additionalOperations` (OpenAPI 3.2)."""
    more: dict[str, JsonValue] = {}
    for key, value in item.items():
        if key in FIELDS[Kind.PATH_ITEM] or key.startswith("x-") or not isinstance(value, dict):
            continue
        here = join(pointer, key)
        if key.lower() in METHODS:
            if key.lower() in item:
                continue
            notes.warn("method-case", f"the method `{key}` is read as `{key.lower()}`", here, key=True)
            notes.moved[join(pointer, key.lower())] = here
            yield key, Gone.GONE
            yield key.lower(), value
        elif "responses" in value:
            notes.warn(
                "unknown-method", f"the method `{key}` is read as an additional operation", here, key=True
            )
            notes.moved[join(pointer, "additionalOperations", key.upper())] = here
            more[key.upper()] = value
            yield key, Gone.GONE
    if more:
        held = item.get("additionalOperations")
        yield "additionalOperations", {**(held if isinstance(held, dict) else {}), **more}


def check_operation_ids(root: dict[str, JsonValue], notes: Notes) -> None:
    """Tell of operations that share an `operationId`; they keep it, and their names are told apart later."""
    first: dict[str, str] = {}
    for operation in operations(Cursor(root, "", root)):
        name = (operation.cursor / "operationId").text
        here = join(operation.cursor.pointer, "operationId")
        before = first.setdefault(name, here) if name else here
        if before != here:
            notes.warn(
                "duplicate-operation-id",
                f"two operations have the id `{name}`",
                here,
                hint="give each operation an id of its own",
                also=(("first here", Place(before)),),
            )
