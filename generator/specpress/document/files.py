"""Files as they were read: their text for positions, their values for everything else."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from typing import Final

from specpress.diagnostics import Diagnostics, Place, Position
from specpress.document.pointer import JsonValue

MOST_DIGITS: Final = 400
"""Longer whole numbers are refused: no other language could read them, and some take long to handle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a document may ask of the machine.

    `size`: bytes of all files together. `depth`: levels of nested arrays and objects. `nodes`: values in
    one file. `copies`: values that YAML aliases may add. `files`: files that references may open.
    """

    size: int = 32 * 2**20
    depth: int = 200
    nodes: int = 5_000_000
    copies: int = 1_000_000
    files: int = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How to read. `strict`: what the specification forbids is an error, even where one reading is sane."""

    strict: bool = False
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """One file or URL.

    `name` is what people are shown, `uri` the identity (an absolute path or a URL, without a fragment),
    `digest` the SHA-256 of its bytes in hexadecimal. `is_json`: read as JSON, otherwise as YAML.
    """

    name: str
    uri: str
    text: str = field(repr=False)
    digest: str
    is_json: bool
    value: JsonValue = field(repr=False)


class Unreadable(Exception):
    """Raised by the readers when a file cannot be used at all; carries what to tell its author.

    `limit`: a limit was hit, rather than a mistake found; codes of limits begin with `limit-`.
    """

    def __init__(
        self,
        code: str,
        message: str,
        at: Position | None = None,
        *,
        hint: str = "",
        also: tuple[tuple[str, Position], ...] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.at = at
        self.hint = hint
        self.also = also

    def report(self, diagnostics: Diagnostics, at: Place | Position | None = None) -> None:
        """Note it as an error, at its own position or else at the place that led to the file."""
        diagnostics.error(self.code, self.message, self.at or at, hint=self.hint, also=self.also)


def decode(data: bytes, name: str) -> str:
    """The text of a file: UTF-8, or UTF-16 and UTF-32 where a byte order mark says so.

    Raises `Unreadable` where the bytes are no text.
    """
    encoding = "utf-8"
    for mark, marked in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            encoding = marked
            break
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode(encoding, errors="replace")
        raise Unreadable(
            "not-utf-8",
            f"byte 0x{data[problem.start]:02x} is not valid {encoding.removesuffix('-sig').upper()}",
            position_at(before, len(before), name),
            hint="save the file as UTF-8",
        ) from None


def position_at(text: str, offset: int, name: str, width: int = 1) -> Position:
    """The line and column, both from 1, of an offset in characters."""
    offset = min(offset, len(text))
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    excerpt = text[start : end if end >= 0 else len(text)].rstrip("\r")
    return Position(
        file=name,
        line=text.count("\n", 0, offset) + 1,
        column=offset - start + 1,
        excerpt=excerpt,
        width=max(1, min(width, len(excerpt) - (offset - start))),
    )


def differ(one: JsonValue, other: JsonValue) -> bool:
    """Whether it matters which of two values of one key is kept: two different ones, not both scalars."""
    return one != other and (isinstance(one, (dict, list)) or isinstance(other, (dict, list)))


def report_repeated_key(
    key: str, here: Position, first: Position, conflict: bool, diagnostics: Diagnostics
) -> None:
    """Say that an object has a key twice: an error, or a warning where the last one can be taken."""
    (diagnostics.error if conflict else diagnostics.warning)(
        "duplicate-key",
        f"the key `{key}` occurs twice in one object" + ("" if conflict else "; the last is taken"),
        here,
        hint="rename or remove one of them",
        also=(("first here", first),),
    )
