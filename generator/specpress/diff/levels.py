"""How much a change matters, and the words that the rest of the diff uses for it."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

Level: TypeAlias = Literal["info", "warning", "undecided", "breaking"]
"""`breaking`: a program that was right before is wrong now. `undecided`: that depends on what neither
side says. `warning`: only one that relied on more than was promised is. `info`: none is."""

Bump: TypeAlias = Literal["none", "patch", "minor", "major"]
"""A step of semantic versioning (https://semver.org)."""

LEVELS: Final[tuple[Level, ...]] = ("info", "warning", "undecided", "breaking")
BUMPS: Final[tuple[Bump, ...]] = ("none", "patch", "minor", "major")


def worst(*levels: Level) -> Level:
    """The level that matters most; `info` of none."""
    return LEVELS[max(map(LEVELS.index, levels), default=0)]


def highest(*bumps: Bump) -> Bump:
    """The largest step; `none` of none."""
    return BUMPS[max(map(BUMPS.index, bumps), default=0)]


def at_most(level: Level, limit: Level) -> Level:
    """The level, or the limit where it is above."""
    return LEVELS[min(LEVELS.index(level), LEVELS.index(limit))]
