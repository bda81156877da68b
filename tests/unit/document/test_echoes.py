"""A mistake that two stages meet is told once."""

from __future__ import annotations

import pytest
from specpress.diagnostics import Diagnostics
from specpress.document.echoes import without_echoes


@pytest.mark.parametrize(
    ("error", "warning", "echo"),
    [
        (("invalid-document", "/a/type"), ("unknown-type", "/a/type"), True),
        (("invalid-document", "/a/type"), ("unknown-type", "/b/type"), False),
        (("invalid-document", "/a"), ("pagination", "/a"), False),
        (("invalid-document", ""), ("unknown-keyword", ""), False),
        (
            ("unused-path-parameter", "/paths/~1a/get"),
            ("stray-path-parameter", "/paths/~1a/parameters/0"),
            True,
        ),
        (
            ("unused-path-parameter", "/paths/~1b/get"),
            ("stray-path-parameter", "/paths/~1a/parameters/0"),
            False,
        ),
        (
            ("incomplete-parameter", "/paths/~1a/parameters/0/in"),
            ("incomplete-parameter", "/paths/~1a/get"),
            True,
        ),
    ],
)
def test_a_warning_that_says_what_an_error_says_goes(
    error: tuple[str, str], warning: tuple[str, str], echo: bool
) -> None:
    diagnostics = Diagnostics()
    diagnostics.warning(warning[0], "again", warning[1], hint="so")
    diagnostics.error(error[0], "once", error[1])
    found = without_echoes(diagnostics)
    assert [each.message for each in found] == (["once"] if echo else ["again", "once"])


def test_an_error_takes_over_the_hint() -> None:
    diagnostics = Diagnostics()
    diagnostics.warning("unknown-keyword", "again", "/path", hint="did you mean `paths`?")
    diagnostics.error("invalid-document", "once", "/path")
    assert [each.hint for each in without_echoes(diagnostics)] == ["did you mean `paths`?"]
