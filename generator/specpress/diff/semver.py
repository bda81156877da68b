"""Which step of its version each artefact needs, and whether it took it (https://semver.org, 2.0.0)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from specpress.diff.findings import Finding
from specpress.diff.levels import BUMPS, Bump

_VERSION = re.compile(r"v?(\d+)\.(\d+)\.(\d+)(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The step that one artefact needs. `next` is the least version that takes it, empty where none is told.

    `because` is the id of the finding that decides; `enough`: whether the version moved that far, None where
    one of the two is no semantic version.
    """

    artefact: str
    bump: Bump
    because: str = ""
    old: str = ""
    new: str = ""
    next: str = ""
    enough: bool | None = None


def advise(findings: Iterable[Finding], versions: Mapping[str, tuple[str, str]]) -> tuple[Advice, ...]:
    """The advice for each artefact.

    Parameters:
      versions: The versions before and after, by artefact: `api` and the names of the targets.
    """
    known = tuple(findings)
    return tuple(_advice(artefact, known, old, new) for artefact, (old, new) in versions.items())


def next_version(version: str, bump: Bump) -> str:
    """The least version that takes a step; empty where there is none.

    Below 1.0.0 minor plays the part of major.
    """
    parts = _parts(version)
    if parts is None:
        return ""
    major, minor, patch = parts
    match bump:
        case "none":
            found = (major, minor, patch)
        case "patch":
            found = (major, minor, patch + 1)
        case "minor":
            found = (major, minor + 1, 0) if major else (0, minor, patch + 1)
        case "major":
            found = (major + 1, 0, 0) if major else (0, minor + 1, 0)
    return ".".join(map(str, found))


def _advice(artefact: str, findings: tuple[Finding, ...], old: str, new: str) -> Advice:
    bump: Bump = "none"
    because = ""
    for finding in findings:
        # Whatever is told may show in what is printed, if only in a comment.
        asked = finding.bumps.get(artefact, "patch")
        if BUMPS.index(asked) > BUMPS.index(bump):
            bump, because = asked, finding.id
    wanted = next_version(old, bump)
    reached, least = _parts(new), _parts(wanted)
    return Advice(
        artefact=artefact,
        bump=bump,
        because=because,
        old=old,
        new=new,
        next=wanted,
        enough=None if reached is None or least is None else reached >= least,
    )


def _parts(version: str) -> tuple[int, int, int] | None:
    match = _VERSION.fullmatch(version)
    return None if match is None else (int(match[1]), int(match[2]), int(match[3]))
