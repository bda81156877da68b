"""`manifest.json`: what a generated package consists of, and which call makes which request."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, TypeAlias

from specpress import __version__
from specpress.document.pointer import Cursor, JsonValue

if TYPE_CHECKING:  # the model is slow to import, and reading a manifest needs nothing of it
    from specpress.ir.api import Operation

MANIFEST: Final = PurePosixPath("manifest.json")


Entry: TypeAlias = Mapping[str, str]
"""An operation as a manifest has it."""


def entries(operations: Iterable[Operation]) -> tuple[Entry, ...]:
    """Which call makes which request, by path and method."""
    return tuple(
        {
            "method": each.method.lower(),
            "path": each.path,
            "operationId": each.operation_id,
            "call": str(each.call),
        }
        for each in sorted(operations, key=lambda each: (each.path, each.method))
    )


def with_manifest(
    files: Mapping[PurePosixPath, bytes], operations: Iterable[Entry]
) -> Mapping[PurePosixPath, bytes]:
    """The files and their manifest: sorted, one entry a line, so that it merges."""
    hashes = [f"{_json(str(path))}: {_json(digest(files[path]))}" for path in sorted(files)]
    text = (
        f'{{\n  "generator": {_json(__version__)},\n'
        f'  "files": {{{_lines(hashes)}}},\n'
        f'  "operations": [{_lines(map(_json, operations))}]\n}}\n'
    )
    return {**files, MANIFEST: text.encode()}


def read_manifest(folder: Path) -> Mapping[PurePosixPath, str]:
    """The files that the last run wrote into a folder, with their hashes.

    A manifest that cannot be read, or that holds conflict markers, counts as absent. Paths that lead out of
    the folder are ignored.
    """
    try:
        found: JsonValue = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    files = Cursor(found, "", found) / "files"
    return {PurePosixPath(path): value.text for path, value in files.entries() if is_inside(path)}


def is_inside(path: str) -> bool:
    """Whether a relative POSIX path stays in its folder."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and not {"..", ""} & set(parts) and "\0" not in path


def digest(content: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _lines(lines: Iterable[str]) -> str:
    joined = ",\n    ".join(lines)
    return f"\n    {joined}\n  " if joined else ""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
