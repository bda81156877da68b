"""What a project says about findings: levels of its own, and findings that it accepts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from specpress.diff.findings import Finding
from specpress.diff.levels import LEVELS, Bump, Level
from specpress.diff.semver import Advice

FailOn: TypeAlias = Literal["breaking", "warning", "any"]
Severity: TypeAlias = Level | Literal["off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """A finding that a project accepts, by its id: why, who says so, and until when (None: for ever)."""

    id: str
    reason: str
    owner: str
    expires: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Allowed:
    """Findings that still count and findings that are accepted, with the allowances that accept nothing."""

    counting: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, Allowance], ...]
    expired: tuple[Allowance, ...]
    unused: tuple[Allowance, ...]


def with_severities(findings: Iterable[Finding], severities: Mapping[str, Severity]) -> tuple[Finding, ...]:
    """The findings at the levels that a project gives to their rules; those that are `off` are left out."""
    found: list[Finding] = []
    for finding in findings:
        severity = severities.get(finding.rule)
        if severity is None:
            found.append(finding)
        elif severity != "off":
            found.append(_at_level(finding, severity))
    return tuple(found)


def allowed(findings: Sequence[Finding], allowances: Iterable[Allowance], today: datetime.date) -> Allowed:
    """Tell what is accepted from what counts."""
    known = {item.id: item for item in allowances}
    ids = {finding.id for finding in findings}
    expired = tuple(item for item in known.values() if item.expires is not None and item.expires < today)
    valid = {id: item for id, item in known.items() if item not in expired}
    return Allowed(
        counting=tuple(finding for finding in findings if finding.id not in valid),
        accepted=tuple((finding, valid[finding.id]) for finding in findings if finding.id in valid),
        expired=expired,
        unused=tuple(item for item in known.values() if item.id not in ids),
    )


def fails(counting: Iterable[Finding], advice: Iterable[Advice], fail_on: FailOn) -> bool:
    """Whether a comparison fails: by a finding of the level asked for, or by a version that moved too little.

    With `breaking` a version counts only where it must take the largest step.
    """
    least: Mapping[FailOn, Level] = {"breaking": "breaking", "warning": "warning", "any": "info"}
    limit = LEVELS.index(least[fail_on])
    if any(LEVELS.index(finding.level) >= limit for finding in counting):
        return True
    return any(item.enough is False and (fail_on != "breaking" or item.bump == "major") for item in advice)


def _at_level(finding: Finding, level: Level) -> Finding:
    bump: Bump = "major" if level == "breaking" else "minor"
    return replace(
        finding,
        verdicts=dict.fromkeys(finding.verdicts, level),
        bumps={
            artefact: bump if level == "breaking" or before == "major" else before
            for artefact, before in finding.bumps.items()
        },
    )
