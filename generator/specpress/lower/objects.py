"""Objects: records, maps and what stands between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from specpress.document.pointer import Cursor
from specpress.ir import types
from specpress.ir.names import Name, words
from specpress.ir.types import Constraint, Property, Type
from specpress.lower.ancestors import ancestors
from specpress.lower.records import ordered, require
from specpress.lower.scope import Convert, Scope
from specpress.lower.unions import join

KEYWORDS: Final = frozenset({"properties", "additionalProperties", "patternProperties"})
"""Keywords that make an object of a schema without `type`."""


def object_type(schema: Cursor, scope: Scope, convert: Convert) -> Type:
    """The type of an object schema (JSON Schema 2020-12 core, 10.3.2): a Map where no property is
    declared."""
    properties = ordered(_properties(schema, scope, convert))
    patterns = tuple(_patterns(schema, scope, convert))
    extra = _extra(schema, scope, convert)
    required = _required(schema)
    if properties or required:
        record = types.Record(properties=properties, extra=extra, patterns=patterns, pointer=schema.pointer)
        return require(record, required) if required else record
    if not patterns:
        if isinstance(extra, types.Never):
            return types.Record(properties=(), extra=extra, pointer=schema.pointer)
        return types.Map(value=extra, pointer=schema.pointer)
    if isinstance(extra, types.Never):
        constraint = Constraint("patternProperties", dict(patterns))
        value = join([kind for _, kind in patterns], pointer=schema.pointer)
        return types.Map(value=value, constraints=(constraint,), pointer=schema.pointer)
    return types.Record(properties=(), extra=extra, patterns=patterns, pointer=schema.pointer)


def _properties(schema: Cursor, scope: Scope, convert: Convert) -> Iterator[Property]:
    members = scope.member()
    if "properties" not in schema:
        return
    for wire, child in (schema / "properties").entries():
        kind = convert(child, members)
        yield Property(
            wire=wire,
            name=Name(words(wire)),
            type=kind,
            read_only=_flag(child, "readOnly", scope),
            write_only=_flag(child, "writeOnly", scope),
            annotations=kind.annotations,
            pointer=child.pointer,
        )


def _required(schema: Cursor) -> list[str]:
    names = schema.mapping.get("required")
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _patterns(schema: Cursor, scope: Scope, convert: Convert) -> Iterator[tuple[str, Type]]:
    if "patternProperties" in schema:
        for pattern, child in sorted((schema / "patternProperties").entries(), key=lambda entry: entry[0]):
            yield pattern, convert(child, scope.member())


def _extra(schema: Cursor, scope: Scope, convert: Convert) -> Type:
    """The type of the properties that are not declared.

    `unevaluatedProperties: false` closes an object like `additionalProperties: false`: what stands beside it
    is merged into one object before anybody looks.
    """
    if "additionalProperties" in schema:
        extra = convert(schema / "additionalProperties", scope.member())
        # `additionalProperties: {}` says what `true` says; a description of nothing in particular is no type.
        return (
            types.Any(annotations=extra.annotations, pointer=extra.pointer) if extra == types.Any() else extra
        )
    if schema.mapping.get("unevaluatedProperties") is False:
        return types.Never(pointer=schema.pointer)
    return types.Any(pointer=schema.pointer)


def _flag(schema: Cursor, keyword: str, scope: Scope) -> bool:
    """Whether a property is `readOnly` or `writeOnly`: itself, by reference, or by one of its `allOf`
    parts."""
    value = schema.mapping
    if "$ref" not in value and "allOf" not in value:
        return value.get(keyword) is True
    return any(scope.at(part).mapping.get(keyword) is True for part in ancestors(schema.pointer, scope))
