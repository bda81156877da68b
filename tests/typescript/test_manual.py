"""The TypeScript programs of our manual do what their pages say."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from loopback import Loopback
from manual import fenced, method_pages
from nodetools import MODULES, PACKAGE, PRETTIER, run

PAGES = method_pages("typescript")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_an_example_makes_the_request_of_its_page_and_reads_the_response(
    page: Path, project: Path, loopback: Loopback
) -> None:
    text = page.read_text()
    response = json.loads(fenced(text, "json"))
    loopback.answer(response)
    (project / "example.mjs").write_text(fenced(text, "typescript"))
    environment = {"ANTHROPIC_API_KEY": "key", "ANTHROPIC_BASE_URL": loopback.url}
    done = run("node", "example.mjs", cwd=project, env=environment)
    assert (done.stdout, done.stderr) == (f"{response['id']}\n", "")
    (asked,) = loopback.asked
    verb, path = asked.method.lower(), asked.path.replace(response["id"], "{user_profile_id}")
    assert f"\n**{verb}** `{path}`\n" in text


def test_examples_pass_the_type_checker_and_are_laid_out(project: Path, tmp_path: Path) -> None:
    here = shutil.copytree(project, tmp_path / "project", symlinks=True)
    (here / "node_modules/@types").mkdir(exist_ok=True)
    for package in ("@types/node", "undici-types"):
        if not (here / "node_modules" / package).exists():
            (here / "node_modules" / package).symlink_to(MODULES / package)
    names = [f"{page.stem}.mts" for page in PAGES]
    for page, name in zip(PAGES, names, strict=True):
        (here / name).write_text(fenced(page.read_text(), "typescript") + "\n")
    given = ("--noEmit", "--target", "es2022", "--lib", "es2022", "--types", "node", "--module", "node16")
    run("tsc", "--strict", *given, *names, cwd=here)
    run(*PRETTIER, *names, cwd=here)


def test_every_example_of_the_readme_runs(project: Path, tmp_path: Path, loopback: Loopback) -> None:
    text = (PACKAGE / "README.md").read_text()
    blocks = re.findall(r"^```typescript\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 5
    loopback.answer({"id": "uprof_1"})
    here = shutil.copytree(project, tmp_path / "project", symlinks=True)
    (here / "readme.mjs").write_text("\n".join(blocks))
    environment = {"ANTHROPIC_API_KEY": "key", "ANTHROPIC_BASE_URL": loopback.url}
    assert "uprof_1" in run("node", "readme.mjs", cwd=here, env=environment).stdout
    # The first call, the one whose errors are caught, the one with its headers.
    assert len(loopback.asked) == 3
