"""The rules that hold for the whole project. ARCHITECTURE.md names these tests as its invariants."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from loopback import ROOT
from specpress import resources
from specpress.manifest import read_manifest
from specpress.output import intact

OURS = ("generator", "templates", "tests", "benchmarks")
CODE = (".py", ".ts", ".jinja")
LONGEST = 400


def tracked(*folders: str) -> list[Path]:
    """The files in some folders that git holds or would hold, as paths from the root of the checkout."""
    listed = subprocess.run(
        ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders),
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = [Path(name.decode()) for name in listed.stdout.split(b"\0") if name]
    return [path for path in paths if (ROOT / path).is_file()]


def generator_modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in tracked("generator"):
        if path.suffix == ".py":
            yield path, ast.parse((ROOT / path).read_text(encoding="utf-8"))


def test_who_may_import_whom() -> None:
    done = subprocess.run(
        (Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"),
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("rule", [("check",), ("format", "--check")], ids=["lint", "format"])
def test_style(rule: tuple[str, ...]) -> None:
    ruff = Path(sys.executable).with_name("ruff")
    done = subprocess.run((ruff, *rule, "."), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_file_of_ours_is_longer_than_one_can_read() -> None:
    long = {
        str(path): lines
        for path in tracked(*OURS)
        if path.suffix in CODE
        and "expected" not in path.parts
        and (lines := (ROOT / path).read_text(encoding="utf-8").count("\n")) > LONGEST
    }
    assert long == {}


def test_our_own_api_is_named_nowhere_in_the_program() -> None:
    named = re.compile(r"anthropic|claude|user.?profile", re.IGNORECASE)
    found = [
        str(path)
        for path in tracked("generator", "templates")
        if named.search((ROOT / path).read_text(encoding="utf-8")) or named.search(path.name)
    ]
    assert found == []


def ends_or_prints(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="print" | "input" | "exit" | "quit" | "breakpoint")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="sys"), attr="exit")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="os"), attr="_exit" | "abort")):
            return True
        case ast.Attribute(value=ast.Name(id="sys"), attr="stdout" | "stderr"):
            return True
        case ast.Name(id="SystemExit"):
            return True
    return False


def test_only_the_command_line_prints_or_exits() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path, tree in generator_modules()
        if path.name != "cli.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.expr) and ends_or_prints(node)
    ]
    assert found == []


def test_the_guard_on_printing_sees_what_it_looks_for() -> None:
    source = "print(1)\nsys.exit()\nos._exit(1)\nraise SystemExit\nsys.stderr.write('')\nfine(print)"
    caught = {
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.expr) and ends_or_prints(node)
    }
    assert caught == {1, 2, 3, 4, 5}


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b")
    found = [
        str(path)
        for path in tracked(*OURS)
        if path.suffix in CODE
        and path.name != Path(__file__).name
        and later.search((ROOT / path).read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_generator_is_no_package_itself() -> None:
    assert not (ROOT / "generator/__init__.py").exists()


def test_the_wheel_holds_what_the_checkout_holds(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    program = {str(path.relative_to("generator")) for path in tracked("generator")}
    templates = {str(Path("specpress") / path) for path in tracked("templates")}
    assert held == program | templates
    assert any(name.endswith(".jinja") for name in held)
    assert "specpress/specpress.schema.json" in held


def test_resources_are_found_in_the_checkout() -> None:
    assert resources.templates() == ROOT / "templates"


def test_what_is_generated_is_as_it_was_generated() -> None:
    folders = [path.parent for path in (ROOT / "generated").glob("*/manifest.json")]
    assert folders != []
    for folder in folders:
        assert intact(folder)
        listed = {str(path) for path in read_manifest(folder)} | {"manifest.json"}
        held = {
            str(path.relative_to(folder.relative_to(ROOT))) for path in tracked(str(folder.relative_to(ROOT)))
        }
        assert held == listed


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md"])
def test_what_the_documents_point_at_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", text)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_invariants_name_tests_that_are_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_[a-z0-9_]+)`", text))
    there = {
        name
        for path in tracked("tests")
        if path.suffix == ".py"
        for name in re.findall(r"^def (test_\w+)", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named != set()
    assert named - there == set()


@pytest.mark.parametrize(
    "left",
    [
        "try-it/bin/python",
        "generated/typescript/some-package-0.1.0.tgz",
        "generated/typescript/package-lock.json",
        "generated/typescript/node_modules/a",
        "generated/typescript/dist/a",
    ],
)
def test_git_passes_over_what_the_readme_has_people_make(left: str) -> None:
    assert subprocess.run(("git", "check-ignore", "-q", left), cwd=ROOT, check=False).returncode == 0
