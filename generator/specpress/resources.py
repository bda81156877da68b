"""Files that ship with the program: found in the installed package, or in the checkout it is run from."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def templates() -> Path:
    """The folder of Jinja templates, one folder in it for each target."""
    packaged = _PACKAGE / "templates"
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / "templates"


def configuration_schema() -> bytes:
    """The JSON Schema of `specpress.yaml`."""
    return (_PACKAGE / "specpress.schema.json").read_bytes()
