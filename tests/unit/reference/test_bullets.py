"""Nested lists: what stands below a bullet, in which order (sections 4, 5 and 7 of the manual's rules)."""

from __future__ import annotations

from typing import Any

import pytest
from manual import NODE, STRING, bullets, manual, record, ref, returned, section


def test_required_fields_come_first_and_among_each_the_id() -> None:
    schema = record("zeta", "id", "beta", alpha=STRING, zeta=STRING, id=STRING, beta=STRING)
    assert [line.split("`")[1].split(":")[0] for line in returned("python", schema)[1:]] == [
        "id",
        "beta",
        "zeta",
        "alpha",
    ]


def test_fields_are_sorted_by_code_point() -> None:
    schema = record(**dict.fromkeys(("ab", "a_b", "aB", "Z", "a1"), STRING))
    names = [line.split("`")[1].partition("?")[0] for line in returned("typescript", schema)[1:]]
    assert names == ["Z", "a1", "aB", "a_b", "ab"]


def test_what_must_be_given_may_be_null_and_still_comes_first() -> None:
    schema = record("z", a=STRING, z={"type": ["string", "null"]})
    assert returned("typescript", schema)[1:] == ["  - `z: string | null`", "  - `a?: string`"]


@pytest.mark.parametrize(
    ("schema", "python", "typescript"),
    [
        (ref("Toy"), "Optional[Toy]", "Toy"),
        ({"type": "array", "items": ref("Toy")}, "Optional[List[Toy]]", "Array<Toy>"),
        (
            {"type": "object", "additionalProperties": ref("Toy")},
            "Optional[Dict[str, Toy]]",
            "Record<string, Toy>",
        ),
        ({"anyOf": [ref("Toy"), {"type": "null"}]}, "Optional[Toy]", "Toy | null"),
    ],
    ids=["alone", "in an array", "in a map", "or null"],
)
def test_fields_of_an_object_stand_below_it(schema: Any, python: str, typescript: str) -> None:
    toy = record("size", size={"type": "integer"})
    assert returned("python", record(toy=schema), Toy=toy)[1:] == [
        f"  - `toy: {python}`",
        "    - `size: int`",
    ]
    assert returned("typescript", record(toy=schema), Toy=toy)[1:] == [
        f"  - `toy?: {typescript}`",
        "    - `size: number`",
    ]


@pytest.mark.parametrize(
    "schema",
    [
        STRING,
        {"type": "array", "items": STRING},
        {"type": "object", "additionalProperties": STRING},
        {"type": "object"},
        {},
    ],
)
def test_nothing_stands_below_what_has_no_parts(schema: Any) -> None:
    assert len(returned("python", record(a=schema))) == 2


def test_values_of_enums_are_listed_as_json() -> None:
    schema = record("a", "b", a={"enum": ["x", 'y"z']}, b={"const": True})
    assert returned("python", schema)[1:] == [
        '  - `a: Literal["x", "y\\"z"]`',
        '    - `"x"`',
        '    - `"y\\"z"`',
        "  - `b: Literal[true]`",
        "    - `true`",
    ]


def test_all_values_are_listed_where_the_type_counts_them() -> None:
    assert len(returned("typescript", record(a={"enum": list("abcdefg")}))) == 2 + 7


def test_variants_of_a_union_are_listed_with_their_parts() -> None:
    either = {"anyOf": [STRING, {"type": "array", "items": ref("Toy")}, {"enum": ["a", "b"]}]}
    toy = record(size=STRING)
    assert returned("python", record("e", e=either), Toy=toy)[1:] == [
        '  - `e: Union[str, List[Toy], Literal["a", "b"]]`',
        "    - `str`",
        "    - `List[Toy]`",
        "      - `size: Optional[str]`",
        '    - `Literal["a", "b"]`',
        '      - `"a"`',
        '      - `"b"`',
    ]


def test_objects_among_variants_are_classes_in_python() -> None:
    either = {"oneOf": [ref("Cat"), ref("Dog")]}
    cat, dog = record("c", c=STRING), {**record("d", d=STRING), "description": "A dog."}
    assert returned("python", record("e", e=either), Cat=cat, Dog=dog)[1:] == [
        "  - `e: E`",
        "    - `class Cat: …`",
        "      - `c: str`",
        "    - `class Dog: …`",
        "      A dog.",
        "      - `d: str`",
    ]
    assert returned("typescript", record("e", e=either), Cat=cat, Dog=dog)[1:] == [
        "  - `e: Cat | Dog`",
        "    - `Cat`",
        "      - `c: string`",
        "    - `Dog`",
        "      A dog.",
        "      - `d: string`",
    ]


def test_a_union_that_is_returned_is_named_in_python_and_spelt_in_typescript() -> None:
    schema = {"oneOf": [ref("Cat"), ref("Dog")], "description": "Either."}
    parts = {"Cat": record(c=STRING), "Dog": record(d=STRING)}
    assert returned("python", schema, **parts)[:3] == ["- `It`", "  Either.", "  - `class Cat: …`"]
    assert returned("typescript", schema, **parts)[:3] == ["- `It = Cat | Dog`", "  Either.", "  - `Cat`"]


def test_inline_objects_among_variants_go_by_their_title_or_number_in_types_as_in_bullets() -> None:
    schema = {"oneOf": [{**record(a=STRING), "title": "big cat"}, record(b=STRING), STRING]}
    assert returned("typescript", record("it", it=schema))[1:] == [
        "  - `it: BigCat | UnionMember1 | string`",
        "    - `BigCat`",
        "      - `a?: string`",
        "    - `UnionMember1`",
        "      - `b?: string`",
        "    - `string`",
    ]


def test_a_type_that_may_be_null_says_so_where_it_is_used() -> None:
    toy = {**record("size", size=STRING), "type": ["object", "null"]}
    either = {"oneOf": [ref("Toy"), ref("Dog")]}
    schema = record("t", "e", t=ref("Toy"), e=ref("Either"))
    parts = {"Toy": toy, "Either": either, "Dog": record(d=STRING)}
    assert [line for line in returned("python", schema, **parts) if line.startswith("  - ")] == [
        "  - `e: Optional[Either]`",
        "  - `t: Optional[Toy]`",
    ]
    assert returned("typescript", schema, **parts)[1:] == [
        "  - `e: Either | null`",
        "    - `Toy`",
        "      - `size: string`",
        "    - `Dog`",
        "      - `d?: string`",
        "  - `t: Toy | null`",
    ]


def test_an_open_enum_is_any_string_or_one_of_the_known() -> None:
    mood = {"anyOf": [STRING, {"type": "string", "enum": ["good", "bad"]}]}
    assert returned("python", record("m", m=ref("Mood")), Mood=mood)[1:] == [
        "  - `m: Mood`",
        "    - `str`",
        '    - `Literal["good", "bad"]`',
        '      - `"good"`',
        '      - `"bad"`',
    ]
    assert returned("typescript", record("m", m=ref("Mood")), Mood=mood)[2:4] == [
        "    - `(string & {})`",
        '    - `"good" | "bad"`',
    ]


def test_single_values_in_a_union_are_one_group_which_python_lists_above_it() -> None:
    mood = {
        "anyOf": [STRING, {"const": "good", "description": "Fine."}, {"const": "bad"}],
        "description": "How.",
    }
    assert returned("python", record("m", m=ref("Mood")), Mood=mood)[1:] == [
        "  - `m: Mood`",
        "    How.",
        "    - `str`",
        '    - `Literal["good", "bad"]`',
        "      How.",
        "      - `good` - Fine.",
        "      - `bad`",
        '      - `"good"`',
        "        Fine.",
        '      - `"bad"`',
    ]
    assert "      - `good` - Fine." not in returned("typescript", record("m", m=ref("Mood")), Mood=mood)


def test_an_open_enum_keeps_the_order_of_the_document() -> None:
    mood = {"anyOf": [{"type": "string", "enum": ["good", "bad"]}, STRING]}
    assert returned("python", record("m", m=mood))[1:] == [
        '  - `m: Union[Literal["good", "bad"], str]`',
        '    - `Literal["good", "bad"]`',
        '      - `"good"`',
        '      - `"bad"`',
        "    - `str`",
    ]
    assert returned("typescript", record("m", m=mood))[1:] == [
        '  - `m: "good" | "bad" | (string & {})`',
        '    - `"good" | "bad"`',
        '      - `"good"`',
        '      - `"bad"`',
        "    - `(string & {})`",
    ]


def test_a_list_of_values_says_why_one_is_deprecated_in_place_of_what_it_is() -> None:
    old = {"const": "old", "description": "The first.", "x-deprecation-message": "Gone\nin May."}
    mood = {"anyOf": [{"const": "new"}, old], "description": "How."}
    assert returned("python", record("m", m=mood))[1:] == [
        '  - `m: Literal["new", "old"]`',
        "    How.",
        "    - `new`",
        "    - `old` - Gone in May.",
        '    - `"new"`',
        '    - `"old"`',
        "      The first.",
    ]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"allOf": [ref("Node")], "description": "Of the field."}, "Of the node."),
        ({"anyOf": [{"allOf": [ref("Node")], "description": "No."}, {"type": "null"}]}, "Of the node."),
        ({"allOf": [ref("Bare")], "description": "Of the field."}, "Of the field."),
        ({"anyOf": [ref("Node"), {"type": "null"}], "description": "Of the field."}, "Of the field."),
        (ref("Node", description="Of the field."), "Of the field."),
        (ref("Node"), "Of the node."),
    ],
)
def test_what_an_all_of_is_made_of_describes_the_field_and_all_else_describes_itself(
    schema: Any, expected: str
) -> None:
    node = {**NODE, "description": "Of the node."}
    assert returned("python", record(n=schema), Node=node, Bare=NODE)[2] == f"    {expected}"


def test_inline_objects_are_named_after_fields_and_below_an_alias_after_both() -> None:
    inner = record("deep", deep=record("x", x=STRING))
    schema = record("items", items={"type": "array", "items": inner})
    assert returned("python", schema)[1:] == [
        "  - `items: List[Item]`",
        "    - `deep: ItemDeep`",
        "      - `x: str`",
    ]
    assert returned("typescript", schema)[1:3] == ["  - `items: Array<Item>`", "    - `deep: Deep`"]


def test_descriptions_keep_their_paragraphs_lists_and_fences_below_the_bullet() -> None:
    text = "One.  \n\n\n- a\n- b\n\n```python\nx = 1\n\ny = 2\n```\n"
    content = {"application/json": {"schema": record(a={**STRING, "description": text})}}
    operation = {"responses": {"200": {"description": "ok", "content": content}}}
    page = manual({"paths": {"/pets": {"get": operation}}}, {"GET /pets": "pets.look"})["python/pets/look.md"]
    expected = "    One.\n\n    - a\n    - b\n\n    ```python\n    x = 1\n    \n    y = 2\n    ```\n"
    assert f"  - `a: Optional[str]`\n\n{expected}" in page


def test_only_what_a_side_sees_is_shown() -> None:
    both = record(secret={**STRING, "writeOnly": True}, made={**STRING, "readOnly": True})
    operation = {
        "requestBody": {"required": True, "content": {"application/json": {"schema": record(b=ref("Both"))}}},
        "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": ref("Both")}}}},
    }
    document = {"paths": {"/pets": {"post": operation}}, "components": {"schemas": {"Both": both}}}
    page = manual(document, {"POST /pets": "pets.make"})["python/pets/make.md"]
    assert bullets(section(page, "### Parameters"))[1:] == ["  - `secret: Optional[str]`"]
    assert bullets(section(page, "### Returns"))[1:] == ["  - `made: Optional[str]`"]


def test_properties_of_a_result_are_shown_as_they_are_read_and_those_of_a_request_as_they_are_sent() -> None:
    inner = {"type": "object", "required": ["theFrom"], "properties": {"theFrom": STRING}}
    both = record("furColour", "from", "inner", furColour=STRING, **{"from": STRING, "inner": inner})
    content = {"application/json": {"schema": record("pet", pet=ref("Pet"))}}
    operation = {
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": ref("Pet")}}}},
    }
    document = {"paths": {"/pets": {"post": operation}}, "components": {"schemas": {"Pet": both}}}
    pages = manual(document, {"POST /pets": "pets.make"})
    names: dict[str, list[str]] = {}
    for language in ("python", "typescript"):
        for heading in ("### Parameters", "### Returns"):
            shown = bullets(section(pages[f"{language}/pets/make.md"], heading))
            lines = (line.strip(" -`").partition(": ")[0] for line in shown if ": " in line)
            names[f"{language} {heading}"] = [name for name in lines if name.lower().strip("_") in READ]
    sent = ["from", "furColour", "inner", "theFrom"]
    assert names == {
        "python ### Parameters": sent,
        "python ### Returns": ["from_", "fur_colour", "inner", "the_from"],
        "typescript ### Parameters": sent,
        "typescript ### Returns": sent,
    }


READ = ("from", "furcolour", "fur_colour", "inner", "thefrom", "the_from")


def test_a_result_that_goes_by_its_method_is_read_as_what_it_is() -> None:
    pet = record("copy", copy=STRING, furColour=STRING)
    content = {"application/json": {"schema": ref("Pet")}}
    operation = {"responses": {"200": {"description": "ok", "content": content}}}
    document = {"paths": {"/pets": {"post": operation}}, "components": {"schemas": {"Pet": pet}}}
    page = manual(document, {"POST /pets": "pets.make"}, inline=["Pet"])["python/pets/make.md"]
    assert bullets(section(page, "### Returns")) == [
        "- `class PetMakeResponse: …`",
        "  - `copy_: str`",
        "  - `fur_colour: Optional[str]`",
    ]
    assert "\nprint(pet.copy_)\n" in page
