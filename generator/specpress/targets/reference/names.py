"""Names as the manual prints them: its pages say them alike, whichever language they are about."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from specpress.ir.api import Operation
from specpress.ir.names import Name, singular, words
from specpress.targets.reference.quirks import INITIALISMS


def pascal(*names: Name) -> str:
    """The words of one or more names as a type's name: `PetOwner`, `PetPhotoURL`."""
    spelt = _words(names)
    if len(spelt) > 1 and all(word.upper() == word for word in spelt):
        spelt = tuple(word.lower() for word in spelt)
    return "".join(map(_capital, spelt)) or "Value"


def snake(*names: Name) -> str:
    """The words of one or more names in lower case: `pet_owner`."""
    return "_".join(word.lower() for word in _words(names)) or "value"


def camel(*names: Name) -> str:
    """The words of one or more names as a variable's name: `petOwner`, `photoURL`."""
    first, *rest = _words(names) or ("value",)
    return first.lower() + "".join(map(_capital, rest))


def title(name: Name) -> str:
    """The words of a name as a heading: `Pet Owners`, `Photo URL`."""
    return " ".join(map(_capital, _words((name,)))) or "Value"


def singular_name(name: Name) -> Name:
    """The name of one of several: `pet owners` gives `pet owner`."""
    return Name((*name.words[:-1], singular(name.words[-1])))


def owner_names(operation: Operation) -> tuple[Name, ...]:
    """The words that begin the names of what belongs to one operation: `pet owner`, `create`."""
    resource = operation.call.resource
    return (*((singular_name(resource[-1]),) if resource else ()), operation.call.method)


def file_name(text: str) -> str:
    """A call's segment as the name of a file, which no system takes for one of its devices."""
    return f"{text}_" if text in _DEVICES else text


def spelt_name(identifier: str) -> Name:
    """The name that an identifier was made from: `PetOwner` gives `Pet Owner`.

    A date at the end of one is a word: `Leash20250401` gives `Leash 20250401`; so is each of several
    initialisms: `URLPDFSource` gives `URL PDF Source`.
    """
    found = words(_DATE.sub(r" \g<0>", identifier))
    return Name(tuple(part for word in found for part in _initialisms(word)))


def _capital(word: str) -> str:
    """A word as names begin it. In lower case it may be an initialism, or several: `urls` gives `URLs`."""
    if word in INITIALISMS:
        return INITIALISMS[word]
    if word[-1:] == "s" and word[:-1] in INITIALISMS:
        return f"{INITIALISMS[word[:-1]]}s"
    return word[:1].upper() + word[1:]


def _initialisms(word: str) -> list[str]:
    """A word, or the initialisms that it consists of."""
    return _CAPITALS.findall(word) if re.fullmatch(f"(?:{_CAPITALS.pattern})+", word) else [word]


def _words(names: tuple[Name, ...]) -> tuple[str, ...]:
    cleaned = (_cleaned(word) for name in names for word in name.words)
    return tuple(word for word in cleaned if word)


@lru_cache(maxsize=65536)
def _cleaned(word: str) -> str:
    """The part of a word that an identifier may hold."""
    normal = unicodedata.normalize("NFKC", word)
    return "".join(char for char in normal if char != "_" and ("a" + char).isidentifier())


_CAPITALS: Final = re.compile("|".join(word for word in INITIALISMS.values() if word.isupper()))
_DATE: Final = re.compile(r"(?<=[A-Za-z])\d{6,}")
_DEVICES: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
