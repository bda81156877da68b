"""Text that is safe to print in TypeScript: each type renders one whole token, delimiters included."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from specpress.ir.types import Json
from specpress.targets.text import wrapped_line

WIDTH: Final = 100


@dataclass(frozen=True, slots=True)
class TsString:
    """A string literal on one line, in the quotes that prettier would choose."""

    value: str

    def render(self) -> str:
        quote = '"' if self.value.count("'") > self.value.count('"') else "'"
        return quote + "".join(_escaped(char, quote) for char in self.value) + quote


@dataclass(frozen=True, slots=True)
class JsDoc:
    """A comment for the declaration below it, indented by `indent` columns, its text wrapped.

    `tags`: pairs of a tag and its text, in order.
    """

    text: str
    indent: int
    tags: tuple[tuple[str, str], ...] = ()

    def render(self) -> str:
        lines = self.lines()
        if len(lines) == 1 and len(lines[0]) + self.indent + 7 <= WIDTH:
            return f"/** {lines[0]} */"
        margin = "\n" + " " * self.indent
        body = "".join(f"{margin} * {line}" if line else f"{margin} *" for line in lines)
        return f"/**{body}{margin} */"

    def lines(self) -> list[str]:
        """What it says, line by line."""
        width = WIDTH - self.indent - 3
        body = list(_wrapped(self.text, width))
        listed = [f"@{tag} {said}".rstrip() for tag, said in self.tags]
        after = [line for each in listed for line in _wrapped(each, width, hanging=2, tag=True)]
        return [*body, *([""] if body and after else []), *after]

    def fields(self) -> tuple[Json, ...]:
        return (self.text, self.indent, self.tags)

    def stand_in(self, mark: str) -> str:
        return f"/** {mark} */"


@dataclass(frozen=True, slots=True)
class JsonText:
    """A JSON document."""

    value: Mapping[str, Json]

    def render(self) -> str:
        return json.dumps(self.value, indent=2, ensure_ascii=False)


def js_doc(
    text: str, indent: int, tags: Iterable[tuple[str, str]] = (), *, deprecated: bool = False
) -> JsDoc | None:
    """The comment of a text and of (tag, text) pairs, or None where they say nothing."""
    doc = JsDoc(text, indent, (*tags, *((("deprecated", ""),) if deprecated else ())))
    return doc if doc.tags or doc.lines() else None


def _escaped(char: str, quote: str) -> str:
    if char in ("\\", quote):
        return "\\" + char
    if char.isprintable():
        return char
    return _SHORT.get(char) or "".join(f"\\u{unit:04x}" for unit in _units(char))


_SHORT: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _units(char: str) -> Iterator[int]:
    octets = char.encode("utf-16-be", "surrogatepass")
    for index in range(0, len(octets), 2):
        yield int.from_bytes(octets[index : index + 2], "big")


def _wrapped(text: str, width: int, hanging: int = 0, *, tag: bool = False) -> Iterator[str]:
    """The lines of a Markdown text, long ones wrapped; `hanging` indents all but the first."""
    fenced = False
    blank = False
    first = True
    for raw in text.expandtabs(4).replace("\r\n", "\n").replace("\r", "\n").strip().split("\n"):
        line = "".join(char if char.isprintable() else " " for char in raw).rstrip()
        if not line:
            blank = not first
            continue
        if blank:
            yield ""
            blank = False
        fence = line.lstrip().startswith("```")
        margin = "" if first else " " * hanging
        if fence or fenced or len(margin) + len(line) <= width:
            pieces = [margin + line]
        else:
            pieces = list(wrapped_line(line, margin, " " * hanging, width))
        yield from (_safe(piece, tag=tag and first) for piece in pieces)
        fenced = fenced != fence
        first = False


def _safe(line: str, *, tag: bool) -> str:
    """Nothing that ends the comment, and no tag that the text did not mean to be one."""
    line = line.replace("*/", "*\\/")
    return line if tag or not line.lstrip().startswith("@") else line.replace("@", "\\@", 1)
