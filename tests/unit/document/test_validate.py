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
    (kept,) = tmp_path.glob("validation-*")
    kept.write_text("{")
    assert list(verdict(validate.begin(document, tmp_path))) == first


def test_abandoned_processes_end(document: Document) -> None:
    validation = validate.begin(document, None)
    validate.abandon(validation)
    assert validation.process is not None
    assert validation.process.poll() is not None
