"""The whole comparison as data: what the reports print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from specpress.diff.findings import Finding
from specpress.diff.levels import Level, worst
from specpress.diff.policy import Allowed
from specpress.diff.semver import Advice


class Spot(Protocol):
    """A place in a file; lines and columns count from 1."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def excerpt(self) -> str: ...
    @property
    def width(self) -> int: ...


Locate: TypeAlias = Callable[[str], Spot | None]
"""Where a pointer of one document stands in its files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What two revisions differ in, and what that means.

    `targets` are those whose Surfaces were compared.
    """

    allowed: Allowed
    advice: tuple[Advice, ...]
    targets: tuple[str, ...]
    old: Mapping[str, Spot]
    """Where the findings stand in the old document, by pointer."""
    new: Mapping[str, Spot]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What counts, the worst first, then by place."""
        return ranked(self.allowed.counting)

    @property
    def verdicts(self) -> dict[str, Level]:
        """The worst level of what counts, for the wire and for each target."""
        levels: dict[str, Level] = dict.fromkeys(("wire", *self.targets), "info")
        for finding in self.allowed.counting:
            for artefact, level in finding.verdicts.items():
                levels[artefact] = worst(levels.get(artefact, "info"), level)
        return levels


def ranked(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings by level, the worst first, then grouped by subject and place."""
    order: Mapping[Level, int] = {"breaking": 0, "undecided": 1, "warning": 2, "info": 3}
    return tuple(
        sorted(findings, key=lambda item: (order[item.level], item.subject, item.at, item.rule, item.id))
    )


def locations(findings: tuple[Finding, ...], locate: Locate, *, new: bool) -> dict[str, Spot]:
    """Where findings stand on one side, by pointer."""
    found: dict[str, Spot] = {}
    for pointer in sorted({finding.new if new else finding.old for finding in findings}):
        spot = locate(pointer) if pointer else None
        if spot is not None:
            found[pointer] = spot
    return found
