"""How types are spelt (section 6 of the manual's rules)."""

from __future__ import annotations

from typing import Any

import pytest
from manual import STRING, bullets, manual, ref, section

COMPONENTS: dict[str, Any] = {
    "Pet": {"type": "object", "properties": {"name": STRING}},
    "Toy": {"type": "object", "properties": {"name": STRING}},
    "PetParams": {"type": "object", "properties": {"name": STRING}},
    "Kind": {"enum": ["cat", "dog"]},
    "Mood": {"anyOf": [STRING, {"enum": ["good", "bad"], **STRING}]},
    "Either": {"anyOf": [{"$ref": "#/components/schemas/Pet"}, {"$ref": "#/components/schemas/Toy"}]},
    "Time": {**STRING, "format": "date-time"},
    "Tags": {"type": "array", "items": STRING},
}


def many(item: Any) -> dict[str, Any]:
    return {"type": "array", "items": item}


def spelt(schema: Any, language: str, *, nested: bool, required: bool = True) -> str:
    """The type of the property `thing`: an argument of a method, or nested in one."""
    thing: dict[str, Any] = {"type": "object", "properties": {"thing": schema}}
    if required:
        thing["required"] = ["thing"]
    sent = {"type": "object", "required": ["inside"], "properties": {"inside": thing}} if nested else thing
    operation = {
        "requestBody": {"required": True, "content": {"application/json": {"schema": sent}}},
        "responses": {"204": {"description": "none"}},
    }
    document = {"paths": {"/pets": {"post": operation}}, "components": {"schemas": COMPONENTS}}
    pages = manual(document, {"POST /pets": "pets.make"})
    shown = bullets(section(pages[f"{language}/pets/make.md"], "### Parameters"))
    return next(line for line in shown if "`thing" in line).strip(" -`")


LONG = {"enum": ["a", "b", "c", "d", "e"]}
NULL = {"type": "null"}
LIST = {"anyOf": [STRING, many(ref("Pet"))]}


@pytest.mark.parametrize(
    ("schema", "argument", "field", "typescript"),
    [
        (STRING, "str", "str", "string"),
        ({"type": "integer"}, "int", "int", "number"),
        ({"type": "number"}, "float", "float", "number"),
        ({"type": "boolean"}, "bool", "bool", "boolean"),
        ({**STRING, "format": "date-time"}, "Union[str, datetime]", "datetime", "string"),
        ({**STRING, "format": "date"}, "Union[str, date]", "date", "string"),
        ({"type": "object"}, "Dict[str, object]", "Dict[str, object]", "Record<string, unknown>"),
        (
            {"type": "object", "additionalProperties": STRING},
            "Dict[str, str]",
            "Dict[str, str]",
            "Record<string, string>",
        ),
        (
            {"type": "object", "additionalProperties": ref("Pet")},
            "Dict[str, PetParam]",
            "Dict[str, Pet]",
            "Record<string, Pet>",
        ),
        (many(ref("Pet")), "Iterable[PetParam]", "List[Pet]", "Array<Pet>"),
        (many(ref("Either")), "Iterable[EitherParam]", "List[Either]", "Array<Either>"),
        (many(STRING), "Sequence[str]", "List[str]", "Array<string>"),
        (many(ref("Kind")), "List[Kind]", "List[Kind]", "Array<Kind>"),
        (many(ref("Mood")), "List[MoodParam]", "List[Mood]", "Array<Mood>"),
        (many(many(STRING)), "Iterable[List[str]]", "List[List[str]]", "Array<Array<string>>"),
        (many({}), "Iterable[object]", "List[object]", "Array<unknown>"),
        ({"enum": ["a", "b"]}, 'Literal["a", "b"]', 'Literal["a", "b"]', '"a" | "b"'),
        ({"const": "a"}, 'Literal["a"]', 'Literal["a"]', '"a"'),
        ({"const": True}, "Literal[true]", "Literal[true]", "true"),
        (
            {"enum": ["a", "b", "c", "d"]},
            'Literal["a", "b", "c", "d"]',
            'Literal["a", "b", "c", "d"]',
            '"a" | "b" | "c" | "d"',
        ),
        (
            LONG,
            'Literal["a", "b", "c", 2 more]',
            'Literal["a", "b", "c", 2 more]',
            '"a" | "b" | "c" | 2 more',
        ),
        (ref("Pet"), "PetParam", "Pet", "Pet"),
        (ref("PetParams"), "PetParams", "PetParams", "PetParams"),
        (ref("Either"), "EitherParam", "Either", "Either"),
        (ref("Mood"), "MoodParam", "Mood", "Mood"),
        (ref("Kind"), "Kind", "Kind", "Kind"),
        (ref("Time"), "Union[str, datetime]", "datetime", "string"),
        (ref("Tags"), "Sequence[str]", "List[str]", "Array<string>"),
        ({"anyOf": [ref("Pet"), ref("Toy")]}, "Thing", "InsideThing", "Pet | Toy"),
        (LIST, "Union[str, Iterable[PetParam]]", "Union[str, List[Pet]]", "string | Array<Pet>"),
        ({"anyOf": [STRING, ref("Pet")]}, "Thing", "InsideThing", "string | Pet"),
        ({"type": "object", "properties": {"a": STRING}}, "Thing", "InsideThing", "Thing"),
        (
            {"anyOf": [STRING, NULL, {"type": "integer"}]},
            "Optional[Union[str, int, null]]",
            "Optional[Union[str, int, null]]",
            "string | number | null",
        ),
        (
            {"anyOf": [STRING, many(ref("Pet")), NULL]},
            "Optional[Union[str, Iterable[PetParam], null]]",
            "Optional[Union[str, List[Pet], null]]",
            "string | Array<Pet> | null",
        ),
        (
            {"anyOf": [*COMPONENTS["Mood"]["anyOf"], NULL]},
            'Optional[Union[str, Literal["good", "bad"], null]]',
            'Optional[Union[str, Literal["good", "bad"], null]]',
            '(string & {}) | "good" | "bad" | null',
        ),
        (
            {"type": ["string", "null"], "format": "date-time"},
            "Optional[Union[str, datetime, null]]",
            "Optional[datetime]",
            "string | null",
        ),
        ({"anyOf": [LONG, NULL]}, None, None, '"a" | "b" | "c" | 2 more | null'),
        (
            {"anyOf": [STRING, many(STRING), {"type": "integer"}, {"type": "boolean"}]},
            "Union[str, Sequence[str], int, bool]",
            "Union[str, List[str], int, bool]",
            "string | Array<string> | number | boolean",
        ),
        (
            {"anyOf": [STRING, many(STRING), {"type": "integer"}, {"type": "boolean"}, many(many(STRING))]},
            "Union[str, Sequence[str], int, 2 more]",
            "Union[str, List[str], int, 2 more]",
            "string | Array<string> | number | 2 more",
        ),
        ({**STRING, "default": "a", "maxLength": 9, "deprecated": True}, "str", "str", "string"),
        ({"type": ["string", "null"]}, "Optional[str]", "Optional[str]", "string | null"),
        ({}, "object", "object", "unknown"),
    ],
)
def test_a_type_is_spelt(schema: Any, argument: str | None, field: str | None, typescript: str) -> None:
    if argument:
        assert spelt(schema, "python", nested=False) == f"thing: {argument}"
    if field:
        assert spelt(schema, "python", nested=True) == f"thing: {field}"
    assert spelt(schema, "typescript", nested=True) == f"thing: {typescript}"


def test_what_may_be_left_out_is_optional_once() -> None:
    nullable = {"type": ["string", "null"]}
    for schema, typescript in ((STRING, "string"), (nullable, "string | null")):
        assert spelt(schema, "python", nested=True, required=False) == "thing: Optional[str]"
        assert spelt(schema, "typescript", nested=True, required=False) == f"thing?: {typescript}"


def test_files_have_types_of_their_own() -> None:
    schema = {"type": "object", "required": ["file"], "properties": {"file": {**STRING, "format": "binary"}}}
    operation = {
        "requestBody": {"content": {"multipart/form-data": {"schema": schema}}},
        "responses": {"204": {"description": "none"}},
    }
    pages = manual({"paths": {"/pets": {"post": operation}}}, {"POST /pets": "pets.make"})
    assert "- `file: FileTypes`\n" in pages["python/pets/make.md"]
    assert "  - `file: Uploadable`\n" in pages["typescript/pets/make.md"]


def test_configuration_shows_a_type_in_place() -> None:
    operation = {
        "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": ref("It")}}}}
    }
    it = {"type": "object", "properties": {"kind": ref("Kind")}}
    schemas = {"It": it, "Kind": {"enum": ["a"]} | {"enum": ["a", "b"]}}
    document = {"paths": {"/pets": {"get": operation}}, "components": {"schemas": schemas}}
    for inline, type_ in ((["Kind"], 'Optional[Literal["a", "b"]]'), ([], "Optional[Kind]")):
        page = manual(document, {"GET /pets": "pets.look"}, inline=inline)["python/pets/look.md"]
        assert f"  - `kind: {type_}`\n" in page
