"""Which pages there are, and what is on an index (section 10 of the manual's rules)."""

from __future__ import annotations

from typing import Any

import pytest
from manual import STRING, manual, ref


def operation(schema: Any = None) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {"responses": {"200": {"description": "ok", **({"content": content} if schema else {})}}}


def headings(page: str) -> list[str]:
    return [line for line in page.split("\n") if line.startswith("#") and line[:4] not in ("### P", "####")]


SCHEMAS = {
    "Pet": {"type": "object", "properties": {"tag": ref("PetTag")}},
    "PetTag": {"enum": ["a", "b"]},
    "URLKind": {"oneOf": [ref("Pet"), ref("Toy")]},
    "Toy": {"type": "object", "properties": {"name": STRING}},
}
DOCUMENT = {
    "paths": {
        "/pets": {
            "get": operation(ref("Pet")),
            "post": operation({"type": "object", "properties": {"x": STRING}}),
        },
        "/pets/toys": {"get": operation(ref("Toy"))},
        "/kinds": {"get": operation(ref("URLKind"))},
    },
    "components": {"schemas": SCHEMAS},
}
CALLS = {
    "POST /pets": "shop_pets.zap",
    "GET /pets": "shop_pets.look",
    "GET /pets/toys": "shop_pets.toys.look",
    "GET /kinds": "shop_pets.kinds",
}


def test_there_is_a_page_for_each_method_and_resource() -> None:
    assert sorted(manual(DOCUMENT, CALLS)) == [
        "llms.txt",
        *(
            f"{language}/shop_pets/{page}.md"
            for language in ("python", "typescript")
            for page in ("index", "kinds", "look", "toys/index", "toys/look", "zap")
        ),
    ]


def test_an_index_has_methods_in_the_configured_order_then_types_by_name_then_what_is_below() -> None:
    page = manual(DOCUMENT, CALLS)["python/shop_pets/index.md"]
    shown = [line for line in page.split("\n") if line.startswith(("# ", "## "))]
    assert shown == ["# Shop Pets", "## Zap", "## Look", "## Kinds", "## Domain Types", "# Toys", "## Look"]
    types = page.partition("## Domain Types\n")[2].partition("\n# ")[0]
    assert [line for line in types.split("\n") if line.startswith("### ")] == [
        "### Pet",
        "### Pet Tag",
        "### Toy",
        "### URL Kind",
        "### Shop Pet Zap Response",
    ]


def test_pages_on_an_index_are_as_they_are_alone() -> None:
    pages = manual(DOCUMENT, CALLS)
    for language in ("python", "typescript"):
        index = pages[f"{language}/shop_pets/index.md"]
        for page in ("kinds", "look", "zap", "toys/look"):
            assert f"\n\n{pages[f'{language}/shop_pets/{page}.md']}" in index


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("python", ["- `class Pet: …`", '- `Literal["a", "b"]`', "- `Union[Pet, Toy]`"]),
        ("typescript", ["- `Pet`", '- `PetTag = "a" | "b"`', "- `URLKind = Pet | Toy`"]),
    ],
)
def test_types_stand_as_what_they_are(language: str, expected: list[str]) -> None:
    index = manual(DOCUMENT, CALLS)[f"{language}/shop_pets/index.md"]
    types = index.partition("## Domain Types\n")[2]
    for heading, bullet in zip(("Pet", "Pet Tag", "URL Kind"), expected, strict=True):
        assert f"### {heading}\n\n{bullet}\n" in types


def test_each_type_of_an_index_is_expanded_for_itself() -> None:
    index = manual(DOCUMENT, CALLS)["typescript/shop_pets/index.md"]
    types = index.partition("## Domain Types\n")[2].partition("\n# ")[0]
    assert types.count("- `name?: string`") == 2


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("python", '- `Union[str, Literal["a", "b", "c", 2 more]]`'),
        ("typescript", '- `Kind = (string & {}) | "a" | "b" | "c" | 2 more`'),
    ],
)
def test_an_open_enum_stands_as_any_string_and_the_first_known_ones(language: str, expected: str) -> None:
    kind = {"anyOf": [STRING, {**STRING, "enum": list("abcde")}]}
    pet = {"type": "object", "properties": {"kind": ref("Kind")}}
    document = {
        "paths": {"/pets": {"get": operation(ref("Pet"))}},
        "components": {"schemas": {"Kind": kind, "Pet": pet}},
    }
    index = manual(document, {"GET /pets": "pets.look"})[f"{language}/pets/index.md"]
    assert f"### Kind\n\n{expected}\n" in index


def test_results_without_a_name_to_show_are_named_after_their_methods() -> None:
    toy = {"type": "object", "required": ["id"], "properties": {"id": STRING}}
    lines = {
        "responses": {"200": {"description": "ok", "content": {"application/jsonl": {"itemSchema": toy}}}}
    }
    document = {
        "paths": {
            "/a": {"get": operation(ref("Toy")), "post": operation(ref("Names"))},
            "/b": {"get": operation(ref("Toy")), "post": lines},
            "/c": {"get": operation({"anyOf": [ref("Toy"), {"type": "null"}]})},
        },
        "components": {"schemas": {"Toy": toy, "Names": {"type": "array", "items": STRING}}},
    }
    calls = {
        "GET /a": "toys.b",
        "POST /a": "toys.a",
        "GET /b": "toys.c",
        "POST /b": "toys.d",
        "GET /c": "toys.e",
    }
    pages = manual(document, calls, inline=["Toy"])
    index = pages["python/toys/index.md"]
    types = index.partition("## Domain Types\n")[2]
    expected = [f"### Toy {letter} Response" for letter in "BACDE"]
    assert [line for line in types.split("\n") if line.startswith("### ")] == expected
    signatures = [line.strip("`") for line in index.split("\n") if line.startswith("`toys")]
    assert [line.partition("  -> ")[2] for line in signatures] == [
        "ToyBResponse",
        "ToyAResponse",
        "ToyCResponse",
        "ToyDResponse",
        "Optional[ToyEResponse]",
    ]
    assert "\ntoy = client.toys.b()\nprint(toy.id)\n" in index
    assert "### Toy A Response\n\n- `List[str]`\n" in types
    assert "### Toy A Response\n\n- `ToyAResponse = Array<string>`\n" in pages["typescript/toys/index.md"]


def test_a_date_in_the_name_of_a_type_is_a_word() -> None:
    document = {
        "paths": {"/a": {"get": operation(ref("Leash20250401"))}},
        "components": {"schemas": {"Leash20250401": {"type": "object", "properties": {"id": STRING}}}},
    }
    page = manual(document, {"GET /a": "pets.a"})["python/pets/index.md"]
    assert "### Leash 20250401\n" in page
    assert "\nleash_20250401 = client.pets.a()\n" in page


def test_initialisms_in_the_name_of_a_type_are_words() -> None:
    schemas = {name: {"type": "object", "properties": {"id": STRING}} for name in ("URLPDFSource", "UFOPet")}
    document = {
        "paths": {"/a": {"get": operation(ref("URLPDFSource")), "post": operation(ref("UFOPet"))}},
        "components": {"schemas": schemas},
    }
    pages = manual(document, {"GET /a": "pets.a", "POST /a": "pets.b"})
    assert "### UFO Pet\n" in pages["python/pets/index.md"]
    assert "### URL PDF Source\n" in pages["python/pets/index.md"]
    assert "\nurl_pdf_source = client.pets.a()\n" in pages["python/pets/a.md"]
    assert "\nconst urlPDFSource = await client.pets.a();\n" in pages["typescript/pets/a.md"]


def test_without_configuration_methods_come_in_their_usual_order() -> None:
    paths = {
        "/pets": {"get": operation({"type": "array", "items": STRING}), "post": operation()},
        "/pets/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": STRING}],
            "delete": operation(),
            "get": operation(STRING),
        },
    }
    page = manual({"paths": paths})["python/pets/index.md"]
    assert [line for line in page.split("\n") if line.startswith("## ")][:4] == [
        "## Create",
        "## List",
        "## Retrieve",
        "## Delete",
    ]


@pytest.mark.parametrize(("location", "resource"), [("header", "shop"), ("query", "shop/pets")])
def test_what_only_headers_lead_to_belongs_to_the_widest_resource_with_them(
    location: str, resource: str
) -> None:
    kind = {"name": "kind", "in": location, "schema": ref("PetTag")}
    paths = {"/pets": {"get": {**operation(), "parameters": [kind]}}, "/kids": {"get": operation()}}
    pages = manual(
        {"paths": paths, "components": {"schemas": SCHEMAS}},
        {"GET /pets": "shop.pets.look", "GET /kids": "shop.kids.look"},
    )
    assert "\n## Domain Types\n\n### Pet Tag\n" in pages[f"python/{resource}/index.md"]
    assert ("### Pet Tag" in pages["python/shop/index.md"].partition("\n# ")[0]) is (resource == "shop")


@pytest.mark.parametrize("homes", [{}, {"PetTag": "pet_kids"}, {"PetTag": "elsewhere"}])
@pytest.mark.parametrize("asked", [True, False])
def test_of_several_parts_a_type_belongs_to_the_first_if_not_to_the_configured(
    asked: bool, homes: dict[str, str]
) -> None:
    kind = {"name": "kind", "in": "query", "schema": ref("PetTag")}
    look = {"get": {**operation(), "parameters": [kind]} if asked else operation(ref("PetTag"))}
    document = {"paths": {"/": look, "/kids": look, "/pets": look}, "components": {"schemas": SCHEMAS}}
    calls = {"GET /": "look", "GET /pets": "pets.look", "GET /kids": "pet_kids.look"}
    pages = manual(document, calls, homes=homes)
    shown = [name for name, page in pages.items() if "\n## Domain Types\n\n### Pet Tag\n" in page]
    resource = "pet_kids" if homes == {"PetTag": "pet_kids"} else "pets"
    assert shown == [f"{language}/{resource}/index.md" for language in ("python", "typescript")]


def test_a_method_called_index_keeps_its_page() -> None:
    pages = manual({"paths": {"/pets": {"get": operation()}}}, {"GET /pets": "pets.index"})
    assert pages["python/pets/index.md"].startswith("## Index\n")
    assert pages["python/pets/index_2.md"].startswith("# Pets\n")


def test_programs_find_every_page() -> None:
    pages = manual(
        {**DOCUMENT, "info": {"title": "Shop", "version": "1", "description": "It sells.\n\nMore."}}, CALLS
    )
    listed = pages["llms.txt"]
    assert listed.startswith(
        "# Shop\n\n> It sells.\n\n## Python\n\n- [shop_pets](python/shop_pets/index.md): Shop Pets\n"
    )
    assert [page for page in pages if page.endswith(".md") and f"]({page})" not in listed] == []
