"""A validator may begin before there is a document, and ends where there is none."""

from __future__ import annotations

import json
import marshal
from pathlib import Path

import pytest
from specpress.document import standby


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[standby.Process]:
    """The processes that were begun."""
    found: list[standby.Process] = []
    begin = standby._begun

    def noted() -> standby.Process:
        found.append(begin())
        return found[-1]

    monkeypatch.setattr(standby, "_begun", noted)
    return found


def folder(parent: Path, name: str) -> Path:
    """A folder with a document that is not valid, for lack of what is called `name`."""
    made = parent / name
    made.mkdir()
    root = {key: value for key, value in {"openapi": "3.1.0", "paths": {}}.items() if key != name}
    (made / "document").write_bytes(marshal.dumps(("3.1", root)))
    return made


def test_the_process_that_stands_by_does_the_first_validation(
    begun: list[standby.Process], tmp_path: Path
) -> None:
    with standby.standing_by(True) as start:
        assert len(begun) == 1
        first, second = folder(tmp_path, "info"), folder(tmp_path, "paths")
        assert start(first) is begun[0]
        assert start(second) is begun[1]
    for process, done in zip(begun, (first, second), strict=True):
        assert process.wait(60) == 0
        assert "info" in str(json.loads((done / "findings").read_bytes()))


def test_a_process_that_nobody_needs_ends(begun: list[standby.Process]) -> None:
    with standby.standing_by(True):
        assert begun[0].poll() is None
    assert begun[0].poll() is not None


def test_none_begins_that_is_not_wanted(begun: list[standby.Process]) -> None:
    with standby.standing_by(False):
        assert begun == []


def test_a_process_whose_parent_dies_ends_by_itself(begun: list[standby.Process]) -> None:
    with standby.standing_by(True):
        assert begun[0].stdin
        begun[0].stdin.close()
        assert begun[0].wait(60) == 0


def test_a_process_that_died_says_nothing(tmp_path: Path, begun: list[standby.Process]) -> None:
    with standby.standing_by(True) as start:
        begun[0].kill()
        begun[0].wait()
        assert start(folder(tmp_path, "info")).poll() is not None
    assert not (tmp_path / "info/findings").exists()
