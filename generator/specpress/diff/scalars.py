"""Scalars, constants and enums: kinds, formats and sets of values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final, TypeAlias

from specpress.diff.annotations import deprecation, text_change
from specpress.diff.changes import Change, change
from specpress.diff.describe import type_text, value_text
from specpress.diff.sides import Sides
from specpress.ir import types
from specpress.ir.types import EnumMember, Json, ScalarKind

Values: TypeAlias = types.Literal | types.Enum

# Formats whose values are all values of another one. JSON's numbers have no size of their own.
_WITHIN: Final = frozenset({("int32", "int64"), ("float", "double")})
# Formats that tell a form what to draw, not a server what to accept (OpenAPI 3.0, 4.4).
_HINTS: Final = frozenset({"", "password"})


def scalar_changes(old: types.Scalar, new: types.Scalar, sides: Sides) -> Iterator[Change]:
    """What differs between the kinds and formats of two scalars."""
    before, after = type_text(old), type_text(new)
    rule = _kinds(old, new, sides.textual) if old.kind != new.kind else _formats(old.format, new.format)
    if rule:
        what = "type" if old.kind != new.kind else "format"
        yield change(
            rule, f"the {what} was changed", before=before, after=after, where=(old.pointer, new.pointer)
        )


def value_changes(old: Values, new: Values) -> Iterator[Change]:
    """What differs between two sets of values."""
    where = (old.pointer, new.pointer)
    if isinstance(old, types.Literal) and isinstance(new, types.Literal):
        if _key(old.value) != _key(new.value):
            before, after = value_text(old.value), value_text(new.value)
            yield change(
                "constant-changed", "the one value was changed", before=before, after=after, where=where
            )
        return
    was, now = _members(old), _members(new)
    is_open = isinstance(new, types.Enum) and new.open
    for key in [key for key in was if key not in now]:
        yield change(
            "enum-value-removed", f"the value {key} was removed", before=key, where=(old.pointer, new.pointer)
        )
    for key in [key for key in now if key not in was]:
        rule = "open-enum-value-added" if is_open else "enum-value-added"
        yield change(rule, f"the value {key} was added", after=key, where=where)
    yield from _openness(old, new)
    yield from _order(was, now, where)
    for key, member in now.items():
        if key in was:
            pointers = (old.pointer, new.pointer)
            yield from text_change("description", was[key].description, member.description, pointers)
            yield from deprecation(was[key].deprecated, member.deprecated, pointers)


def to_values(old: types.Scalar, new: Values) -> Iterator[Change]:
    """A scalar of which only some values are left."""
    if isinstance(new, types.Enum) and new.open:
        rule = "open-enum-value-added" if new.kind == old.kind else "type-changed"
    elif not all(_holds(old.kind, value) for value in _values(new)):
        rule = "type-changed"
    else:
        rule = "enum-stated" if isinstance(new, types.Enum) else "constant-stated"
    yield _replaced(rule, old, new)


def from_values(old: Values, new: types.Scalar, sides: Sides) -> Iterator[Change]:
    """Some values that became all of a scalar."""
    anything = sides.textual and new.kind == "string"
    if isinstance(old, types.Enum) and old.open:
        rule = "enum-opened" if new.kind == old.kind or anything else "type-changed"
    elif not (anything or all(_holds(new.kind, value) for value in _values(old))):
        rule = "type-changed"
    else:
        rule = "enum-unstated" if isinstance(old, types.Enum) else "constant-unstated"
    yield _replaced(rule, old, new)


def _replaced(rule: str, old: types.Type, new: types.Type) -> Change:
    before, after = type_text(old), type_text(new)
    return change(rule, "the type was changed", before=before, after=after, where=(old.pointer, new.pointer))


def _kinds(old: types.Scalar, new: types.Scalar, textual: bool) -> str:
    if (old.kind, new.kind) == ("integer", "number"):
        return "type-widened"
    if (old.kind, new.kind) == ("number", "integer"):
        return "type-narrowed"
    if textual and new.kind == "string" and not new.format:
        return "type-widened"
    if textual and old.kind == "string" and not old.format:
        return "type-narrowed"
    return "type-changed"


def _formats(old: str, new: str) -> str:
    if old == new or {old, new} <= _HINTS:
        return ""
    if old in _HINTS:
        return "format-added"
    if new in _HINTS:
        return "format-removed"
    if (old, new) in _WITHIN:
        return "type-widened"
    return "type-narrowed" if (new, old) in _WITHIN else "format-changed"


def _openness(old: Values, new: Values) -> Iterator[Change]:
    was_open = isinstance(old, types.Enum) and old.open
    is_open = isinstance(new, types.Enum) and new.open
    if is_open and not was_open:
        yield change("enum-opened", "admits other values now", where=(old.pointer, new.pointer))
    elif was_open and not is_open:
        yield change("enum-closed", "admits no other values any more", where=(old.pointer, new.pointer))


def _order(
    was: dict[str, EnumMember], now: dict[str, EnumMember], where: tuple[str, str]
) -> Iterator[Change]:
    before = [key for key in was if key in now]
    after = [key for key in now if key in was]
    if before != after:
        yield change(
            "enum-reordered",
            "the values were reordered",
            before=", ".join(before),
            after=", ".join(after),
            where=where,
        )


def _members(values: Values) -> dict[str, EnumMember]:
    members = values.members if isinstance(values, types.Enum) else (EnumMember(value=values.value),)
    return {_key(member.value): member for member in members}


def _values(values: Values) -> list[Json]:
    return [member.value for member in _members(values).values()]


def _key(value: Json) -> str:
    """A value as canonical JSON: equal texts are equal values (1 and true are not)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _holds(kind: ScalarKind, value: Json) -> bool:
    match kind:
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return (isinstance(value, int) and not isinstance(value, bool)) or (
                isinstance(value, float) and value.is_integer()
            )
        case "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
