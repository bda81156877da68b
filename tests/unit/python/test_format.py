"""What comes out is black's, also where black is asked of a part only."""

from __future__ import annotations

from pathlib import PurePosixPath

import black
import pytest
from black.mode import TargetVersion
from loopback import ROOT
from specpress.targets.python.format import Statement, doubtful, formatted

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
    assert doubtful(text) == []


@pytest.mark.parametrize(
    ("statement", "lines", "is_head"),
    [
        ("x: " + "A" * 90 + " = 1\n", 1, False),
        ("f(\n    a, b\n)\n", 3, False),
        ("f(\n    a,\n    b\n)\n", 4, False),
        ("f(a,\n  b)\n", 2, False),
        ("def f(\n    self\n) -> X:\n    pass\n", 3, True),
        ("f(\n    '(',\n)\n", 3, False),
        ("f(\n    (a,\n    b),\n)\n", 4, False),
        ("@" + "A" * 90 + "\ndef f() -> None: ...\n", 2, False),
        ("@a(\n    b,\n)\ndef f() -> None:\n    pass\n", 4, True),
    ],
)
def test_what_may_look_otherwise_is_asked(statement: str, lines: int, is_head: bool) -> None:
    assert doubtful(f"y = 1\n{statement}z = 2\n") == [Statement(0, 1, 1 + lines, is_head)]


def test_only_what_is_doubtful_is_replaced() -> None:
    text = "y = 1\n\n\nclass A:\n    def f(\n        self, x): return (x)\n\n    z = 2\n"
    assert formatted(MODULE, text) == text.replace("(\n        self, x): ", "(self, x):\n        ").replace(
        "(x)\n", "x\n"
    )


@pytest.mark.parametrize(
    ("statement", "settled"),
    [
        ("f(\n    x=" + '"' + "a" * 90 + '",\n)\n', True),
        ("f(\n    x=" + '"{' + "a" * 90 + '}",\n    y="b",\n)\n', True),
        ("f(\n    " + "a" * 90 + "(b),\n)\n", False),
        ("{\n    1: 2,\n    3: " + '"' + "a" * 90 + '",\n}\n', False),
        ("from " + "a" * 90 + " import (\n    b,\n)\n", True),
        ("a = " + "b" * 40 + "(\n    " + "c" * 60 + "\n)\n", True),
        ("a = " + "b" * 40 + "(\n    " + "c" * 10 + "\n)\n", False),
        ("a = " + "b" * 40 + "(\n    " + "c" * 90 + "\n)\n", False),
        ("class " + "A" * 40 + "(\n    " + "B" * 40 + "[C]\n):\n    pass\n", True),
        ("class " + "A" * 40 + "(\n    B[C]\n):\n    pass\n", False),
    ],
)
def test_what_is_long_is_settled_where_black_cannot_break_it(statement: str, settled: bool) -> None:
    assert (doubtful(statement) == []) is settled
    assert formatted(MODULE, statement) == black.format_str(statement, mode=MODE)


def test_other_files_are_left_alone() -> None:
    assert formatted(PurePosixPath("README.md"), "x  =  1") == "x  =  1"
