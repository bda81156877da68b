"""Resources: where in a client an operation is found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from specpress.ir.names import Name, capped, words
from specpress.lower.path_words import Token, is_version


@lru_cache(maxsize=8192)
def resource_of_tag(tag: str) -> tuple[Name, ...]:
    """The resource that a tag speaks of: `beta.agents` gives two nodes, `Catalog API` gives `catalog`.

    What stands before a version in one word goes (`Api20100401Call`), and so do words at the end that say
    nothing (`api`, `controller`, the `Service` of `UserService`). Empty where the tag has no letter or digit.
    """
    parts = _DOTS.split(tag) if _DOTTED.fullmatch(tag) else _SLASHES.split(tag)
    nodes = [part for part in parts if any(char.isalnum() for char in part)]
    bearing = [part for part in nodes if not is_version(part) and part.lower() not in ("api", "rest")]
    return tuple(Name(_bearing(words(part), one_word=" " not in part.strip())) for part in bearing or nodes)


def resource_of_path(literals: Iterable[Token]) -> tuple[Name, ...]:
    """One node for each literal of a path."""
    return tuple(Name(plain(literal.words)) for literal in literals)


def plain(given: Iterable[str]) -> tuple[str, ...]:
    """Ordinary words in lower case, so that `Custom Fields` and `custom-fields` are one name."""
    return capped(word if any(char.isupper() for char in word[1:]) else word.lower() for word in given)


def _bearing(given: tuple[str, ...], *, one_word: bool) -> tuple[str, ...]:
    rest = list(given)
    versions = [index for index, word in enumerate(rest[:-1]) if _API_VERSION.fullmatch(word)]
    if versions and (one_word or versions == [0]):
        rest = rest[versions[-1] + 1 :]
    while len(rest) > 1 and (rest[-1].lower() in _SAYS_NOTHING or (one_word and rest[-1] == "Service")):
        rest.pop()
    return plain(rest)


_DOTTED: Final = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")
_DOTS: Final = re.compile(r"\.")
_SLASHES: Final = re.compile(r"[/\\»>|]|::|: ")
_API_VERSION: Final = re.compile(r"(api)?(v\d+\w*|20\d{6})", re.IGNORECASE)
_SAYS_NOTHING: Final = frozenset(("api", "apis", "controller"))
