"""What a good diff tells apart: both verdicts, the advice for versions and the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest
from diff.comparing import BASE, TODAY, bumps, patched, review
from diff.probe import Probe
from diff.probes import PROBES
from specpress.diff.report import REPORTS
from specpress.diff.review import Review
from specpress.diffing import DiffOptions, compare
from specpress.watch import Watch

TARGETS: Final = {
    "python": {"output": "python", "package": "zoo"},
    "typescript": {"output": "typescript", "package": "zoo"},
}


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.name)
def test_probe(probe: Probe, tmp_path: Path) -> None:
    found = review(tmp_path, BASE, patched(BASE, probe.edits))
    assert found.verdicts["wire"] == probe.wire
    breaks = {"python": probe.python, "typescript": probe.python}
    if probe.typescript is not None:
        breaks["typescript"] = probe.typescript
    assert {name: found.verdicts[name] == "breaking" for name in breaks} == breaks
    npm = probe.npm or probe.package
    assert bumps(found) == {"api": probe.api, "python": probe.package, "typescript": npm}
    assert [text for text in probe.says if text not in _lines(found)] == []


def test_a_method_that_only_the_configuration_renames(tmp_path: Path) -> None:
    for side, calls in (("old", {}), ("new", {"GET /pets": "pets.search"})):
        folder = tmp_path / side
        folder.mkdir()
        (folder / "openapi.json").write_text(json.dumps(BASE), encoding="utf-8")
        settings = {"rules": 1, "document": "openapi.json", "operations": calls, "targets": TARGETS}
        (folder / "specpress.yaml").write_text(json.dumps(settings), encoding="utf-8")
    options = DiffOptions(old="old/openapi.json", new="new/openapi.json", folder=tmp_path, today=TODAY)
    found = compare(options, Watch()).review
    assert found is not None
    assert found.verdicts == {"wire": "info", "python": "breaking", "typescript": "breaking"}
    assert bumps(found) == {"api": "patch", "python": "major", "typescript": "major"}
    lines = _lines(found)
    assert "GET /pets: the call of the generated clients was changed" in lines
    assert "- pets.list" in lines
    assert "+ pets.search" in lines
    assert "python: major, 1.2.0 has to become 2.0.0" in lines
    assert "typescript: major, 1.2.0 has to become 2.0.0" in lines


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.name)
def test_what_comes_goes_the_other_way(probe: Probe, tmp_path: Path) -> None:
    edited = patched(BASE, probe.edits)
    there, back = review(tmp_path, BASE, edited), review(tmp_path, edited, BASE)
    assert bool(there.findings) is bool(back.findings)
    assert _count(there, "-added") == _count(back, "-removed")
    assert _count(there, "-removed") == _count(back, "-added")


def _lines(found: Review) -> list[str]:
    return [line.strip() for line in REPORTS["terminal"](found).splitlines()]


def _count(found: Review, ending: str) -> int:
    return sum(item.rule.endswith(ending) for item in found.findings if "wire" in item.verdicts)
