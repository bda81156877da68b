"""What a good diff tells apart: both verdicts, the advice for versions and the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from diff.comparing import BASE, bumps, patched, review
from diff.probe import Probe
from diff.probes import PROBES
from specpress.diff.report import REPORTS
from specpress.diff.review import Review


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.name)
def test_probe(probe: Probe, tmp_path: Path) -> None:
    found = review(tmp_path, BASE, patched(BASE, probe.edits))
    assert found.verdicts["wire"] == probe.wire
    assert (found.verdicts["python"] == "breaking") is probe.python
    assert (bumps(found)["api"], bumps(found)["python"]) == (probe.api, probe.package)
    lines = [line.strip() for line in REPORTS["terminal"](found).splitlines()]
    assert [text for text in probe.says if text not in lines] == []


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.name)
def test_what_comes_goes_the_other_way(probe: Probe, tmp_path: Path) -> None:
    edited = patched(BASE, probe.edits)
    there, back = review(tmp_path, BASE, edited), review(tmp_path, edited, BASE)
    assert bool(there.findings) is bool(back.findings)
    assert _count(there, "-added") == _count(back, "-removed")
    assert _count(there, "-removed") == _count(back, "-added")


def _count(found: Review, ending: str) -> int:
    return sum(item.rule.endswith(ending) for item in found.findings if "wire" in item.verdicts)
