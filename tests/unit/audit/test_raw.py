from __future__ import annotations

import json
from pathlib import Path

import pytest
from specpress.audit.raw import count_schemas, raw_operations, read


def write(folder: Path, files: dict[str, object]) -> Path:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content if isinstance(content, str) else json.dumps(content))
    return folder / next(iter(files))


def test_operations_are_counted_wherever_they_stand(tmp_path: Path) -> None:
    main = write(
        tmp_path,
        {
            "api.yaml": """
                openapi: 3.2.0
                components:
                  schemas: {A: {}, B: {}}
                  pathItems:
                    Here: {get: {}, put: {}, summary: no operation}
                paths:
                  x-note: {get: {}}
                  /a: {get: {responses: {200: {}}}, parameters: [], post: {}}
                  /b: {$ref: '#/components/pathItems/Here'}
                  /c: {$ref: 'paths/c.json#/items/~1c'}
                  /d: {delete: {$ref: 'operations/d.json'}}
                  /e: {additionalOperations: {COPY: {}}, query: {}}
                  /f: {$ref: 'gone.yaml'}
                  /g: {get: {$ref: 'gone.yaml'}}
            """,
            "paths/c.json": {"items": {"/c": {"get": {"$ref": "../operations/d.json"}}}},
            "operations/d.json": {"operationId": "d"},
        },
    )
    raw = read(main)
    found = {operation.id: operation.node.value for operation in raw_operations(raw)}
    assert sorted(found) == [
        *("COPY /e", "DELETE /d", "GET /a", "GET /b", "GET /c", "GET /g"),
        *("POST /a", "PUT /b", "QUERY /e"),
    ]
    assert found["GET /c"] == found["DELETE /d"] == {"operationId": "d"}
    assert found["GET /a"] == {"responses": {"200": {}}}
    assert count_schemas(raw) == 2


def test_dates_stay_text(tmp_path: Path) -> None:
    raw = read(write(tmp_path, {"api.yaml": "openapi: 3.1.0\ninfo: {version: 2024-01-01}\n"}))
    assert (raw.root / "info" / "version").value == "2024-01-01"


@pytest.mark.parametrize("text", ["[1, 2", "a: b: c", "[]", "{a: 1, a: *b}"])
def test_what_is_no_document(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(write(tmp_path, {"api.yaml": text}))


def test_a_circle_of_references_leads_nowhere(tmp_path: Path) -> None:
    raw = read(write(tmp_path, {"api.json": {"a": {"$ref": "#/b"}, "b": {"$ref": "#/a"}}}))
    with pytest.raises(LookupError):
        raw.follow(raw.root / "a")
