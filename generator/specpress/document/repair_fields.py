"""Repairs that any object may need: nulls, flags written as text, texts written as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from specpress.document.edits import Edit, Gone, Notes
from specpress.document.grammar import PATTERNED, Kind, Shape, fields
from specpress.document.pointer import JsonValue, join
from specpress.document.wording import a, shown

TEXTS: Final = frozenset(
    {
        "title",
        "summary",
        "description",
        "operationId",
        "format",
        "pattern",
        "termsOfService",
        "url",
        "bearerFormat",
    }
)
"""Fields that hold a string wherever they stand in an object of the specification."""

FLAGS: Final = frozenset(
    {
        *(
            "deprecated",
            "nullable",
            "readOnly",
            "writeOnly",
            "uniqueItems",
            "allowReserved",
            "allowEmptyValue",
        ),
        *("explode", "attribute", "wrapped"),
    }
)
"""Fields that hold a boolean wherever they stand."""

_REQUIRED_FLAG = {Kind.PARAMETER, Kind.HEADER, Kind.REQUEST_BODY}
_LISTS = {"tags", "security"}
_NEVER_NULL = {"tags", "security", "required", "enum", "scopes", "variables"}
_BOOLEANS = {"true": True, "false": False}


def stand_in(kind: Kind, value: JsonValue, pointer: str, notes: Notes) -> JsonValue:
    """What is meant where an object should stand and something else does."""
    if kind is Kind.SCHEMA and isinstance(value, bool):
        return value
    match kind, value:
        case Kind.SCHEMA, ("true" | "false") as word:
            made: JsonValue = _BOOLEANS[word]
        case Kind.SCHEMA, str() as word:
            made = {"type": word}
        case Kind.RESPONSE, str() as text:
            made = {"description": text}
        case Kind.SERVER, str() as text:
            made = {"url": text}
        case Kind.TAG, str() as text:
            made = {"name": text}
        case Kind.DISCRIMINATOR, str() as text:
            made = {"propertyName": text}
        case (Kind.EXAMPLE, _):
            made = {"value": value}
        case Kind.OAUTH_FLOW | Kind.SERVER_VARIABLE, str():
            made = {}
        case _:
            made = {}
    if value is None:
        notes.warn(
            "null-value", f"null stands where {a(kind.value)} belongs; it is read as an empty one", pointer
        )
    else:
        notes.warn("not-an-object", f"{shown(value)} stands where {a(kind.value)} belongs", pointer)
    return made


def field_edits(kind: Kind, value: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    """The repairs of single fields that need to know no more than the kind of object."""
    for key, held, field in fields(kind, value):
        yield from _shaped(key, held, field.shape, field.kind, pointer, notes)
    for key, held in value.items():
        if key in TEXTS:
            if not isinstance(held, str) and kind not in PATTERNED:
                yield from _text(key, held, join(pointer, key), notes)
        elif key in FLAGS or (key == "required" and kind in _REQUIRED_FLAG):
            yield from _flag(key, held, join(pointer, key), notes)
        elif held is None and key in _NEVER_NULL:
            notes.warn("null-value", f"`{key}` is null; it is read as left out", join(pointer, key))
            yield key, Gone.GONE
        elif key in _LISTS and kind in (Kind.OPENAPI, Kind.OPERATION) and not isinstance(held, list):
            notes.warn(
                "not-a-list", f"`{key}` should be a list; it is read as one of one entry", join(pointer, key)
            )
            yield key, [held]


def _shaped(
    key: str, held: JsonValue, shape: Shape, kind: Kind, pointer: str, notes: Notes
) -> Iterator[Edit]:
    here = join(pointer, key)
    if held is None and (shape is not Shape.ONE or kind is not Kind.OPERATION):
        notes.warn("null-value", f"`{key}` is null; it is read as left out", here)
        yield key, Gone.GONE
    elif kind is Kind.PARAMETER and shape is Shape.LIST and (named := _by_name(held)):
        notes.warn("not-a-list", f"`{key}` should be a list; its keys are read as names", here)
        notes.moved.update((join(here, place), join(here, name)) for place, name in enumerate(named))
        yield key, [{"name": name, **parameter} for name, parameter in named.items()]
    elif kind is Kind.PARAMETER and shape is Shape.LIST and not _may_be_parameters(held):
        notes.warn("not-a-list", f"`{key}` should be a list; {shown(held)} is left out", here)
        yield key, Gone.GONE
    elif shape is Shape.LIST and isinstance(held, (dict, str)):
        notes.warn("not-a-list", f"`{key}` should be a list; it is read as one of one entry", here)
        notes.moved[join(here, 0)] = here
        yield key, [held]
    elif shape is Shape.LIST and isinstance(held, list):
        places = [index for index, item in enumerate(held) if not _is_none(item, kind)]
        kept: list[JsonValue] = [held[index] for index in places]
        if len(kept) != len(held):
            others = (item for item in held if _is_none(item, kind))
            told = " and ".join(dict.fromkeys("null" if item is None else shown(item) for item in others))
            code = "null-value" if told == "null" else "not-an-object"
            notes.warn(code, f"`{key}` holds {told}; it is left out", here)
            notes.moved.update((join(here, new), join(here, old)) for new, old in enumerate(places))
            yield key, kept
    elif shape is Shape.MAP and not isinstance(held, (dict, list)):
        notes.warn("not-an-object", f"`{key}` should be an object; {shown(held)} is left out", here)
        yield key, Gone.GONE
    elif shape is Shape.MAP and isinstance(held, list):
        notes.warn("not-an-object", f"`{key}` should be an object; a list is left out", here)
        yield key, Gone.GONE


def _is_none(item: JsonValue, kind: Kind) -> bool:
    """Whether an entry of a list stands for nothing: a parameter that is no object has not even a name."""
    return item is None or (kind is Kind.PARAMETER and not isinstance(item, dict))


def _may_be_parameters(held: JsonValue) -> bool:
    """Whether this is a list, or one parameter that could stand in it."""
    return isinstance(held, list) or (isinstance(held, dict) and not {"name", "$ref"}.isdisjoint(held))


def _by_name(held: JsonValue) -> dict[str, dict[str, JsonValue]]:
    """The parameters of an object that has them by name, rather than being one."""
    if not isinstance(held, dict) or not {"name", "in", "$ref"}.isdisjoint(held):
        return {}
    named = {name: value for name, value in held.items() if isinstance(value, dict)}
    return named if len(named) == len(held) and all("in" in value for value in named.values()) else {}


def _text(key: str, held: JsonValue, here: str, notes: Notes) -> Iterator[Edit]:
    if isinstance(held, (bool, int, float)):
        text = str(held).lower() if isinstance(held, bool) else str(held)
        notes.warn(
            "not-text", f"`{key}` should be text; {shown(held)} is read as such", here, hint=f'write "{text}"'
        )
        yield key, text
    else:
        notes.warn("not-text", f"`{key}` should be text; {shown(held)} is left out", here)
        yield key, Gone.GONE


def _flag(key: str, held: JsonValue, here: str, notes: Notes) -> Iterator[Edit]:
    if isinstance(held, bool):
        return
    word = held.lower() if isinstance(held, str) else ""
    if word in _BOOLEANS:
        notes.warn("not-a-boolean", f"`{key}` should be true or false; {shown(held)} is read as such", here)
        yield key, _BOOLEANS[word]
    else:
        notes.warn("not-a-boolean", f"`{key}` should be true or false; {shown(held)} is left out", here)
        yield key, Gone.GONE
