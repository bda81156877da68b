"""Small changes to objects, each with the warning that tells of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeAlias

from specpress.diagnostics import Diagnostics, Place
from specpress.document.moves import before
from specpress.document.pointer import JsonValue


class Gone(Enum):
    """The new value of a key that is taken away."""

    GONE = "gone"


Edit: TypeAlias = "tuple[str, JsonValue | Gone]"
"""A key and its new value."""


def apply(value: dict[str, JsonValue], edits: Iterable[Edit]) -> dict[str, JsonValue]:
    """The object with its edits made, in its own order; itself where there are none."""
    made: dict[str, JsonValue] | None = None
    for key, new in edits:
        if made is None:
            made = dict(value)
        if isinstance(new, Gone):
            made.pop(key, None)
        else:
            made[key] = new
    return value if made is None else made


@dataclass(slots=True)
class Notes:
    """Where repairs tell of themselves.

    `only`: the codes that count, as errors, when reading strictly; None when reading tolerantly. `moved`:
    pointers of the repaired document whose values stood elsewhere before, with those places.
    """

    diagnostics: Diagnostics
    only: frozenset[str] | None = None
    moved: dict[str, str] = field(default_factory=dict[str, str])

    def warn(
        self,
        code: str,
        message: str,
        pointer: str,
        *,
        key: bool = False,
        hint: str = "",
        also: tuple[tuple[str, Place], ...] = (),
    ) -> None:
        """Tell of one repair, at the place where it was made."""
        if self.only is None:
            self.diagnostics.warning(code, message, Place(pointer, key), hint=hint, also=also)
        elif code in self.only:
            # The document stays as it is: what has a place in the repaired one only is told where it stands.
            others = tuple((told, replace(at, pointer=before(at.pointer, self.moved))) for told, at in also)
            at = Place(before(pointer, self.moved), key)
            self.diagnostics.error(code, message, at, hint=hint, also=others)
