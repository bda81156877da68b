"""Text that stays where it is put, whatever a document has in it."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from specpress.targets.reference.markdown import Bullet, Fence, Prose, Span, Verb


def html(*parts: str) -> str:
    return MarkdownIt("commonmark").render("\n\n".join(parts) + "\n")


@pytest.mark.parametrize("code", ["a", "a`b", "``", "`a", "a ``` b", "<b>", "*a*", "line\nbreak"])
def test_a_span_is_one_span(code: str) -> None:
    shown = code.replace("\n", " ").replace("<", "&lt;").replace(">", "&gt;")
    assert html(Span(code).render()) == f"<p><code>{shown}</code></p>\n"


@pytest.mark.parametrize(
    "text",
    [
        "```\nopen",
        "~~~ python\nopen",
        "- ```\n  open",
        "- ```\n  - `x`\n",
        "1. a\n\n   ```\n   open",
        "- ```\n  open\nbeside",
        "<!-- open",
        "<script>open",
        "text <?php open",
        "<![CDATA[ open",
        "    indented",
        "> quote",
        "- list\n  - deeper",
        "1. one\n\n2. two",
        "| a |\n|---|\n| b |",
        "a\n===",
        "trailing \\",
        "\ttab",
    ],
)
def test_a_description_ends_before_the_next_bullet(text: str) -> None:
    page = html(Bullet("one", 0).render(), Prose(text, 1).render(), Bullet("two", 0).render(), "## After")
    assert page.startswith("<ul>\n<li>\n<p><code>one</code></p>\n")
    assert page.endswith("<li>\n<p><code>two</code></p>\n</li>\n</ul>\n<h2>After</h2>\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\n## Two ##", "<h5>One</h5>\n<h6>Two</h6>\n"),
        ("### Parameters", "<h6>Parameters</h6>\n"),
        ("One\n---", "<p>One</p>\n<hr />\n"),
        ("One\n===\ntwo", "<p>One</p>\n<p>===\ntwo</p>\n"),
        ("#hash", "<p>#hash</p>\n"),
        ("```\n# One\n---\n```", "<pre><code># One\n---\n</code></pre>\n"),
        ("| a |\n|---|\n| b |", "<p>| a |\n|---|\n| b |</p>\n"),
    ],
)
def test_headings_of_a_description_are_smaller_than_those_of_the_page(text: str, expected: str) -> None:
    assert html(Prose(text).render()) == expected


def test_html_that_is_closed_stays() -> None:
    assert Prose("<!-- a --> and <pre>b</pre>").render() == "<!-- a --> and <pre>b</pre>"


def test_lines_have_no_blanks_at_their_ends_nor_paragraphs_two_lines_between_them() -> None:
    assert Prose("\n\na  \n \n\nb\n\n", 1).render() == "  a\n\n  b"


def test_code_is_fenced_by_more_than_it_holds() -> None:
    assert Fence("````\nx", "json").render() == "`````json\n````\nx\n`````"


def test_a_verb_is_letters() -> None:
    assert Verb("PO**ST\n").render() == "post"
