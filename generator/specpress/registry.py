"""The targets there are. A new one is a package under `targets`, and a line or two here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # the command line wants names only, and the model is slow to import
    from specpress.targets.base import Manual, Target

LANGUAGES: Final = ("python", "typescript")
MANUALS: Final = ("reference",)
"""What tells about the packages of languages."""

TARGETS: Final = (*LANGUAGES, *MANUALS)


def target(name: str) -> Target:
    """The language of that name, imported now. Raises `KeyError` where there is none."""
    match name:
        case "python":
            from specpress.targets.python import PythonTarget

            return PythonTarget()
        case "typescript":
            from specpress.targets.typescript import TypeScriptTarget

            return TypeScriptTarget()
        case _:
            raise KeyError(name)


def manual(name: str) -> Manual:
    """The manual of that name, imported now. Raises `KeyError` where there is none."""
    match name:
        case "reference":
            from specpress.targets.reference import ReferenceManual

            return ReferenceManual()
        case _:
            raise KeyError(name)
