"""Text that is safe to print in Python: each type renders one whole token, delimiters included."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WIDTH = 88


@dataclass(frozen=True, slots=True)
class Code:
    """Source text put together by this package out of identifiers and rendered literals."""

    source: str

    def render(self) -> str:
        return self.source


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
    """A docstring below a line of `indent` columns, its text wrapped, `Args` listed Google's way."""

    text: str
    indent: int
    arguments: tuple[tuple[str, str], ...] = ()

    def render(self) -> str:
        lines = list(_documented(self.text, self.arguments, WIDTH - self.indent))
        if len(lines) == 1 and len(lines[0]) + 6 <= WIDTH - self.indent:
            line = lines[0]
            return f'"""{line[:-1]}\\""""' if line.endswith('"') else f'"""{line}"""'
        margin = "\n" + " " * self.indent
        body = "".join(margin + line if line else "\n" for line in lines[1:])
        return f'"""{lines[0]}{body}{margin}"""'


def docstring(text: str, indent: int, arguments: Iterable[tuple[str, str]] = ()) -> Docstring | None:
    """The docstring of a text and of (argument, description) pairs, or None where they say nothing."""
    said = tuple((name, description) for name, description in arguments if description.strip())
    return Docstring(text, indent, said) if text.strip() or said else None


@dataclass(frozen=True, slots=True)
class Toml:
    """A basic string of TOML (TOML 1.0, Strings)."""

    value: str

    def render(self) -> str:
        return '"' + "".join(_toml_escaped(char) for char in self.value) + '"'


@dataclass(frozen=True, slots=True)
class Markdown:
    """A paragraph of Markdown on one line, with nothing in it that starts a block or HTML."""

    value: str

    def render(self) -> str:
        line = " ".join("".join(char if char.isprintable() else " " for char in self.value).split())
        line = line.replace("<", "&lt;").replace("`", "'")
        return f"\\{line}" if line[:1] and line[0] in "#>-+*=~|" else line


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """A code span of Markdown (CommonMark, 6.1), its fence longer than any run of backticks inside."""

    value: str

    def render(self) -> str:
        line = " ".join("".join(char if char.isprintable() else " " for char in self.value).split())
        fence = "`"
        while fence in line:
            fence += "`"
        margin = " " if line.startswith("`") or line.endswith("`") else ""
        return f"{fence}{margin}{line}{margin}{fence}"


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
    # Never the first character of the literal: four quotes in a row would end it.
    body = list(_wrapped(text, width))
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


def _wrapped(text: str, width: int, hanging: int = 0) -> Iterator[str]:
    """The lines of a Markdown text, long ones wrapped outside code fences; `hanging` indents all but the first."""
    fenced = False
    blank = False
    started = False
    for raw in text.expandtabs(4).replace("\r\n", "\n").replace("\r", "\n").strip().split("\n"):
        line = raw.rstrip()
        if not line:
            blank = started
            continue
        if blank:
            yield ""
            blank = False
        fence = line.lstrip().startswith("```")
        fenced = fenced != fence
        margin = " " * hanging if started else ""
        started = True
        if len(margin) + len(line) <= width or fenced or fence:
            yield _safe(margin + line)
        else:
            yield from map(_safe, _broken(line, margin, " " * hanging, width))


def _broken(line: str, margin: str, hanging: str, width: int) -> Iterator[str]:
    own = " " * (len(line) - len(line.lstrip()))
    current = margin + own
    rest = hanging + own + ("  " if line.lstrip().startswith(("- ", "* ")) else "")
    empty = True
    for word in line.split():
        if not empty and len(current) + 1 + len(word) > width:
            yield current
            current, empty = rest, True
        current += word if empty else f" {word}"
        empty = False
    yield current


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
