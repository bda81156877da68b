"""Queries that documents write into their paths."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

_PAIR: Final = re.compile(r"([^={}]+)=\{[^{}]*\}")


def without_parameters(path: str, names: Container[str]) -> str:
    """The path without those parts of its query (`?q={q}`) that repeat query parameters.

    Args:
        path: as the document states it.
        names: those of the query parameters that its operation declares, which send them.
    """
    before, asks, query = path.partition("?")
    if not asks:
        return path
    parts = query.split("&")
    kept = [part for part in parts if not ((pair := _PAIR.fullmatch(part)) and pair[1] in names)]
    return f"{before}?{'&'.join(kept)}" if kept else before
