"""What documents become in TypeScript: the documents of tests/cases, each with the package made of it.

The packages are compared, type-checked together over one runtime, linted and left alone by prettier.
Run with `UPDATE_GOLDENS=1` to write what is made now.
"""

from __future__ import annotations

import functools
import itertools
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from nodetools import HOME, MODULES, PRETTIER, run
from specpress import resources
from specpress.rendering import renderer
from specpress.targets import surface_json
from specpress.targets.base import Class, TargetConfig
from specpress.targets.typescript import TypeScriptTarget
from test_cases import CASES, NAMES, api_of

TARGET = TypeScriptTarget()


@functools.cache
def printed(name: str) -> dict[str, str]:
    """The source of a case's package by path, without the runtime."""
    config = TargetConfig(package=name.replace("_", "-"))
    render = renderer(resources.templates())
    pages = TARGET.pages(api_of(name), TARGET.surface(api_of(name), config), config)
    return {str(page.path): render(page) for page in pages if page.path.parts[0] == "src"}


@pytest.mark.parametrize("name", NAMES)
def test_the_package_is_as_it_was(name: str) -> None:
    expected = CASES / name / "expected" / "typescript"
    if os.environ.get("UPDATE_GOLDENS"):
        shutil.rmtree(expected, ignore_errors=True)
        for path, text in printed(name).items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_text(text, encoding="utf-8")
    golden = {
        str(file.relative_to(expected)): file.read_text(encoding="utf-8") for file in expected.rglob("*.ts")
    }
    assert printed(name) == golden


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_is_a_method_and_the_surface_survives_json(name: str) -> None:
    surface = TARGET.surface(api_of(name), TargetConfig())
    classes = [each for module in surface.modules for each in module.members if isinstance(each, Class)]
    called = {method.operation for each in classes for method in each.methods}
    assert {operation.id for operation in api_of(name).operations} <= called
    assert surface_json.loads(surface_json.dumps(surface)) == surface


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_is_exported_has_a_comment(name: str) -> None:
    sources = [text for path, text in printed(name).items() if path != "src/index.ts"]
    wanting = [pair for text in sources for pair in _commented(text)]
    assert len(wanting) > 5
    assert [line for above, line in wanting if not above.endswith("*/")] == []


def _commented(text: str) -> Iterator[tuple[str, str]]:
    """What is exported, methods, resources and members of `params`, each with the line above it."""
    lines = itertools.pairwise(text.splitlines())
    yield from (pair for pair in lines if re.match(r"export (class|interface|type) ", pair[1]))
    for block in re.findall(r"^export (?:class \w+|interface \w+Params) .*?^}", text, re.M | re.S):
        members: dict[str, tuple[str, str]] = {}
        for above, line in itertools.pairwise(block.splitlines()):
            if found := re.match(r"  (?!protected |declare )(?:readonly )?([\w$]+|'[^']+')", line):
                members.setdefault(found[1], (above, line))  # overloads share the comment of the first
        yield from members.values()


@pytest.mark.parametrize(("name", "peers"), [("xml_bodies", {"@xmldom/xmldom": "^0.9.0"}), ("pages", {})])
def test_what_reads_xml_is_an_optional_peer(name: str, peers: dict[str, str]) -> None:
    config = TargetConfig()
    pages = TARGET.pages(api_of(name), TARGET.surface(api_of(name), config), config)
    render = renderer(resources.templates())
    texts = {str(page.path): render(page) for page in pages if len(page.path.parts) == 1}
    package = json.loads(texts["package.json"])
    assert package.get("peerDependencies", {}) == peers
    assert package.get("peerDependenciesMeta", {}) == {each: {"optional": True} for each in peers}
    assert "dependencies" not in package
    assert ("npm install @xmldom/xmldom" in texts["README.md"]) is bool(peers)


def test_all_packages_are_clean(tmp_path: Path) -> None:
    write_packages(tmp_path, NAMES)
    shutil.copy(HOME / "eslint.config.js", tmp_path)
    run("eslint", "--max-warnings", "0", "src", cwd=tmp_path)
    run(*PRETTIER, "src", cwd=tmp_path)
    share_runtime(tmp_path)
    strict = ("--noEmit", "--noUnusedLocals", "--noUnusedParameters")
    run("tsc", "--project", tmp_path, *strict, cwd=tmp_path)


def test_packages_do_what_their_types_say(tmp_path: Path) -> None:
    write_packages(tmp_path, NAMES)
    share_runtime(tmp_path)
    shutil.copytree(HOME / "cases", tmp_path / "tests")
    settings = json.loads((tmp_path / "tsconfig.json").read_text(encoding="utf-8"))
    settings["compilerOptions"] |= {"types": ["node"], "rootDir": ".", "outDir": "out"}
    (tmp_path / "tsconfig.json").write_text(json.dumps({**settings, "include": ["src", "tests"]}))
    (tmp_path / "package.json").write_text('{"type": "module"}')
    run("tsc", "--project", tmp_path, cwd=tmp_path)
    done = run("node", "--test", *sorted((tmp_path / "out/tests").glob("*.test.js")), cwd=tmp_path)
    assert "# fail 0\n" in done.stdout
    assert "# pass 0\n" not in done.stdout
    assert "# skipped 0\n" in done.stdout


def write_packages(folder: Path, names: Iterable[str]) -> None:
    """Write the packages of cases side by side into `src/`, and the runtime beside them."""
    for name in names:
        for path, text in printed(name).items():
            file = folder / "src" / name / path.removeprefix("src/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    (folder / "src/runtime").mkdir()
    for path, content in TARGET.runtime(TARGET.surface(api_of(NAMES[0]), TargetConfig())).items():
        (folder / path).write_bytes(content)
    (folder / "node_modules").symlink_to(MODULES)


def share_runtime(folder: Path) -> None:
    """Let packages import the runtime beside them: behind links the compiler would check it for each."""
    for file in folder.glob("src/*/**/*.ts"):
        if file.relative_to(folder).parts[1] != "runtime":
            text = file.read_text(encoding="utf-8")
            shared = re.sub(r"'(?:\./)?((?:\.\./)*)runtime/", r"'../\1runtime/", text)
            file.write_text(shared, encoding="utf-8")
