"""The targets there are. A new one is a package under `targets`, and a line or two here."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from specpress.targets.base import Target

TARGETS: Final = ("python", "typescript")


def target(name: str, cache: Path | None) -> Target:
    """The target of that name, imported now. Raises `KeyError` where there is none.

    `cache`: a folder for what it can make again, None where nothing is to be kept.
    """
    match name:
        case "python":
            from specpress.targets.python import PythonTarget

            return PythonTarget(cache)
        case "typescript":
            from specpress.targets.typescript import TypeScriptTarget

            return TypeScriptTarget()
        case _:
            raise KeyError(name)
