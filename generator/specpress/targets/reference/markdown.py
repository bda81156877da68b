"""Text that is safe to print in a page: each type renders whole blocks or spans of CommonMark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Span:
    """A code span (CommonMark 0.31, 6.1): whatever it holds ends neither the span nor its line."""

    code: str

    def render(self) -> str:
        return code_span(self.code)


@dataclass(frozen=True, slots=True)
class Line:
    """Words of the document on one line, such as a heading's."""

    text: str

    def render(self) -> str:
        return " ".join(_shown(self.text).split())


@dataclass(frozen=True, slots=True)
class Verb:
    """An HTTP method as the pages write it, in lower case; nothing in it can end its bold type."""

    method: str

    def render(self) -> str:
        return re.sub("[^a-z0-9-]", "", self.method.lower())


@dataclass(frozen=True, slots=True)
class Bullet:
    """An item of a list `depth` levels down."""

    code: str
    depth: int

    def render(self) -> str:
        return f"{_INDENT * self.depth}- {code_span(self.code)}"


@dataclass(frozen=True, slots=True)
class Prose:
    """A description, below a bullet if `depth` is not 0. It stays inside of it, whatever it holds.

    Where it is below no bullet, its headings are made smaller than those of the page.
    """

    text: str
    depth: int = 0

    def render(self) -> str:
        indent = _INDENT * self.depth
        rows = _contained(self.text)
        return "\n".join(_indented(row, indent) for row in (rows if self.depth else _subordinate(rows)))


@dataclass(frozen=True, slots=True)
class Blocks:
    """Blocks that are rendered already, since several pages show them."""

    text: str
    shortened: bool = False
    """Whether there would be more, if that did not make it too long to read."""

    def render(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another page of the manual."""

    text: str
    target: str

    def render(self) -> str:
        return f"[{self.text}]({quote(self.target)})"


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block (CommonMark 0.31, 4.5) with a fence longer than any in it.

    Characters that no editor shows can stand in its strings only, and are escaped there.
    """

    code: str
    language: str

    def render(self) -> str:
        fence = "`" * max(3, 1 + max((len(run) for run in _FENCES.findall(self.code)), default=0))
        code = _UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", self.code)
        return f"{fence}{self.language}\n{code}\n{fence}"


def code_span(code: str) -> str:
    """A code span of a text on one line."""
    text = _shown(re.sub(r"[\r\n]+", " ", code))
    runs = {len(run) for run in re.findall("`+", text)}
    if not runs:
        return f"`{text}`"
    ticks = "`" * next(n for n in range(1, len(runs) + 2) if n not in runs)
    padding = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{ticks}{padding}{text}{padding}{ticks}"


def _shown(text: str) -> str:
    """The text without what a terminal or an editor would act upon instead of showing it."""
    return _UNSHOWN.sub(" ", text)


_UNSHOWN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    fenced: bool


def _indented(row: _Row, indent: str) -> str:
    return indent + row.text if row.text or row.fenced else ""


def _subordinate(rows: Sequence[_Row]) -> Iterator[_Row]:
    """The lines with smaller headings (CommonMark 0.31, 4.2), and none by underlining (4.3)."""
    for row, before in zip(rows, (_Row("", False), *rows), strict=False):
        if row.fenced:
            yield row
        elif heading := _HEADING.match(row.text):
            marks = "#" * min(6, len(heading[1]) + _SHIFT)
            yield _Row(marks + row.text[heading.end(1) :].rstrip(), False)
        else:
            if before.text and not before.fenced and _UNDERLINE.fullmatch(row.text):
                yield _Row("", False)
            yield row


def _contained(text: str) -> list[_Row]:
    """The lines of a description without those that would reach beyond it."""
    rows: list[_Row] = []
    lines = "\n".join(text.splitlines())
    for row in _rows(_shown(_without_open_html(lines).expandtabs(4))):
        if row.fenced or row.text or (rows and (rows[-1].text or rows[-1].fenced)):
            rows.append(row)
    while rows and not rows[-1].text and not rows[-1].fenced:
        rows.pop()
    return rows


def _rows(text: str) -> Iterator[_Row]:
    """The lines, none with blanks at its end, and a fence that stays open closed.

    A fence in an item of a list ends with the item (CommonMark 0.31, 5.2).
    """
    fence, column, items = "", 0, [0]
    for line in "\n".join(text.splitlines()).strip("\n").split("\n"):
        stated = line.rstrip()
        content = stated.lstrip()
        indent = len(stated) - len(content)
        if fence and (not content or indent >= items[-1]):
            ends = set(content) == {fence[0]} and len(content) >= len(fence)
            yield _Row(stated, True)
            fence = "" if ends else fence
            continue
        while content and indent < items[-1]:
            items.pop()
        while marker := _ITEM.match(content):
            indent += marker.end()
            content = content[marker.end() :]
            items.append(indent)
        opening = _OPENING.match(content)
        fence, column = (opening[1], indent) if opening else ("", 0)
        yield _Row(stated, bool(opening))
    if fence:
        yield _Row(" " * column + fence, True)


def _without_open_html(text: str) -> str:
    """The text with HTML escaped that would swallow all that follows (CommonMark 0.31, 4.6, kinds 1 to 5)."""

    def closed(match: re.Match[str]) -> str:
        start = match[0].lower()
        end = next((end for begin, end in _HTML if start.startswith(begin)), ">")
        return match[0] if end in text[match.end() :].lower() else f"\\{match[0]}"

    return _HTML_START.sub(closed, text)


_INDENT: Final = "  "
_FENCES: Final = re.compile(r"^`{3,}", re.MULTILINE)
_HEADING: Final = re.compile(r" {0,3}(#{1,6})(?= |$)")
_UNDERLINE: Final = re.compile(r" {0,3}(=+|-+)")
_SHIFT: Final = 4
"""The page itself has headings of up to this level."""
_OPENING: Final = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
_ITEM: Final = re.compile(r"(?:[-*+]|\d{1,9}[.)]) {1,4}(?=\S)")
_HTML: Final = (
    ("<!--", "-->"),
    ("<?", "?>"),
    ("<![cdata[", "]]>"),
    ("<script", "</script>"),
    ("<pre", "</pre>"),
    ("<style", "</style>"),
    ("<textarea", "</textarea>"),
)
_HTML_START: Final = re.compile(
    r"<!--|<\?|<!\[CDATA\[|<![A-Za-z]|<(?:script|pre|style|textarea)\b", re.IGNORECASE
)
