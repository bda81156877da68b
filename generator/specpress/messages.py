"""Findings as text for people: place, excerpt with caret, hint."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from specpress.diagnostics import Diagnostic, Place, Position, Severity

WIDTH: Final = 100
"""Columns of an excerpt; what a longer line holds besides the place itself is cut."""


ALIKE: Final = 5
"""Warnings of one code that are told in full."""


def messages(findings: Iterable[Diagnostic]) -> Iterator[str]:
    """Findings one by one, but of many warnings alike only the first few, and how many more there are.

    A document read tolerantly may have the same flaw in 600 places, and the one that matters beside them.
    Errors are all told.
    """
    told = Counter[str]()
    for found in findings:
        if found.severity is Severity.WARNING:
            told[found.code] += 1
            if told[found.code] > ALIKE:
                continue
        yield message(found)
    for code, number in told.items():
        if number > ALIKE:
            yield f"warning: and {number - ALIKE:,} more like the above; --json lists them all [{code}]"


def message(found: Diagnostic) -> str:
    """A finding, its excerpt and its hints, on lines of their own.

    Places are `file:line:column`, counted from 1, so that terminals and editors can follow them. Text of the
    document is shown without its control characters: it cannot steer the terminal.
    """
    return "\n".join(_lines(found))


def _lines(found: Diagnostic) -> Iterator[str]:
    told = f"{found.severity.value}: {_printable(found.message)} [{found.code}]"
    yield f"{_place(found.at)}: {told}" if found.at else told
    yield from _excerpt(found.at)
    for what, place in found.also:
        yield f"  {_place(place)}: {_printable(what)}"
        yield from _excerpt(place)
    if found.hint:
        first, *rest = found.hint.splitlines()
        yield f"  hint: {_printable(first)}"
        yield from (f"        {_printable(line)}" for line in rest)


def _place(at: Place | Position | None) -> str:
    match at:
        case Position():
            return f"{_printable(at.file)}:{at.line}:{at.column}"
        case Place():
            return f"#{_printable(at.pointer)}"
        case None:
            return ""


def _excerpt(at: Place | Position | None) -> Iterator[str]:
    if not isinstance(at, Position) or not at.excerpt.strip():
        return
    start = at.column - 1
    cut = max(0, start - WIDTH // 2) if len(at.excerpt) > WIDTH else 0
    indent = len(at.excerpt) - len(at.excerpt.lstrip()) if not cut else 0
    begin = cut or min(indent, start)
    shown = at.excerpt[begin : begin + WIDTH]
    width = max(1, min(at.width, len(shown) - (start - begin)))
    before, meant = shown[: start - begin], shown[start - begin :][:width]
    yield f"    {_printable(shown)}"
    yield f"    {' ' * _columns(before)}{'^' * _columns(meant or ' ')}"


def _printable(text: str) -> str:
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") else char for char in text)


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex 11)."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
