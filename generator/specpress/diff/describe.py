"""Types and values in the words of a finding: short, exact, one line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final, assert_never, cast

from specpress.ir import types
from specpress.ir.types import Type
from specpress.tokens import unescape

LONGEST: Final = 80
"""The most characters of one value in a message."""

_DEEPEST: Final = 3


def value_text(value: object) -> str:
    """A JSON value as JSON, shortened where it is long."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def schema_name(pointer: str) -> str:
    """What people call a schema by its id: its key, or the pointer where it has none."""
    prefix = "/components/schemas/"
    if pointer.startswith(prefix):
        return unescape(pointer[len(prefix) :])
    return f"#{pointer}" if pointer.startswith("/") else pointer


def type_text(kind: Type, depth: int = 0) -> str:
    """A type as a reader of the document would say it: `array<string>`, `Pet or null`."""
    if depth > _DEEPEST:
        return "…"
    match kind:
        case types.Scalar():
            return f"{kind.kind} ({kind.format})" if kind.format else kind.kind
        case types.Literal():
            return value_text(kind.value)
        case types.Enum():
            text = " | ".join(value_text(member.value) for member in kind.members)
            return _short(f"{text} | …" if kind.open else text)
        case types.Array():
            return f"array<{type_text(kind.item, depth + 1)}>"
        case types.Tuple():
            return _short(f"tuple<{', '.join(type_text(item, depth + 1) for item in kind.items)}>")
        case types.Map():
            return f"map<{type_text(kind.value, depth + 1)}>"
        case types.Record():
            return _short("object {" + ", ".join(prop.wire for prop in kind.properties) + "}")
        case types.Union():
            return _short(" or ".join(type_text(variant.type, depth + 1) for variant in kind.variants))
        case types.Nullable():
            return f"{type_text(kind.inner, depth)} or null"
        case types.Ref():
            return schema_name(kind.id)
        case types.Bytes():
            return "octets"
        case types.Any():
            return "any value"
        case types.Never():
            return "no value"
        case _:
            assert_never(kind)


def words_of(value: object) -> str:
    """A constraint's value: JSON, or the types that it holds."""
    if isinstance(value, Type):
        return type_text(value)
    if isinstance(value, tuple):
        return _short(", ".join(words_of(item) for item in cast("tuple[object, ...]", value)))
    if _is_table(value):
        return _short(", ".join(cast("Mapping[str, object]", value)))
    return value_text(value)


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping) and any(
        isinstance(item, Type) for item in cast("Mapping[str, object]", value).values()
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
