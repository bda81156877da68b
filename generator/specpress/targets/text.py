"""Text that is safe to print in any language: each type renders one whole token, delimiters included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """Source text put together by a target out of identifiers and rendered literals."""

    source: str

    def render(self) -> str:
        return self.source


@dataclass(frozen=True, slots=True)
class Markdown:
    """A paragraph of Markdown on one line, with nothing in it that starts a block or HTML."""

    value: str

    def render(self) -> str:
        line = _one_line(self.value).replace("<", "&lt;").replace("`", "'")
        return f"\\{line}" if line[:1] and line[0] in "#>-+*=~|" else line


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """A code span of Markdown (CommonMark, 6.1), its fence longer than any run of backticks inside."""

    value: str

    def render(self) -> str:
        line = _one_line(self.value)
        fence = "`"
        while fence in line:
            fence += "`"
        margin = " " if line.startswith("`") or line.endswith("`") else ""
        return f"{fence}{margin}{line}{margin}{fence}"


def wrapped_line(line: str, margin: str, hanging: str, width: int, lead: int = 0) -> Iterator[str]:
    """A line of prose broken between words; what belongs to an item of a list stays below its text.

    Args:
        line: what to break; its own indent is kept.
        margin: stands before the first piece.
        hanging: stands before the others.
        width: columns that a piece may take; a longer word has more.
        lead: columns in front of the first piece.
    """
    own = " " * (len(line) - len(line.lstrip()))
    current = margin + own
    rest = hanging + own + ("  " if line.lstrip().startswith(("- ", "* ")) else "")
    empty = True
    for word in line.split():
        if not empty and lead + len(current) + 1 + len(word) > width:
            yield current
            current, empty, lead = rest, True, 0
        current += word if empty else f" {word}"
        empty = False
    yield current


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
