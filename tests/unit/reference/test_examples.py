"""Example programs (section 8 of the manual's rules)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from manual import PET, STRING, example, manual, record, ref, section, sent
from nodetools import PRETTIER, run
from specpress.targets.reference import prettier
from specpress.targets.reference.samples import Free


def answer(schema: Any, media: str = "application/json", key: str = "schema") -> dict[str, Any]:
    return {"responses": {"200": {"description": "ok", "content": {media: {key: schema}}}}}


def test_a_program_begins_with_a_client() -> None:
    document = {"paths": {"/pets": {"get": {"responses": {"204": {"description": "none"}}}}}}
    pages = manual(document, {"GET /pets": "pets.look"})
    assert section(pages["python/pets/look.md"], "### Example") == (
        "```python\nimport os\nfrom shop import Shop\n\nclient = Shop(\n"
        '    api_key=os.environ.get("SHOP_API_KEY"),  # This is the default and can be omitted\n'
        ")\nclient.pets.look()\n```"
    )
    assert section(pages["typescript/pets/look.md"], "### Example") == (
        "```typescript\nimport Shop from 'shop';\n\nconst client = new Shop({\n"
        "  apiKey: process.env['SHOP_API_KEY'], // This is the default and can be omitted\n"
        "});\n\nawait client.pets.look();\n```"
    )


def test_a_program_logs_in_by_the_first_way_of_most_operations() -> None:
    schemes = {
        "own": {"type": "apiKey", "in": "header", "name": "x-own"},
        "people": {"type": "http", "scheme": "basic"},
    }
    answers = {"responses": {"204": {"description": "none"}}}
    document = {
        "security": [{"people": []}, {"own": []}],
        "paths": {"/a": {"get": answers}, "/b": {"get": answers, "post": {**answers, "security": []}}},
        "components": {"securitySchemes": schemes},
    }
    page = manual(document, {"GET /a": "pets.look"})["python/pets/look.md"]
    assert [line.strip().partition("=")[0] for line in page.split("\n") if "os.environ" in line] == [
        "username",
        "password",
    ]


def test_only_what_is_required_is_given_at_every_depth() -> None:
    schema = record(
        "inner", "a", a=STRING, b=STRING, inner=record("c", c={"type": "integer", "minimum": 1}, d=STRING)
    )
    assert example("python", sent(schema)) == [
        "client.pets.make(",
        '    a="a",',
        "    inner={",
        '        "c": 1,',
        "    },",
        ")",
    ]
    assert example("typescript", sent(schema))[1:] == ["await client.pets.make({ a: 'a', inner: { c: 1 } });"]


PATH = [{"name": name, "in": "path", "required": True, "schema": STRING} for name in ("shop", "pet")]


def test_the_last_path_parameter_comes_first() -> None:
    assert example("python", {"parameters": PATH}, "/{shop}/{pet}") == [
        "client.pets.make(",
        '    pet="pet",',
        '    shop="shop",',
        ")",
    ]
    assert example("typescript", {"parameters": PATH}, "/{shop}/{pet}")[1:] == [
        "await client.pets.make('pet', { shop: 'shop' });"
    ]


def test_a_lone_path_parameter_is_positional() -> None:
    alone = {"parameters": PATH[1:]}
    assert example("python", alone, "/{pet}") == ["client.pets.make(", '    "pet",', ")"]
    more = {"parameters": [*PATH[1:], {"name": "q", "in": "query", "schema": STRING}]}
    assert example("python", more, "/{pet}") == ["client.pets.make(", '    pet="pet",', ")"]


@pytest.mark.parametrize(
    ("parameter", "schema", "value"),
    [
        ({"example": "p"}, {**STRING, "examples": ["s"]}, "p"),
        ({}, {**STRING, "examples": ["s"]}, "s"),
        ({}, STRING, "tag"),
        ({}, {**STRING, "minLength": 3}, "xxx"),
        ({}, {"enum": ["first", "second"]}, "first"),
    ],
    ids=["of the parameter", "of the schema", "the name", "as long as it must be", "the first value"],
)
def test_where_a_value_comes_from(parameter: Any, schema: Any, value: str) -> None:
    given = {"name": "tag", "in": "query", "required": True, "schema": schema, **parameter}
    assert example("python", {"parameters": [given]})[1] == f'    tag="{value}",'


def test_a_member_takes_its_own_example_before_that_of_the_body() -> None:
    schema = record("a", "b", a={**STRING, "examples": ["own"]}, b=STRING)
    whole = sent(schema, example={"a": "whole", "b": "whole"})
    assert example("python", whole)[1:3] == ['    a="own",', '    b="whole",']


def test_arrays_hug_their_objects_and_maps_have_no_last_comma() -> None:
    schema = record(
        "list",
        "map",
        "names",
        list={"type": "array", "items": record("a", a=STRING)},
        map={"type": "object", "additionalProperties": STRING},
        names={"type": "array", "items": STRING},
    )
    assert example("python", sent(schema)) == [
        "client.pets.make(",
        "    list=[{",
        '        "a": "a",',
        "    }],",
        "    map={",
        '        "foo": "string"',
        "    },",
        '    names=["string"],',
        ")",
    ]


def test_a_file_is_read_in_typescript_and_written_out_in_python() -> None:
    schema = record("file", file={**STRING, "format": "binary"})
    operation = {"requestBody": {"content": {"multipart/form-data": {"schema": schema}}}}
    assert example("python", operation)[1] == '    file=b"Example data",'
    document = {"paths": {"/pets": {"post": {**operation, "responses": {"204": {"description": "none"}}}}}}
    page = manual(document, {"POST /pets": "pets.make"})["typescript/pets/make.md"]
    assert "```typescript\nimport fs from 'fs';\nimport Shop from 'shop';\n" in page
    assert "await client.pets.make({ file: fs.createReadStream('path/to/file') });" in page


def test_a_result_goes_by_its_type_and_its_id_is_printed() -> None:
    assert example("python", answer(ref("FurryPet")), FurryPet=PET) == [
        "furry_pet = client.pets.make()",
        "print(furry_pet.id)",
    ]
    assert example("typescript", answer(ref("FurryPet")), FurryPet=PET)[1:] == [
        "const furryPet = await client.pets.make();",
        "",
        "console.log(furryPet.id);",
    ]


def test_initialisms_of_a_type_keep_their_capitals_in_typescript() -> None:
    assert example("python", answer(ref("PetPhotoURL")), PetPhotoURL=PET)[0].startswith("pet_photo_url = ")
    assert example("typescript", answer(ref("PetPhotoURL")), PetPhotoURL=PET)[1] == (
        "const petPhotoURL = await client.pets.make();"
    )


def test_a_result_without_a_name_goes_by_its_resource_and_the_first_field_is_printed() -> None:
    assert example("python", answer(record("z", a=STRING, z=STRING))) == [
        "pet = client.pets.make()",
        "print(pet.z)",
    ]


def test_a_union_is_printed_as_it_is() -> None:
    either = {"oneOf": [ref("Pet"), ref("Toy")]}
    assert example("python", answer(ref("Any")), Any=either, Toy=PET)[1] == "print(any)"


def test_a_name_that_means_something_is_not_taken() -> None:
    assert example("python", answer(ref("Client")), Client=PET)[0] == "client_ = client.pets.make()"
    assert (
        example("typescript", answer(ref("Package")), Package=PET)[1]
        == "const package_ = await client.pets.make();"
    )


LIST = record(data={"type": "array", "items": ref("Pet")})


def test_a_list_is_gone_through() -> None:
    assert example("python", answer(LIST), items="data") == [
        "page = client.pets.make()",
        "page = page.data[0]",
        "print(page.id)",
    ]
    assert example("typescript", answer(LIST), items="data")[1:] == [
        "// Automatically fetches more pages as needed.",
        "for await (const pet of client.pets.make()) {",
        "  console.log(pet.id);",
        "}",
    ]


def test_an_envelope_names_its_items_in_python() -> None:
    envelope = record(results={"type": "array", "items": ref("Pet")})
    assert "page = page.results[0]" in example("python", answer(envelope), items="results")


def test_items_without_a_name_go_by_the_call_in_typescript() -> None:
    envelope = record(data={"type": "array", "items": record("name", name=STRING)})
    assert "const petMakeResponse of" in example("typescript", answer(envelope), items="data")[2]


def test_a_stream_is_gone_through_in_python() -> None:
    streamed = answer(ref("Pet"), "text/event-stream", "itemSchema")
    assert example("python", streamed) == ["for pet in client.pets.make():", "  print(pet)"]
    assert example("typescript", streamed)[1:] == [
        "const pet = await client.pets.make();",
        "",
        "console.log(pet);",
    ]


def test_a_stream_that_no_flag_asks_for_is_not_shown() -> None:
    both = answer(ref("Pet"))
    both["responses"]["200"]["content"]["text/event-stream"] = {"itemSchema": STRING}
    assert example("python", both) == ["pet = client.pets.make()", "print(pet.id)"]


def test_lines_are_yet_to_come_and_have_no_field_to_print() -> None:
    lines = answer(ref("Pet"), "application/jsonl", "itemSchema")
    assert example("python", lines) == ["for pet in client.pets.make():", "  print(pet)"]
    assert example("typescript", lines)[-1] == "console.log(pet);"


def test_a_file_is_read() -> None:
    binary = answer({}, "application/octet-stream")
    assert example("python", binary) == [
        "response = client.pets.make()",
        "print(response)",
        "content = response.read()",
        "print(content)",
    ]
    assert example("typescript", binary)[1:] == [
        "const response = await client.pets.make();",
        "",
        "console.log(response);",
        "",
        "const content = await response.blob();",
        "console.log(content);",
    ]


def test_strings_of_documents_stay_strings() -> None:
    nasty = {"name": "q", "in": "query", "required": True, "schema": STRING, "example": "\"'\\\n${x}\u2028"}
    python = example("python", {"parameters": [nasty]})[1]
    assert python == '    q="\\"\'\\\\\\n${x}\\u2028",'
    assert example("typescript", {"parameters": [nasty]})[1] == (
        "await client.pets.make({ q: '\"\\'\\\\\\n${x}\\u2028' });"
    )


def test_a_result_that_may_be_missing_is_printed_as_it_is() -> None:
    either = {"responses": {**answer(ref("Pet"))["responses"], "202": {"description": "later"}}}
    assert example("python", either)[1] == "print(pet)"


LAID_OUT = {
    "short": [1, "two", None, True, {}, []],
    "people": [{"name": "a", "age": 1}, {"name": "b", "age": 2}],
    "one": [
        {"name": "a rather long name that takes its space", "text": "and a text that takes the rest of it"}
    ],
    "numbers": [number * 1_000_003 for number in range(30)],
    "words": ["a string of some length"] * 5,
    "deep": {"er": {"still": {"text": "a string of some length", "more": ["a string of some length"] * 2}}},
    "quoted-key": "it's",
    "a-long-text": "a text that is " + "very " * 20 + "long",
    "ab": "a text that is " + "very " * 20 + "long",
    "both": 'it\'s "both"',
}


LONG = "x" * 60
CALLS = (
    ["short"],
    ["x" * 30],
    ["short", {"a": 1, "b": LONG}],
    [{"a": 1}],
    [{"a": 1, "b": LONG}],
    ["y" * 80],
    [],
)


def test_programs_are_laid_out_as_prettier_does(tmp_path: Path) -> None:
    samples = [*({key: value} for key, value in LAID_OUT.items()), LAID_OUT]
    lines = [prettier.assigned("const it", "await call", ["short", Free(sample)]) for sample in samples]
    for length in (*range(60, 110, 7), 99, 100, 101):
        path = "call." + "p" * (length - 5)
        lines += [prettier.assigned("const it", f"await {path}", arguments) for arguments in CALLS]
        lines += [prettier.call(f"await {path}", arguments, ";") for arguments in CALLS]
    (tmp_path / "programs.ts").write_text("\n".join([*lines, ""]))
    run(*PRETTIER, tmp_path)


def test_of_overloads_the_first_is_called() -> None:
    other = {"application/json": {"schema": record("a", a=STRING)}, "application/xml": {"schema": STRING}}
    operation = {"requestBody": {"required": True, "content": other}, **answer(ref("Pet"))}
    operation["responses"]["200"]["content"]["text/plain"] = {"schema": STRING}
    assert example("python", operation) == ["pet = client.pets.make(", '    a="a",', ")", "print(pet.id)"]
    assert example("typescript", operation)[1] == "const pet = await client.pets.make({ a: 'a' });"


def test_a_file_that_may_be_missing_is_not_read() -> None:
    binary = answer({}, "application/octet-stream")
    binary["responses"]["204"] = {"description": "nothing"}
    assert example("python", binary) == ["response = client.pets.make()", "print(response)"]
    assert example("typescript", binary)[-1] == "console.log(response);"


@pytest.mark.parametrize(
    ("schema", "stated", "sent_as"),
    [
        (STRING, 12, '"12"'),
        (STRING, True, '"true"'),
        (STRING, ["a"], '"q"'),
        ({"type": "integer"}, "a", "0"),
        ({"type": "integer"}, 12, "12"),
        ({"type": "integer"}, None, "0"),
        ({"type": ["integer", "null"]}, None, "None"),
        ({"enum": ["a", "b"]}, "c", '"a"'),
    ],
)
def test_an_example_that_is_not_of_its_type_is_sent_as_one_that_is(
    schema: Any, stated: Any, sent_as: str
) -> None:
    given = {"name": "q", "in": "query", "required": True, "schema": schema, "example": stated}
    assert example("python", {"parameters": [given]})[1] == f"    q={sent_as},"
