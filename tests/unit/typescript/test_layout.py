"""How types that are too long for a line are laid out. Expectations are what prettier makes of them."""

from __future__ import annotations

import pytest
from specpress.targets.typescript.layout import Atom, Either, Group, flat, lay_out, literal, record

LONG = tuple(Atom(f"'{letter * 30}'") for letter in "abcd")
LISTED = "\n    | ".join(each.text for each in LONG)


def test_a_list_or_null_is_broken_within_the_list() -> None:
    listed = Either((Group("Array", "<>", (Either(LONG),)), Atom("null")))
    assert lay_out(listed, 2, 8, 1) == f"Array<\n    | {LISTED}\n  > | null"


def test_one_type_or_null_is_never_broken() -> None:
    name = "A" * 90
    nullable = Either((Atom(name), Atom("null")))
    assert lay_out(nullable, 2, 8, 1) == f"{name} | null"
    assert lay_out(Group("Operation", "<>", (nullable,)), 0, 20) == f"Operation<{name} | null>"


def test_a_union_that_fits_below_its_key_stands_there_whole() -> None:
    line = " | ".join(each.text for each in LONG[:2])
    assert lay_out(Either(LONG[:2]), 2, 40, 1) == f"\n    {line}"
    assert lay_out(Either(LONG), 2, 8, 1) == f"\n    | {LISTED}"


@pytest.mark.parametrize("kept", ["string", "unknown", "'a'", "5"])
def test_what_is_no_name_moves_below_its_key(kept: str) -> None:
    assert lay_out(Either((Atom(kept), Atom("null"))), 2, 90, 1) == f"\n    {kept} | null"


def test_no_member_sets_the_prototype() -> None:
    assert flat(record([("__proto__", Atom("a")), ("b", Atom("b"))])) == "{ ['__proto__']: a, b }"
    assert flat(literal({"__proto__": {"a": 1}})) == "{ ['__proto__']: { a: 1 } }"
