"""What documents become in TypeScript: the documents of tests/cases, each with the package made of it.

The packages are compared, type-checked together over one runtime, linted and left alone by prettier.
Run with `UPDATE_GOLDENS=1` to write what is made now.
"""

from __future__ import annotations

import functools
import os
import shutil
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


def test_all_packages_are_clean(tmp_path: Path) -> None:
    copied = TARGET.runtime(TARGET.surface(api_of(NAMES[0]), TargetConfig()))
    for name in NAMES:
        for path, text in printed(name).items():
            file = tmp_path / "src" / name / path.removeprefix("src/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        (tmp_path / "src" / name / "runtime").symlink_to("../runtime")
    (tmp_path / "src/runtime").mkdir()
    for file, content in copied.items():
        (tmp_path / file).write_bytes(content)
    shutil.copy(HOME / "eslint.config.js", tmp_path)
    (tmp_path / "node_modules").symlink_to(MODULES)
    strict = ("--noEmit", "--noUnusedLocals", "--noUnusedParameters")
    run("tsc", "--project", tmp_path, *strict, cwd=tmp_path)
    run("eslint", "--max-warnings", "0", "src", cwd=tmp_path)
    run(*PRETTIER, "src", cwd=tmp_path)
