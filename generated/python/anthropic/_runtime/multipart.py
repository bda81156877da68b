"""Multipart bodies (RFC 7578) and the files in them."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from mimetypes import guess_type
from os import PathLike
from typing import IO, Any, Final, TypeGuard, cast
from urllib.parse import unquote

from .encoding import to_json, to_plain
from .narrow import is_tuple
from .operation import Encoding
from .styles import given, is_json, styled_pairs

CHUNK: Final = 65536


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes that can be read again: `open` starts from their beginning."""

    open: Callable[[], Iterator[bytes]]
    length: int | None
    replayable: bool


def file_source(content: object) -> Source:
    """Read a file argument.

    Args:
      content: bytes, a path, or binary IO. IO is read from where it stands, and goes back there for a retry.

    Raises:
      TypeError: It is something else.
    """
    if isinstance(content, bytes | bytearray | memoryview):
        data = bytes(cast("bytes", content))
        return Source(lambda: iter((data,)), len(data), True)
    if isinstance(content, PathLike):
        path = cast("PathLike[str]", content)
        return Source(lambda: _read_path(path), os.stat(path).st_size, True)
    if is_binary_io(content):
        return _io_source(content)
    if isinstance(content, io.TextIOBase):
        raise TypeError(f"The file {content!r} is open as text: open it in mode 'rb'")
    raise TypeError(f"Expected bytes, a path or a binary file, got {type(content).__name__}")


def is_binary_io(value: object) -> TypeGuard[IO[bytes]]:
    """Whether a value can be read as a file of bytes."""
    return hasattr(value, "read") and not isinstance(value, io.TextIOBase)


def is_file(value: object) -> bool:
    """Whether a value is a file: content, or a tuple of name, content and perhaps media type and headers."""
    if isinstance(value, tuple):
        parts = cast("tuple[object, ...]", value)
        return len(parts) in {2, 3, 4} and isinstance(parts[0], str | None) and is_file_content(parts[1])
    return is_file_content(value)


def is_file_content(value: object) -> bool:
    """Whether a value is the content of a file."""
    return isinstance(value, bytes | bytearray | memoryview | PathLike) or hasattr(value, "read")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a multipart body."""

    head: bytes
    source: Source


def form_parts(fields: Mapping[str, object], encodings: Mapping[str, Encoding]) -> list[Part]:
    """The parts of an object: one for each property, or for each item of an array (OpenAPI 3.1, 4.8.14.4)."""
    return [
        part
        for name, value in fields.items()
        for part in _property_parts(name, value, encodings.get(name, Encoding(name)))
    ]


def item_parts(items: Iterable[object]) -> list[Part]:
    """The parts of an array: one for each item, by position and without a name (RFC 2046, 5.1.3)."""
    return [part for item in items for part in _property_parts(None, item, Encoding(""))]


def multipart(parts: Sequence[Part], boundary: str) -> Source:
    """All parts one after another, between boundaries."""
    delimiter = f"--{boundary}\r\n".encode()
    end = f"--{boundary}--\r\n".encode()
    lengths = [part.source.length for part in parts]
    known = [length for length in lengths if length is not None]
    framing = sum(len(delimiter) + len(part.head) + 2 for part in parts) + len(end)

    def read() -> Iterator[bytes]:
        for part in parts:
            yield delimiter + part.head
            yield from part.source.open()
            yield b"\r\n"
        yield end

    length = framing + sum(known) if len(known) == len(lengths) else None
    return Source(read, length, all(part.source.replayable for part in parts))


def _property_parts(name: str | None, value: object, encoding: Encoding) -> Iterator[Part]:
    if is_file(value):
        yield _file_part(name, value, encoding)
        return
    if name is not None and encoding.style is not None:
        for pair in styled_pairs(name, value, encoding.style, encoding.explode, encoding.allow_reserved):
            key, _, text = pair.partition("=")
            yield _part(unquote(key), unquote(text).encode(), "", encoding)
        return
    plain = to_plain(value) if given(value) else "null"
    if isinstance(plain, list) and not is_json(encoding.content_type):
        for item in plain:
            yield from _property_parts(name, item, encoding)
    elif isinstance(plain, str):
        media_type = encoding.content_type.partition(",")[0].strip()
        yield _part(name, to_json(value) if is_json(media_type) else plain.encode(), media_type, encoding)
    else:
        yield _part(name, to_json(value), encoding.content_type or "application/json", encoding)


def _file_part(name: str | None, value: object, encoding: Encoding) -> Part:
    file_name, content, media_type, headers = _file_fields(value)
    wanted = encoding.content_type
    # A list or a range of media types leaves the choice to us; one alone does not.
    stated = "" if "," in wanted or "*" in wanted else wanted
    media_type = media_type or stated or guess_type(file_name)[0] or "application/octet-stream"
    return Part(
        _head(name, file_name, media_type, (*encoding.headers, *headers.items())), file_source(content)
    )


def _file_fields(value: object) -> tuple[str, object, str | None, Mapping[str, str]]:
    if is_tuple(value):
        name, content, *rest = value
        media_type: str | None = rest[0] if rest else None
        headers: Mapping[str, str] = rest[1] if len(rest) > 1 else {}
        return name or _file_name(content), content, media_type, headers
    return _file_name(value), value, None, {}


def _file_name(content: object) -> str:
    path: Any = getattr(content, "name", content)
    # A file that was opened by its descriptor has a number for a name.
    return (
        os.path.basename(os.fspath(path))
        if isinstance(path, str) or hasattr(path, "__fspath__")
        else "upload"
    )


def _part(name: str | None, content: bytes, media_type: str, encoding: Encoding) -> Part:
    return Part(_head(name, None, media_type, encoding.headers), file_source(content))


def _head(
    name: str | None, file_name: str | None, media_type: str, headers: Iterable[tuple[str, str]]
) -> bytes:
    file = "" if file_name is None else f'; filename="{_escape(file_name)}"'
    kind = f'form-data; name="{_escape(name)}"' if name is not None else "attachment" if file else ""
    lines = [f"Content-Disposition: {kind}{file}"] if kind else []
    if media_type:
        lines.append(f"Content-Type: {_one_line(media_type)}")
    lines += [f"{_one_line(key)}: {_one_line(value)}" for key, value in headers]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode()


def _escape(text: str) -> str:
    # As browsers do it (WHATWG HTML, multipart/form-data encoding algorithm).
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _one_line(text: str) -> str:
    if "\r" in text or "\n" in text:
        raise ValueError(f"A header of a part must be one line: {text!r}")
    return text


def _read_path(path: PathLike[str]) -> Iterator[bytes]:
    with open(path, "rb") as file:
        yield from _read(file)


def _read(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _io_source(file: IO[bytes]) -> Source:
    try:
        start = file.tell()
        end = file.seek(0, os.SEEK_END)
        file.seek(start)
    except (AttributeError, OSError, ValueError):
        return Source(lambda: _read(file), None, False)

    def read() -> Iterator[bytes]:
        file.seek(start)
        yield from _read(file)

    return Source(read, end - start, True)
