"""Validation in its own process: verdicts are kept, and nobody waits for ever."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from specpress.diagnostics import Diagnostics, Severity
from specpress.document import validate
from specpress.document.document import Document
from specpress.document.outline import outline
from specpress.document.references import bundle
from specpress.document.source import LoadOptions, load


@pytest.fixture
def document(tmp_path: Path) -> Document:
    """A document that has no title."""
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps({"openapi": "3.1.0", "info": {"version": "1"}, "paths": {}}))
    diagnostics = Diagnostics()
    sources = load(str(path), LoadOptions(), diagnostics)
    assert sources is not None
    return bundle(sources, diagnostics)


def verdict(validation: validate.Validation, strict: bool = False, **options: Any) -> Diagnostics:
    diagnostics = Diagnostics()
    validate.finish(validation, strict, diagnostics, **options)
    return diagnostics


@pytest.mark.parametrize(("strict", "severity"), [(True, Severity.ERROR), (False, Severity.WARNING)])
def test_findings_are_located(strict: bool, severity: Severity, document: Document) -> None:
    (found,) = verdict(validate.begin(document, None), strict)
    assert (found.severity, found.code, found.message) == (
        severity,
        "invalid-document",
        "`title` is missing here",
    )


def test_verdicts_are_kept_by_content(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = list(verdict(validate.begin(document, tmp_path / "cache")))
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    again = validate.begin(document, tmp_path / "cache")
    assert again.process is None
    assert list(verdict(again)) == first


def test_a_verdict_that_takes_too_long_is_not_waited_for(document: Document) -> None:
    validation = validate.begin(document, None)
    (found,) = verdict(validation, strict=True, limit=0.0)
    assert (found.severity, found.code) == (Severity.WARNING, "validation-skipped")
    assert validation.process is not None
    assert validation.process.poll() is not None


def test_a_process_that_fails_is_told(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    (found,) = verdict(validate.begin(document, None))
    assert found.code == "validation-skipped"


def test_a_broken_verdict_in_the_cache_is_made_anew(document: Document, tmp_path: Path) -> None:
    first = list(verdict(validate.begin(document, tmp_path)))
    (kept,) = tmp_path.glob("verdicts/*")
    kept.write_text("{")
    assert list(verdict(validate.begin(document, tmp_path))) == first


def test_abandoned_processes_end(document: Document) -> None:
    validation = validate.begin(document, None)
    validate.abandon(validation)
    assert validation.process is not None
    assert validation.process.poll() is not None


def read(path: Path, root: Any) -> Document:
    path.write_text(json.dumps(root))
    diagnostics = Diagnostics()
    sources = load(str(path), LoadOptions(), diagnostics)
    assert sources is not None
    return bundle(sources, diagnostics)


def with_text(text: str) -> dict[str, Any]:
    schema = {"type": "object", "description": text, "properties": {"description": {"summary": text}}}
    operation = {"summary": text, "responses": {"200": {"description": text}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "It", "version": "1", "description": text},
        "paths": {"/a": {"get": operation}},
        "components": {"schemas": {"A": schema}},
    }


def test_an_edit_of_prose_keeps_the_verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (read(tmp_path / name, with_text(name)) for name in ("one.json", "two.json"))
    found = list(verdict(validate.begin(first, tmp_path / "cache")))
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    again = validate.begin(second, tmp_path / "cache")
    assert again.process is None
    assert list(verdict(again)) == found == []


@pytest.mark.parametrize(
    "schema",
    [
        {"example": {"description": "A"}},
        {"default": {"description": "A"}},
        {"const": {"description": "A"}},
        {"enum": [{"description": "A"}]},
        {"x-own": {"description": "A"}},
        {"properties": {"description": {"const": "A"}}},
        {"description": ["A"]},
        {"title": "A"},
    ],
)
def test_what_is_no_prose_is_judged_anew(schema: Any, tmp_path: Path) -> None:
    root: Any = {"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"A": schema}}}
    edited = json.loads(json.dumps(root).replace('"A"', '"B"').replace('{"B": {', '{"A": {'))
    assert outline(root) != outline(edited)


def test_texts_in_one_list_stay_the_same_or_different() -> None:
    def tags(*texts: str) -> Any:
        return {"tags": [{"name": "a", "description": text} for text in texts]}

    assert outline(tags("one", "two")) == outline(tags("two", "three"))
    assert outline(tags("one", "one")) != outline(tags("one", "two"))
    assert outline(tags("one", "one")) == outline(tags("two", "two"))


def test_a_message_that_may_quote_prose_is_kept_for_one_document(tmp_path: Path) -> None:
    schema = {"type": "array", "contains": {"type": "string"}, "default": [{"size": 1}]}
    roots = [{**with_text(text), "components": {"schemas": {"A": schema}}} for text in ("one", "two")]
    first, second = (read(tmp_path / f"{number}.json", root) for number, root in enumerate(roots))
    (found,) = verdict(validate.begin(first, tmp_path / "cache"))
    assert "[{'size': 1}] does not contain" in found.message
    assert validate.begin(first, tmp_path / "cache").process is None
    other = validate.begin(second, tmp_path / "cache")
    assert other.process is not None
    validate.abandon(other)


@pytest.mark.parametrize("content", ["{", "[1]", '{"a": 1}', "[[1, 2, 3]]"])
def test_a_verdict_that_nobody_wrote_is_none(content: str, document: Document, tmp_path: Path) -> None:
    first = list(verdict(validate.begin(document, tmp_path)))
    for kept in tmp_path.rglob("*.json"):
        if kept.parent.name == "verdicts":
            kept.write_text(content)
    assert list(verdict(validate.begin(document, tmp_path))) == first
