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

_PARAMETER: Final = re.compile(r"\{[^{}]*\}")


def renamed_paths(paths: dict[str, JsonValue], pointer: str, notes: Notes) -> dict[str, JsonValue]:
    """Paths with the slash that they begin with (OpenAPI, "Paths Object"); other oddities are kept."""
    made: dict[str, JsonValue] = {}
    _check_identical(paths, pointer, notes)
    for path, item in paths.items():
        here = join(pointer, path)
        if path.startswith("x-"):
            made[path] = item
            continue
        if "?" in path or "#" in path:
            what = "a query" if "?" in path else "a fragment"
            notes.warn(
                "path-with-query",
                f"the path `{path}` holds {what}; it is kept, so that its operations are",
                here,
                key=True,
            )
        _check_braces(path, here, notes)
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


def _check_identical(paths: dict[str, JsonValue], pointer: str, notes: Notes) -> None:
    """Tell of paths that differ in the names of their parameters only (OpenAPI, "Paths Object")."""
    first: dict[str, str] = {}
    for path in paths:
        if path.startswith("x-"):
            continue
        same = first.setdefault(_PARAMETER.sub("{}", path), path)
        if same != path:
            notes.warn(
                "identical-paths",
                f"`{path}` and `{same}` are one path, whatever its parameters are called; both are kept",
                join(pointer, path),
                key=True,
                hint="put the operations of both below one of them",
                also=(("first here", Place(join(pointer, same), key=True)),),
            )


def has_odd_braces(path: str) -> bool:
    """Whether a template holds a brace without its counterpart (OpenAPI, "Path Templating")."""
    return _loose(path) != ""


def _loose(path: str) -> str:
    """The braces that belong to no pair."""
    left = re.sub(r"[^{}]", "", path)
    while "{}" in left:
        left = left.replace("{}", "")
    return left


def _check_braces(path: str, pointer: str, notes: Notes) -> None:
    if has_odd_braces(path):
        what = "`{` that is never closed" if "{" in _loose(path) else "`}` that closes nothing"
        hint = "write parameters of the path as `{name}`"
        notes.warn("path-braces", f"the path `{path}` has a {what}", pointer, key=True, hint=hint)


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
