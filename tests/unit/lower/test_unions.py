"""`oneOf`, `anyOf`, discriminators and enums."""

from __future__ import annotations

from typing import Any

import pytest
from lowering import lowered, schema, schemas
from specpress.diagnostics import Diagnostics
from specpress.ir import types

CAT = {"type": ["object"], "required": ["kind"], "properties": {"kind": {"const": "cat"}}}
DOG = {"type": ["object"], "required": ["kind"], "properties": {"kind": {"enum": ["dog", "puppy"]}}}
PLAIN = {"type": ["object"], "properties": {"a": True}}
REFS = [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ({"anyOf": [{"type": ["string"]}, {"type": ["integer"]}]}, "(string | integer)"),
        ({"oneOf": [{"type": ["string"]}, {"type": ["integer"]}]}, "(string ^ integer)"),
        ({"anyOf": [{"type": ["string"]}, {"type": ["null"]}]}, "string?"),
        ({"anyOf": [{"type": ["string", "null"]}, {"type": ["integer"]}]}, "(string | integer)?"),
        ({"anyOf": [{"type": ["null"]}]}, "=None"),
        ({"anyOf": [{"$ref": "#/components/schemas/Plain"}]}, "Plain"),
        ({"anyOf": [{"type": ["string"]}, {"type": ["string"], "description": "again"}]}, "string"),
        (
            {"anyOf": [{"anyOf": [{"type": ["string"]}, {"type": ["integer"]}]}, PLAIN]},
            "(string | integer | {a?: any})",
        ),
        (
            {"anyOf": [{"oneOf": [{"type": ["string"]}, {"type": ["integer"]}]}, PLAIN]},
            "((string ^ integer) | {a?: any})",
        ),
        ({"anyOf": [False, {"type": ["string"]}]}, "string"),
        ({"anyOf": []}, "any"),
        (
            {"type": ["string"], "anyOf": [{"maxLength": 1}, {"pattern": "a"}]},
            "string<anyOf [any<maxLength 1>, any<pattern 'a'>]>",
        ),
        (
            {"properties": {"a": True, "b": True}, "oneOf": [{"required": ["a"]}, {"required": ["b"]}]},
            "{a?: any, b?: any}<oneOf [any<required ['a']>, any<required ['b']>]>",
        ),
        (
            {"properties": {"a": True}, "anyOf": [{"type": ["object"], "required": ["a"]}]},
            "{a?: any}<anyOf [{a: any}]>",
        ),
        (
            {
                "properties": {"z": True},
                "oneOf": [{"$ref": "#/components/schemas/Plain"}, {"properties": {"b": True}}],
            },
            "({a?: any, z?: any} ^ {b?: any, z?: any})",
        ),
        ({"type": ["object"], "oneOf": REFS}, "(kind: Cat@cat ^ Dog@dog/puppy)"),
        ({"type": ["string"], "oneOf": [{"type": ["string"]}, {"type": ["integer"]}]}, "string"),
        ({"additionalProperties": True, "anyOf": [{"type": ["string"]}, PLAIN]}, "(string | {a?: any})"),
        ({"properties": {"z": True}, "anyOf": [PLAIN, {"type": ["null"]}]}, "{a?: any, z?: any}?"),
        ({"type": ["object", "null"], "oneOf": REFS}, "(kind: Cat@cat ^ Dog@dog/puppy)?"),
        ({"oneOf": REFS, "anyOf": REFS}, "(kind: Cat@cat ^ Dog@dog/puppy)"),
    ],
)
def test_unions(stated: Any, shown: str) -> None:
    assert schema(stated, Cat=CAT, Dog=DOG, Plain=PLAIN) == shown


@pytest.mark.parametrize(
    ("discriminator", "shown"),
    [
        (None, "(kind: Cat@cat ^ Dog@dog/puppy)"),
        ({"propertyName": "kind"}, "(kind: Cat@cat ^ Dog@dog/puppy)"),
        ({"propertyName": "other"}, "(other: Cat@Cat ^ Dog@Dog)"),
        (
            {"propertyName": "kind", "mapping": {"c": "#/components/schemas/Cat", "d": "Dog", "e": "Dog"}},
            "(kind: Cat@c ^ Dog@d/e)",
        ),
        ({"propertyName": "kind", "mapping": {"c": "./animals/Cat.yaml"}}, "(kind: Cat@c ^ Dog@dog/puppy)"),
    ],
)
def test_discriminators(discriminator: Any, shown: str) -> None:
    stated: dict[str, Any] = {"oneOf": REFS}
    if discriminator:
        stated["discriminator"] = discriminator
    assert schema(stated, Cat=CAT, Dog=DOG) == shown


def test_a_declared_discriminator_needs_not_be_required() -> None:
    cat, dog = ({key: value for key, value in each.items() if key != "required"} for each in (CAT, DOG))
    both = {"type": ["object"], "properties": {"kind": {"enum": ["cat", "dog"]}}}
    stated: dict[str, Any] = {"oneOf": REFS, "discriminator": {"propertyName": "kind"}}
    assert schema(stated, Cat=cat, Dog=dog) == "(kind: Cat@cat ^ Dog@dog/puppy)"
    assert schema(stated, Cat=both, Dog=both) == "(kind: Cat@Cat ^ Dog@Dog)"
    assert schema({"oneOf": REFS}, Cat=cat, Dog=dog) == "(Cat ^ Dog)"


@pytest.mark.parametrize(
    ("cat", "selects"),
    [
        ({"type": ["string"]}, ("c",)),
        ({"type": ["string"], "enum": ["c", "d"]}, ("c",)),
        ({"type": ["integer"]}, ()),
        ({"const": "c"}, ()),
    ],
)
def test_an_object_knows_the_values_that_select_it(cat: Any, selects: tuple[str, ...]) -> None:
    mapping = {"c": "Cat", "d": "Dog"}
    components = {
        "Cat": {"type": ["object"], "properties": {"kind": cat}},
        "Dog": DOG,
        "Pet": {"oneOf": REFS, "discriminator": {"propertyName": "kind", "mapping": mapping}},
    }
    found = lowered({"paths": {}, "components": {"schemas": components}})
    record = next(each.type for each in found.declarations if each.id.endswith("/Cat"))
    assert isinstance(record, types.Record)
    assert record.properties[0].selects == selects


def test_names_that_stand_for_values_are_not_taken_for_them() -> None:
    plain = {"type": ["object"], "properties": {"kind": {"type": ["string"]}}}
    stated = {"oneOf": REFS, "discriminator": {"propertyName": "kind"}}
    found = lowered({"paths": {}, "components": {"schemas": {"Cat": plain, "Dog": plain, "Pet": stated}}})
    record = next(each.type for each in found.declarations if each.id.endswith("/Cat"))
    assert isinstance(record, types.Record)
    assert record.properties[0].selects == ()


def test_a_variant_that_is_a_union_has_the_tags_of_all_its_variants() -> None:
    found = schemas(
        Cat=CAT,
        Dog=DOG,
        Bird={"type": ["object"], "required": ["kind"], "properties": {"kind": {"const": "bird"}}},
        Pet={"oneOf": REFS},
        Any={"oneOf": [{"$ref": "#/components/schemas/Pet"}, {"$ref": "#/components/schemas/Bird"}]},
    )
    assert found["Any"] == "(kind: Pet@cat/dog/puppy ^ Bird@bird)"


def test_a_mapping_to_something_else_is_reported() -> None:
    diagnostics = Diagnostics()
    stated = {"oneOf": REFS, "discriminator": {"propertyName": "kind", "mapping": {"x": "Plain"}}}
    assert schema(stated, diagnostics, Cat=CAT, Dog=DOG, Plain=PLAIN) == "(kind: Cat@cat ^ Dog@dog/puppy)"
    assert diagnostics.codes()["mapping-without-variant"] == 1


def test_a_discriminator_that_tells_nothing_apart_stays_a_constraint() -> None:
    diagnostics = Diagnostics()
    stated = {"oneOf": [CAT, {**CAT, "maxProperties": 2}], "discriminator": {"propertyName": "kind"}}
    assert "<discriminator {'propertyName': 'kind'}>" in schema(stated, diagnostics)
    assert diagnostics.codes()["ambiguous-discriminator"] == 1


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ({"enum": ["a", "b", "a"]}, "enum('a'|'b')"),
        ({"type": ["string"], "enum": ["a"]}, "='a'"),
        ({"enum": ["a", "b", None]}, "enum('a'|'b')?"),
        ({"type": ["string", "null"], "enum": ["a", "b"]}, "enum('a'|'b')?"),
        ({"enum": [None]}, "=None"),
        ({"enum": [1, True, 1.0, "1", ""]}, "enum(1|True|'1'|'')"),
        ({"enum": [True, False]}, "boolean"),
        ({"enum": [{"a": 1}, [1]]}, "enum({'a': 1}|[1])"),
        ({"type": ["string"], "x-extensible-enum": ["a", "b"]}, "enum('a'|'b'|...)"),
        ({"anyOf": [{"type": ["string"]}, {"type": ["string"], "enum": ["a", "b"]}]}, "enum('a'|'b'|...)"),
        ({"anyOf": [{"enum": ["a"]}, {"type": ["string"]}]}, "enum('a'|...)"),
        ({"anyOf": [{"const": "a"}, {"const": "b"}, {"type": ["string"]}]}, "enum('a'|'b'|...)"),
        ({"oneOf": [{"const": 1, "title": "one"}, {"const": 2}]}, "enum(1|2)"),
        ({"anyOf": [{"type": ["integer"]}, {"enum": ["a", "b"]}]}, "(integer | enum('a'|'b'))"),
        ({"const": {"a": [1]}}, "={'a': [1]}"),
        ({"const": None}, "=None"),
    ],
)
def test_enums(stated: Any, shown: str) -> None:
    assert schema(stated) == shown


def test_an_enum_without_values_is_reported() -> None:
    diagnostics = Diagnostics()
    assert schema({"enum": []}, diagnostics) == "never"
    assert diagnostics.codes()["empty-enum"] == 1


def test_values_of_another_type_are_read_as_if_quoted() -> None:
    diagnostics = Diagnostics()
    assert schema({"type": ["string"], "enum": [1, True, "x"]}, diagnostics) == "enum('1'|'true'|'x')"
    assert diagnostics.codes()["enum-value-type"] == 2


@pytest.mark.parametrize(
    "described",
    [
        {"enum": ["a", "b"], "x-enum-descriptions": ["A", "B"]},
        {"enum": ["a", "b"], "x-enumDescriptions": {"b": "B", "a": "A"}},
        {"enum": ["a", "b"], "x-enum-varnames": ["A", "B"]},
        {"oneOf": [{"const": "a", "description": "A"}, {"const": "b", "title": "B"}]},
    ],
)
def test_members_have_descriptions(described: Any) -> None:
    api = lowered({"components": {"schemas": {"It": described}}})
    kind = api.declarations[0].type
    assert isinstance(kind, types.Enum)
    assert [member.description for member in kind.members] == ["A", "B"]


def test_a_variant_that_is_its_own_union_is_left_out() -> None:
    diagnostics = Diagnostics()
    found = schemas(
        diagnostics,
        A={"anyOf": [{"$ref": "#/components/schemas/B"}, {"type": ["string"]}]},
        B={"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": ["integer"]}]},
        Json={
            "anyOf": [
                {"type": ["string"]},
                {"type": ["array"], "items": {"$ref": "#/components/schemas/Json"}},
            ]
        },
    )
    assert found == {"A": "string", "B": "integer", "Json": "(string | [Json])"}
    assert diagnostics.codes()["schema-contains-itself"] == 2
