"""Files that ship with the program: found in the installed package, or in the checkout it is run from."""

from __future__ import annotations

import hashlib
import platform
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
    parts = [platform.python_version(), *(f"{name} {version(name)}" for name in ("black", "jinja2"))]
    for root in (_PACKAGE, templates()):
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                parts.append(f"{path.relative_to(root)} {hashlib.sha256(path.read_bytes()).hexdigest()}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
