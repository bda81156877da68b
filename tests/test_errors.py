"""The text of every diagnostic: a folder each below `errors/`, with a document and what is said of it.

A folder whose name ends in `_strict` is read strictly. Run with `UPDATE_GOLDENS=1` to write what is said now.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from specpress.diagnostics import Diagnostics
from specpress.document import overlay
from specpress.document.references import bundle
from specpress.document.repair import repair
from specpress.document.source import LoadOptions, load
from specpress.document.validate import Validation, finish
from specpress.document.validator import findings
from specpress.document.versions import normalise
from specpress.messages import message
from specpress.report import located

ERRORS = Path(__file__).parent / "errors"
CASES = sorted(folder.name for folder in ERRORS.iterdir() if folder.is_dir())


@pytest.mark.parametrize("name", CASES)
def test_what_is_said(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ERRORS / name)
    said = diagnosed(strict=name.endswith("_strict"))
    golden = Path("stderr.txt")
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
    assert said, "a case without a diagnostic shows nothing"


def diagnosed(strict: bool) -> str:
    """Everything that the stages up to one dialect say of the document in the current folder."""
    diagnostics = Diagnostics()
    main = next(path for path in ("openapi.yaml", "openapi.json") if Path(path).exists())
    sources = load(main, LoadOptions(strict=strict), diagnostics)
    if sources is None:
        return "".join(f"{message(found)}\n" for found in diagnostics)
    overlays = sorted(str(path) for path in Path().glob("overlay*"))
    document = bundle(overlay.apply(sources, overlays, diagnostics), diagnostics)
    document = repair(document, strict, diagnostics)
    finish(Validation(findings=findings(document.version, document.root)), strict, diagnostics)
    document = normalise(document, diagnostics)
    return "".join(f"{message(found)}\n" for found in located(diagnostics, document))
