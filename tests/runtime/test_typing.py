"""mypy --strict and pyright strict over the sample package, its runtime, and programs that use it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from runtime.conftest import build_sample

NOTE = re.compile(r'(?:Revealed type is|Type of ".*" is) "(.*)"$')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_sample(tmp_path_factory.mktemp("typing"))


def expected(folder: Path) -> dict[int, str]:
    lines = (folder / "use.py").read_text().splitlines()
    return {
        n: line.split("  # ")[1]
        for n, line in enumerate(lines, 1)
        if line.lstrip().startswith("reveal_type(")
    }


def wrong_lines(folder: Path) -> list[int]:
    lines = (folder / "misuse.py").read_text().splitlines()
    return [number for number, line in enumerate(lines, 1) if line.endswith("# wrong")]


def short(revealed: str) -> str:
    return re.sub(r"(?:[a-z_]\w*\.)+(?=\w)", "", revealed.replace("builtins.", ""))


def test_mypy(folder: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--show-error-codes", "."]
    done = subprocess.run(
        [*command, "--output", "json"], cwd=folder, capture_output=True, text=True, check=False
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    errors = {
        (item["file"].removeprefix("./"), item["line"]) for item in found if item["severity"] == "error"
    }
    assert errors == {("misuse.py", line) for line in wrong_lines(folder)}, done.stdout
    revealed = {item["line"]: NOTE.search(item["message"]) for item in found if item["severity"] == "note"}
    assert {line: short(match[1]) for line, match in revealed.items() if match} == expected(folder)


def test_pyright(folder: Path) -> None:
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)["generalDiagnostics"]
    errors = {
        (Path(item["file"]).name, item["range"]["start"]["line"] + 1)
        for item in found
        if item["severity"] == "error"
    }
    assert errors == {("misuse.py", line) for line in wrong_lines(folder)}, done.stdout
    revealed = {
        item["range"]["start"]["line"] + 1: NOTE.search(item["message"])
        for item in found
        if item["severity"] == "information"
    }
    assert {line: short(match[1]) for line, match in revealed.items() if match} == expected(folder)
