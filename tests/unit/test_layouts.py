"""What a formatter said of a text is kept by content: a text that was seen before is not laid out again."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest
from specpress import cache
from specpress.options import Options
from specpress.pipeline import generate
from specpress.targets.python import PythonTarget
from specpress.watch import Watch

PETS = """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0, description: All about pets.}
servers: [{url: https://pets.test}]
paths:
  /pets:
    get: {operationId: listPets, responses: {"204": {description: None.}}}
"""


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were laid out, in a project of their own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "pets.yaml").write_text(PETS)
    seen: list[str] = []

    def format_(self: PythonTarget, path: PurePosixPath, text: str) -> str:
        seen.append(path.name)
        return f"{text}# laid out\n" if path.suffix == ".py" else text

    monkeypatch.setattr(PythonTarget, "format", format_)
    return seen


def made(folder: Path) -> Mapping[str, bytes]:
    document, output = str(folder / "pets.yaml"), folder / "out"
    options = Options(document=document, output=output, targets=("python",))
    assert not generate(options, "force", Watch()).failed
    files = output.rglob("*.py")
    return {str(path.relative_to(output)): path.read_bytes() for path in files if path.is_file()}


def test_a_text_is_laid_out_once(asked: list[str], tmp_path: Path) -> None:
    first = made(tmp_path)
    assert "_client.py" in asked
    asked.clear()
    shutil.rmtree(tmp_path / "cache/specpress/drafts")
    assert made(tmp_path) == first
    assert asked == []
    assert first["python/pets/_client.py"].endswith(b"# laid out\n")


def test_an_edit_has_only_what_it_changes_laid_out(asked: list[str], tmp_path: Path) -> None:
    made(tmp_path)
    asked.clear()
    (tmp_path / "pets.yaml").write_text(PETS.replace("listPets", "listPets, description: Lists pets."))
    made(tmp_path)
    assert "pets.py" in asked
    assert "_client.py" not in asked


@pytest.mark.parametrize("content", ["", "{", "[]", '{"stamp": "other", "layouts": {}}'])
def test_a_broken_cache_costs_time_only(content: str, asked: list[str], tmp_path: Path) -> None:
    first = made(tmp_path)
    for file in (tmp_path / "cache/specpress/layouts").iterdir():
        file.write_text(content)
    shutil.rmtree(tmp_path / "cache/specpress/drafts")
    asked.clear()
    assert made(tmp_path) == first
    assert "_client.py" in asked


def test_what_another_formatter_said_does_not_count(
    asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def another(self: PythonTarget) -> str:
        return "another"

    made(tmp_path)
    asked.clear()
    monkeypatch.setattr(PythonTarget, "formatter", another)
    made(tmp_path)
    assert "_client.py" in asked


def test_a_cache_that_cannot_be_written_is_none(asked: list[str], tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    assert made(tmp_path)
    asked.clear()
    assert made(tmp_path)
    assert "_client.py" in asked


def test_a_cache_has_a_bounded_size(tmp_path: Path) -> None:
    for number in range(cache.MOST + 3):
        cache.keep(tmp_path / f"{number}.json", number)
    assert len(list(tmp_path.iterdir())) == cache.MOST
    assert cache.recall(tmp_path / f"{cache.MOST + 2}.json") == cache.MOST + 2
