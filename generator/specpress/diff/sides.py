"""What a comparison of two types needs besides them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from specpress.diff.changes import Change, Item
from specpress.ir.types import Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The declarations of both documents, by id, and how the compared values travel."""

    old: Mapping[str, Type]
    new: Mapping[str, Type]
    textual: bool = False
    """Scalars travel as text (parameters, forms): a string holds them all."""
    loose: bool = False
    """Whole values travel as text or XML: a string holds any of them."""
    repeated: bool = False
    """An array is sent by repeating its name (`form`, exploded): one value alone is an array of one."""
    open: frozenset[tuple[str, str]] = frozenset()
    """The references that are being expanded, as pointers: a recursive type would expand for ever."""

    def inner(self) -> Sides:
        """The same below the outermost value."""
        return replace(self, repeated=False) if self.repeated else self


Compare: TypeAlias = Callable[[Type, Type, Sides], Iterator[Item]]


def fits(inner: Type, outer: Type, sides: Sides, compare: Compare) -> bool:
    """Whether each value of one type is one of another, as far as the two tell.

    `inner` is of the old side and `outer` of the new one: swap the sides to ask about the reverse.
    """
    seen: set[tuple[str, str]] = set()
    waiting = [(inner, outer)]
    while waiting:
        old, new = waiting.pop()
        for item in compare(old, new, sides):
            if isinstance(item, Change):
                if item.sent in ("breaking", "undecided") or item.rule == "limit-stated":
                    return False
            elif item.flipped:
                return False
            elif (item.pair.old, item.pair.new) not in seen:
                seen.add((item.pair.old, item.pair.new))
                waiting.append((sides.old[item.pair.old], sides.new[item.pair.new]))
    return True


def swapped(sides: Sides) -> Sides:
    """The comparison the other way round."""
    return replace(sides, old=sides.new, new=sides.old, open=frozenset((new, old) for old, new in sides.open))
