"""Findings: what a reviewer reads, one for each root cause, with an id that survives edits elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from specpress.diff.levels import Bump, Level, worst


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """How something reads in a generated client before and after; empty where it is not there."""

    target: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One change with one cause, and what it means to each kind of program.

    `verdicts` are by artefact: `wire` for programs that talk HTTP, else the target's name for programs that
    use its client; an artefact that does not notice has none. `bumps` are the steps asked of each version.
    """

    rule: str
    subject: str
    """What changed: an operation (`GET /pets`), a schema, a parameter component, a scheme, a class."""
    at: tuple[str, ...] = ()
    """The way from the subject to the place: wire names, `[]` for items, `{}` for other properties."""
    message: str
    verdicts: Mapping[str, Level] = field(default_factory=dict[str, Level])
    bumps: Mapping[str, Bump] = field(default_factory=dict[str, Bump])
    operations: tuple[str, ...] = ()
    """The operations of the new document that use it, sorted; of the old one where they are gone."""
    before: str = ""
    after: str = ""
    signatures: tuple[Signature, ...] = ()
    old: str = ""
    """JSON Pointer in the old document: of the thing, or of its nearest parent there."""
    new: str = ""

    @property
    def level(self) -> Level:
        """The worst of the verdicts."""
        return worst(*self.verdicts.values())

    @property
    def place(self) -> str:
        """Subject and way in one: `Pet.tags[]`, `GET /pets query limit`."""
        return place_text(self.subject, self.at)

    @property
    def id(self) -> str:
        """Rule and a hash over the place and both values: the key of the allow-list."""
        parts = "\0".join((self.rule, self.subject, *self.at, "", self.before, self.after))
        return f"{self.rule}-{hashlib.sha256(parts.encode()).hexdigest()[:10]}"


def place_text(subject: str, at: tuple[str, ...]) -> str:
    """A place in words. Ways into schemas are joined by points, parts of operations by blanks."""
    text = subject
    spaced = " " in subject
    for token in at:
        if token.startswith(("[", "{", "<")):
            text += token
        else:
            text += f"{' ' if spaced else '.'}{token}"
            spaced = " " in subject and (" " in token or "/" in token or token[:1].isdigit())
    return text
