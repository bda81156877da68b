"""Parameter values as text, in every style of OpenAPI (3.1, 4.8.12.2) and RFC 6570."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal, TypeAlias, assert_never, cast
from urllib.parse import quote

from .encoding import to_json, to_plain, to_text
from .operation import InCookie, InHeader, InPath, InQuery
from .values import Omit

QueryStyle: TypeAlias = Literal["form", "spaceDelimited", "pipeDelimited", "deepObject"]

_RESERVED: Final = ":/?@!$&'()*+,;="
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_TRIPLE: Final = re.compile("(%[0-9A-Fa-f]{2})")
_DELIMITERS: Final = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C", "deepObject": ","}


def path_text(spec: InPath, value: object) -> str:
    """A path parameter, percent-encoded."""
    if spec.content:
        return quote(content_text(spec.content, value), safe="")
    encode = _encoder(spec.allow_reserved)
    plain = to_plain(value)
    match spec.style:
        case "simple":
            prefix, separator, named = "", ",", False
        case "label":
            prefix, separator, named = ".", "." if spec.explode else ",", False
        case "matrix":
            prefix, separator, named = ";", ";" if spec.explode else ",", True
        case _:
            assert_never(spec.style)
    if isinstance(plain, dict):
        if spec.explode:
            return prefix + separator.join(f"{encode(k)}={encode(v)}" for k, v in _members(plain))
        text = ",".join(encode(part) for pair in _members(plain) for part in pair)
        return f"{prefix}{spec.name}={text}" if named else prefix + text
    if isinstance(plain, list):
        items = [encode(item) for item in _items(plain)]
        if named and spec.explode:
            return "".join(f";{spec.name}={item}" for item in items)
        text = separator.join(items)
        return f"{prefix}{spec.name}={text}" if named else prefix + text
    text = encode(plain)
    return (f"{prefix}{spec.name}={text}" if text else prefix + spec.name) if named else prefix + text


def query_pairs(spec: InQuery, value: object) -> list[str]:
    """A query parameter as encoded `name=value` pieces; none where there is nothing to send."""
    if spec.content:
        return [f"{quote(spec.name, safe='')}={quote(content_text(spec.content, value), safe='')}"]
    if value == "" and spec.allow_empty:
        return [quote(spec.name, safe="")]
    return styled_pairs(spec.name, value, spec.style, spec.explode, spec.allow_reserved)


def styled_pairs(
    name: str, value: object, style: QueryStyle = "form", explode: bool = True, allow_reserved: bool = False
) -> list[str]:
    """A value as encoded `name=value` pieces, in a style of queries and forms."""
    encode = _encoder(allow_reserved)
    key = quote(name, safe="")
    plain = to_plain(value)
    if isinstance(plain, str):
        return [f"{key}={encode(plain)}"]
    if style == "deepObject":
        return [f"{place}={encode(text)}" for place, text in _deep(key, plain)]
    if isinstance(plain, list):
        items = [encode(item) for item in _items(plain)]
        if explode:
            return [f"{key}={item}" for item in items]
    else:
        if explode:
            return [f"{quote(k, safe='')}={encode(v)}" for k, v in _members(plain)]
        items = [encode(part) for pair in _members(plain) for part in pair]
    return [f"{key}={_DELIMITERS[style].join(items)}"] if items else []


def header_text(spec: InHeader, value: object) -> str | None:
    """A header's value; None where there is nothing to send.

    Raises:
      TypeError: A bare string for an array: it would be sent letter by letter.
    """
    if spec.content:
        text = content_text(spec.content, value)
        return _ascii(text) if is_json(spec.content) else text
    if spec.array or spec.always:
        if isinstance(value, str | bytes):
            raise TypeError(
                f"`{spec.name}` takes a list of strings, got the string {value!r}: put it in a list"
            )
        given = () if value is None or isinstance(value, Omit) else cast("Iterable[object]", value)
        items = [to_text(item) for item in given]
        # The same value twice means something in a list of values, and nothing in one of tokens.
        return ",".join(dict.fromkeys([*items, *spec.always]) if spec.always else items) or None
    plain = to_plain(value)
    if isinstance(plain, str):
        return plain
    if isinstance(plain, list):
        return ",".join(_items(plain)) or None
    if spec.explode:
        return ",".join(f"{k}={v}" for k, v in _members(plain)) or None
    return ",".join(part for pair in _members(plain) for part in pair) or None


def cookie_pairs(spec: InCookie, value: object) -> list[str]:
    """A cookie parameter as `name=value` pieces."""
    if spec.content:
        return [f"{spec.name}={quote(content_text(spec.content, value), safe='')}"]
    if spec.style == "form":
        return styled_pairs(spec.name, value, "form", spec.explode)
    plain = to_plain(value)
    if isinstance(plain, str):
        return [f"{spec.name}={plain}"]
    if isinstance(plain, list):
        items = list(_items(plain))
        return (
            [f"{spec.name}={item}" for item in items] if spec.explode else [f"{spec.name}={','.join(items)}"]
        )
    if spec.explode:
        return [f"{k}={v}" for k, v in _members(plain)]
    return [f"{spec.name}={','.join(part for pair in _members(plain) for part in pair)}"]


def content_text(media_type: str, value: object) -> str:
    """A value as one document of a media type: JSON, a form, or text as it is."""
    if is_json(media_type):
        return to_json(value).decode()
    plain = to_plain(value)
    if isinstance(plain, dict) and media_type == "application/x-www-form-urlencoded":
        return "&".join(
            pair for name, item in plain.items() if given(item) for pair in styled_pairs(name, item)
        )
    return plain if isinstance(plain, str) else to_json(plain).decode()


def _ascii(text: str) -> str:
    """JSON with all that a header cannot hold escaped (RFC 8259, section 7)."""
    return _NOT_ASCII.sub(lambda found: json.dumps(found[0])[1:-1], text)


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON (RFC 6839, 3.1)."""
    essence = media_type.partition(";")[0].strip().lower()
    return essence.endswith(("/json", "+json"))


def given(value: object) -> bool:
    """Whether a value outside of a body is to be sent: it is neither None nor `omit`."""
    return value is not None and not isinstance(value, Omit)


def nested_pairs(name: str, value: object) -> list[str]:
    """A query parameter that no document describes: lists repeat the name, objects are in brackets."""
    encode = _encoder(False)
    return [f"{place}={encode(text)}" for place, text in _deep(quote(name, safe=""), to_plain(value))]


def _deep(place: str, plain: Any) -> Iterator[tuple[str, str]]:
    if isinstance(plain, dict):
        for key, item in cast("Mapping[str, object]", plain).items():
            if given(item):
                yield from _deep(f"{place}%5B{quote(str(key), safe='')}%5D", to_plain(item))
    elif isinstance(plain, list):
        for item in cast("list[object]", plain):
            if given(item):
                yield from _deep(place, to_plain(item))
    else:
        yield place, plain


def _items(values: list[Any]) -> Iterator[str]:
    return (to_text(value) for value in values if given(value))


def _members(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    return ((str(key), to_text(value)) for key, value in values.items() if given(value))


def _encoder(allow_reserved: bool) -> Any:
    return _quote_reserved if allow_reserved else _quote


def _quote(text: str) -> str:
    return quote(text, safe="")


def _quote_reserved(text: str) -> str:
    # RFC 6570, 3.2.3: reserved characters and encoded triples stay; `#` and brackets cannot stand in a query.
    return "".join(
        part if index % 2 else quote(part, safe=_RESERVED) for index, part in enumerate(_TRIPLE.split(text))
    )
