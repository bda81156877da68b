"""What is made: current, the same everywhere, and changed no more than its document."""

from __future__ import annotations

import ast
import difflib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from loopback import ROOT
from specpress.messages import message
from specpress.options import Options
from specpress.pipeline import generate
from specpress.watch import Watch

Files = Mapping[str, bytes]
FORMS = Path(__file__).parent / "forms"
META = ("manifest.json", "surface.json")


def files(folder: Path) -> Files:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def pressed(document: Path, folder: Path) -> Files:
    """The packages made of a document, read strictly and without a finding."""
    options = Options(document=str(document), output=folder, validation="strict", targets=("python",))
    report = generate(options, "write", Watch())
    assert [message(found) for found in report.findings] == []
    assert all(made.lost == () for made in report.made)
    return files(folder)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_what_is_generated_is_what_the_specification_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report = generate(Options(configuration=Path("spec/specpress.yaml")), "check", Watch())
    assert [message(found) for found in report.findings] == []
    assert "\n".join(report.difference) == ""
    assert not report.drifted


def test_neither_folder_nor_hash_seed_shows(tmp_path: Path) -> None:
    made: list[Files] = []
    for seed, name in (("1", "here"), ("2", "some where/else")):
        folder = tmp_path / name
        shutil.copytree(ROOT / "spec", folder / "spec")
        done = subprocess.run(
            (sys.executable, "-m", "specpress", "generate"),
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        made.append(files(folder / "generated/python"))
        assert not any(str(tmp_path).encode() in content for content in made[-1].values())
    assert made[0] == made[1]


@pytest.mark.parametrize(
    "form", ["3.0.json", "3.1.yaml", "3.1.json", "3.2.yaml", "3.2.json", "many/openapi.yaml"]
)
def test_one_api_in_any_form_gives_the_same_bytes(tmp_path: Path, form: str) -> None:
    document = FORMS / form
    if form.endswith(".json"):
        document = tmp_path / form
        document.write_text(json.dumps(yaml.safe_load((FORMS / form).with_suffix(".yaml").read_text())))
    assert pressed(document, tmp_path / "one") == pressed(FORMS / "3.0.yaml", tmp_path / "other")


def changed(tmp_path: Path, old: str, new: str) -> Mapping[str, list[str]]:
    """The lines of our own client that an edit of our document adds or removes, by file."""
    document = (ROOT / "spec/openapi.yaml").read_text()
    assert old in document
    made: list[Files] = []
    for name, text in (("old", document), ("new", document.replace(old, new))):
        shutil.copytree(ROOT / "spec", tmp_path / name / "spec")
        (tmp_path / name / "spec/openapi.yaml").write_text(text)
        options = Options(configuration=tmp_path / name / "spec/specpress.yaml", targets=("python",))
        report = generate(options, "write", Watch())
        assert [message(found) for found in report.findings] == []
        made.append(files(tmp_path / name / "generated/python"))
    before, after = made
    assert before.keys() == after.keys()
    differences = {
        name: [
            line
            for line in difflib.ndiff(before[name].decode().splitlines(), after[name].decode().splitlines())
            if line[:2] in ("+ ", "- ")
        ]
        for name in before
        if before[name] != after[name] and name not in META
    }
    assert differences != {}
    return differences


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- thinking-token-count-2026-05-13", "- thinking-token-count-2026-05-13\n            - more"),
        ("enum: [external, resold, internal]", "enum: [external, resold, internal, partner]"),
    ],
)
def test_a_new_value_of_an_enum_changes_at_most_four_lines(tmp_path: Path, old: str, new: str) -> None:
    differences = changed(tmp_path, old, new)
    assert sum(map(len, differences.values())) <= 4, differences


def test_an_edit_of_a_description_changes_comments_and_docstrings_only(tmp_path: Path) -> None:
    differences = changed(tmp_path, "Not enforced unique.", "It need not be unique.")
    for name in differences:
        if name.endswith(".py"):
            old, new = (
                without_texts((tmp_path / side / "generated/python" / name).read_text())
                for side in ("old", "new")
            )
            assert old == new


def without_texts(source: str) -> str:
    """A module without its docstrings (of modules, classes, functions and attributes) and comments."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            node.body = [each for each in node.body if not is_text(each)] or [ast.Pass()]
    return ast.dump(tree)


def is_text(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
    return False
