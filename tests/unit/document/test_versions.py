"""What OpenAPI 3.0 says otherwise is said as 3.1 says it, and pointers follow what moves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from specpress.diagnostics import Diagnostics, Place
from specpress.document.document import Document
from specpress.document.references import bundle
from specpress.document.repair import repair
from specpress.document.source import LoadOptions, load
from specpress.document.versions import normalise


def read(folder: Path, root: dict[str, Any], version: str = "3.0.4") -> Document:
    path = folder / "openapi.json"
    path.write_text(json.dumps({"openapi": version, "info": {}, "paths": {}, **root}, indent=1))
    diagnostics = Diagnostics()
    sources = load(str(path), LoadOptions(), diagnostics)
    assert sources is not None
    return normalise(repair(bundle(sources, diagnostics), False, diagnostics), diagnostics)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"type": "string"}, {"type": ["string"]}),
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "nullable": False}, {"type": ["string"]}),
        (
            {"type": "string", "enum": ["a"], "nullable": True},
            {"type": ["string", "null"], "enum": ["a", None]},
        ),
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"maximum": 1, "exclusiveMaximum": False}, {"maximum": 1}),
        ({"exclusiveMaximum": True}, {}),
        ({"exclusiveMinimum": 3}, {"exclusiveMinimum": 3}),
        ({"example": 0}, {"examples": [0]}),
        (
            {"$ref": "#/components/schemas/B", "description": "b"},
            {"$ref": "#/components/schemas/B", "description": "b"},
        ),
        ({"$ref": "#/components/schemas/B", "maxLength": 1}, {"$ref": "#/components/schemas/B"}),
        (
            {"$ref": "#/components/schemas/B", "nullable": True},
            {"anyOf": [{"$ref": "#/components/schemas/B"}, {"type": ["null"]}]},
        ),
        (
            {"allOf": [{"$ref": "#/components/schemas/B"}], "nullable": True, "description": "b"},
            {
                "anyOf": [{"allOf": [{"$ref": "#/components/schemas/B"}]}, {"type": ["null"]}],
                "description": "b",
            },
        ),
        (
            {"oneOf": [{"type": "string"}], "nullable": True},
            {"oneOf": [{"type": ["string"]}, {"type": ["null"]}]},
        ),
        ({"nullable": True}, {}),
    ],
)
def test_schemas_of_3_0(old: dict[str, Any], new: dict[str, Any], tmp_path: Path) -> None:
    document = read(tmp_path, {"components": {"schemas": {"A": old, "B": {}}}})
    assert document.cursor("/components/schemas/A").value == new


def test_siblings_of_references_stay_in_3_1(tmp_path: Path) -> None:
    schema = {"$ref": "#/components/schemas/B", "maxLength": 1}
    document = read(tmp_path, {"components": {"schemas": {"A": schema, "B": {}}}}, "3.1.0")
    assert document.cursor("/components/schemas/A").value == schema


def test_references_into_what_moved_follow_it(tmp_path: Path) -> None:
    inner = {"allOf": [{"properties": {"x": {"type": "string"}}}], "nullable": True}
    outer = {"allOf": [{"properties": {"inner": inner}}], "nullable": True}
    into = "/components/schemas/A/allOf/0/properties/inner/allOf/0/properties/x"
    document = read(tmp_path, {"components": {"schemas": {"A": outer, "B": {"$ref": f"#{into}"}}}})
    reference = document.cursor("/components/schemas/B/$ref").value
    assert isinstance(reference, str)
    assert document.cursor(reference[1:]).value == {"type": ["string"]}
    assert document.origin(reference[1:]).pointer == into
    assert document.locate(Place(reference[1:])).excerpt.strip() == '"x": {'


def test_references_into_a_renamed_path_follow_it(tmp_path: Path) -> None:
    operation = {
        "responses": {"2xx": {"description": "", "content": {"a/b": {"schema": {"type": "string"}}}}}
    }
    into = "/paths/pets/get/responses/2xx/content/a~1b/schema"
    root = {"paths": {"pets": {"get": operation}}, "components": {"schemas": {"A": {"$ref": f"#{into}"}}}}
    document = read(tmp_path, root)
    reference = document.cursor("/components/schemas/A/$ref").value
    assert reference == "#/paths/~1pets/get/responses/2XX/content/a~1b/schema"
    assert document.cursor(reference[1:]).value == {"type": ["string"]}
    assert document.origin(reference[1:]).pointer == into


def test_parameters_that_are_left_out_move_the_others(tmp_path: Path) -> None:
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer"}}
    page = {"name": "page", "in": "query", "schema": {"type": "string"}}
    root = {"paths": {"/a": {"get": {"parameters": [limit, limit, page], "responses": {}}}}}
    document = read(tmp_path, root)
    names = [(item / "name").text for item in document.cursor("/paths/~1a/get/parameters").items()]
    assert names == ["limit", "page"]
    assert document.origin("/paths/~1a/get/parameters/1/name").pointer == "/paths/~1a/get/parameters/2/name"


@pytest.mark.parametrize(
    ("stated", "required"),
    [
        ({"type": "string", "required": True}, ["name"]),
        ({"$ref": "#/components/schemas/B", "required": True}, None),
    ],
)
def test_what_a_property_says_of_being_required(
    tmp_path: Path, stated: dict[str, Any], required: list[str] | None
) -> None:
    schemas = {"A": {"type": "object", "properties": {"name": stated}}, "B": {"type": "string"}}
    document = read(tmp_path, {"components": {"schemas": schemas}})
    assert document.root["components"]["schemas"]["A"].get("required") == required
