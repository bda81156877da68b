from __future__ import annotations

import ast
import tomllib
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from specpress.targets.python.format import formatted
from specpress.targets.python.text import (
    Docstring,
    Identifier,
    PyString,
    Toml,
    docstring,
)
from specpress.targets.text import CodeSpan, Markdown

HOSTILE = [
    '"""',
    "'''",
    "\\",
    '\\"""',
    'a"',
    "{{ x }}",
    "{% raw %}",
    "a\nb",
    "\r",
    "\u2028",
    "\u202e",
    "\x00",
    "\ud800",
]
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_string_means_its_text(text: str) -> None:
    assert ast.literal_eval(PyString(text).render()) == text


@given(ANY_TEXT)
def test_any_string_means_its_text_on_one_printable_line(text: str) -> None:
    source = PyString(text).render()
    assert source.isprintable()
    assert ast.literal_eval(source) == text


@settings(deadline=None, max_examples=50)
@given(ANY_TEXT)
def test_strings_are_quoted_as_black_quotes_them(text: str) -> None:
    source = f"x = {PyString(text).render()}\n"
    assert formatted(PurePosixPath("x.py"), source) == source


def squeezed(text: str) -> str:
    return "".join("".join(char if not char.isspace() else " " for char in text).split())


@given(ANY_TEXT, st.lists(st.tuples(st.just("name"), ANY_TEXT), max_size=2))
def test_a_docstring_says_the_text_and_nothing_else(text: str, arguments: list[tuple[str, str]]) -> None:
    made = docstring(text, 4, arguments)
    if made is None:
        assert not text.strip()
        return
    source = f"def f():\n    {made.render()}\n"
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    assert len(function.body) == 1
    said = ast.get_docstring(function, clean=False)
    assert said is not None
    wanted = text + ("Args:" if made.arguments else "")
    wanted += "".join(f"{name}:{description}" for name, description in made.arguments)
    assert squeezed(said) == squeezed(wanted)


@settings(deadline=None, max_examples=50)
@given(ANY_TEXT)
def test_docstrings_are_laid_out_as_black_leaves_them(text: str) -> None:
    made = docstring(text, 4)
    if made is not None:
        source = f"def f():\n    {made.render()}\n"
        assert formatted(PurePosixPath("x.py"), source) == source


def test_paragraphs_are_filled_and_lists_and_code_are_not() -> None:
    text = "One\ntwo.\n\n- item\n- " + "long " * 20 + "\n\n```\nx = 1\n  y = 2\n```"
    lines = Docstring(text, 4).render().split("\n")
    assert lines[0] == '"""One two.'
    assert "    - item" in lines
    assert "      y = 2" in lines
    assert max(map(len, lines)) <= 88


def test_an_identifier_is_one() -> None:
    for name in ("class", "a-b", "", "1a", "a b"):
        with pytest.raises(ValueError, match="not an identifier"):
            Identifier(name)


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_a_toml_string_means_its_text(text: str) -> None:
    assert tomllib.loads(f"x = {Toml(text).render()}\n")["x"] == text


def test_markdown_stays_one_paragraph_and_a_code_span_one_span() -> None:
    assert Markdown("# A\n<b>").render() == "\\# A &lt;b>"
    assert CodeSpan("a`b``c").render() == "```a`b``c```"
