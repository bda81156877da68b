"""One API, whether written as YAML or JSON, in one file or many, in 3.0, 3.1 or 3.2: the same document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from specpress.diagnostics import Diagnostics
from specpress.document.document import Document
from specpress.document.references import bundle
from specpress.document.repair import repair
from specpress.document.source import LoadOptions, load
from specpress.document.versions import normalise

API: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1.0.0"},
    "paths": {
        "/pets/{id}": {
            "get": {
                "parameters": [{"$ref": "#/components/parameters/id"}],
                "responses": {
                    "200": {
                        "description": "A pet",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
                    },
                    "404": {"$ref": "#/components/responses/Missing"},
                },
            }
        }
    },
    "components": {
        "parameters": {
            "id": {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
        },
        "responses": {"Missing": {"description": "No such pet"}},
        "schemas": {
            "Pet": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": ["string", "null"]},
                    "age": {"type": "number", "exclusiveMinimum": 0, "examples": [3]},
                    "owner": {"anyOf": [{"$ref": "#/components/schemas/Owner"}, {"type": "null"}]},
                    "kind": {"$ref": "#/components/schemas/Kind"},
                },
                "discriminator": {"propertyName": "kind", "mapping": {"owner": "#/components/schemas/Owner"}},
            },
            "Owner": {
                "type": "object",
                "properties": {"pets": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}},
            },
            "Kind": {"type": "string", "enum": ["cat", "dog"]},
        },
    },
}


def read(folder: Path, name: str = "openapi.yaml") -> Document:
    diagnostics = Diagnostics()
    sources = load(str(folder / name), LoadOptions(strict=True), diagnostics)
    assert sources is not None
    document = normalise(repair(bundle(sources, diagnostics), True, diagnostics), diagnostics)
    assert not list(diagnostics)
    return document


def content(document: Document) -> dict[str, Any]:
    """What was read, without its version, in an order of no meaning."""
    root = json.loads(json.dumps({**document.root, "openapi": ""}, sort_keys=True))
    assert isinstance(root, dict)
    return root


def write(folder: Path, files: dict[str, Any]) -> Path:
    for name, value in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (
            json.dumps(value, indent=1) if name.endswith(".json") else yaml.safe_dump(value, sort_keys=False)
        )
        path.write_text(text, encoding="utf-8")
    return folder


def written(changes: dict[str, Any]) -> dict[str, Any]:
    """The API with other values at some pointers (`a/b/c`, with `|` for `/` in a key)."""
    api = json.loads(json.dumps(API))
    for pointer, value in changes.items():
        here = api
        *parents, last = pointer.split("/")
        for token in parents:
            here = here[token.replace("|", "/")]
        here[last.replace("|", "/")] = value
    return api


@pytest.fixture
def expected(tmp_path: Path) -> dict[str, Any]:
    return content(read(write(tmp_path / "expected", {"openapi.yaml": API})))


def test_json(tmp_path: Path, expected: dict[str, Any]) -> None:
    assert content(read(write(tmp_path, {"openapi.json": API}), "openapi.json")) == expected


@pytest.mark.parametrize("version", ["3.1.2", "3.2.0"])
def test_newer_versions(version: str, tmp_path: Path, expected: dict[str, Any]) -> None:
    assert content(read(write(tmp_path, {"openapi.yaml": {**API, "openapi": version}}))) == expected


def test_3_0(tmp_path: Path, expected: dict[str, Any]) -> None:
    pet = "components/schemas/Pet/properties"
    api = written(
        {
            "openapi": "3.0.4",
            f"{pet}/name": {"type": "string", "nullable": True},
            f"{pet}/age": {"type": "number", "minimum": 0, "exclusiveMinimum": True, "example": 3},
            f"{pet}/owner": {"$ref": "#/components/schemas/Owner", "nullable": True},
        }
    )
    assert content(read(write(tmp_path, {"openapi.yaml": api}))) == expected


def test_many_files(tmp_path: Path, expected: dict[str, Any]) -> None:
    api = written({})
    item = api["paths"]["/pets/{id}"]
    item["get"]["parameters"] = [{"$ref": "../parameters.yaml#/id"}]
    item["get"]["responses"]["404"] = {"$ref": "../openapi.yaml#/components/responses/Missing"}
    item["get"]["responses"]["200"]["content"]["application/json"]["schema"] = {"$ref": "../schemas/Pet.yaml"}
    pet = api["components"]["schemas"]["Pet"]
    pet["properties"]["owner"]["anyOf"][0] = {"$ref": "Owner.json"}
    pet["properties"]["kind"] = {"$ref": "../openapi.yaml#/components/schemas/Kind"}
    pet["discriminator"]["mapping"] = {"owner": "Owner.json"}
    owner = api["components"]["schemas"]["Owner"]
    owner["properties"]["pets"]["items"] = {"$ref": "Pet.yaml"}
    main = {
        **api,
        "paths": {"/pets/{id}": {"$ref": "paths/pets.yaml"}},
        "components": {
            "responses": api["components"]["responses"],
            "schemas": {"Kind": api["components"]["schemas"]["Kind"], "Pet": {"$ref": "schemas/Pet.yaml"}},
        },
    }
    files = {
        "openapi.yaml": main,
        "paths/pets.yaml": item,
        "parameters.yaml": api["components"]["parameters"],
        "schemas/Pet.yaml": pet,
        "schemas/Owner.json": owner,
    }
    assert content(read(write(tmp_path, files))) == expected


def test_identifiers(tmp_path: Path, expected: dict[str, Any]) -> None:
    pet = "components/schemas/Pet"
    api = written(
        {
            f"{pet}/properties/kind": {"$ref": "#kind"},
            f"{pet}/properties/owner/anyOf": [{"$ref": "owner"}, {"type": "null"}],
        }
    )
    schemas = api["components"]["schemas"]
    schemas["Kind"]["$anchor"] = "kind"
    schemas["Owner"]["$id"] = "owner"
    assert content(read(write(tmp_path, {"openapi.yaml": api}))) == expected


def test_percent_encoded_pointers(tmp_path: Path) -> None:
    api = written({"components/schemas/Pet/properties/kind": {"$ref": "#/paths/~1pets~1%7Bid%7D/get/x-kind"}})
    api["paths"]["/pets/{id}"]["get"]["x-kind"] = {"type": "string"}
    document = read(write(tmp_path, {"openapi.yaml": api}))
    kind = document.cursor("/components/schemas/Pet/properties/kind/$ref").value
    assert kind == "#/components/schemas/x-kind"
    assert document.cursor("/components/schemas/x-kind").value == {"type": ["string"]}
