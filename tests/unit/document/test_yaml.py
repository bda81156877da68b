"""YAML is read by the core schema of YAML 1.2, into what JSON has."""

from __future__ import annotations

import math
from typing import Any

import pytest
from specpress.diagnostics import Diagnostics
from specpress.document.files import Rules
from specpress.document.yaml_text import read_yaml


def value(text: str) -> Any:
    diagnostics = Diagnostics()
    found = read_yaml(text, "a.yaml", Rules(), diagnostics)
    assert not list(diagnostics)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("null", None),
        ("~", None),
        ("", None),
        ("Null", None),
        ("nULL", "nULL"),
        ("true", True),
        ("FALSE", False),
        ("yes", "yes"),
        ("on", "on"),
        ("12", 12),
        ("-7", -7),
        ("+7", 7),
        ("0o17", 15),
        ("017", 17),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1.", 1.0),
        ("2020-01-01", "2020-01-01"),
        ("2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
        ("! 12", "12"),
        ("!!float 12", 12.0),
        ("!!int '12'", 12),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_scalars(text: str, expected: object) -> None:
    found = value(f"a: {text}\n")["a"]
    assert found == expected
    assert type(found) is type(expected)
    assert not isinstance(found, float) or math.isfinite(found)


def test_keys_are_text_as_written() -> None:
    assert value("{200: a, true: b, null: c, 1.0: d, 0x10: e, 2020-01-01: f}") == {
        "200": "a",
        "true": "b",
        "null": "c",
        "1.0": "d",
        "0x10": "e",
        "2020-01-01": "f",
    }


def test_aliases_are_values_of_their_own() -> None:
    found = value("a: &x {b: [1]}\nc: *x\nd: *x\n")
    assert found == {"a": {"b": [1]}, "c": {"b": [1]}, "d": {"b": [1]}}
    assert found["c"] is not found["d"]
    assert found["a"]["b"] is not found["c"]["b"]


def test_merge_keys_yield_to_keys_beside_them() -> None:
    text = "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  c: 3\n  d: 4\n"
    assert value(text)["z"] == {"a": 1, "b": 1, "c": 3, "d": 4}


def test_one_anchor_may_be_set_again() -> None:
    assert value("[&a 1, *a, &a 2, *a]") == [1, 1, 2, 2]
