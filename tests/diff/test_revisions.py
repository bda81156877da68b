"""Revisions of a repository: each side with the configuration and the surfaces that it had."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from diff.comparing import BASE, TODAY, patched, rules
from specpress.diffing import Comparison, DiffOptions, compare
from specpress.options import Options
from specpress.pipeline import generate
from specpress.watch import Watch

SETTINGS: dict[str, Any] = {
    "rules": 1,
    "document": "openapi.yaml",
    "targets": {"python": {"output": "../out", "package": "zoo", "version": "1.0.0"}},
}


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a document, its configuration and the client made from it, committed."""
    folder = tmp_path_factory.mktemp("committed")
    (folder / "spec").mkdir()
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _write(folder, BASE, SETTINGS)
    generate(Options(configuration=folder / "spec" / "specpress.yaml"), "write", Watch())
    _git(folder, "add", ".")
    _git(folder, "commit", "--quiet", "--message=first")
    return folder


@pytest.fixture
def project(committed: Path, tmp_path: Path) -> Path:
    """That repository, for one test to change."""
    return shutil.copytree(committed, tmp_path, dirs_exist_ok=True)


def _git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def _write(folder: Path, document: Any, settings: Any) -> None:
    for name, value in (("openapi.yaml", document), ("specpress.yaml", settings)):
        (folder / "spec" / name).write_text(yaml.safe_dump(value, sort_keys=False), encoding="utf-8")


def _compared(folder: Path, **options: Any) -> Comparison:
    configuration = folder / "spec" / "specpress.yaml"
    return compare(DiffOptions(folder=folder, configuration=configuration, today=TODAY, **options), Watch())


def test_nothing_was_changed(project: Path) -> None:
    comparison = _compared(project, base="HEAD")
    assert comparison.review is not None
    assert comparison.review.findings == ()


def test_a_change_of_configuration_is_found_in_the_committed_surface(project: Path) -> None:
    settings = {**SETTINGS, "operations": {"GET /pets": "animals.search"}}
    _write(project, BASE, settings)
    generate(Options(configuration=project / "spec" / "specpress.yaml"), "write", Watch())
    comparison = _compared(project, base="main")
    assert comparison.review is not None
    assert comparison.review.verdicts == {"wire": "info", "python": "breaking"}
    assert "call-changed" in rules(comparison.review)


def test_a_surface_with_conflict_markers_counts_as_absent(project: Path) -> None:
    surface = project / "out" / "surface.json"
    surface.write_text("<<<<<<< HEAD\n" + surface.read_text(encoding="utf-8"), encoding="utf-8")
    comparison = _compared(project, base="HEAD")
    assert comparison.review is not None
    assert comparison.review.findings == ()


def test_files_of_a_revision_are_spelt_as_git_does(project: Path) -> None:
    _write(project, patched(BASE, {"/components/schemas/Pet/properties/id/type": "string"}), SETTINGS)
    comparison = _compared(project, old="HEAD:spec/openapi.yaml", new="spec/openapi.yaml")
    assert comparison.review is not None
    changed = next(item for item in comparison.review.findings if item.rule == "type-changed")
    assert comparison.review.old[changed.old].file == "HEAD:spec/openapi.yaml"
    assert comparison.review.new[changed.new].file == "spec/openapi.yaml"


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "HEAD:spec"])
def test_a_revision_that_is_not_there(project: Path, base: str) -> None:
    comparison = _compared(project, base=base)
    assert comparison.review is None
    assert [found.code for found in comparison.findings] == ["revision"]
    assert comparison.failed


def test_a_project_says_how_much_a_rule_matters(project: Path) -> None:
    settings = {**SETTINGS, "diff": {"rules": {"parameter-default-changed": "info"}}}
    _write(project, patched(BASE, {"/paths/~1pets/get/parameters/1/schema/default": 50}), settings)
    comparison = _compared(project, base="HEAD")
    assert comparison.review is not None
    assert comparison.review.verdicts["wire"] == "info"
    assert not comparison.failed


def test_an_accepted_finding_does_not_fail(project: Path) -> None:
    _write(project, patched(BASE, {"/paths/~1pets/get/parameters/1/schema/default": 50}), SETTINGS)
    first = _compared(project, base="HEAD")
    assert first.review is not None
    assert first.failed
    accepted = first.review.findings[0].id
    entry = {"id": accepted, "reason": "nobody relies on it", "owner": "zoo"}
    ended = {"id": "gone-0", "reason": "old", "owner": "zoo", "expires": "2020-01-01"}
    path = project / "spec" / "diff-allow.yaml"
    path.write_text(yaml.safe_dump([entry, ended]), encoding="utf-8")
    second = _compared(project, base="HEAD")
    assert second.review is not None
    assert [finding.id for finding, _ in second.review.allowed.accepted] == [accepted]
    assert [item.id for item in second.review.allowed.expired] == ["gone-0"]
    assert [item.id for item in second.review.allowed.unused] == ["gone-0"]
    assert second.review.verdicts["wire"] == "info"
    assert not second.failed


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- {id: a, owner: b}", "this entry has no `reason`"),
        ("- {id: a, owner: b, reason: c, until: d}", "this entry has an unknown key `until`"),
        ("- {id: a, owner: b, reason: c, expires: soon}", "`expires` is no date (2027-01-31)"),
        ("id: a", "an allow-list is a list of entries"),
    ],
)
def test_an_allow_list_that_is_none(project: Path, text: str, says: str) -> None:
    (project / "spec" / "diff-allow.yaml").write_text(text, encoding="utf-8")
    comparison = _compared(project, base="HEAD")
    assert comparison.review is None
    assert [(found.code, found.message) for found in comparison.findings] == [("invalid-allow-list", says)]
