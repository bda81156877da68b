"""`enum` and `const`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Final

from specpress.diagnostics import Diagnostics
from specpress.document.pointer import Cursor, JsonValue
from specpress.ir import types
from specpress.ir.types import EnumMember, Json, ScalarKind

# Vendor keys that describe the members of an enum: a list beside `enum`, or a mapping from value to text.
# The first that is there is read; of names for members only the meaning is kept, as their description.
DESCRIPTION_KEYS: Final = (
    "x-enum-descriptions",
    "x-enumDescriptions",
    "x-enum-varnames",
    "x-enumNames",
)
OPEN_KEY: Final = "x-extensible-enum"


def enum(schema: Cursor, kinds: Sequence[str], diagnostics: Diagnostics) -> types.Type:
    """The type of `enum` (JSON Schema 2020-12 validation, 6.1.2) or `x-extensible-enum`; null makes it
    nullable.

    Values that are not of the declared `kinds` are read as if written so (`1` for `"1"`) where that is
    possible.
    """
    is_open = "enum" not in schema
    source = schema / (OPEN_KEY if is_open else "enum")
    descriptions = _descriptions(schema)
    members: list[EnumMember] = []
    null = False
    for index, value in enumerate(source.sequence):
        if value is None:
            null = True
            continue
        fitting = _fitting(value, kinds)
        if fitting is not value:
            diagnostics.warning(
                "enum-value-type",
                f"The enum value {json.dumps(value)} is not of type {' or '.join(kinds)}.",
                f"{source.pointer}/{index}",
                hint="Quote it in the document."
                if "string" in kinds
                else "Write it as a value of that type.",
            )
        if fitting is not None:
            members.append(EnumMember(value=fitting, description=_description(descriptions, index, value)))
    if not members and not null:
        diagnostics.warning(
            "empty-enum",
            "This enum has no values, so that nothing is valid.",
            source.pointer,
            hint="List its values, or remove `enum`.",
        )
    found = of_members(members, is_open=is_open, pointer=schema.pointer)
    return nullable(found) if null else found


def of_members(members: Iterable[EnumMember], *, is_open: bool = False, pointer: str = "") -> types.Type:
    """The type that has exactly these values: Never, Literal, boolean or Enum. Repeated values are
    dropped."""
    distinct: dict[str, EnumMember] = {}
    for member in members:
        distinct.setdefault(json_key(member.value), member)
    kept = tuple(distinct.values())
    if not kept:
        return types.Never(pointer=pointer)
    if len(kept) == 1 and not is_open:
        described = types.Annotations(
            description=kept[0].description, deprecated=kept[0].deprecated, deprecation=kept[0].deprecation
        )
        return types.Literal(value=kept[0].value, annotations=described, pointer=pointer)
    kinds: set[ScalarKind | None] = {scalar_kind(member.value) for member in kept}
    if kinds == {"boolean"}:
        return types.Scalar(kind="boolean", pointer=pointer)
    return types.Enum(members=kept, kind=_common(kinds), open=is_open, pointer=pointer)


def members_of(kind: types.Type) -> tuple[EnumMember, ...] | None:
    """The values of a Literal or Enum as members, or None for any other type."""
    if isinstance(kind, types.Enum):
        return kind.members
    if isinstance(kind, types.Literal):
        note = kind.annotations
        return (
            EnumMember(
                value=kind.value,
                description=note.description or note.title,
                deprecated=note.deprecated,
                deprecation=note.deprecation,
            ),
        )
    return None


def nullable(kind: types.Type) -> types.Type:
    """The type or null; what admits null already stays as it is."""
    match kind:
        case types.Any() | types.Nullable():
            return kind
        case types.Literal(value=None):
            return kind
        case types.Never():
            return types.Literal(value=None, pointer=kind.pointer)
        case _:
            return types.Nullable(inner=kind, pointer=kind.pointer)


def is_null(kind: types.Type) -> bool:
    """Whether a type is null alone."""
    return isinstance(kind, types.Literal) and kind.value is None


def json_key(value: Json) -> str:
    """A text that two values share when they are equal as JSON: `1` and `1.0` are, `1` and `true` are not."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, sort_keys=True)


def scalar_kind(value: Json) -> ScalarKind | None:
    """The scalar type of a value, or None for null, arrays and objects."""
    match value:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "integer" if value.is_integer() else "number"
        case str():
            return "string"
        case _:
            return None


def admits(kind: types.Type, value: Json) -> bool:
    """Whether a value is of a type that is no union or reference, as far as JSON types and enumerated values
    tell."""
    match kind:
        case types.Scalar():
            found = scalar_kind(value)
            return found == kind.kind or (found == "integer" and kind.kind == "number")
        case types.Bytes():
            return isinstance(value, str)
        case types.Literal():
            return json_key(kind.value) == json_key(value)
        case types.Enum(open=True):
            return scalar_kind(value) == kind.kind
        case types.Enum():
            return json_key(value) in {json_key(member.value) for member in kind.members}
        case types.Array() | types.Tuple():
            return isinstance(value, (list, tuple))
        case types.Map() | types.Record():
            return isinstance(value, dict)
        case _:
            return True


def _common(kinds: set[ScalarKind | None]) -> ScalarKind | None:
    if kinds <= {"integer", "number"}:
        return "number" if "number" in kinds else "integer"
    return next(iter(kinds)) if len(kinds) == 1 else None


def _fitting(value: JsonValue, kinds: Sequence[str]) -> JsonValue:
    """The value itself where it is of the kinds, else what it must have meant, or None."""
    kind = scalar_kind(value)
    if not kinds or kind is None or kind in kinds or (kind == "integer" and "number" in kinds):
        return value
    if "string" in kinds:
        return json.dumps(value)
    if isinstance(value, str) and ("integer" in kinds or "number" in kinds):
        try:
            number = json.loads(value)
        except ValueError:
            return None
        return number if scalar_kind(number) in ("integer", "number") else None
    return None


def _descriptions(schema: Cursor) -> JsonValue:
    return next((schema.mapping[key] for key in DESCRIPTION_KEYS if key in schema), None)


def _description(descriptions: JsonValue, index: int, value: JsonValue) -> str:
    found: JsonValue = None
    if isinstance(descriptions, list) and index < len(descriptions):
        found = descriptions[index]
    elif isinstance(descriptions, dict):
        found = descriptions.get(value if isinstance(value, str) else json.dumps(value))
    return found if isinstance(found, str) else ""
