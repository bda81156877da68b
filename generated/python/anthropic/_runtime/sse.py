"""Server-sent events and lines from pieces of bytes (WHATWG HTML, 9.2.5 and 9.2.6). No IO."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_LINE_END: Final = re.compile(rb"\r\n|\n|\r")
_BOM: Final = b"\xef\xbb\xbf"
_RETRY: Final = re.compile(r"[0-9]{1,15}")
"""Milliseconds. Python refuses to read thousands of digits."""


@dataclass(frozen=True, slots=True)
class ServerSentEvent:
    """One event."""

    event: str
    data: str
    id: str = ""
    retry: int | None = None
    """Milliseconds."""


@dataclass(slots=True)
class LineSplitter:
    """Splits pieces into lines at LF, CRLF and, where `carriage_returns`, at lone CR."""

    carriage_returns: bool = True
    _rest: list[bytes] = field(default_factory=list[bytes])

    def feed(self, piece: bytes) -> list[bytes]:
        """The lines that a piece completes, without their ends."""
        if not piece:
            return []
        if b"\n" not in piece and b"\r" not in piece and not self._ends_in_return():
            self._rest.append(piece)
            return []
        text = b"".join([*self._rest, piece])
        # A CR at the end may be half of a CRLF: the next piece tells.
        held = b"\r" if text.endswith(b"\r") else b""
        lines = self._split(text[: len(text) - len(held)])
        self._rest = [lines.pop() + held]
        return lines

    def end(self) -> list[bytes]:
        """The last line, if it has no end."""
        text, self._rest = b"".join(self._rest), []
        lines = self._split(text)
        return lines if lines[-1] else lines[:-1]

    def _ends_in_return(self) -> bool:
        return bool(self._rest) and self._rest[-1].endswith(b"\r")

    def _split(self, text: bytes) -> list[bytes]:
        if self.carriage_returns:
            return _LINE_END.split(text)
        return text.replace(b"\r\n", b"\n").split(b"\n")


@dataclass(slots=True)
class EventParser:
    """Makes events of lines. One that the stream does not complete is dropped, as the standard has it."""

    _event: str = ""
    _data: list[str] = field(default_factory=list[str])
    _id: str = ""
    _retry: int | None = None
    _started: bool = False

    def feed(self, lines: list[bytes]) -> Iterator[ServerSentEvent]:
        """The events that some lines complete."""
        for raw in lines:
            line = raw if self._started else raw.removeprefix(_BOM)
            self._started = True
            if line:
                self._field(line.decode("utf-8", "replace"))
            elif event := self._dispatch():
                yield event

    def _field(self, line: str) -> None:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        match name:
            case "event":
                self._event = value
            case "data":
                self._data.append(value)
            case "id" if "\0" not in value:
                self._id = value
            case "retry" if _RETRY.fullmatch(value):
                self._retry = int(value)
            case _:
                pass  # comments and fields that the standard ignores

    def _dispatch(self) -> ServerSentEvent | None:
        event, data, retry = self._event, self._data, self._retry
        self._event, self._data, self._retry = "", [], None
        if not data:
            return None
        return ServerSentEvent(event or "message", "\n".join(data), self._id, retry)
