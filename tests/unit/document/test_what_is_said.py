"""What is said of mistakes that authors make: in words, where they stand, and once."""

from __future__ import annotations

from pathlib import Path

import pytest
from specpress.diagnostics import Diagnostics, Severity
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


def test_both_places_of_a_parameter_that_is_declared_twice(tmp_path: Path) -> None:
    one = "        - {name: a, in: query, schema: {}}\n"
    other = one.replace("{}", "{type: string}")
    text = HEAD + PETS.replace("      responses", f"{one}{other}      responses")
    (finding,) = said(tmp_path, text, strict=True)
    assert finding.startswith("api.yaml:9:11: error: the query parameter `a` is declared twice")
    assert "\n  api.yaml:8:11: first here" in finding


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(
    "stated",
    [
        "null",
        "limit",
        "{limit: 1}",
        "{limit: {in: query, schema: {}}}",
        "[null]",
        "[limit]",
        "[[]]",
        "[{in: query, schema: {}}]",
        "[{name: limit, schema: {}}]",
        "[{name: limit, in: [query], schema: {}}]",
    ],
)
def test_parameters_of_other_shapes_are_told_in_words(tmp_path: Path, stated: str, strict: bool) -> None:
    text = f"{HEAD}paths:\n  /pets:\n    get:\n      parameters: {stated}\n"
    found = said(tmp_path, text + '      responses: {"200": {description: All.}}\n', strict)
    placed = [each for each in found if each.startswith("api.yaml:6:")]
    assert len(placed) == 1
    assert not [each for each in found if "Error" in each]
    assert len(found) == len(placed) + strict, "what is read strictly the validator cannot get past"


def test_parameters_by_name_are_read(tmp_path: Path) -> None:
    text = HEAD + PETS.replace("- {name: id, ", "id: {")
    (finding,) = said(tmp_path, text, strict=False)
    assert "its keys are read as names" in finding


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(
    ("path", "told"),
    [("{id", "has a `{` that is never closed"), ("id}", "has a `}` that closes nothing")],
)
def test_a_brace_without_its_counterpart(tmp_path: Path, path: str, told: str, strict: bool) -> None:
    stopped, finding = said(tmp_path, HEAD + PETS.replace("{id}", path), strict)
    assert told in finding
    assert finding.startswith("api.yaml:4:3: " + ("error" if strict else "warning"))
    assert "could not get past" in stopped
    assert "Error" not in stopped


@pytest.mark.parametrize("strict", [True, False])
def test_a_validator_that_stops_fails_a_strict_run(strict: bool) -> None:
    diagnostics = Diagnostics()
    stopped = ("validation-stopped", "the validator stopped with RecursionError: too deep")
    finish(Validation(findings=[stopped]), strict, diagnostics)
    (finding,) = diagnostics
    assert finding.severity is (Severity.ERROR if strict else Severity.WARNING)
    assert finding.message.startswith(stopped[1])


@pytest.mark.parametrize("strict", [True, False])
def test_paths_that_differ_in_names_of_parameters_only(tmp_path: Path, strict: bool) -> None:
    again = PETS.partition("paths:\n")[2].replace("{id}", "{name}").replace("name: id", "name: name")
    (finding,) = said(tmp_path, HEAD + PETS + again + again.replace("{name}", "{name}/x"), strict)
    told = "error" if strict else "warning"
    assert finding.startswith(f"api.yaml:9:3: {told}: `/pets/{{name}}` and `/pets/{{id}}` are one path")
    assert "\n  api.yaml:4:3: first here" in finding


@pytest.mark.parametrize(
    ("old", "new", "told", "hint"),
    [
        (
            "    get:",
            "\tget:",
            "5:1: error: this is not YAML: a tab stands where spaces",
            "indent with spaces",
        ),
        ("A pet.", "@pet", "8:40: error: this is not YAML: nothing can begin with `@`", "quote the text"),
        ("A pet.", "`pet`", "8:40: error: this is not YAML: nothing can begin with ```", "quote the text"),
    ],
)
def test_characters_that_yaml_keeps(tmp_path: Path, old: str, new: str, told: str, hint: str) -> None:
    (finding,) = said(tmp_path, HEAD + PETS.replace(old, new), strict=False)
    assert finding.startswith(f"api.yaml:{told}")
    assert f"hint: {hint}" in finding


def schema(stated: str) -> str:
    return f"{HEAD}{PETS}components: {{schemas: {{Pet: {stated}}}}}\n"


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ('{type: string, enum: "a, b"}', "`enum` should be a list; it is read as one of one entry"),
        ('{type: object, required: "id"}', "`required` should be a list; it is read as one of one entry"),
        ("{type: object, properties: []}", "`properties` should be an object; a list is left out"),
        ("{type: string, maxLength: x}", "`maxLength` should be a number; `x` is left out"),
    ],
)
def test_what_is_of_another_shape_is_not_said_to_be_of_its_own(
    tmp_path: Path, stated: str, told: str
) -> None:
    (finding,) = said(tmp_path, schema(stated), strict=False)
    assert told in finding
    assert ("hint: write `[a, b]`" in finding) == ("enum" in stated)


LIMIT = "        - {name: limit, in: query, schema: {type: integer}}\n"
RESPONSES = '{"200": {description: A pet.}}'


def with_parameter(stated: str) -> str:
    return HEAD + PETS.replace("      responses", f"        - {stated}\n      responses")


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        (
            with_parameter("{name: limit, in: params, schema: {}}"),
            "8:29",
            "there are no parameters with `in: params`; it is left out",
        ),
        (
            HEAD + PETS.replace("required: true, ", ""),
            "7:11",
            "parameters of the path are always required; `id` is read as such",
        ),
        (schema("{properties: {a: {type: string, pattern: '^[a-z('}}}"), "9:70", "`^[a-z(` is no regex"),
        (schema("{type: String}"), "9:36", "`String`"),
        (
            with_parameter("{name: a, in: query, schema: {}, example: 1, examples: {a: {value: 1}}}"),
            "8:11",
            "`example` and `examples` may not stand together",
        ),
        (HEAD + PETS.replace("name: id", "name: ID"), "5:5", "hint: did you mean `ID`, which is declared?"),
        (HEAD + PETS.replace(RESPONSES, "{}"), "8:7", "no response is described; at least one must stand"),
        (HEAD + PETS.replace('"200"', "OK"), "8:19", "OK"),
        (HEAD + PETS.replace("      responses", f"{LIMIT * 2}      responses"), "9:11", "is declared twice"),
    ],
)
def test_one_mistake_is_told_once_and_in_words(tmp_path: Path, text: str, place: str, told: str) -> None:
    for strict in (True, False):
        findings = said(tmp_path, text, strict)
        assert len(findings) == 1, findings
        assert findings[0].startswith(f"api.yaml:{place}: {'error' if strict else 'warning'}"), findings
        assert told in findings[0]


def test_a_section_misspelt_is_no_hint_at_what_it_lacks(tmp_path: Path) -> None:
    lost = "{schema: {$ref: '#/components/schemas/Pet'}}"
    text = with_parameter(f"{{name: a, in: query, {lost[1:]}") + "components: {shemas: {Pet: {}}}\n"
    misspelt, dangling = sorted(said(tmp_path, text, strict=False), key=lambda each: "leads" in each)
    assert "did you mean `schemas`?" in misspelt
    assert "hint" not in dangling
