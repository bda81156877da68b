"""Repairs of Schema Objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from specpress.document.edits import Edit, Gone, Notes
from specpress.document.pointer import JsonValue, join
from specpress.document.repair_enums import as_text, enum_edits
from specpress.document.wording import shown

TYPES: Final = ("string", "number", "integer", "boolean", "array", "object", "null")

# Words of programming languages and of other notations, with what they mean here: a type, and a format.
_WORDS: Final[dict[str, tuple[str, str]]] = {
    **dict.fromkeys(("int", "short", "byte", "uint"), ("integer", "")),
    "int32": ("integer", "int32"),
    **dict.fromkeys(("int64", "long", "bigint"), ("integer", "int64")),
    **dict.fromkeys(("decimal", "numeric"), ("number", "")),
    "float": ("number", "float"),
    "double": ("number", "double"),
    **dict.fromkeys(("str", "text", "char", "varchar", "enum"), ("string", "")),
    **dict.fromkeys(("bool",), ("boolean", "")),
    **dict.fromkeys(("dict", "map", "hash", "json", "struct"), ("object", "")),
    **dict.fromkeys(("list", "set", "tuple"), ("array", "")),
    "date": ("string", "date"),
    **dict.fromkeys(("datetime", "date-time", "timestamp"), ("string", "date-time")),
    "time": ("string", "time"),
    **dict.fromkeys(("uuid", "email", "uri", "password"), ("string", "")),
    **dict.fromkeys(("url",), ("string", "uri")),
    **dict.fromkeys(("file", "binary"), ("string", "binary")),
    **dict.fromkeys(("none", "nil"), ("null", "")),
}
_COUNTS = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")


def schema_edits(schema: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    """All repairs of one schema; those of schemas below it come later."""
    yield from _type(schema, pointer, notes)
    yield from _null_beside_variants(schema, pointer, notes)
    yield from _required(schema, pointer, notes)
    yield from enum_edits(schema, pointer, notes)
    yield from _default(schema, pointer, notes)
    yield from _numbers(schema, pointer, notes)
    yield from _items(schema, pointer, notes)


def _type(schema: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    if "type" not in schema:
        return
    written = schema["type"]
    words = written if isinstance(written, list) else [written]
    if words and all(isinstance(word, str) and word in TYPES for word in words):
        return
    here = join(pointer, "type")
    read: list[JsonValue] = []
    for word in words:
        known, form = _word(word)
        if form and "format" not in schema:
            yield "format", form
        if known and known not in read:
            read.append(known)
    if read:
        told = " or ".join(f"`{word}`" for word in read)
        notes.warn("unknown-type", f"{shown(written)} is no type; it is read as {told}", here)
        yield "type", read[0] if len(read) == 1 and isinstance(written, str) else read
    else:
        notes.warn("unknown-type", f"{shown(written)} is no type; any value is taken", here)
        yield "type", Gone.GONE


def _null_beside_variants(schema: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    """`type: null` beside variants: taken at its word, nothing but null would be valid."""
    keyword = next((each for each in ("oneOf", "anyOf") if isinstance(schema.get(each), list)), "")
    variants = schema.get(keyword)
    if schema.get("type") not in ("null", ["null"]) or not isinstance(variants, list):
        return
    notes.warn(
        "null-beside-variants",
        f"`type: null` beside `{keyword}` admits nothing else; it is read as one more variant",
        join(pointer, "type"),
    )
    yield "type", Gone.GONE
    if {"type": "null"} not in variants:
        yield keyword, [*variants, {"type": "null"}]


def _word(word: JsonValue) -> tuple[str, str]:
    if word is None:
        return "null", ""
    if not isinstance(word, str):
        return "", ""
    lower = word.strip().lower()
    if lower in TYPES:
        return lower, ""
    known, form = _WORDS.get(lower, ("", ""))
    return known, form or (lower if lower in ("uuid", "email", "uri", "password", "byte") else "")


def _required(schema: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    properties = schema.get("properties")
    # What stands beside a `$ref` means nothing in 3.0, and real answers are without such a property.
    flagged = [
        name
        for name, child in (properties.items() if isinstance(properties, dict) else ())
        if isinstance(child, dict) and child.get("required") in (True, "true") and "$ref" not in child
    ]
    written = schema.get("required")
    names: list[JsonValue] = written if isinstance(written, list) else []
    here = join(pointer, "required")
    if isinstance(written, bool) or written in ("true", "false"):
        # Said by the property about itself; the object above lists it.
        notes.warn("boolean-required", "`required` lists the names of properties, on the object above", here)
        yield "required", Gone.GONE
    elif isinstance(written, str):
        notes.warn("not-a-list", "`required` should be a list; it is read as one of one entry", here)
        names = [written]
        yield "required", names
    elif written is not None and not isinstance(written, list):
        notes.warn("not-a-list", f"`required` should be a list; {shown(written)} is left out", here)
        yield "required", Gone.GONE
    kept = list(dict.fromkeys(name for name in names if isinstance(name, str)))
    if len(kept) != len(names):
        notes.warn("repeated-entry", "`required` names each property once, as text", here)
    more = [name for name in flagged if name not in kept]
    if more or len(kept) != len(names):
        yield "required", [*kept, *more]


def _default(schema: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    kind = schema.get("type")
    if "default" not in schema or not isinstance(kind, str) or kind not in TYPES:
        return
    value = schema["default"]
    if _fits(value, kind) or (value is None and schema.get("nullable") is True):
        return
    here = join(pointer, "default")
    read = _coerced(value, kind)
    if read is None:
        notes.warn("bad-default", f"the default {shown(value)} is no {kind}; it is left out", here)
        yield "default", Gone.GONE
    else:
        notes.warn("bad-default", f"the default {shown(value)} is no {kind}; it is read as one", here)
        yield "default", read


def _fits(value: JsonValue, kind: str) -> bool:
    match kind:
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "array":
            return isinstance(value, list)
        case "object":
            return isinstance(value, dict)
        case "null":
            return value is None
        case "integer":
            return not isinstance(value, bool) and (
                isinstance(value, int) or (isinstance(value, float) and value.is_integer())
            )
        case _:
            return not isinstance(value, bool) and isinstance(value, (int, float))


def _coerced(value: JsonValue, kind: str) -> JsonValue:
    """The value that was meant; None where none is plain."""
    if kind == "string":
        return as_text(value) if isinstance(value, (bool, int, float)) else None
    if not isinstance(value, str):
        return None
    try:
        read: JsonValue = json.loads(value.lower() if kind == "boolean" else value)
    except ValueError:
        return None
    return read if _fits(read, kind) and kind in ("boolean", "integer", "number") else None


def _numbers(schema: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    for key in (*_COUNTS, *_BOUNDS):
        value = schema.get(key)
        if (
            key not in schema
            or _is_number(value, key in _COUNTS)
            or (key in _BOUNDS and isinstance(value, bool))
        ):
            continue
        here = join(pointer, key)
        read = _coerced(value, "integer" if key in _COUNTS else "number")
        if read is None and isinstance(value, float):
            read = int(value)
        if read is None:
            notes.warn("not-a-number", f"`{key}` should be a number; {shown(value)} is left out", here)
            yield key, Gone.GONE
        else:
            notes.warn("not-a-number", f"`{key}` should be a number; {shown(value)} is read as {read}", here)
            yield key, read


def _is_number(value: JsonValue, count: bool) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, float):
        return not count or value.is_integer()
    return isinstance(value, int)


def _items(schema: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    items = schema.get("items")
    here = join(pointer, "items")
    if isinstance(items, list):
        # Tuples, as JSON Schema wrote them before 2020-12.
        notes.warn("tuple-items", "`items` is one schema; a list of them is read as `prefixItems`", here)
        notes.moved[join(pointer, "prefixItems")] = here
        yield "items", Gone.GONE
        yield "prefixItems", items
        if "additionalItems" in schema:
            yield "items", schema["additionalItems"]
