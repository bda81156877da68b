"""Queries that documents write into their paths."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
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
    kept = [part for part in query.split("&") if (name := _parameter(part)) is None or name not in names]
    return _joined(before, kept)


def without_any_parameter(path: str) -> str:
    """The path without those parts of its query that are a parameter: they do not say what it is."""
    before, asks, query = path.partition("?")
    return _joined(before, [part for part in query.split("&") if _parameter(part) is None]) if asks else path


def _parameter(part: str) -> str | None:
    """What sends a part of a query, where that is a parameter."""
    pair = _PAIR.fullmatch(part)
    return pair and pair[1]


def _joined(before: str, query: Sequence[str]) -> str:
    return f"{before}?{'&'.join(query)}" if query else before
