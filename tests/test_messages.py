"""How a finding reads."""

from __future__ import annotations

import pytest
from specpress.diagnostics import Diagnostic, Place, Position, Severity
from specpress.messages import ALIKE, WIDTH, message, messages


def found(at: Place | Position | None, **more: object) -> Diagnostic:
    return Diagnostic(severity=Severity.ERROR, code="odd", message="this is odd", at=at, **more)  # type: ignore[arg-type]


def test_place_excerpt_caret_hint_and_the_other_place() -> None:
    diagnostic = found(
        Position(file="a.yaml", line=7, column=5, excerpt="    name: x", width=4),
        hint="try this\nor that",
        also=(("first here", Position(file="b.yaml", line=1, column=1, excerpt="name: y", width=4)),),
    )
    assert message(diagnostic).splitlines() == [
        "a.yaml:7:5: error: this is odd [odd]",
        "    name: x",
        "    ^^^^",
        "  b.yaml:1:1: first here",
        "    name: y",
        "    ^^^^",
        "  hint: try this",
        "        or that",
    ]


def test_without_a_position() -> None:
    assert message(found(None)) == "error: this is odd [odd]"
    assert message(found(Place("/a~1b"))) == "#/a~1b: error: this is odd [odd]"


@pytest.mark.parametrize("column", [1, 60, 5000, 9990])
def test_a_long_line_is_cut_around_the_place(column: int) -> None:
    excerpt = "x" * (column - 1) + "HERE" + "x" * (10_000 - column - 3)
    lines = message(found(Position(file="a", line=1, column=column, excerpt=excerpt, width=4))).splitlines()
    assert len(lines[1]) <= WIDTH + 4
    marked = lines[2].index("^")
    assert lines[1][marked : marked + 4] == "HERE"
    assert lines[2].count("^") == 4


def test_the_caret_stands_right_behind_wide_characters_and_tabs() -> None:
    excerpt = "\t名前: oops"
    lines = message(found(Position(file="a", line=1, column=6, excerpt=excerpt, width=4))).splitlines()
    assert lines[1:] == ["    名前: oops", "          ^^^^"]


def test_text_of_the_document_cannot_steer_the_terminal() -> None:
    at = Position(file="a\x1b[2J", line=1, column=1, excerpt="\x1b]0;owned\x07\u202ename", width=1)
    text = message(found(at, hint="\x1b[31m"))
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


def test_of_many_warnings_alike_the_first_are_told_and_the_rest_counted() -> None:
    def warning(code: str, number: int) -> Diagnostic:
        return Diagnostic(severity=Severity.WARNING, code=code, message=f"number {number}")

    alike = [warning("often", number) for number in range(1207)]
    assert [*messages([*alike, warning("once", 1)])] == [
        *(message(found) for found in alike[:ALIKE]),
        "warning: number 1 [once]",
        "warning: and 1,202 more like the above; --json lists them all [often]",
    ]


def test_errors_are_all_told() -> None:
    errors = [
        Diagnostic(severity=Severity.ERROR, code="odd", message=f"number {number}") for number in range(20)
    ]
    assert [*messages(errors)] == [message(found) for found in errors]
