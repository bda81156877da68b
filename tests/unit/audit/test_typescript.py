"""The audit of the TypeScript client."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from nodetools import MODULES, install
from specpress.audit.run import Plan, audit_all
from specpress.audit.typescript import audit_typescript, compiler_errors

DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Shelter", "version": "1"},
    "servers": [{"url": "https://shelter.example"}],
    "paths": {
        "/pets": {
            "get": {"tags": ["pets"], "operationId": "look", "responses": {"200": {"description": "Them"}}},
            "post": {"tags": ["pets"], "operationId": "adopt", "responses": {"204": {"description": "Done"}}},
        }
    },
}


def test_a_document_that_becomes_a_whole_client(tmp_path: Path) -> None:
    document = tmp_path / "shelter.json"
    document.write_text(json.dumps(DOCUMENT))
    plan = Plan(cache=tmp_path / "cache", target="typescript", checks=False, generator="this one")
    (result,) = audit_all([document], plan)
    assert (result.operations, result.generated, result.lost, result.failed) == (2, 2, [], False)
    assert result.modules > 10


def test_a_method_that_no_client_leads_to_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(document: Path, folder: Path, targets: Any, result: Any) -> bool:
        pets = {"class": "Pets", "kind": "resource", "methods": [{"name": "look", "operation": "GET /pets"}]}
        field = {"name": "pets", "type": "resources/pets:Pets"}
        client = {"class": "Shelter", "kind": "client", "fields": [field]}
        modules = [
            {"path": "shelter", "members": [client]},
            {"path": "shelter/resources/pets", "members": [pets]},
        ]
        (folder / "typescript").mkdir(parents=True)
        surface = {"package": "shelter", "modules": modules}
        (folder / "typescript/surface.json").write_text(json.dumps(surface))
        return True

    monkeypatch.setattr("specpress.audit.typescript.generated", unreachable)
    document = tmp_path / "shelter.json"
    document.write_text(json.dumps(DOCUMENT))
    result = audit_typescript(document, tmp_path / "kept.json", tmp_path / "out", checks=False)
    assert (result.generated, result.lost) == (1, ["POST /pets"])


def test_what_the_compiler_says_is_told(tmp_path: Path) -> None:
    install()
    (tmp_path / "tsconfig.json").write_text('{"compilerOptions": {"strict": true}, "include": ["*.ts"]}')
    (tmp_path / "right.ts").write_text("export const a: number = 1;\n")
    assert list(compiler_errors(tmp_path, MODULES)) == []
    (tmp_path / "wrong.ts").write_text("export const a: number = 'one';\n")
    (error,) = compiler_errors(tmp_path, MODULES)
    assert error.startswith("wrong.ts(1,14): error TS2322")
