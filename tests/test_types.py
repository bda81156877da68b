"""Type checkers over everything: 0 findings where none should be, and one on every line that is wrong."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from loopback import ROOT

BIN = Path(sys.executable).parent
TYPING = Path("tests/behaviour/typing")
WRONG = TYPING / "wrong.py"
REVEALED = TYPING / "revealed.py"
MODEL = "BetaUserProfile"


@dataclass(frozen=True)
class Finding:
    """One line of a type checker's answer."""

    file: Path
    line: int
    severity: str
    message: str


def mypy() -> list[Finding]:
    told = run(str(BIN / "mypy"), "--strict", "--no-error-summary", *checked(), str(WRONG), str(REVEALED))
    found = re.findall(r"^(.+?):(\d+): (error|note): (.*)$", told, re.MULTILINE)
    assert found, told
    return [Finding(Path(file), int(line), severity, text) for file, line, severity, text in found]


def pyright() -> list[Finding]:
    told = run(
        *(str(BIN / "pyright"), "--pythonpath", sys.executable, "--outputjson"),
        *(*checked(), str(WRONG), str(REVEALED)),
    )
    return [
        Finding(
            Path(each["file"]).relative_to(ROOT),
            each["range"]["start"]["line"] + 1,
            each["severity"],
            each["message"],
        )
        for each in json.loads(told)["generalDiagnostics"]
        if each.get("rule") != "reportUnusedImport"
    ]


def checked() -> list[str]:
    """The program, what it generates, and a sample program that uses all of that."""
    return ["generator/specpress", *map(str, ROOT.glob("generated/python/*/")), str(TYPING / "sample.py")]


def run(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


@pytest.fixture(scope="module", params=[mypy, pyright], ids=["mypy", "pyright"])
def findings(request: pytest.FixtureRequest) -> list[Finding]:
    """What one type checker says of everything at once."""
    found = request.param()
    assert isinstance(found, list)
    return found


def test_everything_type_checks(findings: list[Finding]) -> None:
    others = [each for each in findings if each.file not in (WRONG, REVEALED)]
    assert "\n".join(f"{each.file}:{each.line}: {each.message}" for each in others) == ""


def test_every_wrong_line_is_a_type_error(findings: list[Finding]) -> None:
    lines = (ROOT / WRONG).read_text().splitlines()
    wrong = {number for number, line in enumerate(lines, 1) if "# wrong: " in line}
    assert len(wrong) >= 6
    assert {each.line for each in findings if each.file == WRONG and each.severity == "error"} == wrong


def test_what_methods_return_is_known(findings: list[Finding]) -> None:
    lines = (ROOT / REVEALED).read_text().splitlines()
    asked = {number for number, line in enumerate(lines, 1) if "reveal_type(" in line}
    told = {each.line: each.message for each in findings if each.file == REVEALED}
    assert told.keys() == asked
    for message in told.values():
        assert re.search(rf'is "([a-z_.]+\.)?{MODEL}"$', message), message


def test_the_sample_uses_everything_that_the_package_offers() -> None:
    used = set(re.findall(r"\w+", (ROOT / TYPING / "sample.py").read_text()))
    surface = json.loads((ROOT / "generated/python/surface.json").read_text())
    names: set[str] = set()
    for module in surface["modules"]:
        for member in module["members"]:
            if member.get("kind") != "resource":  # whose class nobody has to name
                names |= {member[key] for key in ("export", "class", "alias") if key in member}
            for part in (*member.get("fields", ()), *member.get("methods", ())):
                names |= {part["name"], *(each["name"] for each in part.get("parameters", ()))}
    assert len(names) > 60
    assert names - used == {"__init__"}
