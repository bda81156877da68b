"""How types that are too long for a line are laid out. Expectations are what prettier makes of them."""

from __future__ import annotations

from specpress.targets.typescript.layout import Atom, Either, Group, lay_out

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
