from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from specpress.audit.markdown import as_markdown
from specpress.audit.result import Result, loaded
from specpress.audit.run import Plan, audit_all, find_documents
from specpress.audit.table import as_json, line, summary

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Shelter", "version": "1.0.0"},
    "servers": [{"url": "https://shelter.example"}],
    "paths": {
        "/pets": {
            "get": {
                "tags": ["pets"],
                "operationId": "listPets",
                "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
                "responses": {
                    "200": {
                        "description": "",
                        "content": {
                            "application/json": {
                                "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}},
                                "examples": {"one": {"value": [{"name": "Tib"}]}, "wrong": {"value": 1}},
                            }
                        },
                    }
                },
            },
            "post": {
                "tags": ["pets"],
                "operationId": "createPet",
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
                },
                "responses": {"204": {"description": ""}},
            },
        }
    },
    "components": {
        "schemas": {
            "Pet": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
        }
    },
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audit")
    (folder / "shelter.json").write_text(json.dumps(DOCUMENT))
    (folder / "broken.yaml").write_text("openapi: 3.1.0\npaths: {/a: {get: [}}\n")
    (folder / "notes.yaml").write_text("no: document\n")
    return folder


@pytest.fixture(scope="module")
def results(folder: Path) -> dict[str, Result]:
    plan = Plan(cache=folder / "cache", checks=False, generator="this one")
    return {Path(result.document).stem: result for result in audit_all(find_documents([folder]), plan)}


def test_documents_are_found_by_what_they_say(folder: Path) -> None:
    assert [file.name for file in find_documents([folder])] == ["broken.yaml", "shelter.json"]
    with pytest.raises(FileNotFoundError):
        find_documents([folder / "nowhere"])


def test_a_document_that_becomes_a_whole_client(results: dict[str, Result]) -> None:
    result = results["shelter"]
    assert (result.operations, result.generated, result.lost, result.refused) == (2, 2, [], "")
    assert result.calls == {"valid": 4, "decoded": 4, "example-decoded": 1}
    assert (result.problems, result.unimportable) == ([], [])
    assert result.modules > 2
    assert not result.failed
    assert {"read", "generate", "import", "calls"} <= result.seconds.keys()


def test_a_document_that_nobody_can_read_is_refused_with_reasons(results: dict[str, Result]) -> None:
    result = results["broken"]
    assert result.refused
    assert not result.failed
    assert result.diagnostics["unreadable-by-audit"] == 1


def test_what_was_audited_is_not_audited_again(folder: Path, results: dict[str, Result]) -> None:
    document = folder / "shelter.json"
    (kept,) = (folder / "cache").glob("shelter-*.json")
    result = loaded(kept)
    assert result is not None
    result.operations = 99
    result.save(kept)
    plan = Plan(cache=folder / "cache", checks=False, generator="this one")
    assert audit_all([document], plan)[0].operations == 99
    document.write_text(document.read_text() + "\n")
    assert audit_all([document], plan)[0].operations == 2


def test_an_audit_that_takes_too_long_is_stopped_and_fails(folder: Path) -> None:
    plan = Plan(cache=folder / "other", checks=False, limit=0.01)
    (result,) = audit_all([folder / "shelter.json"], plan)
    assert result.failed
    assert result.problems[0][1] == "stopped"
    assert "FAILED" in line(result)


def test_reports() -> None:
    fine = Result("a/fine|.json", stage="done", operations=2, generated=2, calls={"valid": 4})
    lost = Result("a/lost.json", stage="done", operations=2, generated=1, lost=["GET /a"], mypy=3)
    refused = Result("a/refused.json", stage="done", refused="unreadable: it is", unjudged={"style label": 2})
    results = [lost, fine, refused]
    assert line(fine) == "ok       fine|.json: 2/2 operations"
    assert line(lost) == "FAILED   lost.json: 1/2 operations, 1 lost operations, 3 mypy errors"
    assert summary(results).splitlines() == [
        "3 documents, 1 refused, 1 failed",
        "3 of 4 operations generated",
        "3 mypy errors",
        "1 lost operations",
    ]
    assert [json.loads(as_json(results))[index]["failed"] for index in range(3)] == [True, False, False]
    text = as_markdown(results, "python")
    assert text.index("fine\\|.json") < text.index("lost.json")
    assert "- refused.json: unreadable: it is" in text
    assert "- 2 style label" in text


def test_pages_have_the_columns_of_their_target() -> None:
    result = Result(
        "a.json", stage="done", operations=2, generated=2, counts={"pages": 4}, faults={"tsc errors": 1}
    )
    unchecked = as_markdown([result], "typescript")
    result.seconds["tsc"] = 2.5
    assert "| a.json | 2 | 2 | 0 | 0 | 0 | 0 |  |  |  | 0 | 0 | 0 |" in unchecked
    result.counts["typed calls"] = 5
    assert "| a.json | 2 | 2 | 0 | 0 | 0 | 0 | 1 | 5 | 0 | 0 | 2.5 | 0 |" in as_markdown(
        [result], "typescript"
    )
    assert "| a.json | 2 | 2 | 4 | 0 | 1 | 0 | 2.5 | 0 |" in as_markdown([result], "reference")


def test_a_page_does_not_say_where_documents_lie(tmp_path: Path) -> None:
    refused = f"file-not-found: the file `{tmp_path}/edge/other.yaml` does not exist"
    results = [Result(f"{tmp_path}/dev/a.yaml"), Result(f"{tmp_path}/edge/b.yaml", refused=refused)]
    page = as_markdown(results, "python")
    assert "- b.yaml: file-not-found: the file `edge/other.yaml` does not exist" in page
    assert str(tmp_path) not in page


def test_a_document_may_say_last_that_it_is_one(tmp_path: Path) -> None:
    (tmp_path / "late.yaml").write_text(f"info: {{description: '{'x' * 50_000}'}}\nopenapi: 3.0.3\n")
    (tmp_path / "line.json").write_text('{"paths": {}, "openapi": "3.1.0"}')
    (tmp_path / "other.yaml").write_text("paths: {}\nx-openapi: 3.1.0\n")
    assert [file.name for file in find_documents([tmp_path])] == ["late.yaml", "line.json"]
