"""Identifiers that do not clash, whatever the document calls its things."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def allocate(
    wants: Mapping[Key, Sequence[str]],
    taken: Collection[str] = (),
    *,
    joint: str = "_",
    fold: Callable[[str], str] = str,
) -> dict[Key, str]:
    """Give each key an identifier of its own.

    A name depends only on the keys that want it too: whoever comes first among them has it, the others take
    the next of their own candidates that nobody wants first, or else their first one with a number.

    Args:
        wants: for each key its candidates, best first, in order of precedence.
        taken: names that nobody may have.
        joint: what stands between a name and its number.
        fold: names that fold to the same text count as one (file names on systems that ignore case).
    """
    first = {fold(candidates[0]) for candidates in wants.values()}
    used = {fold(name) for name in taken}
    names: dict[Key, str] = {}
    for key, candidates in wants.items():
        if fold(candidates[0]) not in used:
            names[key] = candidates[0]
            used.add(fold(candidates[0]))
    used |= first
    for key, candidates in wants.items():
        if key not in names:
            names[key] = _free(candidates, used, joint, fold)
            used.add(fold(names[key]))
    return {key: names[key] for key in wants}


def _free(candidates: Sequence[str], used: set[str], joint: str, fold: Callable[[str], str]) -> str:
    for candidate in candidates[1:]:
        if fold(candidate) not in used:
            return candidate
    number = 2
    while fold(f"{candidates[0]}{joint}{number}") in used:
        number += 1
    return f"{candidates[0]}{joint}{number}"
