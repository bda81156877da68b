"""Python values as JSON and as text: times, decimals, enums, models and iterables go by their value."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from typing import Any, TypeAlias, cast
from uuid import UUID

from .narrow import is_iterable
from .values import NotGiven, Omit

Plain: TypeAlias = str | list[Any] | dict[str, Any]
"""What a parameter value is for the styles of OpenAPI: a primitive (its text), an array, or an object."""


def to_json(value: object) -> bytes:
    """The value as compact JSON (RFC 8259).

    Raises:
      TypeError: It holds something that JSON cannot.
      ValueError: It holds NaN or an infinity.
    """
    text = json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_json_default
    )
    try:
        return text.encode()
    except UnicodeEncodeError:  # lone surrogates have no UTF-8, only an escape
        return json.dumps(value, separators=(",", ":"), allow_nan=False, default=_json_default).encode()


def to_plain(value: object) -> Plain:
    """Tell primitive, array and object apart: what a parameter's style depends on."""
    if isinstance(value, str | bytes | bytearray):
        return to_text(value)
    if (fields := _fields(value)) is not None:
        return fields
    if isinstance(value, Iterable):
        return [*value]
    return to_text(value)


def to_text(value: object) -> str:
    """The text of a primitive value, as parameters and forms have it.

    Raises:
      TypeError: It is none.
    """
    match value:
        case Enum():
            return to_text(value.value)
        case str():
            return str(value)
        case bool():
            return "true" if value else "false"
        case None:
            return "null"
        case int():
            return str(value)
        case float():
            return json.dumps(value)
        case _ if (text := _text(value)) is not None:
            return text
        case _:
            return _document(value)


def duration(value: timedelta) -> str:
    """ISO 8601 duration (RFC 3339, appendix A)."""
    sign = "-" if value < timedelta(0) else ""
    value = abs(value)
    fraction = f".{value.microseconds:06d}".rstrip("0") if value.microseconds else ""
    days = f"{value.days}D" if value.days else ""
    seconds = f"T{value.seconds}{fraction}S" if value.seconds or fraction or not days else ""
    return f"{sign}P{days}{seconds}"


def _json_default(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return _number(value)
    if (text := _text(value)) is not None:
        return text
    if (fields := _fields(value)) is not None:
        return fields
    if isinstance(value, Iterable):
        return list(cast("Iterable[object]", value))
    if isinstance(value, Omit | NotGiven):
        raise TypeError(f"{value!r} stands for a whole argument; leave out keys of nested objects instead")
    raise TypeError(f"{type(value).__name__} cannot be sent as JSON: {value!r}")


def _document(value: object) -> str:
    if is_iterable(value) or _fields(value) is not None:
        return to_json(value).decode()
    raise TypeError(f"{type(value).__name__} cannot be sent: {value!r}")


def _text(value: object) -> str | None:
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return duration(value)
        case UUID() | Decimal() | PurePath():
            return str(value)
        case bytes() | bytearray() | memoryview():
            return b64encode(cast("bytes", value)).decode()
        case _:
            return None


def _fields(value: object) -> dict[str, Any] | None:
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, Any]", value))
    # Models are told by what they do, since this must not import pydantic.
    dump = getattr(value, "model_dump", None)
    if dump is None or isinstance(value, type):
        return None
    return cast("dict[str, Any]", dump(mode="json", by_alias=True, exclude_unset=True))


def _number(value: Decimal) -> float | int | str:
    """A JSON number where it is one to the last digit, else a string: nothing is rounded."""
    if value == value.to_integral_value() and abs(value) < 2**53:
        return int(value)
    number = float(value)
    return number if Decimal(repr(number)) == value else str(value)
