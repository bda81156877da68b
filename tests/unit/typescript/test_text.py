"""Text of documents in TypeScript: whatever it says, it stays text."""

from __future__ import annotations

import json
import re

import pytest
from nodetools import run
from specpress.targets.typescript.text import TsString, js_doc

HOSTILE = [
    "*/ process.exit(1) /*",
    "'; process.exit(1); '",
    'say "hi"',
    "it's",
    "back\\slash\\",
    "${process.exit(1)}",
    "line\nbreak\r\n\ttab",
    "\u2028\u2029\x00\x7f",
    "\U0001f600 \ud800",
    "</script><!--",
]


def test_strings_mean_what_they_say() -> None:
    literals = ",".join(TsString(text).render() for text in HOSTILE)
    printed = run("node", "-e", f"console.log(JSON.stringify([{literals}].map(escape)))").stdout
    units = [text.encode("utf-16-be", "surrogatepass").hex() for text in HOSTILE]
    assert [_units(text) for text in json.loads(printed)] == units


def _units(escaped: str) -> str:
    """The UTF-16 code units of what JavaScript's `escape` printed, in hexadecimal."""
    pieces = re.findall(r"%u(....)|%(..)|(.)", escaped)
    return "".join(four.lower() or f"00{two.lower() or f'{ord(one):02x}'}" for four, two, one in pieces)


@pytest.mark.parametrize(
    ("text", "literal"),
    [("it's", '"it\'s"'), ('"', "'\"'"), ("'\"", "'\\'\"'"), ("a", "'a'"), ("\n", "'\\n'")],
)
def test_quotes_are_those_that_prettier_chooses(text: str, literal: str) -> None:
    assert TsString(text).render() == literal


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_ends_a_comment_early(text: str) -> None:
    doc = js_doc(text, 2, [("param x -", text)])
    assert doc
    assert doc.render().count("*/") == 1
    assert doc.render().endswith("*/")


def test_text_does_not_become_tags_by_chance() -> None:
    doc = js_doc("Mail\n@me now", 0)
    assert doc
    assert doc.lines() == ["Mail", "\\@me now"]


def test_what_says_nothing_is_no_comment() -> None:
    assert js_doc("  \n ", 0) is None
