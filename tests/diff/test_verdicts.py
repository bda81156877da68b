"""What each kind of edit means on the wire, in both directions that values travel in."""

from __future__ import annotations

from pathlib import Path

import pytest
from diff.comparing import BASE, patched, review
from diff.verdict import Verdict
from diff.verdicts_of_apis import API_VERDICTS
from diff.verdicts_of_bodies import BODY_VERDICTS
from diff.verdicts_of_parameters import PARAMETER_VERDICTS

VERDICTS = [*PARAMETER_VERDICTS, *BODY_VERDICTS, *API_VERDICTS]


@pytest.mark.parametrize("verdict", VERDICTS, ids=lambda verdict: verdict.name)
def test_verdict(verdict: Verdict, tmp_path: Path) -> None:
    before = patched(BASE, verdict.before)
    found = review(tmp_path, before, patched(before, verdict.edits))
    assert found.verdicts["wire"] == verdict.wire, [(item.rule, item.place) for item in found.findings]
