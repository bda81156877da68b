"""What a surface comparison finds, and the root by which it is joined to what changed on the wire."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from specpress.diff.levels import Bump, Level

RootKind: TypeAlias = Literal["operation", "declaration", "class", "package"]


@dataclass(frozen=True, slots=True)
class Root:
    """What a public name stands for: an operation or a schema by id, and a wire name in it.

    The id of what stands for neither is its name without the module, which each language puts elsewhere.
    """

    kind: RootKind
    id: str
    wire: str = ""
    location: str = ""
    """Of a parameter: `path`, `query`, `header`, `cookie` or `body`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurfaceChange:
    """One difference between two Surfaces. `place` is the public name, before and after are source text."""

    rule: str
    level: Level
    bump: Bump
    root: Root
    place: str
    message: str
    before: str = ""
    after: str = ""


def breakage(
    rule: str, root: Root, place: str, message: str, *, before: str = "", after: str = ""
) -> SurfaceChange:
    """A change that breaks a program."""
    return SurfaceChange(
        rule=rule,
        level="breaking",
        bump="major",
        root=root,
        place=place,
        message=message,
        before=before,
        after=after,
    )


def addition(
    rule: str, root: Root, place: str, message: str, *, before: str = "", after: str = ""
) -> SurfaceChange:
    """A change that offers more than before."""
    return SurfaceChange(
        rule=rule,
        level="info",
        bump="minor",
        root=root,
        place=place,
        message=message,
        before=before,
        after=after,
    )


def note(
    rule: str, root: Root, place: str, message: str, *, before: str = "", after: str = ""
) -> SurfaceChange:
    """A change that neither breaks nor offers anything."""
    return SurfaceChange(
        rule=rule,
        level="info",
        bump="patch",
        root=root,
        place=place,
        message=message,
        before=before,
        after=after,
    )
