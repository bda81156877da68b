"""The Action's script, from end to end in a repository made for it; `gh` only writes down its calls."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from diff.comparing import BASE, patched

SCRIPT = Path(__file__).parents[2] / "action" / "review.sh"
BREAK = {"/components/schemas/Pet/properties/name/type": "integer"}
SETTINGS: dict[str, Any] = {
    "rules": 1,
    "document": "openapi.yaml",
    "targets": {"python": {"output": "../generated", "package": "zoo", "version": "1.0.0"}},
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a committed client, and a folder of stand-ins in front of the path."""
    above = tmp_path_factory.mktemp("prepared")
    tools = above / "tools"
    tools.mkdir()
    _tool(tools / "specpress", f'exec "{sys.executable}" -m specpress "$@"')
    _tool(
        tools / "gh",
        'echo "$*" >>"$GH_CALLS"\n'
        'for word; do case $word in body=@*) cat "${word#body=@}" >"$GH_CALLS.body" ;; esac; done\n'
        'case "$*" in *--jq*) cat "$GH_CALLS.known" ;; esac\n'
        'exit "${GH_EXIT:-0}"',
    )
    (above / "calls.known").write_text("", encoding="utf-8")
    folder = above / "project"
    (folder / "spec").mkdir(parents=True)
    (folder / "spec" / "specpress.yaml").write_text(yaml.safe_dump(SETTINGS), encoding="utf-8")
    _edit(folder, {})
    _run(folder, "git", "init", "--quiet", "--initial-branch=main")
    _commit(folder)
    return above


@pytest.fixture
def project(prepared: Path, tmp_path: Path) -> Path:
    """That repository, for one test to change."""
    return shutil.copytree(prepared, tmp_path, dirs_exist_ok=True) / "project"


def _tool(path: Path, text: str) -> None:
    path.write_text(f"#!/usr/bin/env bash\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


def _run(folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    tools = str(folder.parent / "tools")
    environment = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "GH_CALLS": str(folder.parent / "calls"),
        **more,
    }
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def _commit(folder: Path) -> None:
    _run(folder, "specpress", "generate")
    _run(folder, "git", "add", ".")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    assert _run(folder, "git", *identity, "commit", "--quiet", "--message=edit").returncode == 0


def _edit(folder: Path, edits: dict[str, Any]) -> None:
    text = yaml.safe_dump(patched(BASE, edits), sort_keys=False)
    (folder / "spec" / "openapi.yaml").write_text(text, encoding="utf-8")


def _review(folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return _run(
        folder,
        "bash",
        str(SCRIPT),
        **{
            "BASE": "HEAD~1",
            "FAIL_ON": "breaking",
            "PULL_REQUEST": "7",
            "GITHUB_REPOSITORY": "zoo/zoo",
            "GITHUB_STEP_SUMMARY": str(folder.parent / "summary"),
            **more,
        },
    )


def test_a_break_is_annotated_summed_up_and_commented_on(project: Path) -> None:
    _edit(project, BREAK)
    _commit(project)
    done = _review(project)
    assert done.returncode == 1, done.stderr
    lines = (project / "spec" / "openapi.yaml").read_text(encoding="utf-8").splitlines()
    annotated = re.findall(r"::error file=spec/openapi.yaml,line=(\d+)", done.stdout)
    assert [lines[int(line) - 1].strip() for line in annotated] == ["name:"]
    comment = (project.parent / "calls.body").read_text(encoding="utf-8")
    assert comment.splitlines()[:2] == [
        "<!-- specpress diff -->",
        "**Breaking on the wire and for python** · API **major** · python **major**",
    ]
    assert (project.parent / "summary").read_text(encoding="utf-8") == comment
    assert "--method POST repos/zoo/zoo/issues/7/comments" in (project.parent / "calls").read_text()


def test_a_shallow_checkout_fetches_what_it_is_compared_with(project: Path) -> None:
    base = _run(project, "git", "rev-parse", "HEAD").stdout.strip()
    _edit(project, BREAK)
    _commit(project)
    shallow = project.parent / "shallow"
    _run(project.parent, "git", "clone", "--quiet", "--depth=1", project.as_uri(), str(shallow))
    assert _run(shallow, "git", "cat-file", "-e", base).returncode != 0
    done = _review(shallow, BASE=base, COMMENT="false")
    assert done.returncode == 1
    assert "Breaking on the wire and for python" in (project.parent / "summary").read_text(encoding="utf-8")


def test_the_one_comment_is_updated_in_place(project: Path) -> None:
    _edit(project, {"/info/description": "Better"})
    _commit(project)
    (project.parent / "calls.known").write_text("41\n", encoding="utf-8")
    assert _review(project).returncode == 0
    assert "--method PATCH repos/zoo/zoo/issues/comments/41" in (project.parent / "calls").read_text()


def test_a_token_that_may_only_read_is_no_failure(project: Path) -> None:
    _edit(project, {"/info/description": "Better"})
    _commit(project)
    done = _review(project, GH_EXIT="1")
    assert done.returncode == 0
    assert "::notice::no comment could be written" in done.stdout
    assert "No breaking change" in (project.parent / "summary").read_text(encoding="utf-8")


def test_outputs_that_are_not_current_fail(project: Path) -> None:
    _edit(project, {"/info/description": "Better"})
    done = _review(project, BASE="HEAD", COMMENT="false")
    assert done.returncode == 1
    assert "::error title=drift::" in done.stdout
    assert "**The generated files are not current.**" in (project.parent / "summary").read_text(
        encoding="utf-8"
    )


def test_a_merge_conflict_in_the_outputs_does_not_keep_it_from_comparing(project: Path) -> None:
    _edit(project, BREAK)
    _commit(project)
    for name in ("surface.json", "manifest.json"):
        path = project / "generated" / name
        text = path.read_text(encoding="utf-8")
        path.write_text(f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> other\n", encoding="utf-8")
    done = _review(project)
    assert done.returncode == 1
    assert "Breaking on the wire and for python" in (project.parent / "summary").read_text(encoding="utf-8")
