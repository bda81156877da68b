"""What comes out is black's, also where black is asked of a part only."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import black
import pytest
from black.mode import TargetVersion
from loopback import ROOT
from specpress.targets.python.format import doubtful, formatted

MODULE = PurePosixPath("module.py")
MODE = black.Mode(target_versions={TargetVersion.PY311})
FILES = [
    *sorted((ROOT / "tests/cases").glob("*/expected/python/*/resources/*.py")),
    *sorted((ROOT / "tests/cases/unions/expected/python").rglob("types/*.py")),
    *sorted((ROOT / "generated/python/anthropic").glob("[!_]*/**/*.py")),
]


@pytest.mark.parametrize("width", [40, 60, 79, 100, 240])
def test_text_of_another_width_becomes_that_of_black(width: int) -> None:
    other = black.Mode(MODE.target_versions, line_length=width)
    folded = black.Mode(MODE.target_versions, line_length=width, magic_trailing_comma=False)
    for file in FILES:
        for mode in (other, folded):
            text = black.format_str(file.read_text(encoding="utf-8"), mode=mode)
            assert formatted(MODULE, text) == black.format_str(text, mode=MODE), file


def test_of_what_is_laid_out_already_nothing_is_asked() -> None:
    text = (
        "from a import b\n\n\n"
        "@deprecated('A')\n"
        "def f(\n    self,\n    *,\n    x: Dict[\n        str,\n        int,\n    ] = omit,\n) -> int:\n"
        '    """Doc."""\n'
        "    return call(\n        x,\n    )\n"
    )
    assert doubtful(text) == ""


@pytest.mark.parametrize(
    "statement",
    [
        "x: " + "A" * 90 + " = 1\n",
        "f(\n    a, b\n)\n",
        "f(\n    a,\n    b\n)\n",
        "f(a,\n  b)\n",
        "def f(\n    self\n) -> X:\n    pass\n",
        "f(\n    '(',\n)\n",
        "f(\n    (a,\n    b),\n)\n",
        "@" + "A" * 90 + "\ndef f() -> None: ...\n",
    ],
)
def test_what_may_look_otherwise_is_asked(statement: str) -> None:
    assert doubtful(f"y = 1\n{statement}z = 2\n") == statement


def test_answers_are_remembered(tmp_path: Path) -> None:
    text = "f(\n    a, b\n)\nf(a)\n"
    assert formatted(MODULE, text, tmp_path) == "f(a, b)\nf(a)\n"
    for entry in tmp_path.rglob("*/*"):
        if entry.is_file() and entry.read_bytes():
            entry.write_bytes(b"remembered\n")
    assert formatted(MODULE, text, tmp_path) == "remembered\n"


def test_other_files_are_left_alone() -> None:
    assert formatted(PurePosixPath("README.md"), "x  =  1") == "x  =  1"
