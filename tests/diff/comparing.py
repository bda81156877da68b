"""Helpers of the tests of `specpress diff`: documents edited in memory and compared from files."""

from __future__ import annotations

import copy
import datetime
import json
from pathlib import Path
from typing import Any

import yaml
from diff.probe import GONE
from specpress.diff.review import Review
from specpress.diffing import DiffOptions, compare
from specpress.document.pointer import split
from specpress.watch import Watch

BASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("base.yaml").read_text(encoding="utf-8"))
TODAY = datetime.date(2026, 7, 1)


def patched(document: Any, edits: dict[str, Any]) -> Any:
    """A copy of a document with other values at some pointers; see `probes.Probe`."""
    result = copy.deepcopy(document)
    for pointer, value in edits.items():
        *path, last = split(pointer)
        here = result
        for token in path:
            here = here[int(token)] if isinstance(here, list) else here[token]
        key = int(last) if isinstance(here, list) else last
        if value is GONE:
            del here[key]
        else:
            here[key] = value(here[key]) if callable(value) else value
    return result


def review(folder: Path, old: Any, new: Any) -> Review:
    """The review of two documents."""
    for name, document in (("old.json", old), ("new.json", new)):
        (folder / name).write_text(json.dumps(document, indent=2), encoding="utf-8")
    comparison = compare(DiffOptions(old="old.json", new="new.json", folder=folder, today=TODAY), Watch())
    assert comparison.review is not None, comparison.findings
    return comparison.review


def bumps(found: Review) -> dict[str, str]:
    """The step that each artefact needs."""
    return {advice.artefact: advice.bump for advice in found.advice}


def rules(found: Review) -> list[str]:
    """The rules of all findings, the worst first."""
    return [finding.rule for finding in found.findings]
