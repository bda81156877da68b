"""Repairs of `enum`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from specpress.document.edits import Edit, Gone, Notes
from specpress.document.pointer import JsonValue, join


def enum_edits(schema: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    """Lists of distinct values that the schema's type admits."""
    if "enum" not in schema or schema["enum"] is None:
        return
    written = schema["enum"]
    here = join(pointer, "enum")
    if isinstance(written, dict) or written == []:
        what = "empty" if written == [] else "an object"
        notes.warn(
            "unreadable-enum", f"`enum` lists the possible values; as it is {what}, it is left out", here
        )
        yield "enum", Gone.GONE
        return
    members = written if isinstance(written, list) else [written]
    if not isinstance(written, list):
        listed = isinstance(written, str) and "," in written
        hint = f"write `[{written}]`" if listed else ""
        notes.warn("not-a-list", "`enum` should be a list; it is read as one of one entry", here, hint=hint)
    kept: dict[str, JsonValue] = {}
    for member in members:
        value = as_text(member) if schema.get("type") == "string" else member
        kept.setdefault(json.dumps(value), value)
    made = list(kept.values())
    if len(made) != len(members):
        notes.warn("repeated-entry", "`enum` lists a value twice", here)
    if any(type(new) is not type(old) for new, old in zip(made, members, strict=False)):
        notes.warn("enum-not-text", "`enum` lists values that are no strings; they are read as such", here)
    items = schema.get("items", {})
    if schema.get("type") in ("array", ["array"]) and not any(isinstance(each, list) for each in made):
        notes.warn(
            "enum-of-items", "no array is one of these values; they are read as those of its items", here
        )
        yield "enum", Gone.GONE
        if isinstance(items, dict) and not {"$ref", "enum"} & items.keys():
            notes.moved[join(pointer, "items", "enum")] = here
            yield "items", {**items, "enum": made}
    elif made != written:
        yield "enum", made


def as_text(value: JsonValue) -> JsonValue:
    """A number or boolean as it would be written; any other value as it is."""
    return json.dumps(value) if isinstance(value, (bool, int, float)) else value
