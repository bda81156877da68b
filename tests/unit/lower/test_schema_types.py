"""What one schema comes to, keyword by keyword."""

from __future__ import annotations

from typing import Any

import pytest
from lowering import lowered, schema, schemas
from specpress.diagnostics import Diagnostics
from specpress.ir import types


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        (True, "any"),
        (False, "never"),
        ({}, "any"),
        ({"type": ["string"]}, "string"),
        ({"type": ["integer"], "format": "Int64"}, "integer:int64"),
        ({"type": ["number", "integer"]}, "number"),
        ({"type": ["null"]}, "=None"),
        ({"type": ["string", "null"], "maxLength": 3}, "string<maxLength 3>?"),
        (
            {"type": ["string", "integer"], "maxLength": 3, "minimum": 1},
            "(string<maxLength 3> | integer<minimum 1>)",
        ),
        ({"type": ["string", "array", "null"]}, "(string | [any])?"),
        ({"type": ["string", None]}, "string?"),
    ],
)
def test_types(stated: Any, shown: str) -> None:
    assert schema(stated) == shown


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ({"type": ["string"], "minLength": 1, "pattern": "^a"}, "string<minLength 1, pattern '^a'>"),
        ({"type": ["string"], "minLength": 0}, "string"),
        (
            {"type": ["number"], "minimum": 0, "exclusiveMaximum": 9, "multipleOf": 0.5},
            "number<minimum 0, exclusiveMaximum 9, multipleOf 0.5>",
        ),
        ({"type": ["array"], "maxItems": 2, "uniqueItems": True}, "[any]<maxItems 2, uniqueItems True>"),
        ({"type": ["array"], "uniqueItems": False}, "[any]"),
        (
            {"type": ["array"], "contains": {"const": "a"}, "minContains": 2},
            "[any]<contains ='a', minContains 2>",
        ),
        ({"type": ["object"], "minProperties": 1}, "map(any)<minProperties 1>"),
        (
            {"type": ["object"], "propertyNames": {"maxLength": 64}},
            "map(any)<propertyNames any<maxLength 64>>",
        ),
        ({"type": ["string"], "not": {"const": "a"}}, "string<not ='a'>"),
        (
            {"type": ["string"], "if": {"minLength": 2}, "then": {"pattern": "a"}, "else": False},
            "string<if any<minLength 2>, then any<pattern 'a'>, else never>",
        ),
        ({"type": ["object"], "dependentRequired": {"a": ["b"]}}, "map(any)<dependentRequired {'a': ['b']}>"),
        (
            {"type": ["object"], "dependentSchemas": {"a": {"required": ["b"]}}},
            "map(any)<dependentSchemas {a: any<required ['b']>}>",
        ),
        ({"pattern": "^a"}, "any<pattern '^a'>"),
    ],
)
def test_constraints_are_kept_and_change_no_type(stated: Any, shown: str) -> None:
    assert schema(stated) == shown


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ({"type": ["string"], "format": "date-time"}, "string:date-time"),
        ({"type": ["string"], "format": "binary"}, "string:binary"),
        ({"type": ["string"], "format": "byte"}, "string:byte"),
        ({"type": ["string"], "contentEncoding": "base64"}, "string:byte<contentEncoding 'base64'>"),
    ],
)
def test_formats(stated: Any, shown: str) -> None:
    assert schema(stated) == shown


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ({"type": ["array"], "items": {"type": ["string"]}}, "[string]"),
        ({"items": {"type": ["string"]}}, "[string]"),
        ({"type": ["array"], "items": True}, "[any]"),
        ({"type": ["array"], "items": False}, "(; never)"),
        ({"prefixItems": [{"type": ["string"]}, True]}, "(string, any; any)"),
        ({"prefixItems": [{"type": ["string"]}], "items": False}, "(string; never)"),
        (
            {"prefixItems": [{"type": ["string"]}], "unevaluatedItems": False},
            "(string; never)<unevaluatedItems never>",
        ),
        ({"type": ["array"], "items": [{"type": ["string"]}], "additionalItems": False}, "(string; never)"),
    ],
)
def test_arrays(stated: Any, shown: str) -> None:
    assert schema(stated) == shown


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ({"type": ["object"]}, "map(any)"),
        ({"type": ["object"], "additionalProperties": {"type": ["integer"]}}, "map(integer)"),
        ({"additionalProperties": True}, "map(any)"),
        ({"type": ["object"], "additionalProperties": False}, "{**never}"),
        ({"properties": {"a": True}}, "{a?: any}"),
        ({"properties": {"a": True}, "additionalProperties": False}, "{a?: any, **never}"),
        ({"properties": {"a": True}, "additionalProperties": {"type": ["string"]}}, "{a?: any, **string}"),
        ({"properties": {"a": True}, "unevaluatedProperties": False}, "{a?: any, **never}"),
        (
            {"properties": {"a": True}, "unevaluatedProperties": {"type": ["string"]}},
            "{a?: any}<unevaluatedProperties string>",
        ),
        ({"properties": {"a": True}, "patternProperties": {"^x": False}}, "{a?: any, /^x/: never}"),
        (
            {"patternProperties": {"^x": {"type": ["string"]}}, "additionalProperties": False},
            "map(string)<patternProperties {^x: string}>",
        ),
        ({"type": ["object"], "required": ["a"]}, "{a: any}"),
        ({"required": ["a"], "additionalProperties": {"type": ["string"]}}, "{a: string, **string}"),
    ],
)
def test_objects(stated: Any, shown: str) -> None:
    assert schema(stated) == shown


def test_properties_are_sorted_required_first_then_id() -> None:
    names = ["b", "id", "z", "a"]
    assert schema({"properties": dict.fromkeys(names, True), "required": ["z"]}) == (
        "{z: any, id?: any, a?: any, b?: any}"
    )


def test_wire_names_stay_as_they_are() -> None:
    api = lowered(
        {"components": {"schemas": {"../../x": {"properties": {"__import__('os')": True, "": True}}}}}
    )
    (declaration,) = api.declarations
    assert declaration.id == "/components/schemas/..~1..~1x"
    assert isinstance(declaration.type, types.Record)
    assert [prop.wire for prop in declaration.type.properties] == ["", "__import__('os')"]


@pytest.mark.parametrize(
    "stated",
    [
        {"type": ["string"], "readOnly": True},
        {"$ref": "#/components/schemas/Plain", "readOnly": True},
        {"$ref": "#/components/schemas/ReadOnly"},
        {"allOf": [{"$ref": "#/components/schemas/Plain"}, {"readOnly": True}]},
    ],
)
def test_read_only_is_found_wherever_it_stands(stated: Any) -> None:
    found = schemas(
        It={"properties": {"a": stated}},
        Plain={"type": ["string"]},
        ReadOnly={"type": ["string"], "readOnly": True},
    )
    assert found["It"].startswith("{r a?: ")


def test_annotations_are_on_the_property_and_on_its_type() -> None:
    stated = {
        "type": ["string", "null"],
        "title": "T",
        "description": "D",
        "deprecated": True,
        "default": None,
        "examples": ["x"],
    }
    api = lowered({"components": {"schemas": {"It": {"properties": {"a": stated}}}}})
    record = api.declarations[0].type
    assert isinstance(record, types.Record)
    expected = types.Annotations(
        title="T", description="D", deprecated=True, default=types.Given(None), examples=("x",)
    )
    assert record.properties[0].annotations == record.properties[0].type.annotations == expected


def test_an_unknown_type_is_reported_and_admits_anything() -> None:
    diagnostics = Diagnostics()
    assert schema({"type": ["file"]}, diagnostics) == "any"
    assert diagnostics.codes()["unknown-type"] == 1


def test_deep_nesting_needs_no_deep_stack() -> None:
    stated: dict[str, Any] = {"type": ["string"]}
    for _ in range(400):
        stated = {"properties": {"a": stated}}
    kind = lowered({"components": {"schemas": {"It": stated}}}).declarations[0].type
    depth = 0
    while isinstance(kind, types.Record):
        kind = kind.properties[0].type
        depth += 1
    assert depth == 400
