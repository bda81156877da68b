"""OpenAPI 3.0, 3.1 and 3.2 become one dialect, so that nothing downstream knows which it was.

The dialect is that of 3.1 and 3.2 (JSON Schema 2020-12), with `type` always a list and `examples` always
a list. What 3.0 says otherwise is translated after its "Schema Object"; what documents of any version
carry over from another is read the same way.
"""

from __future__ import annotations

from specpress.diagnostics import Diagnostics
from specpress.document.document import Document
from specpress.document.grammar import Kind, map_children
from specpress.document.heirs import with_variants
from specpress.document.moves import after, moved
from specpress.document.pointer import JsonValue, join


def normalise(document: Document, diagnostics: Diagnostics) -> Document:
    """The document in the one dialect; what has to move takes its positions and references along."""
    old = document.version == "3.0"
    wrapped: list[tuple[str, str]] = []

    def change(kind: Kind, value: JsonValue, pointer: str) -> JsonValue:
        made = map_children(kind, value, pointer, change)
        if kind is not Kind.SCHEMA or not isinstance(made, dict):
            return made
        if old and "$ref" in made and len(made) > 1:
            _warn_of_siblings(made, pointer, diagnostics)
        normal = _schema(made, old)
        if "anyOf" in normal and "anyOf" not in made:
            wrapped.extend((pointer, key) for key in made if key not in normal)
        return normal

    root = change(Kind.OPENAPI, document.root, "")
    assert isinstance(root, dict)
    root = with_variants(root)
    forward: dict[str, str] = {}
    for pointer, key in sorted(wrapped, key=lambda place: place[0].count("/")):
        here = after(pointer, forward)
        forward[join(here, key)] = join(here, "anyOf", 0, key)
    return moved(document, root, {new: old for old, new in forward.items()})


# Annotations mean beside a reference what authors think they mean; 3.1 says so, too.
_ANNOTATIONS = {
    *("title", "summary", "description", "default", "deprecated", "readOnly", "writeOnly"),
    *("nullable", "example", "examples", "externalDocs", "xml"),
}
_NULL: JsonValue = {"type": ["null"]}


def _warn_of_siblings(schema: dict[str, JsonValue], pointer: str, diagnostics: Diagnostics) -> None:
    lost = sorted(
        key for key in schema if key != "$ref" and key not in _ANNOTATIONS and not key.startswith("x-")
    )
    if lost:
        diagnostics.warning(
            "reference-sibling",
            f"OpenAPI 3.0 ignores what stands beside `$ref`: {', '.join(f'`{key}`' for key in lost)}",
            pointer,
            hint="put the reference into `allOf`, or write OpenAPI 3.1",
        )


def _schema(schema: dict[str, JsonValue], old: bool) -> dict[str, JsonValue]:
    made = dict(schema)
    if old and "$ref" in made:
        made = {
            key: value
            for key, value in made.items()
            if key == "$ref" or key in _ANNOTATIONS or key[:2] == "x-"
        }
    _limits(made)
    if "example" in made:
        example = made.pop("example")
        made.setdefault("examples", [example])
    written = made.get("type")
    if isinstance(written, str):
        made["type"] = [written]
    if made.pop("nullable", None) is True:
        return _nullable(made)
    return made


def _limits(schema: dict[str, JsonValue]) -> None:
    """`exclusiveMinimum: true` beside `minimum` becomes a number of its own (JSON Schema 2020-12, 6.2)."""
    for exclusive, inclusive in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        flag = schema.get(exclusive)
        if isinstance(flag, bool):
            del schema[exclusive]
            if flag and inclusive in schema:
                schema[exclusive] = schema.pop(inclusive)


def _nullable(schema: dict[str, JsonValue]) -> dict[str, JsonValue]:
    kinds = schema.get("type")
    if isinstance(kinds, list):
        if "null" not in kinds:
            schema["type"] = [*kinds, "null"]
        members = schema.get("enum")
        # 3.0.3 asks for null among the members as well; authors mean it with or without.
        if isinstance(members, list) and None not in members:
            schema["enum"] = [*members, None]
        return schema
    if "$ref" in schema:
        reference = schema.pop("$ref")
        return {"anyOf": [{"$ref": reference}, _NULL], **schema}
    for union in ("anyOf", "oneOf"):
        variants = schema.get(union)
        if isinstance(variants, list):
            if not any(
                isinstance(variant, dict) and variant.get("type") in (["null"], "null")
                for variant in variants
            ):
                schema[union] = [*variants, _NULL]
            return schema
    parts = schema.get("allOf")
    if isinstance(parts, list):
        about = {key: schema.pop(key) for key in tuple(schema) if key in _ANNOTATIONS or key[:2] == "x-"}
        return {"anyOf": [schema, _NULL], **about}
    return schema
