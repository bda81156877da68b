"""What an audit found out about one document, as it is kept between runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final

TYPED: Final = "typed calls"
"""How many calls type checkers were asked of, in the counts of a result."""
REFUSED: Final = "calls that types refuse"
"""How many of these they refused, among its faults."""


@dataclass(slots=True)
class Result:
    """One document. What has not been measured (yet) is None or empty; `stage` is the last one that began."""

    document: str
    stage: str = ""
    refused: str = ""
    """Why the document was refused, or what the generator died of."""
    operations: int = 0
    generated: int = 0
    schemas: int = 0
    types: int = 0
    lost: list[str] = field(default_factory=list[str])
    """Operations of the raw document without a method."""
    diagnostics: dict[str, int] = field(default_factory=dict[str, int])
    modules: int = 0
    unimportable: list[str] = field(default_factory=list[str])
    mypy: int | None = None
    pyright: int | None = None
    calls: dict[str, int] = field(default_factory=dict[str, int])
    unjudged: dict[str, int] = field(default_factory=dict[str, int])
    problems: list[list[str]] = field(default_factory=list[list[str]])
    """Of the calls: operation, kind, message."""
    counts: dict[str, int] = field(default_factory=dict[str, int])
    """What there was to judge of a manual: pages and programs."""
    faults: dict[str, int] = field(default_factory=dict[str, int])
    """What was wrong with it, by kind."""
    seconds: dict[str, float] = field(default_factory=dict[str, float])
    megabytes: dict[str, float] = field(default_factory=dict[str, float])
    """The most that the process had used at the end of each stage."""

    @property
    def complete(self) -> bool:
        """Whether every stage was gone through."""
        return self.stage == "done"

    @property
    def failed(self) -> bool:
        """Whether something was lost, wrong, or not found out in time. To be refused with reasons is fine."""
        wrong = ("not-sent", "invalid-request", "not-decoded", "example-not-decoded")
        return bool(
            not self.complete
            or self.lost
            or self.faults
            or self.unimportable
            or self.mypy
            or self.pyright
            or any(self.calls.get(kind) for kind in wrong)
        )

    def save(self, path: Path) -> None:
        """Write the result so that a reader sees all of it or the one before."""
        new = path.with_suffix(".new")
        new.write_text(json.dumps(asdict(self), indent=1, sort_keys=True))
        new.replace(path)


def loaded(path: Path) -> Result | None:
    """A result that was kept; None where there is none that can be read."""
    try:
        kept: Mapping[str, Any] = json.loads(path.read_text())
        return Result(**{known.name: kept[known.name] for known in fields(Result)})
    except (OSError, ValueError, KeyError, TypeError):
        return None
