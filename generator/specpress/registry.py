"""The targets there are. A new one is a package under `targets` with a `TARGET`, and a line here."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Final

from specpress.targets.base import Target

TARGETS: Final[Mapping[str, str]] = {"python": "specpress.targets.python"}


def target(name: str) -> Target:
    """The target of that name, imported now. Raises `KeyError` where there is none."""
    found: Target = importlib.import_module(TARGETS[name]).TARGET
    return found
