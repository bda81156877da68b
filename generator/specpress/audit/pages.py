"""A page of a manual, judged by a parser of CommonMark that knows nothing of how it was made."""

from __future__ import annotations

import ast
import json
import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

SECTIONS: Final = (("h3", "Parameters"), ("h3", "Returns"), ("h3", "Example"), ("h4", "Response"))
"""What may follow the title of a page about a method, in this order."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a reader gets to see.

    `alone`: whether it is about one method. `calls`: verb and path of each method. `programs`: language and
    source of each.
    """

    alone: bool
    calls: tuple[tuple[str, str], ...]
    programs: tuple[tuple[str, str], ...]
    flaws: tuple[str, ...]


def parsed(text: str) -> Parsed:
    """Read a page: one about a resource has a title of the first level, one about a method of the second."""
    alone = not text.startswith("# ")
    tokens = _parser().parse(text)
    flaws = [*_layout(text), *_nesting(text, tokens), *_blocks(text.split("\n"), tokens)]
    if alone:
        flaws.extend(_outline(tokens))
    fences = [token for token in tokens if token.type == "fence" and token.level == 0]
    return Parsed(
        alone=alone,
        calls=tuple(_calls(tokens)),
        programs=tuple(
            (token.info, token.content) for token in fences if token.info in ("python", "typescript")
        ),
        flaws=tuple(flaws),
    )


def _parser() -> MarkdownIt:
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 20_000))
    return MarkdownIt("commonmark", {"maxNesting": 10_000})


def _layout(text: str) -> Iterator[str]:
    if not text.endswith("\n") or text.endswith("\n\n"):
        yield "layout: a page ends with one newline"
    blank = [not line and not fenced for line, fenced in _lines(text)]
    if any(one and other for one, other in pairwise(blank)):
        yield "layout: two blank lines in a row"


def _nesting(text: str, tokens: Sequence[Token]) -> Iterator[str]:
    """Items that are one code span each are as deep as their indent means; descriptions may have more."""
    found = _found(tokens)
    missing = next((item for item in _meant(text) if item not in found), None)
    if missing:
        yield f"nesting: no item of depth {missing[0]} is {missing[1]}"[:300]


def _meant(text: str) -> Iterator[tuple[int, str]]:
    """Items by their indent. Between a title and the first section stands a description."""
    last = 0
    ours = False
    for line, fenced in _lines(text):
        if fenced:
            continue
        if heading := _HEADING.match(line):
            ours = len(heading[1]) > 2
        elif ours and (bullet := _BULLET.fullmatch(line)):
            depth = len(bullet[1]) // 2
            # What is indented further belongs to a description, and is nested as that has it.
            if depth <= last + 1:
                last = depth
                yield depth, bullet[3]


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it belongs to a fenced block."""
    fence = ""
    for line in text.split("\n"):
        if fence:
            yield line, True
            closing = line.strip()
            fence = "" if closing.startswith(fence) and not closing.strip(fence[0]) else fence
        elif opening := _FENCE.match(line):
            yield line, True
            fence = opening[1]
        else:
            yield line, False


def _found(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    depth = -1
    for position, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "inline" and tokens[position - 2].type == "list_item_open":
            inner = token.children or []
            if len(inner) == 1 and inner[0].type == "code_inline":
                yield depth, inner[0].content


def _outline(tokens: Sequence[Token]) -> Iterator[str]:
    """A page has a title, and of the other sections some, in their order."""
    heads = [
        (token.tag, tokens[position + 1].content)
        for position, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0
    ]
    known = [head for head in heads[1:] if head in SECTIONS]
    if not heads or heads[0][0] != "h2":
        yield "outline: no title"
    elif known != [section for section in SECTIONS if section in known] or SECTIONS[2] not in known:
        yield f"outline: {heads}"[:300]
    elif any(tag in ("h1", "h2", "h3") for tag, _ in heads[1:] if (tag, _) not in SECTIONS):
        yield f"outline: a heading of the document among those of the page: {heads}"[:300]


def _blocks(lines: Sequence[str], tokens: Sequence[Token]) -> Iterator[str]:
    """Fences that are never closed, and of the examples programs and values that are none."""
    section = ""
    for position, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0:
            section = tokens[position + 1].content
        if (
            token.type == "fence"
            and token.map
            and not lines[token.map[1] - 1].strip().startswith(token.markup)
        ):
            yield f"fence: not closed: {lines[token.map[0]]}"[:300]
        if token.type != "fence" or token.level or section not in ("Example", "Response"):
            continue
        try:
            if token.info == "python":
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    ast.parse(token.content)
            elif token.info == "json":
                json.loads(token.content)
        except (SyntaxError, ValueError) as error:
            yield f"{token.info}: {error}"[:300]


def _calls(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """`**get** `/pets`` as a paragraph of its own."""
    for token in tokens:
        if token.type == "inline" and token.level == 1 and token.children:
            parts = [child for child in token.children if child.content.strip() or child.type != "text"]
            if [part.type for part in parts] == ["strong_open", "text", "strong_close", "code_inline"]:
                yield parts[1].content, parts[3].content


_HEADING: Final = re.compile(r"(#{1,3}) ")
_FENCE: Final = re.compile(r" *(?:[-*+] +)?(`{3,}|~{3,})")
_BULLET: Final = re.compile(r"( *)- (`+)(?! )([^`]+?)\2")
