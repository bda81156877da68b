"""Sample responses (section 9 of the manual's rules)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from manual import STRING, manual, record, ref, section


def response(schema: Any, /, media: Any = None, **schemas: Any) -> str:
    content = {"application/json": {"schema": schema, **(media or {})}}
    operation = {"responses": {"200": {"description": "ok", "content": content}}}
    document = {"paths": {"/pets": {"get": operation}}, "components": {"schemas": schemas}}
    page = manual(document, {"GET /pets": "pets.look"})["python/pets/look.md"]
    return section(page, "#### Response").removeprefix("```json\n").removesuffix("\n```")


def value(schema: Any, /, media: Any = None, **schemas: Any) -> Any:
    return json.loads(response(schema, media, **schemas))


def test_every_property_is_shown_in_the_order_of_the_page() -> None:
    schema = record("z", a=STRING, z=STRING, id=STRING)
    assert response(schema) == '{\n  "z": "z",\n  "id": "id",\n  "a": "a"\n}'


def test_text_stays_readable() -> None:
    assert response(record(a={**STRING, "examples": ["Gruß"]})) == '{\n  "a": "Gruß"\n}'


@pytest.mark.parametrize(
    ("media", "schema", "expected"),
    [
        ({"example": {"a": "media"}}, {"example": {"a": "schema"}}, "media"),
        ({"examples": {"one": {"value": {"a": "media"}}}}, {}, "media"),
        ({}, {"examples": [{"a": "schema"}]}, "schema"),
        ({}, {}, "property"),
        ({"example": {"b": "other"}}, {}, "property"),
    ],
    ids=["of the media type", "named ones", "of the schema", "of the property", "a key that is missing"],
)
def test_the_nearest_example_counts(media: Any, schema: Any, expected: str) -> None:
    it = {**record(a={**STRING, "examples": ["property"]}), **schema}
    assert value(ref("It"), media, It=it) == {"a": expected}


def test_null_stays_for_scalars_alone_and_empty_arrays_are_filled() -> None:
    toy = record(size={"type": "integer"})
    schema = record(
        a={"type": ["string", "null"]},
        b={"anyOf": [ref("Toy"), {"type": "null"}]},
        c={"type": "array", "items": STRING},
        d={"type": "object", "additionalProperties": STRING},
    )
    given = {"a": None, "b": None, "c": [], "d": {}}
    shown = {"a": None, "b": {"size": 0}, "c": ["string"], "d": {}}
    assert value(schema, {"example": given}, Toy=toy) == shown


def test_all_items_of_an_example_are_kept() -> None:
    schema = record(a={"type": "array", "items": record(b=STRING)})
    assert value(schema, {"example": {"a": [{"b": "1"}, {"b": "2"}]}}) == {"a": [{"b": "1"}, {"b": "2"}]}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"kind": "dog"}, {"kind": "dog", "bark": "bark"}),
        ({"kind": "cat"}, {"kind": "cat", "purr": "purr"}),
        (None, {"kind": "cat", "purr": "purr"}),
    ],
)
def test_a_union_is_the_variant_that_its_example_is_of(given: Any, expected: Any) -> None:
    cat = record("kind", "purr", kind={"const": "cat"}, purr=STRING)
    dog = record("kind", kind={"const": "dog"}, bark=STRING)
    if given == {"kind": "cat"}:
        given = {"kind": "cat", "purr": "purr"}
    media = {"example": {"pet": given}} if given else {}
    schema = record(pet={"oneOf": [ref("Cat"), ref("Dog")]})
    assert value(schema, media, Cat=cat, Dog=dog) == {"pet": expected}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"enum": ["x", "y"]}, "x"),
        ({"const": 3}, 3),
        (STRING, "it"),
        ({"type": "array", "items": STRING}, ["string"]),
        ({"type": "object", "additionalProperties": STRING}, {"foo": "string"}),
        ({**STRING, "minLength": 4}, "xxxx"),
        ({**STRING, "format": "date-time"}, "2019-12-27T18:11:19.117Z"),
        ({**STRING, "format": "date"}, "2019-12-27"),
        ({**STRING, "format": "uri"}, "https://example.com"),
        ({**STRING, "format": "uuid"}, "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"),
        ({"type": "integer"}, 0),
        ({"type": "number", "minimum": 1.5}, 1.5),
        ({"type": "integer", "minimum": 1.0}, 1),
        ({"type": "integer", "example": 2.0}, 2),
        ({"type": "boolean"}, True),
        ({"anyOf": [STRING, {"type": "array", "items": STRING}]}, "string"),
        ({"anyOf": [STRING, {"type": "null"}]}, "it"),
        ({"anyOf": [STRING, {**STRING, "enum": ["x", "y"]}]}, "string"),
        ({"anyOf": [{**STRING, "enum": ["x", "y"]}, STRING]}, "x"),
        ({"type": "array", "items": {"anyOf": [STRING, {"enum": ["x", "y"]}]}}, ["string"]),
        ({"type": "object"}, {"foo": "bar"}),
    ],
)
def test_values_are_made_up(schema: Any, expected: Any) -> None:
    assert value(record(it=schema)) == {"it": expected}


def test_a_list_is_shown_with_its_envelope() -> None:
    assert value({"type": "array", "items": ref("Pet")}, Pet=record(id=STRING)) == [{"id": "id"}]


def test_what_holds_itself_ends() -> None:
    node = record(
        next={"anyOf": [ref("Node"), {"type": "null"}]}, kids={"type": "array", "items": ref("Node")}
    )
    assert value(ref("Node"), Node=node) == {"kids": [], "next": None}


def test_the_example_of_what_holds_itself_is_shown_once() -> None:
    node = {**record(name=STRING, parent=ref("Node")), "examples": [{"name": "Ida"}]}
    assert value(ref("Node"), Node=node) == {"name": "Ida", "parent": {}}
    node["examples"] = [{"name": "Ida", "parent": {"name": "Eve"}}]
    assert value(ref("Node"), Node=node) == {"name": "Ida", "parent": {"name": "Eve", "parent": {}}}
    stated = {"allOf": [ref("Node")], "examples": [{"name": "Eve"}]}
    assert value(ref("Node"), Node=record(name=STRING, parent=stated)) == {"name": "name", "parent": {}}


def test_variants_that_hold_their_union_come_last() -> None:
    group = record("parts", parts={"type": "array", "items": ref("Part")})
    nothing = {"Part": {"oneOf": [ref("Group")]}, "Group": group}
    assert value(ref("Group"), **nothing) == {"parts": []}
    part = {"oneOf": [ref("Group"), ref("Leaf")]}
    schemas = {"Part": part, "Group": group, "Leaf": record("x", x=STRING)}
    assert value(ref("Group"), **schemas) == {"parts": [{"x": "x"}]}


@pytest.mark.parametrize(
    "content",
    [{}, {"application/octet-stream": {}}, {"application/jsonl": {"itemSchema": STRING}}],
    ids=["nothing", "a file", "lines"],
)
def test_there_is_none_where_there_is_no_json(content: Any) -> None:
    operation = {"responses": {"200": {"description": "ok", **({"content": content} if content else {})}}}
    page = manual({"paths": {"/pets": {"get": operation}}}, {"GET /pets": "pets.look"})["python/pets/look.md"]
    assert "#### Response" not in page
