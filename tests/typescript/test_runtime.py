"""The TypeScript runtime: types, style, and its own tests under node's test runner."""

from __future__ import annotations

import shutil
from pathlib import Path

from loopback import ROOT
from nodetools import HOME, MODULES, PRETTIER, run

RUNTIME = ROOT / "generator/specpress/targets/typescript/runtime"


def test_it_needs_nothing_but_the_web_platform() -> None:
    """No types of node are there: whatever it uses exists in browsers, workers, Deno and Bun as well."""
    run("tsc", "--project", HOME, "--noEmit")


def test_its_style(tmp_path: Path) -> None:
    run(*PRETTIER, RUNTIME, HOME / "runtime")
    shutil.copytree(RUNTIME, tmp_path / "runtime")
    shutil.copytree(HOME / "runtime", tmp_path / "tests")
    shutil.copy(HOME / "eslint.config.js", tmp_path)
    (tmp_path / "node_modules").symlink_to(MODULES)
    run("eslint", "--max-warnings", "0", ".", cwd=tmp_path)


def test_its_behaviour(tmp_path: Path) -> None:
    run("tsc", "--project", HOME / "runtime", "--outDir", tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "node_modules").symlink_to(MODULES)
    files = sorted((tmp_path / "tests/typescript/runtime").glob("*.test.js"))
    assert len(files) == len(list((HOME / "runtime").glob("*.test.ts")))
    done = run("node", "--test", *files)
    assert "# fail 0" in done.stdout
    assert "# skipped 0" in done.stdout
