"""What a path template says, as words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Final

from specpress.ir.names import words


@dataclass(frozen=True, slots=True)
class Token:
    """A literal or a parameter of a path template. `bearing`: not merely `api`, `rest` or a version."""

    text: str
    words: tuple[str, ...]
    parameter: bool = False
    bearing: bool = True


@lru_cache(maxsize=65536)
def tokens(path: str) -> tuple[Token, ...]:
    """The literals and parameters of a path template, in order.

    `/v1/files/{id}.json` gives `v1` (not bearing), `files` and the parameter `id`; `/jobs/{name}:cancel`
    gives `jobs`, `name` and `cancel`. File extensions are left out, and so is what has no letter or digit.
    """
    found: list[Token] = []
    for part in _PART.finditer(path):
        if part["parameter"] is not None:
            found.append(Token(part["parameter"], words(part["parameter"]), parameter=True))
            continue
        text = _EXTENSION.sub("", part["literal"])
        if any(char.isalnum() for char in text):
            found.append(Token(text, words(text), bearing=not is_version(text)))
    leading = takewhile(lambda token: not token.bearing or token.text.lower() in _PREFIXES, found)
    prefix = [Token(token.text, token.words, bearing=False) for token in leading]
    return (*prefix, *found[len(prefix) :])


def is_version(text: str) -> bool:
    """Whether a text is a version or date: `v1`, `v2beta1`, `2.0`, `2010-04-01`, `2026-09-beta`."""
    return _VERSION.fullmatch(text) is not None


_PART: Final = re.compile(r"\{(?P<parameter>[^{}]*)\}|(?P<literal>[^{}:/]+)")
_EXTENSION: Final = re.compile(r"\.(json|xml|ya?ml|csv|html?|txt|pdf|aspx?|php)$", re.IGNORECASE)
_VERSION: Final = re.compile(
    r"[vV]\d+([._]\d+)*([._-]?(alpha|beta|rc|preview)\d*)?|\d+(\.\d+)+|\d{4}-\d{2}(-\d{2})?(-?[a-z]+)?|20\d{6}"
)
_PREFIXES: Final = ("api", "rest")
