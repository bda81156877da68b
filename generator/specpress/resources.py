"""Files that ship with the program: found in the installed package, or in the checkout it is run from."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

_PACKAGE = Path(__file__).parent


def templates() -> Path:
    """The folder of Jinja templates, one folder in it for each target."""
    packaged = _PACKAGE / "templates"
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / "templates"


def configuration_schema() -> bytes:
    """The JSON Schema of `specpress.yaml`."""
    return (_PACKAGE / "specpress.schema.json").read_bytes()


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """The SHA-256 of what outputs depend on besides inputs: our files, and those who shape text for us."""
    made = hashlib.sha256(platform.python_version().encode())
    for name in ("black", "jinja2"):
        made.update(f"{name} {version(name)}\n".encode())
    for root in (_PACKAGE, templates()):
        for part in _files(str(root)):
            made.update(part)
    return made.hexdigest()


def _files(folder: str) -> Iterator[bytes]:
    """The files of a folder. By strings: every run reads them, and paths would take most of its time."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield f"{entry.name}/\n".encode()
                yield from _files(entry.path)
                yield b"..\n"
        else:
            with open(entry.path, "rb") as file:
                content = file.read()
            yield f"{entry.name} {len(content)}\n".encode()
            yield content
