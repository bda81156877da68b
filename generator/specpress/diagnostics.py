"""What is wrong with a document, said so that its author can mend it.

Stages collect diagnostics in a :class:`Diagnostics` and go on as far as they can, so that all of them are
reported at once. Positions are JSON Pointers here; `document.positions` turns them into lines and columns
only when there is something to print, since reading positions costs more than reading the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """`ERROR`: nothing is written. `WARNING`: something was repaired, assumed or left to the user."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """A value in a document: `pointer` (RFC 6901, without `#`) into the bundled document.

    `key`: the key is meant rather than its value.
    """

    pointer: str
    key: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """A resolved place. `line` and `column` count from 1; `excerpt` is the line's text without its end."""

    file: str
    line: int
    column: int
    excerpt: str = ""
    width: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding. `code` is stable (`unresolved-reference`); `also` holds the other places of a conflict."""

    severity: Severity
    code: str
    message: str
    at: Place | Position | None = None
    hint: str = ""
    also: tuple[tuple[str, Place | Position], ...] = ()


class Diagnostics:
    """Collects findings in the order they are made; an exact repetition is kept once."""

    def __init__(self) -> None:
        self._found: dict[Diagnostic, None] = {}

    def error(
        self,
        code: str,
        message: str,
        at: Place | Position | str | None = None,
        *,
        hint: str = "",
        also: tuple[tuple[str, Place | Position], ...] = (),
    ) -> None:
        """Note what keeps the document from being used. A plain string for `at` is a pointer."""
        self._add(Severity.ERROR, code, message, at, hint, also)

    def warning(
        self,
        code: str,
        message: str,
        at: Place | Position | str | None = None,
        *,
        hint: str = "",
        also: tuple[tuple[str, Place | Position], ...] = (),
    ) -> None:
        """Note what was repaired, assumed or left to the user."""
        self._add(Severity.WARNING, code, message, at, hint, also)

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return any(found.severity is Severity.ERROR for found in self._found)

    def codes(self, severity: Severity | None = None) -> Counter[str]:
        """How often each code occurs."""
        return Counter(found.code for found in self if severity is None or found.severity is severity)

    def extend(self, other: Diagnostics) -> None:
        """Take over what another collection holds."""
        self._found.update(other._found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def _add(
        self,
        severity: Severity,
        code: str,
        message: str,
        at: Place | Position | str | None,
        hint: str,
        also: tuple[tuple[str, Place | Position], ...],
    ) -> None:
        place = Place(at) if isinstance(at, str) else at
        self._found.setdefault(
            Diagnostic(severity=severity, code=code, message=message, at=place, hint=hint, also=also)
        )
