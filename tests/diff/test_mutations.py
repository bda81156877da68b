"""A few random edits, judged by others than us: `make diff-mutations` judges hundreds of them."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import diff_speed
from diff.comparing import BASE, patched
from diff.probe import CREATE, GET, PET
from diff_mutations import judge
from mutations import mutated, order_of, shuffled
from witnesses import griffe_breaks

EDITS: dict[str, dict[str, Any]] = {
    "a field of another type": {f"{PET}/properties/nick/type": "integer"},
    "a method of another name": {f"{GET}/operationId": "fetchPet"},
    "a body that must be there": {f"{CREATE}/requestBody/required": False},
    "a method with overloads": {f"{GET}/responses/200/content/application~1xml": {"schema": {}}},
}


def test_griffe_and_the_compiler_see_no_break_that_was_not_predicted() -> None:
    edits = {name: (BASE, name, patched(BASE, edit)) for name, edit in EDITS.items()}
    edits |= {str(seed): (BASE, *mutated(BASE, random.Random(seed))) for seed in (1,)}
    cases = list(judge(edits, random.Random(0)))
    assert [objection for case in cases for objection in case.objections] == []
    assert len(cases) == len(edits)


def test_they_see_breaks_that_were_not_predicted(monkeypatch: Any) -> None:
    monkeypatch.setattr("specpress.diffing.compare_surfaces", lambda *given: ())
    edit = patched(BASE, EDITS["a field of another type"])
    edited = patched(edit, {f"{GET}/operationId": "fetchPet"})
    objections = [
        objection
        for case in judge({"silence": (edit, "silence", edited)}, random.Random(0))
        for objection in case.objections
    ]
    assert {objection.partition(":")[0] for objection in objections} == {"griffe", "tsc"}


def test_only_a_method_that_was_derived_may_be_written_out(tmp_path: Path) -> None:
    texts = ("list = asynchronous(Pets.list)", "async def list(self): ...", "list = 1")
    for number, text in enumerate(texts):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "zoo.py").write_text(f"class AsyncPets:\n    {text}\n", encoding="utf-8")
    derived, written, other = (tmp_path / str(number) for number in range(3))
    assert griffe_breaks(derived, written, "zoo") == []
    assert len(griffe_breaks(other, written, "zoo")) == 1


def test_the_same_seed_edits_the_same() -> None:
    one, other = (mutated(BASE, random.Random(7)) for _ in range(2))
    assert one == other
    assert one[1] != BASE or order_of(one[1]) != order_of(BASE)
    assert shuffled(BASE, random.Random(1)) == BASE
    assert order_of(shuffled(BASE, random.Random(1))) != order_of(BASE)


def test_the_benchmark_of_speed_runs(capsys: Any, monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setattr("diff_speed.CACHE", tmp_path)
    assert diff_speed.main(["--quick"]) == 0
    assert "| a widely used schema | specpress |" in capsys.readouterr().out
