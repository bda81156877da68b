"""Types inside types, and the words that name them where they stand: the same in every language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias, assert_never

from specpress.ir import types as ir
from specpress.ir.names import Name, named, singular
from specpress.targets.properties import Side, properties

Place: TypeAlias = tuple[str, ...]
"""Where a type is: kind and id of its owner, then the steps into it."""

ANYTHING: Final = (Name(("any",)),)
"""Names where names do not matter."""
_LONGEST_TITLE: Final = 40
"""Characters of a title that names a type; a longer one is a sentence."""


@dataclass(frozen=True, slots=True)
class Child:
    """A type directly inside another: the step to it, and the words that name it there."""

    step: str
    names: tuple[Name, ...]
    type: ir.Type


Children: TypeAlias = Callable[[ir.Type, Side, tuple[Name, ...]], Iterator[Child]]
"""The types inside a type with names, as a language sees them on one side."""


def parts(type_: ir.Type, side: Side, names: tuple[Name, ...]) -> Iterator[Child]:
    """The types inside a type as one side sees it, but for the other properties of an object.

    `names` are those of the type itself.
    """
    match type_:
        case ir.Record():
            for each in properties(type_, side):
                yield Child(f".{each.wire}", (*names, each.name), each.type)
        case ir.Array():
            yield Child("[]", item_names(names), type_.item)
        case ir.Map():
            yield Child("{}", item_names(names), type_.value)
        case ir.Tuple():
            for index, item in enumerate(type_.items):
                yield Child(f"[{index}]", (*names, Name((str(index + 1),))), item)
            yield Child("[]", item_names(names), type_.rest)
        case ir.Nullable():
            yield Child("?", names, type_.inner)
        case ir.Union():
            for index, variant in enumerate(type_.variants):
                yield Child(f"|{index}", (*names, _variant(variant, index)), variant.type)
        case ir.Scalar() | ir.Literal() | ir.Enum() | ir.Ref() | ir.Bytes() | ir.Any() | ir.Never():
            return
        case _:
            assert_never(type_)


def below(
    type_: ir.Type,
    side: Side,
    place: Place,
    names: tuple[Name, ...],
    children: Children,
    needs_name: Callable[[ir.Type], bool],
) -> Iterator[tuple[Place, Child]]:
    """The types below a type that have no name of their own and need one, outer ones first."""
    for child in children(type_, side, names):
        inner = (*place, child.step)
        if needs_name(child.type):
            yield inner, child
        yield from below(child.type, side, inner, child.names, children, needs_name)


def references_in(type_: ir.Type, side: Side, children: Children) -> Iterator[str]:
    """Ids of the declarations that a type refers to, as often as it does."""
    if isinstance(type_, ir.Ref):
        yield type_.id
    for child in children(type_, side, ANYTHING):
        yield from references_in(child.type, side, children)


def item_names(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The names of an item: its list's in the singular."""
    *outer, last = names
    one = singular(last.words[-1])
    if one != last.words[-1]:
        return (*outer, Name((*last.words[:-1], one)))
    return names if outer else (*names, Name(("item",)))


def _variant(variant: ir.Variant, index: int) -> Name:
    """A variant's own words: its title, its tag, or its number."""
    title = variant.type.annotations.title
    if title and len(title) <= _LONGEST_TITLE:
        return named(title)
    if variant.tags and isinstance(variant.tags[0], str):
        return named(variant.tags[0])
    return Name(("variant", str(index + 1)))
