"""Request bodies. What is in memory becomes bytes; files and iterators are streamed, piece by piece."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from os import PathLike
from typing import IO, Any, assert_never, cast

from .encoding import to_json, to_plain, to_text
from .media_types import closest
from .multipart import Part, file_source, form_parts, item_parts, multipart
from .operation import Binary, Content, Encoding, Form, Json, JsonLines, Multipart, Text
from .styles import content_text, is_json, styled_pairs
from .values import Omit


@dataclass(frozen=True, slots=True)
class Payload:
    """An encoded body. `content` is the bytes, or a function that starts a new stream of them."""

    content: bytes | Callable[[], Iterator[bytes] | AsyncIterator[bytes]]
    media_type: str
    length: int | None = None
    """In bytes, where it is known."""
    replayable: bool = True
    """It can be sent again after a failure."""


def encode_body(content: Content, value: object, boundary: Callable[[], str]) -> Payload:
    """Encode a body as a media type.

    Args:
      content: The kind of body.
      value: What the caller gave, `omit` values dropped.
      boundary: Makes a boundary for multipart.

    Raises:
      TypeError: The value cannot be encoded so.
    """
    media_type = content.media_type
    match content:
        case Json():
            return _payload(to_json(value), media_type)
        case Text():
            text = value if isinstance(value, bytes) else to_text(value).encode()
            return _payload(text, media_type)
        case Form():
            return _payload(_form(value, content.encodings).encode(), media_type)
        case Multipart():
            mark = boundary()
            source = multipart(_parts(value, content), mark)
            return Payload(source.open, f"{media_type}; boundary={mark}", source.length, source.replayable)
        case Binary():
            return _binary(value, media_type)
        case JsonLines():
            return _json_lines(value, media_type)
        case _:
            assert_never(content)


def content_for(contents: tuple[Content, ...], media_type: str) -> Content:
    """The kind of body for a media type that the caller asks for, described or not."""
    found = closest((content.media_type for content in contents), media_type)
    if found is not None:
        return replace(contents[found], media_type=media_type)
    essence = media_type.partition(";")[0].strip().lower()
    if is_json(essence):
        return Json(media_type=media_type)
    if essence.startswith("text/") or essence.endswith(("/xml", "+xml")):
        return Text(media_type=media_type)
    return Binary(media_type=media_type)


def undescribed(value: object) -> Content:
    """The kind of a body where the document describes none: octets are sent as they are."""
    return Binary() if isinstance(value, bytes | bytearray | memoryview) else Json()


def _payload(data: bytes, media_type: str) -> Payload:
    return Payload(data, media_type, len(data))


def _form(value: object, encodings: tuple[Encoding, ...]) -> str:
    by_name = _by_name(encodings)
    pairs: list[str] = []
    for name, item in _fields(value, Form()).items():
        encoding = by_name.get(name, Encoding(name))
        if encoding.style is not None:
            pairs += styled_pairs(name, item, encoding.style, encoding.explode, encoding.allow_reserved)
        elif encoding.content_type:
            pairs += styled_pairs(name, content_text(encoding.content_type, item))
        elif isinstance(to_plain(item), dict):
            pairs += styled_pairs(name, to_json(item).decode())
        else:
            pairs += styled_pairs(name, "" if item is None else item)
    return "&".join(pairs)


def _parts(value: object, content: Multipart) -> list[Part]:
    if isinstance(value, list | tuple):
        return item_parts(cast("list[object]", value))
    return form_parts(_fields(value, content), _by_name(content.encodings))


def _fields(value: object, content: Content) -> Mapping[str, object]:
    plain = to_plain(value)
    if not isinstance(plain, dict):
        raise TypeError(f"A body of {content.media_type} takes an object, got {type(value).__name__}")
    return {name: item for name, item in plain.items() if not isinstance(item, Omit)}


def _by_name(encodings: tuple[Encoding, ...]) -> dict[str, Encoding]:
    return {encoding.name: encoding for encoding in encodings}


def _binary(value: object, media_type: str) -> Payload:
    if isinstance(value, bytes | bytearray | memoryview):
        return _payload(bytes(cast("bytes", value)), media_type)
    if isinstance(value, PathLike) or hasattr(value, "read"):
        source = file_source(cast("PathLike[str] | IO[bytes]", value))
        return Payload(source.open, media_type, source.length, source.replayable)
    if isinstance(value, str):
        return _payload(value.encode(), media_type)
    if isinstance(value, AsyncIterable):
        stream = cast("AsyncIterable[bytes]", value)
        return Payload(lambda: aiter(cast("Any", stream)), media_type, None, False)
    if isinstance(value, Iterable):
        pieces = cast("Iterable[bytes]", value)
        return Payload(lambda: iter(pieces), media_type, None, False)
    raise TypeError(f"A body of {media_type} takes bytes, a path, a binary file or an iterator of bytes")


def _json_lines(value: object, media_type: str) -> Payload:
    if isinstance(value, str | bytes):
        return _binary(value, media_type)
    if isinstance(value, list | tuple):
        items = cast("list[object]", value)
        return _payload(b"".join(to_json(item) + b"\n" for item in items), media_type)
    if isinstance(value, AsyncIterable):
        stream = cast("AsyncIterable[object]", value)
        return Payload(lambda: _async_lines(stream), media_type, None, False)
    if isinstance(value, Iterable):
        values = cast("Iterable[object]", value)
        return Payload(lambda: (to_json(item) + b"\n" for item in values), media_type, None, False)
    raise TypeError(f"A body of {media_type} takes an iterable of JSON values, got {type(value).__name__}")


async def _async_lines(values: AsyncIterable[object]) -> AsyncIterator[bytes]:
    async for value in values:
        yield to_json(value) + b"\n"
