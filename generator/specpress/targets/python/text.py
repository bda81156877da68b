"""Text that is safe to print in Python: each type renders one whole token, delimiters included."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from specpress.ir.types import Json
from specpress.targets.text import wrapped_line

WIDTH: Final = 88
_QUOTES: Final = '"""'


@dataclass(frozen=True, slots=True)
class Identifier:
    """A name in Python. Raises `ValueError` where the text is none."""

    name: str

    def __post_init__(self) -> None:
        if not self.name.isidentifier() or keyword.iskeyword(self.name):
            raise ValueError(f"not an identifier: {self.name!r}")

    def render(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class PyString:
    """A string literal on one line, in the quotes that black would choose."""

    value: str

    def render(self) -> str:
        quote = "'" if self.value.count('"') > self.value.count("'") else '"'
        return quote + "".join(_escaped(char, quote) for char in self.value) + quote


@dataclass(frozen=True, slots=True)
class Docstring:
    """A docstring below a line of `indent` columns, its text wrapped, `Args` listed Google's way.

    `brief`: only the first paragraph of the text.
    """

    text: str
    indent: int
    arguments: tuple[tuple[str, str], ...] = ()
    brief: bool = False

    def render(self) -> str:
        text = self.text.split("\n\n")[0] if self.brief else self.text
        width = WIDTH - self.indent
        lines = list(_documented(text, self.arguments, width))
        if len(lines) == 1 and len(lines[0]) + 2 * len(_QUOTES) > width:
            # Black leaves the quotes behind a single line however long it is: better two lines.
            lines = list(_documented(text, self.arguments, width - len(_QUOTES)))
        margin = "\n" + " " * self.indent
        body = lines[0] + "".join(margin + line if line else "\n" for line in lines[1:])
        # A quote at the end would run into the closing ones; black would put a space between them too.
        gap = " " if lines[-1].endswith('"') else ""
        last = len(lines[-1]) + len(gap) + len(_QUOTES)
        closes = len(lines) == 1 or (last <= width and not self.arguments)
        return f"{_QUOTES}{body}{gap if closes else margin}{_QUOTES}"

    def fields(self) -> tuple[Json, ...]:
        return (self.text, self.indent, self.arguments, self.brief)

    def stand_in(self, mark: str) -> str:
        return f"{_QUOTES}{mark}{_QUOTES}"


def docstring(
    text: str, indent: int, arguments: Iterable[tuple[str, str]] = (), *, brief: bool = False
) -> Docstring | None:
    """The docstring of a text and of (argument, description) pairs, or None where they say nothing."""
    said = tuple((name, description) for name, description in arguments if description.strip())
    return Docstring(text, indent, said, brief) if text.strip() or said else None


@dataclass(frozen=True, slots=True)
class Toml:
    """A basic string of TOML (TOML 1.0, Strings)."""

    value: str

    def render(self) -> str:
        return '"' + "".join(_toml_escaped(char) for char in self.value) + '"'


def _escaped(char: str, quote: str) -> str:
    if char in ("\\", quote):
        return "\\" + char
    if char.isprintable():
        return char
    return _SHORT_ESCAPES.get(char) or _numbered(ord(char))


_SHORT_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _numbered(code: int) -> str:
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _toml_escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return char if char.isprintable() else f"\\U{code:08x}"


# --- docstrings


def _documented(text: str, arguments: tuple[tuple[str, str], ...], width: int) -> Iterator[str]:
    body = list(_wrapped(text, width, lead=len(_QUOTES)))
    yield from body
    if not arguments:
        return
    if body:
        yield ""
    yield "Args:"
    for name, description in arguments:
        first, *rest = _wrapped(f"{name}: {description.lstrip()}", width - 2, hanging=4)
        yield f"  {first}"
        yield from (f"  {line}" if line else "" for line in rest)


def _wrapped(text: str, width: int, hanging: int = 0, lead: int = 0) -> Iterator[str]:
    """The lines of a Markdown text, its paragraphs filled.

    Args:
        hanging: columns that all lines but the first are indented by.
        lead: columns that something takes in front of the first line.
    """
    margin = ""
    for line, plain in _blocks(text):
        if plain and lead + len(margin) + len(line) > width:
            yield from map(_safe, wrapped_line(line, margin, " " * hanging, width, lead))
        else:
            yield _safe(margin + line) if line else ""
        margin, lead = " " * hanging, 0


def _blocks(text: str) -> Iterator[tuple[str, bool]]:
    """Paragraphs, each in one line, and the lines of all else. Said with each: whether it may be broken."""
    paragraph: list[str] = []
    fenced = blank = False
    for raw in text.expandtabs(4).replace("\r\n", "\n").replace("\r", "\n").strip().split("\n"):
        line = raw.rstrip()
        fence = line.lstrip().startswith("```")
        if (
            line
            and not fenced
            and not fence
            and not _STARTS_BLOCK.match(line)
            and (paragraph or line[0] != " ")
        ):
            if blank:
                yield "", False
            paragraph.append(line.strip())
            blank = False
            continue
        if paragraph:
            yield " ".join(paragraph), True
            paragraph = []
        fenced = fenced != fence
        if not line:
            blank = True
            continue
        if blank:
            yield "", False
        blank = False
        yield line, not fenced and not fence and not line.lstrip().startswith("|")
    if paragraph:
        yield " ".join(paragraph), True


# Lists, headings, tables, quotes, rules; lines indented like code begin no paragraph either.
_STARTS_BLOCK = re.compile(r" *(?:[-*+] |\d+[.)] |#|\||>|---|===|<)|    ")


def _safe(line: str) -> str:
    escaped = line.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if escaped.startswith('"'):
        escaped = "\\" + escaped
    if escaped.isprintable():
        return escaped.rstrip()
    shown = (
        char if char.isprintable() else " " if char.isspace() else _numbered(ord(char)) for char in escaped
    )
    return "".join(shown).rstrip()
