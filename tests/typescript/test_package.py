"""The package in generated/typescript: packed by npm, installed into an empty project, and used there."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from loopback import ROOT, Asked, Loopback
from nodetools import HOME, MODULES, PACKAGE, PRETTIER, run

EXAMPLES = HOME / "package"
PROFILE = {"id": "uprof_011CZkZCu8hGbp5mYRQgUmz9", "type": "user_profile"}


def _environment(loopback: Loopback) -> dict[str, str]:
    return {"ANTHROPIC_API_KEY": "key", "ANTHROPIC_BASE_URL": loopback.url}


@pytest.mark.parametrize("name", ["seed_example.mjs", "common.cjs"])
def test_it_runs_as_an_es_module_and_as_common_js(project: Path, loopback: Loopback, name: str) -> None:
    loopback.answer(PROFILE)
    source = next(EXAMPLES.glob(f"{Path(name).stem}.*"))
    shutil.copy(source, project / name)
    done = run("node", name, cwd=project, env=_environment(loopback))
    assert (done.stdout, done.stderr) == (f"{PROFILE['id']}\n", "")
    (asked,) = loopback.asked
    assert (asked.method, asked.path, asked.json) == ("POST", "/v1/user_profiles", {})


def test_the_request_is_that_of_the_python_client(project: Path, loopback: Loopback) -> None:
    loopback.answer(PROFILE)
    shutil.copy(EXAMPLES / "seed_example.txt", project / "seed_example.mjs")
    run("node", "seed_example.mjs", cwd=project, env=_environment(loopback))
    script = "from anthropic import Anthropic; Anthropic().beta.user_profiles.create()"
    path = {"PYTHONPATH": str(ROOT / "generated/python")}
    subprocess.run(
        (sys.executable, "-c", script), env={**os.environ, **_environment(loopback), **path}, check=True
    )
    ours, python = loopback.asked
    assert (ours.method, ours.path, ours.body) == (python.method, python.path, python.body)
    assert _own_headers(ours) == _own_headers(python)
    assert ours.headers["user-agent"] == "Anthropic/TypeScript 0.1.0"


def _own_headers(asked: Asked) -> dict[str, str]:
    """The headers that neither the HTTP library nor the name of the client decides."""
    libraries = {"accept-encoding", "accept-language", "connection", "host", "sec-fetch-mode", "user-agent"}
    return {name.lower(): value for name, value in asked.headers.items() if name.lower() not in libraries}


def test_its_types_say_what_is_right_and_what_is_wrong(project: Path) -> None:
    shutil.copy(EXAMPLES / "types.ts", project)
    (project / "node_modules/@types").mkdir(exist_ok=True)
    (project / "node_modules/@types/node").symlink_to(MODULES / "@types/node")
    (project / "node_modules/undici-types").symlink_to(MODULES / "undici-types")
    strict = ("--strict", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes")
    for module in ("node16", "preserve"):
        given = ("--noEmit", "--target", "es2022", "--lib", "es2022", "--types", "node", "--module", module)
        run("tsc", *strict, *given, "types.ts", cwd=project)


def test_its_source_is_clean(tmp_path: Path) -> None:
    run(*PRETTIER, PACKAGE / "src")
    shutil.copytree(PACKAGE, tmp_path / "package")
    shutil.copy(HOME / "eslint.config.js", tmp_path)
    (tmp_path / "node_modules").symlink_to(MODULES)
    run("tsc", "--project", "package", "--noEmit", "--noUnusedLocals", "--noUnusedParameters", cwd=tmp_path)
    run("eslint", "--max-warnings", "0", "package/src", cwd=tmp_path)


def test_a_bundle_for_browsers_is_small_and_needs_nothing_of_node(project: Path) -> None:
    shutil.copy(EXAMPLES / "seed_example.txt", project / "seed_example.mjs")
    bundle = ("esbuild", "seed_example.mjs", "--bundle", "--minify", "--format=esm", "--platform=browser")
    done = run(*bundle, cwd=project)
    assert len(gzip.compress(done.stdout.encode(), mtime=0)) <= 12 * 1024


def test_the_benchmark_measures_all_that_it_tells(project: Path) -> None:
    """That it works: what it measures here is of no interest."""
    done = run("node", ROOT / "benchmarks/typescript.mjs", "--quick", project)
    rows = re.findall(r"^\| (\w.*?) \| (-?[\d.]+) \|", done.stdout, re.MULTILINE)
    assert len(rows) == 6, done.stdout


def test_the_page_for_browsers_works_where_there_is_none() -> None:
    """`make browser` runs the same in Chromium."""
    done = run("node", HOME / "browser/run.mjs", "--here")
    assert len(re.findall(r"^ok ", done.stdout, re.MULTILINE)) == 8, done.stdout


def test_it_is_described_as_npm_wants_it() -> None:
    package = json.loads((PACKAGE / "package.json").read_text())
    assert (package["name"], package["private"], package["sideEffects"]) == ("@anthropic-ai/sdk", True, False)
    assert "dependencies" not in package
