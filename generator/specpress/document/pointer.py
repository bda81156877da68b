"""JSON Pointers, and cursors that walk a document and always know where they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from specpress.tokens import escape, unescape

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"


def join(pointer: str, *tokens: str | int) -> str:
    """The pointer of a descendant."""
    return pointer + "".join(f"/{escape(str(token))}" for token in tokens)


def split(pointer: str) -> tuple[str, ...]:
    """The unescaped tokens of a pointer."""
    return tuple(unescape(token) for token in pointer.split("/")[1:])


_DIGITS: Final = 9


def index(token: str, length: int) -> int | None:
    """The place in an array of so many items that a token means; None where it means none (RFC 6901, 4)."""
    # No array has an index of more digits, and Python refuses to read thousands of them.
    if len(token) > _DIGITS or not (token.isascii() and token.isdigit()):
        return None
    return int(token) if int(token) < length else None


def lookup(root: JsonValue, pointer: str) -> JsonValue:
    """The value at a pointer. Raises `KeyError` where there is none."""
    value = root
    for token in split(pointer):
        if isinstance(value, dict):
            value = value[token]
        elif isinstance(value, list):
            at = index(token, len(value))
            if at is None:
                raise KeyError(pointer)
            value = value[at]
        else:
            raise KeyError(pointer)
    return value


@dataclass(frozen=True, slots=True)
class Cursor:
    """A value of the document together with its pointer.

    Wrong shapes read as empty: validation has reported them, and lowering goes on with the rest.
    """

    root: JsonValue
    pointer: str
    value: JsonValue

    def __truediv__(self, token: str | int) -> Cursor:
        """The child at a key or index; its value is None where there is none."""
        value: JsonValue = None
        if isinstance(self.value, dict):
            value = self.value.get(str(token))
        elif isinstance(self.value, list) and isinstance(token, int) and token < len(self.value):
            value = self.value[token]
        return Cursor(self.root, f"{self.pointer}/{escape(str(token))}", value)

    def __contains__(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    @property
    def mapping(self) -> Mapping[str, JsonValue]:
        """The value where it is an object, else an empty one."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def sequence(self) -> Sequence[JsonValue]:
        """The value where it is an array, else an empty one."""
        return self.value if isinstance(self.value, list) else ()

    @property
    def text(self) -> str:
        """The value where it is a string, else an empty one."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def flag(self) -> bool:
        """Whether the value is `true`."""
        return self.value is True

    def entries(self) -> Iterator[tuple[str, Cursor]]:
        """Keys and children of an object."""
        for key in self.mapping:
            yield key, self / key

    def items(self) -> Iterator[Cursor]:
        """Children of an array."""
        for index in range(len(self.sequence)):
            yield self / index

    def follow(self) -> Cursor:
        """The value that a Reference Object leads to, through any number of references; itself if it is none.

        References have been checked before (`references`), so they resolve and do not lead in circles.
        Not for schemas: there `$ref` has siblings, and lowering declares what it leads to.
        """
        here = self
        for _ in range(100):
            reference = here.mapping.get("$ref")
            if not isinstance(reference, str) or not reference.startswith("#"):
                return here
            pointer = reference[1:]
            try:
                here = Cursor(self.root, pointer, lookup(self.root, pointer))
            except KeyError:
                return Cursor(self.root, pointer, None)
        return here
