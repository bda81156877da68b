"""The manual of a middle-sized API that has all that the rules of the manual speak of.

Its pages are compared, and its programs run. Run with `UPDATE_GOLDENS=1` to write what is made now.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from loopback import Loopback
from manual import fenced, run_python
from specpress.messages import message
from specpress.options import Options
from specpress.pipeline import generate
from specpress.watch import Watch

FAMILY = Path(__file__).parent / "family"
EXPECTED = FAMILY / "expected"
INDEXES = ("models", "skills")
"""The resources whose index is compared: they show what all of them do."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the manual and the Python package."""
    folder = tmp_path_factory.mktemp("family")
    for name in ("openapi.yaml", "specpress.yaml"):
        shutil.copy(FAMILY / name, folder)
    report = generate(Options(configuration=folder / "specpress.yaml"), "write", Watch())
    assert [message(found) for found in report.findings] == []
    return folder


def pages(folder: Path) -> dict[str, str]:
    """The pages that are compared."""
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*.md"))
        if path.name != "index.md" or path.parent.name in INDEXES
    }


def test_pages_are_the_expected_ones(made: Path) -> None:
    found = pages(made / "manual")
    if os.environ.get("UPDATE_GOLDENS"):
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for name, text in found.items():
            (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / name).write_text(text)
    expected = pages(EXPECTED)
    assert list(found) == list(expected)
    for name, text in found.items():
        assert text == expected[name], name


def test_every_index_holds_its_pages_as_they_are(made: Path) -> None:
    for index in sorted((made / "manual").rglob("index.md")):
        text = index.read_text()
        below = [path for path in sorted(index.parent.rglob("*.md")) if path.name != "index.md"]
        assert [path for path in below if f"\n\n{path.read_text()}" not in text] == []


def test_programs_make_the_requests_of_their_pages(made: Path, loopback: Loopback) -> None:
    found = [
        path.read_text() for path in sorted((made / "manual/python").rglob("*.md")) if path.name != "index.md"
    ]
    for text in found:
        response = text.partition("\n#### Response\n")[2]
        loopback.answer(json.loads(fenced(response, "json")) if response else {})
    programs = "\n".join(fenced(text.partition("\n### Example\n")[2], "python") for text in found)
    done = run_python(programs, made / "python", "QUILL", loopback.url)
    assert (done.returncode, done.stderr) == (0, "")
    asked = [f"**{each.method.lower()}** `{each.path.partition('?')[0]}`" for each in loopback.asked]
    assert len(asked) == len(found)
    for text, line in zip(found, asked, strict=True):
        (said,) = re.findall(r"^\*\*.*$", text, re.MULTILINE)
        assert re.fullmatch(re.sub(r"\\\{\w+\\\}", r"[^/`]+", re.escape(said)), line)
