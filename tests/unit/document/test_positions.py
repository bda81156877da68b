"""Pointers lead back to the lines and columns that a reader would point at."""

from __future__ import annotations

import pytest
from specpress.diagnostics import Diagnostics, Position
from specpress.document.files import File, Rules
from specpress.document.positions import locate
from specpress.document.reading import read

YAML = """\
paths:
  /pets:
    get: &operation
      tags: [a, "b c"]
      parameters:
      - name: limit
        in: query
      - {name: page, in: query}
    put: *operation
"""
JSON = """\
{
  "paths": {"/pets": {
    "get": {"tags": ["a", "b c"], "a/b": {"~": 1}}
  }}
}
"""


def file(text: str, name: str) -> File:
    return read(text.encode(), name, name, Rules(), Diagnostics())


def shown(position: Position) -> tuple[int, int, str]:
    """Line, column, and the text above the carets."""
    start = position.column - 1
    return position.line, position.column, position.excerpt[start : start + position.width]


@pytest.mark.parametrize(
    ("pointer", "key", "expected"),
    [
        ("", False, (1, 1, "p")),
        ("/paths", False, (1, 1, "paths")),
        ("/paths/~1pets/get", False, (3, 5, "get")),
        ("/paths/~1pets/get/tags/1", False, (4, 17, '"b c"')),
        ("/paths/~1pets/get/parameters/0", False, (6, 9, "n")),
        ("/paths/~1pets/get/parameters/0/in", False, (7, 13, "query")),
        ("/paths/~1pets/get/parameters/0/in", True, (7, 9, "in")),
        ("/paths/~1pets/get/parameters/1/name", False, (8, 16, "page")),
        ("/paths/~1pets/put", False, (9, 10, "*operation")),
        ("/paths/~1pets/put/tags/0", False, (9, 5, "put")),
        ("/paths/~1pets/post/tags", False, (2, 3, "/pets")),
    ],
)
def test_yaml(pointer: str, key: bool, expected: tuple[int, int, str]) -> None:
    assert shown(locate(file(YAML, "a.yaml"), [(pointer, key)])[0]) == expected


@pytest.mark.parametrize(
    ("pointer", "key", "expected"),
    [
        ("", False, (1, 1, "{")),
        ("/paths/~1pets", False, (2, 13, '"/pets"')),
        ("/paths/~1pets/get/tags/1", False, (3, 27, '"b c"')),
        ("/paths/~1pets/get/a~1b/~0", False, (3, 48, "1")),
        ("/paths/~1pets/get/a~1b/~0", True, (3, 43, '"~"')),
        ("/paths/~1pets/post", False, (2, 13, '"/pets"')),
    ],
)
def test_json(pointer: str, key: bool, expected: tuple[int, int, str]) -> None:
    assert shown(locate(file(JSON, "a.json"), [(pointer, key)])[0]) == expected


def test_many_at_once_in_the_order_asked_for() -> None:
    pointers = ["/paths/~1pets/put", "/paths", "/paths/~1pets/get/tags/0", "/paths"]
    found = locate(file(YAML, "a.yaml"), [(pointer, False) for pointer in pointers])
    assert [position.line for position in found] == [9, 1, 4, 1]


def test_columns_count_characters() -> None:
    text = "a: {\U0001f600: é, ñ: x}\n"
    assert shown(locate(file(text, "a.yaml"), [("/a/ñ", False)])[0]) == (1, 14, "x")
