"""An edit and what it means to a program that talks HTTP, and places that edits are made in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from diff.probe import LIST, NEW, PET


@dataclass(frozen=True)
class Verdict:
    """An edit of `base.yaml`, itself edited first, and the worst that it does on the wire."""

    name: str
    before: dict[str, Any]
    edits: dict[str, Any]
    wire: str


def with_key(key: str, value: Any) -> Any:
    """Add an item to an object."""
    return lambda found: {**found, key: value}


LIMIT = f"{LIST}/parameters/1"
LIMIT_SCHEMA = f"{LIMIT}/schema"
OF_PET, OF_NEW = f"{PET}/properties", f"{NEW}/properties"
