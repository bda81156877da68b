"""Valid arguments against the types of the packages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from nodetools import MODULES, install
from specpress.audit.result import Result
from specpress.audit.stages import generated, read_raw
from specpress.audit.typed import judge_python_types, judge_typescript_types
from specpress.audit.typescript import relative

PET = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "born": {"type": "string", "format": "date"},
        "options": {"type": "object", "properties": {"fur": {"type": "boolean"}}},
    },
}
PHOTO = {
    "schema": {
        "type": "object",
        "properties": {
            "photo": {"type": "string", "format": "binary"},
            "others": {"type": "array", "items": {"type": "string", "format": "binary"}},
        },
    }
}
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Shelter", "version": "1"},
    "servers": [{"url": "https://shelter.example"}],
    "paths": {
        "/pets/{pet-id}": {
            "put": {
                "tags": ["pets"],
                "operationId": "adopt",
                "parameters": [
                    {"name": "pet-id", "in": "path", "required": True, "schema": {"type": "integer"}},
                    {"name": "how", "in": "query", "schema": {"enum": ["now", 2, None]}},
                    {
                        "name": "x-tags",
                        "in": "header",
                        "schema": {"type": "array", "items": {"type": "boolean"}},
                    },
                ],
                "requestBody": {"required": True, "content": {"application/json": {"schema": PET}}},
                "responses": {"204": {"description": "Done"}},
            }
        },
        "/lines": {
            "post": {
                "operationId": "log",
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/x-ndjson": {"schema": {"$ref": "#/components/schemas/Line"}},
                    },
                },
                "responses": {"204": {"description": "Done"}},
            },
            "put": {
                "operationId": "sign",
                "requestBody": {
                    "required": True,
                    "content": {"application/secevent+jwt": {"schema": {"type": "string"}}},
                },
                "responses": {"204": {"description": "Done"}},
            },
        },
        "/photo": {
            "post": {
                "operationId": "upload",
                "requestBody": {"content": {"application/json": PHOTO, "multipart/form-data": PHOTO}},
                "responses": {"204": {"description": "Done"}},
            }
        },
    },
    "components": {"schemas": {"Line": {"type": "object", "properties": {"at": {"type": "integer"}}}}},
}


class Made:
    """The packages of the document, and what the judge needs to know of it."""

    def __init__(self, folder: Path) -> None:
        document = folder / "shelter.json"
        document.write_text(json.dumps(DOCUMENT))
        self.folder = folder
        self.result = Result(str(document))
        raw, self.operations = read_raw(document, self.result)
        assert raw
        self.raw = raw
        assert generated(document, folder, ("python", "typescript"), self.result)

    def surface(self, target: str) -> Any:
        return json.loads((self.folder / target / "surface.json").read_text())

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.folder / path
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))

    def judge(self, target: str) -> tuple[dict[str, int], dict[str, int]]:
        package, folder = self.folder / target, self.folder / "calls"
        if target == "python":
            judge_python_types(self.raw, self.surface(target), self.operations, package, folder, self.result)
        else:
            install()
            surface = relative(self.surface(target))
            judge_typescript_types(self.raw, surface, self.operations, package, folder, MODULES, self.result)
        return self.result.counts, self.result.faults


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


@pytest.mark.parametrize("target", ["python", "typescript"])
def test_types_take_what_the_document_admits(target: str, made: Made) -> None:
    assert made.judge(target) == ({"typed calls": 8}, {})


@pytest.mark.parametrize(
    ("target", "path", "old", "new"),
    [
        ("python", "python/shelter/resources/pets.py", "pet_id: int", "pet_id: str"),
        ("typescript", "typescript/src/resources/pets.ts", "petID: number", "petID: string"),
    ],
)
def test_types_that_refuse_it_are_told(target: str, path: str, old: str, new: str, made: Made) -> None:
    made.edit(path, old, new)
    _, faults = made.judge(target)
    assert faults == {"calls that types refuse": 2}
    assert {problem[0] for problem in made.result.problems} == {
        "PUT /pets/{pet-id}, required",
        "PUT /pets/{pet-id}, all",
    }
