"""The manual as an output: what configuration and command line say of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from specpress.messages import message
from specpress.options import Options
from specpress.pipeline import generate
from specpress.report import Report
from specpress.watch import Watch

DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1.0.0"},
    "servers": [{"url": "https://shop.example"}],
    "security": [{"key": []}],
    "paths": {
        "/pets": {
            "get": {
                "operationId": "lookAtPets",
                "responses": {
                    "200": {
                        "description": "ok",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
                    }
                },
            }
        }
    },
    "components": {
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "x-key"}},
        "schemas": {
            "Pet": {"type": "object", "properties": {"kind": {"$ref": "#/components/schemas/Kind"}}},
            "Kind": {"enum": ["cat", "dog"]},
        },
    },
}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def made(folder: Path, targets: str) -> Report:
    (folder / "openapi.json").write_text(json.dumps(DOCUMENT))
    (folder / "specpress.yaml").write_text(
        "rules: 1\ndocument: openapi.json\noperations:\n  lookAtPets: pets.look\ntargets:\n" + targets
    )
    return generate(Options(configuration=folder / "specpress.yaml"), "write", Watch())


def test_a_manual_needs_no_packages_beside_it(tmp_path: Path) -> None:
    report = made(tmp_path, "  reference: {output: out/manual}\n")
    assert [message(found) for found in report.findings] == []
    files = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.*"))
    pages = [
        f"manual/{name}/pets/{page}.md" for name in ("python", "typescript") for page in ("index", "look")
    ]
    assert files == ["manual/llms.txt", "manual/manifest.json", *pages]


def test_a_type_is_shown_in_place_where_configuration_says_so(tmp_path: Path) -> None:
    made(
        tmp_path, "  reference: {output: manual, inline: [Kind]}\n  python: {output: py, package: animals}\n"
    )
    page = (tmp_path / "manual/python/pets/look.md").read_text()
    assert '- `kind: Optional[Literal["cat", "dog"]]`\n' in page
    assert "from animals import Shop\n" in page


def test_a_type_that_is_not_there_is_an_error_with_its_place(tmp_path: Path) -> None:
    report = made(tmp_path, "  reference: {output: manual, inline: [Pet, Knid]}\n")
    (found,) = report.findings
    assert found.code == "unmatched-configuration"
    assert "the document has no component schema `Knid`" in message(found)
    assert "did you mean `Kind`?" in message(found)
    assert "specpress.yaml:6:45" in message(found)
    assert not (tmp_path / "manual").exists()


def test_with_a_document_alone_the_manual_is_made_when_it_is_asked_for(tmp_path: Path) -> None:
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(DOCUMENT))
    generate(Options(document=str(document), output=tmp_path, targets=("reference",)), "write", Watch())
    assert (tmp_path / "reference/python").is_dir()
    assert not (tmp_path / "python").exists()


def test_checking_tells_of_a_page_that_is_not_current(tmp_path: Path) -> None:
    made(tmp_path, "  reference: {output: manual}\n")
    options = Options(configuration=tmp_path / "specpress.yaml")
    assert not generate(options, "check", Watch()).drifted
    page = tmp_path / "manual/python/pets/look.md"
    page.write_text(page.read_text().replace("pets.look", "pets.see"))
    report = generate(options, "check", Watch())
    assert report.drifted
    assert any(line.startswith("-`pets.see(") for line in report.difference)
