"""The example programs of our manual do what their pages say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from loopback import ROOT, Loopback
from manual import fenced, method_pages, run_python

PAGES = method_pages("python")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_an_example_makes_the_request_of_its_page_and_reads_the_response(
    page: Path, loopback: Loopback
) -> None:
    text = page.read_text()
    response = json.loads(fenced(text, "json"))
    loopback.answer(response)
    done = run_python(fenced(text, "python"), ROOT / "generated/python", "ANTHROPIC", loopback.url)
    assert (done.stdout, done.stderr) == (f"{response['id']}\n", "")
    (asked,) = loopback.asked
    verb, path = asked.method.lower(), asked.path.replace(response["id"], "{user_profile_id}")
    assert f"\n**{verb}** `{path}`\n" in text


def test_examples_pass_the_type_checker(tmp_path: Path) -> None:
    for page in PAGES:
        (tmp_path / f"{page.stem}.py").write_text(fenced(page.read_text(), "python") + "\n")
    done = subprocess.run(
        (
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--cache-dir",
            str(tmp_path / "cache"),
            *tmp_path.glob("*.py"),
        ),
        env={**os.environ, "MYPYPATH": str(ROOT / "generated/python")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
