"""`allOf`, siblings of `$ref`, and what contradicting parts come to."""

from __future__ import annotations

from typing import Any

import pytest
from lowering import schema, schemas
from specpress.diagnostics import Diagnostics

PET: dict[str, Any] = {"type": ["object"], "required": ["name"], "properties": {"name": {"type": ["string"]}}}
REF = {"$ref": "#/components/schemas/Pet"}


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ({"allOf": [REF]}, "Pet"),
        ({"allOf": [REF], "description": "x"}, "Pet"),
        ({**REF, "title": "x"}, "Pet"),
        ({"allOf": [REF, {"description": "x"}]}, "Pet"),
        ({"allOf": [REF, {"type": ["object"]}]}, "Pet"),
        ({"allOf": [REF, {"required": ["name"]}]}, "Pet"),
        ({"allOf": [REF, {"properties": {"a": True}}]}, "{name: string, a?: any}"),
        ({**REF, "properties": {"a": True}}, "{name: string, a?: any}"),
        ({"allOf": [{"properties": {"a": True}}, {"required": ["a"]}]}, "{a: any}"),
        ({"properties": {"a": True}, "allOf": [{"required": ["a"]}]}, "{a: any}"),
        ({"allOf": [{"properties": {"a": True}}], "required": ["a"]}, "{a: any}"),
        ({"allOf": [REF, REF]}, "Pet"),
        ({"allOf": [{"type": ["string"]}, {"maxLength": 3}, {"maxLength": 2}]}, "string<maxLength 2>"),
        ({"allOf": [{"type": ["number"]}, {"type": ["integer"], "format": "int32"}]}, "integer:int32"),
        ({"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}, "='b'"),
        ({"allOf": [{"enum": ["a", "b", "c"]}, {"enum": ["b", "c", "d"]}]}, "enum('b'|'c')"),
        ({"allOf": [{"type": ["string"]}, {"enum": ["a", 1, "b"]}]}, "enum('a'|'b')"),
        (
            {"type": ["array"], "allOf": [{"items": {"type": ["string"]}}, {"minItems": 1}]},
            "[string]<minItems 1>",
        ),
        ({"allOf": [{"properties": {"a": True}}, {"additionalProperties": False}]}, "{a?: any, **never}"),
        (
            {"allOf": [{"properties": {"a": {"type": ["string"]}}}, {"properties": {"a": {"minLength": 1}}}]},
            "{a?: string<minLength 1>}",
        ),
        ({"allOf": []}, "any"),
        ({"allOf": [True, REF]}, "Pet"),
        ({"allOf": [REF, False]}, "never"),
    ],
)
def test_parts_become_one_type(stated: Any, shown: str) -> None:
    diagnostics = Diagnostics()
    assert schema(stated, diagnostics, Pet=PET) == shown
    assert not diagnostics.codes().keys() - {"no-security-scheme", "no-absolute-server"}


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ({"allOf": [{"type": ["string", "null"]}, {"type": ["string", "null"]}]}, "string?"),
        ({"allOf": [{"type": ["string", "null"]}, {"type": ["string"]}]}, "string"),
        ({"allOf": [{"type": ["string", "null"]}, {"maxLength": 3}]}, "string<maxLength 3>?"),
        ({"type": ["object", "null"], "allOf": [{"properties": {"a": True}}]}, "{a?: any}?"),
        ({"type": ["object", "null"], "allOf": [REF]}, "Pet"),
        ({"allOf": [{"type": ["string", "null"]}, {"type": ["null"]}]}, "=None"),
    ],
)
def test_null_is_valid_where_each_part_says_so(stated: Any, shown: str) -> None:
    assert schema(stated, Pet=PET) == shown


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ({"allOf": [{"type": ["string"]}, {"type": ["integer"]}]}, "integer"),
        ({"allOf": [{"const": "a"}, {"const": "b"}]}, "='b'"),
        (
            {"allOf": [{"properties": {"a": {"const": "x"}}}, {"properties": {"a": {"const": "y"}}}]},
            "{a?: ='y'}",
        ),
    ],
)
def test_of_parts_that_contradict_each_other_the_last_is_taken(stated: Any, shown: str) -> None:
    diagnostics = Diagnostics()
    assert schema(stated, diagnostics) == shown
    assert diagnostics.codes()["conflicting-schemas"] == 1


def test_parts_of_parts_are_merged_too() -> None:
    found = schemas(
        A={"allOf": [{"$ref": "#/components/schemas/B"}, {"properties": {"a": True}}]},
        B={"allOf": [{"$ref": "#/components/schemas/C"}, {"properties": {"b": True}}]},
        C={"properties": {"c": True}},
    )
    assert found["A"] == "{a?: any, b?: any, c?: any}"


@pytest.mark.parametrize("keys", [("A", "B"), ("B", "A")])
def test_schemas_that_contain_each_other_are_reported(keys: tuple[str, str]) -> None:
    one, other = keys
    diagnostics = Diagnostics()
    found = schemas(
        diagnostics,
        **{
            one: {"allOf": [{"$ref": f"#/components/schemas/{other}"}, {"properties": {"a": True}}]},
            other: {"allOf": [{"$ref": f"#/components/schemas/{one}"}, {"properties": {"b": True}}]},
        },
    )
    assert found == {one: "{a?: any}", other: "{b?: any}"}
    assert diagnostics.codes()["schema-contains-itself"] == 2


def test_references_in_a_circle_admit_anything() -> None:
    diagnostics = Diagnostics()
    found = schemas(diagnostics, A={"$ref": "#/components/schemas/B"}, B={"$ref": "#/components/schemas/A"})
    assert found == {"A": "any", "B": "any"}
    assert diagnostics.codes()["schema-contains-itself"] == 2


def test_a_refinement_of_the_schema_it_is_a_part_of_stays_a_reference() -> None:
    diagnostics = Diagnostics()
    child = {"allOf": [{"$ref": "#/components/schemas/It"}, {"properties": {"b": True}}]}
    assert schema({"properties": {"child": child}}, diagnostics) == "{child?: It<allOf [{b?: any}]>}"
    assert diagnostics.codes()["recursive-all-of"] == 1


def test_recursive_schemas_meet() -> None:
    found = schemas(
        A={"properties": {"next": {"$ref": "#/components/schemas/A"}, "a": True}},
        B={"properties": {"next": {"$ref": "#/components/schemas/B"}, "b": True}},
        Both={"allOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]},
    )
    assert found["Both"] == "{a?: any, b?: any, next?: A<allOf [B]>}"


def test_variants_made_of_their_union_share_what_stands_beside_it() -> None:
    base = {
        "type": ["object"],
        "required": ["kind"],
        "properties": {"kind": {"type": ["string"]}},
        "discriminator": {"propertyName": "kind"},
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
    }
    found = schemas(
        Animal=base,
        Cat={"allOf": [{"$ref": "#/components/schemas/Animal"}, {"properties": {"c": True}}]},
        Dog={"allOf": [{"$ref": "#/components/schemas/Animal"}, {"properties": {"d": True}}]},
    )
    assert found == {
        "Animal": "(kind: Cat@Cat ^ Dog@Dog)",
        "Cat": "{kind: string, c?: any}",
        "Dog": "{kind: string, d?: any}",
    }


def test_a_discriminator_without_variants_stays_with_its_schema() -> None:
    found = schemas(
        Animal={"properties": {"kind": True}, "discriminator": {"propertyName": "kind"}},
        Cat={"allOf": [{"$ref": "#/components/schemas/Animal"}, {"properties": {"c": True}}]},
    )
    assert found["Animal"] == "{kind?: any}<discriminator {'propertyName': 'kind'}>"
    assert found["Cat"] == "{c?: any, kind?: any}"


def test_references_inside_references_are_not_replaced_without_end() -> None:
    def chain(letter: str) -> dict[str, Any]:
        return {
            f"{letter}{i}": {
                "properties": {
                    side: {"$ref": f"#/components/schemas/{letter}{i + 1}"} for side in ("l", "r")
                },
                "required": [letter],
            }
            for i in range(30)
        }

    ends = {"A30": {"type": ["object"]}, "B30": {"type": ["object"]}}
    diagnostics = Diagnostics()
    both = {"allOf": [{"$ref": "#/components/schemas/A0"}, {"$ref": "#/components/schemas/B0"}]}
    found = schemas(diagnostics, Both=both, **chain("A"), **chain("B"), **ends)
    assert "<allOf [B4]>" in found["Both"]
    assert diagnostics.codes()["recursive-all-of"] >= 1


def test_read_only_parts_that_repeat_are_looked_at_once() -> None:
    twice = {
        f"S{i}": {
            "allOf": [{"$ref": f"#/components/schemas/S{i + 1}"}, {"$ref": f"#/components/schemas/S{i + 1}"}]
        }
        for i in range(60)
    }
    found = schemas(
        It={"properties": {"a": {"$ref": "#/components/schemas/S0"}}}, **twice, S60={"readOnly": True}
    )
    assert found["It"] == "{r a?: S0}"


def test_unions_with_too_many_combinations_are_reported() -> None:
    def variants(letter: str) -> list[Any]:
        names = [f"{letter}{number}" for number in range(9)]
        return [{"type": ["object"], "required": [name], "properties": {name: True}} for name in names]

    diagnostics = Diagnostics()
    found = schema({"allOf": [{"anyOf": variants("a")}, {"anyOf": variants("b")}]}, diagnostics)
    assert "a8: any" in found
    assert "allOf [" in found
    assert diagnostics.codes()["too-many-combinations"] == 1
