"""Schemas into types: every keyword of JSON Schema 2020-12 and of OpenAPI's dialect has its meaning here."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from specpress.document.pointer import Cursor
from specpress.ir import types
from specpress.ir.types import NO_ANNOTATIONS, Constraint, ScalarKind, Type
from specpress.lower.allof import every, meeting, reference
from specpress.lower.alternatives import alternatives
from specpress.lower.enums import OPEN_KEY, enum, nullable
from specpress.lower.notes import (
    ANNOTATIONS,
    EVERY,
    OF_ANY,
    OF_ARRAYS,
    OF_NUMBERS,
    OF_OBJECTS,
    OF_STRINGS,
    UNTYPED,
    constrained,
    constraints,
    filled,
    stated_annotations,
)
from specpress.lower.objects import KEYWORDS as OBJECT_KEYWORDS
from specpress.lower.objects import object_type
from specpress.lower.scope import Scope
from specpress.lower.unions import join

_OF_KIND: Final = {
    "string": OF_STRINGS,
    "integer": OF_NUMBERS,
    "number": OF_NUMBERS,
    "boolean": (),
    "array": OF_ARRAYS,
    "object": OF_OBJECTS,
}
_OF_SOME_KIND: Final = frozenset({*EVERY, "properties"})
_PARTS: Final = frozenset({"$ref", "allOf"})
_BESIDE_REFERENCE: Final = frozenset({"$ref", "readOnly", "writeOnly", "summary", *ANNOTATIONS})
_BASE64: Final = frozenset({"base64", "base64url", "byte"})


def convert(schema: Cursor, scope: Scope) -> Type:
    """The type of a schema. A `$ref` becomes a Ref, and what it leads to is declared.

    Parameters:
      schema: A Schema Object or boolean schema of the normalised document; anything else admits any value.
      scope: What carries the schema's value, and what has been declared so far.
    """
    if schema.value is False:
        return types.Never(pointer=schema.pointer)
    value = schema.mapping
    if not value:
        return types.Any(pointer=schema.pointer)
    if (
        "$ref" in value
        and value.keys() <= _BESIDE_REFERENCE
        and (alone := reference(schema, scope)) is not None
    ):
        return _finished(alone, schema)
    return _finished(alternatives(schema, _without_unions(schema, scope), scope, convert, base), schema)


def base(schema: Cursor, scope: Scope) -> Type:
    """The type of a schema without its `oneOf` and `anyOf`: what the variants of a hierarchy have in
    common."""
    return _finished(_without_unions(schema, scope), schema)


def _finished(kind: Type, schema: Cursor) -> Type:
    notes = stated_annotations(schema)
    if notes == NO_ANNOTATIONS and kind.pointer == schema.pointer:
        return kind
    return replace(kind, annotations=filled(notes, kind.annotations), pointer=schema.pointer)


def _without_unions(schema: Cursor, scope: Scope) -> Type:
    kind = _stated(schema, scope)
    if not _PARTS.isdisjoint(schema.mapping):
        kind = _typed(every(schema, kind, scope, convert, base))
    return constrained(kind, *constraints(schema, OF_ANY, lambda child: convert(child, scope.of("json"))))


def _typed(kind: Type) -> Type:
    """What `allOf` and `$ref` come to: of their parts one at least is taken to say what the value is."""
    if isinstance(kind, types.Nullable):
        return replace(kind, inner=_typed(kind.inner))
    if UNTYPED not in kind.constraints:
        return kind
    return replace(kind, constraints=tuple(item for item in kind.constraints if item != UNTYPED))


def _stated(schema: Cursor, scope: Scope) -> Type:
    """What the keywords of the schema itself say, without those that combine schemas."""
    value = schema.mapping
    kinds = _kinds(schema, scope)
    if "const" in value:
        return types.Literal(value=(schema / "const").value, pointer=schema.pointer)
    null = "null" in kinds
    kinds = tuple(kind for kind in kinds if kind != "null")
    if "enum" in value or OPEN_KEY in value:
        keywords = tuple(keyword for kind in kinds for keyword in _OF_KIND[kind])
        kind = constrained(enum(schema, kinds, scope.diagnostics), *_constraints(schema, keywords, scope))
    elif len(kinds) == 1:
        kind = _of_kind(kinds[0], schema, scope)
    elif kinds:
        kind = join([_of_kind(kind, schema, scope) for kind in kinds], pointer=schema.pointer)
    else:
        kind = types.Literal(value=None, pointer=schema.pointer) if null else _inferred(schema, scope)
    if "xml" in value and (schema / "xml" / "nodeType").text == "none" and "array" not in kinds:
        scope.diagnostics.warning(
            "xml-node-needed",
            "`nodeType: none` is honoured for arrays alone: this value is written as an element.",
            (schema / "xml" / "nodeType").pointer,
            hint="Describe its children where it stands, as of OpenAPI 3.1.",
        )
    kind = constrained(kind, *_idle(schema, kinds, scope))
    return nullable(kind) if null else kind


def _idle(schema: Cursor, kinds: tuple[str, ...], scope: Scope) -> tuple[Constraint, ...]:
    """Keywords that no value of the stated types obeys, such as `minItems` of a string.

    They are a slip of the author's and decide nothing; but whoever changes one means something by it.
    """
    stated = schema.mapping.keys()
    if not kinds or stated.isdisjoint(_OF_SOME_KIND):
        return ()
    busy = {keyword for kind in kinds for keyword in _OF_KIND[kind]}
    idle = tuple(keyword for keyword in EVERY if keyword in stated and keyword not in busy)
    kept = _constraints(schema, idle, scope)
    if "object" in kinds or "properties" not in schema.mapping:
        return kept
    properties = {
        wire: convert(child, scope.member())
        for wire, child in sorted((schema / "properties").entries(), key=lambda entry: entry[0])
    }
    required = (Constraint("required", (schema / "required").value),) if "required" in schema else ()
    return (*kept, Constraint("properties", properties), *required)


def _kinds(schema: Cursor, scope: Scope) -> tuple[str, ...]:
    """The JSON types that `type` names, each once; `integer` is a `number` already."""
    stated = schema.mapping.get("type")
    found: dict[str, None] = {}
    for item in stated if isinstance(stated, list) else () if stated is None else (stated,):
        if item is None:  # `type: [string, null]` in YAML, where "null" was meant
            found["null"] = None
        elif isinstance(item, str) and (item in _OF_KIND or item == "null"):
            found[item] = None
        else:
            scope.diagnostics.warning(
                "unknown-type",
                f"JSON Schema knows no type {item!r}; any value is admitted.",
                (schema / "type").pointer,
                hint="Use string, integer, number, boolean, array, object or null.",
            )
            return ()
    if "number" in found:
        found.pop("integer", None)
    return tuple(found)


def _inferred(schema: Cursor, scope: Scope) -> Type:
    """The type of a schema without `type`: what its keywords are about, where they are about one type."""
    if not OBJECT_KEYWORDS.isdisjoint(schema.mapping):
        return constrained(_of_kind("object", schema, scope), UNTYPED)
    if "items" in schema or "prefixItems" in schema:
        return _of_kind("array", schema, scope)
    if scope.within == "part" and _is_octets(schema):
        return types.Bytes(pointer=schema.pointer)
    kept = _constraints(schema, EVERY, scope)
    more = tuple(
        Constraint(keyword, (schema / keyword).value)
        for keyword in ("required", "format")
        if keyword in schema
    )
    return types.Any(constraints=(*kept, *more), pointer=schema.pointer)


def _of_kind(kind: str, schema: Cursor, scope: Scope) -> Type:
    kept = _constraints(schema, _OF_KIND[kind], scope)
    match kind:
        case "object":
            if schema.mapping.get("unevaluatedProperties") is False:
                kept = tuple(item for item in kept if item.keyword != "unevaluatedProperties")
            return constrained(object_type(schema, scope, convert), *kept)
        case "array":
            return constrained(_array(schema, scope), *kept)
        case "string":
            if scope.within == "part" and _is_octets(schema):
                return types.Bytes(pointer=schema.pointer)
            return types.Scalar(
                kind="string", format=_string_format(schema), constraints=kept, pointer=schema.pointer
            )
        case _:
            scalar: ScalarKind = (
                "integer" if kind == "integer" else "number" if kind == "number" else "boolean"
            )
            return types.Scalar(
                kind=scalar, format=_text(schema, "format"), constraints=kept, pointer=schema.pointer
            )


def _constraints(schema: Cursor, keywords: tuple[str, ...], scope: Scope) -> tuple[Constraint, ...]:
    return constraints(schema, keywords, lambda child: convert(child, scope.of("json")))


def _is_octets(schema: Cursor) -> bool:
    """Whether a string stands for raw octets (OpenAPI 3.0.4 4.7.14.2 and 3.1.1 4.8.14.2.1)."""
    if _text(schema, "contentEncoding"):
        return False
    return _text(schema, "format") == "binary" or "contentMediaType" in schema


def _string_format(schema: Cursor) -> str:
    if _text(schema, "contentEncoding") in _BASE64:
        return "byte"
    form = _text(schema, "format")
    return "byte" if form in _BASE64 else form


def _text(schema: Cursor, keyword: str) -> str:
    """A word of the document, in lower case."""
    value = schema.mapping.get(keyword)
    return value.lower() if isinstance(value, str) else ""


def _array(schema: Cursor, scope: Scope) -> Type:
    """An array (JSON Schema 2020-12 core, 10.3.1), `items` as a list being the older spelling of
    `prefixItems`."""
    items = scope.item()
    legacy = isinstance((schema / "items").value, list)
    prefix = schema / ("items" if legacy else "prefixItems")
    rest = schema / ("additionalItems" if legacy else "items")
    closed = "unevaluatedItems" in schema and (schema / "unevaluatedItems").value is False
    other = (
        convert(rest, items)
        if rest.value is not None
        else types.Never(pointer=schema.pointer)
        if closed
        else types.Any(pointer=rest.pointer)
    )
    if not prefix.sequence and not isinstance(other, types.Never):
        return types.Array(item=other, pointer=schema.pointer)
    first = tuple(convert(item, items) for item in prefix.items())
    return types.Tuple(items=first, rest=other, pointer=schema.pointer)


def resolved(kind: Type, scope: Scope) -> Type:
    """What a Ref stands for in the end, or any other type itself."""
    if not isinstance(kind, types.Ref):
        return kind
    return meeting(scope.at(""), scope, convert, base).expand(kind) or kind
