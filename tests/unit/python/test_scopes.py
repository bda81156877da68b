from __future__ import annotations

import random

from specpress.targets.scopes import allocate


def test_who_comes_first_has_the_name() -> None:
    assert allocate({"a": ("pet", "pet_a"), "b": ("pet", "pet_b"), "c": ("tag",)}) == {
        "a": "pet",
        "b": "pet_b",
        "c": "tag",
    }


def test_a_second_choice_that_another_wants_first_is_his() -> None:
    assert allocate({"a": ("pet",), "b": ("pet", "tag"), "c": ("tag",)}) == {
        "a": "pet",
        "b": "pet_2",
        "c": "tag",
    }


def test_numbers_pass_over_names_that_are_wanted_or_taken() -> None:
    wants = {"a": ("pet",), "b": ("pet",), "c": ("pet_2",), "d": ("self",)}
    assert allocate(wants, taken={"self"}) == {"a": "pet", "b": "pet_3", "c": "pet_2", "d": "self_2"}


def test_names_that_fold_alike_are_one() -> None:
    wants = {"a": ("Pet",), "b": ("pet",)}
    assert allocate(wants, joint="", fold=str.casefold) == {"a": "Pet", "b": "pet2"}


def test_a_name_depends_on_its_own_collision_group_alone() -> None:
    chance = random.Random(7)
    groups = {f"{word}{number}": (word,) for word in ("pet", "tag", "owner") for number in range(3)}
    whole = allocate(groups)
    for _ in range(20):
        gone = chance.choice(["pet", "tag", "owner"])
        rest = {key: wants for key, wants in groups.items() if wants != (gone,)}
        assert allocate(rest) == {key: whole[key] for key in rest}
