"""What is said of mistakes that authors make: in words, where they stand, and once."""

from __future__ import annotations

from pathlib import Path

import pytest
from specpress.diagnostics import Diagnostics
from specpress.document.references import bundle
from specpress.document.repair import repair
from specpress.document.source import LoadOptions, load
from specpress.document.validate import Validation, finish
from specpress.document.validator import findings
from specpress.document.versions import normalise
from specpress.messages import message
from specpress.report import located

HEAD = "openapi: 3.0.3\ninfo: {title: Pets, version: 1.0.0}\n"
PETS = """\
paths:
  /pets/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses: {"200": {description: A pet.}}
"""


def said(folder: Path, text: str, strict: bool) -> list[str]:
    """All findings about a document, as text."""
    file = folder / "api.yaml"
    file.write_text(text)
    diagnostics = Diagnostics()
    sources = load(str(file), LoadOptions(strict=strict), diagnostics)
    if sources is None:
        return [message(found).replace(f"{folder}/", "") for found in diagnostics]
    document = repair(bundle(sources, diagnostics), strict, diagnostics)
    finish(Validation(findings=findings(document.version, document.root)), strict, diagnostics)
    document = normalise(document, diagnostics)
    return [message(found).replace(f"{folder}/", "") for found in located(diagnostics, document)]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (HEAD + PETS.replace("paths:", "path:"), "did you mean `paths`?"),
        (HEAD + PETS.replace("get:\n", "get:\n      operationID: getPet\n"), "did you mean `operationId`?"),
        (HEAD + PETS.replace("get:\n", "get:\n      cost: 1\n"), ""),
    ],
)
def test_an_unknown_keyword_close_to_a_known_one(tmp_path: Path, text: str, hint: str) -> None:
    (finding,) = [each for each in said(tmp_path, text, strict=False) if "unknown-keyword" in each]
    assert finding.partition("  hint: ")[2] == hint


def with_parameters(stated: str) -> str:
    return HEAD + PETS.replace("parameters:\n        -", f"parameters: [{stated},").replace(
        "}}\n", "}}]\n", 1
    )


def test_both_places_of_a_parameter_that_is_declared_twice(tmp_path: Path) -> None:
    one = "        - {name: a, in: query, schema: {}}\n"
    other = one.replace("{}", "{type: string}")
    text = HEAD + PETS.replace("      responses", f"{one}{other}      responses")
    (finding,) = said(tmp_path, text, strict=True)
    assert finding.startswith("api.yaml:9:11: error: the query parameter `a` is declared twice")
    assert "\n  api.yaml:8:11: first here" in finding
