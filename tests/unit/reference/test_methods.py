"""Titles, signatures and what stands around them (sections 1 and 2 of the manual's rules)."""

from __future__ import annotations

from typing import Any

import pytest
from manual import bullets, manual, section
from specpress.ir.names import named
from specpress.lower.options import PageRule

PET = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
ID = {"name": "pet_id", "in": "path", "required": True, "schema": {"type": "string"}}
LIMIT = {"name": "limit", "in": "query", "schema": {"type": "integer"}}


def json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "ok", "content": {"application/json": {"schema": schema}}}


def page(language: str, operation: dict[str, Any], path: str = "/pets", verb: str = "get") -> str:
    """The page of one operation, which is called `pets.look`."""
    stated = {"responses": {"204": {"description": "none"}}, **operation}
    document = {"paths": {path: {verb: stated}}, "components": {"schemas": {"Pet": PET}}}
    id = f"{verb.upper()} {path}"
    rule = PageRule(kind="cursor", page=named("page cursor"), items=("data",), request="after")
    paged = {id: rule} if "x-paged" in operation else {}
    return manual(document, {id: "pets.look"}, pagination=paged)[f"{language}/pets/look.md"]


def signature(language: str, operation: dict[str, Any], path: str = "/pets", verb: str = "get") -> str:
    return page(language, operation, path, verb).split("\n")[2].strip("`")


def test_the_summary_is_the_title_and_stands_in_for_the_description() -> None:
    lines = bullets(page("python", {"summary": "Look at\n pets"}))
    assert (lines[0], lines[3]) == ("## Look at pets", "Look at")
    lines = bullets(page("python", {"summary": "Look", "description": "One.\n\nTwo."}))
    assert (lines[0], lines[3:5]) == ("## Look", ["One.", "Two."])


def test_the_method_names_what_has_no_summary() -> None:
    lines = bullets(page("typescript", {}))
    assert (lines[0], lines[3]) == ("## Look", "Look")


def test_a_query_in_the_path_is_not_shown() -> None:
    assert bullets(page("python", {}, "/pets?draft=true", "post"))[2] == "**post** `/pets`"


def test_sections_without_anything_in_them_are_left_out() -> None:
    headings = [line for line in page("python", {"summary": "Look"}).split("\n") if line.startswith("#")]
    assert headings == ["## Look", "### Example"]


@pytest.mark.parametrize(
    ("operation", "path", "python", "typescript"),
    [
        ({}, "/pets", "pets.look()", "client.pets.look(RequestOptionsoptions?): void"),
        (
            {"parameters": [ID]},
            "/pets/{pet_id}",
            "pets.look(strpet_id)",
            "client.pets.look(stringpetID, RequestOptionsoptions?): void",
        ),
        (
            {"parameters": [ID, LIMIT]},
            "/pets/{pet_id}",
            "pets.look(strpet_id, PetLookParams**kwargs)",
            "client.pets.look(stringpetID, PetLookParamsquery?, RequestOptionsoptions?): void",
        ),
        (
            {"parameters": [ID, {**ID, "name": "shop"}]},
            "/shops/{shop}/pets/{pet_id}",
            "pets.look(strpet_id, PetLookParams**kwargs)",
            "client.pets.look(stringpetID, PetLookParamsparams, RequestOptionsoptions?): void",
        ),
        (
            {"parameters": [{**LIMIT, "in": "header"}]},
            "/pets",
            "pets.look(PetLookParams**kwargs)",
            "client.pets.look(PetLookParamsparams?, RequestOptionsoptions?): void",
        ),
    ],
    ids=["nothing", "one path parameter", "and a query", "two path parameters", "a header"],
)
def test_what_a_method_takes(operation: dict[str, Any], path: str, python: str, typescript: str) -> None:
    assert signature("python", operation, path) == python
    assert signature("typescript", operation, path) == typescript


@pytest.mark.parametrize(
    ("required", "needed", "name"),
    [(True, [], "body"), (False, [], "body?"), (False, ["id"], "body")],
    ids=["a body of options", "an optional body", "a body with a required member"],
)
def test_an_object_of_inputs_is_optional_where_nothing_has_to_be_given(
    required: bool, needed: list[str], name: str
) -> None:
    content = {"application/json": {"schema": {**PET, "required": needed}}}
    operation = {"requestBody": {"required": required, "content": content}}
    expected = f"client.pets.look(PetLookParams{name}, RequestOptionsoptions?): void"
    assert signature("typescript", operation, verb="post") == expected


PAGE = {
    "type": "object",
    "properties": {"data": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}},
}
STREAM = {"text/event-stream": {"itemSchema": {"$ref": "#/components/schemas/Pet"}}}


@pytest.mark.parametrize(
    ("operation", "python", "typescript"),
    [
        ({"responses": {"200": json({"$ref": "#/components/schemas/Pet"})}}, "  -> Pet", "Pet"),
        (
            {"responses": {"200": json({"anyOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "null"}]})}},
            "  -> Optional[Pet]",
            "Pet | null",
        ),
        ({"x-paged": True, "responses": {"200": json(PAGE)}}, "  -> SyncPageCursor[Pet]", "PageCursor<Pet>"),
        (
            {"responses": {"200": {"description": "ok", "content": {"image/png": {}}}}},
            "  -> BinaryResponseContent",
            "Response",
        ),
        ({"responses": {"200": {"description": "ok", "content": STREAM}}}, "  -> Pet", "Pet"),
        (
            {"responses": {"200": json({"type": "object", "properties": {"a": {}}})}},
            "  -> PetLookResponse",
            "PetLookResponse",
        ),
    ],
    ids=["a model", "null", "a page", "a file", "a stream", "no name of its own"],
)
def test_what_a_method_returns(operation: dict[str, Any], python: str, typescript: str) -> None:
    assert signature("python", operation) == f"pets.look(){python}"
    assert signature("typescript", operation) == f"client.pets.look(RequestOptionsoptions?): {typescript}"


def test_what_a_method_returns_is_shown_as_a_class_or_by_name() -> None:
    operation = {"responses": {"200": json({"$ref": "#/components/schemas/Pet"})}}
    assert bullets(section(page("python", operation), "### Returns")) == ["- `class Pet: …`", "  - `id: str`"]
    assert bullets(section(page("typescript", operation), "### Returns")) == ["- `Pet`", "  - `id: string`"]


def test_files_are_counted_on_typescript_pages() -> None:
    content = {"responses": {"200": {"description": "ok", "content": {"image/png": {}}}}}
    document = {"paths": {"/a": {"get": content}, "/b": {"get": content}}}
    pages = manual(document, {"GET /a": "pets.a", "GET /b": "pets.b"})
    assert section(pages["typescript/pets/b.md"], "### Returns") == "- `unnamed_schema_1 = Response`"
    assert section(pages["python/pets/b.md"], "### Returns") == "- `BinaryResponseContent`"


def test_a_method_that_can_stream_returns_either() -> None:
    flag = {"type": "object", "properties": {"stream": {"type": "boolean"}}}
    operation = {
        "requestBody": {"required": True, "content": {"application/json": {"schema": flag}}},
        "responses": {"200": {"description": "ok", "content": {**json(PET)["content"], **STREAM}}},
    }
    python, typescript = (
        signature(language, operation, verb="post") for language in ("python", "typescript")
    )
    assert python.endswith("  -> PetLookResponse")
    assert typescript.endswith(": PetLookResponse | Stream<Pet>")


def test_initialisms_in_names_of_calls_have_their_capitals() -> None:
    operation = {
        "parameters": [LIMIT],
        "responses": {"200": json({"type": "object", "properties": {"a": {}}})},
    }
    pages = manual({"paths": {"/a": {"get": operation}}}, {"GET /a": "mcp_urls.create_oauth_id"})
    lines = bullets(pages["python/mcp_urls/create_oauth_id.md"])
    assert lines[0] == "## Create OAuth ID"
    call = "mcp_urls.create_oauth_id(MCPURLCreateOAuthIDParams**kwargs)"
    assert lines[1] == f"`{call}  -> MCPURLCreateOAuthIDResponse`"
    assert pages["python/mcp_urls/index.md"].startswith("# MCP URLs\n")
