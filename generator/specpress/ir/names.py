"""Names before any language has cased them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from specpress.ir.english import is_plural as is_plural
from specpress.ir.english import same_word as same_word
from specpress.ir.english import singular as singular

LONGEST: Final = 100
"""The most UTF-8 octets that the words of one name take up together, so that file names stay possible."""


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name, spelt as in the document (`("OAuth2", "IDs")`), never empty, never cased by us.

    A target makes an identifier of it; the wire name is always another field, kept beside it.
    """

    words: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Call:
    """Where an operation is found in a client: `client.<resource...>.<method>`."""

    resource: tuple[Name, ...]
    method: Name

    def __str__(self) -> str:
        """As configuration and reports write it: `shop.order_items.create`."""
        return ".".join("_".join(name.words).lower() for name in (*self.resource, self.method))


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The words of any text, spelt as they stand: `listUserIDs` gives `("list", "User", "IDs")`.

    Words end at whatever is no letter, mark or digit, and at changes of case; initialisms (`HTTPServer`,
    `URLs`), digits (`OAuth2`, `v1beta1`, `2FA`) and well-known mixed spellings (`iOS`, `GraphQL`) stay whole.
    Text is normalised (NFKC, Unicode Standard Annex 15). Symbols alone are spelt out (`*` gives `asterisk`,
    `-1` gives `minus 1`), and so are comparisons at the end (`EndTime>=` gives `End Time gte`). Never empty;
    shortened by `capped`.
    """
    normal = unicodedata.normalize("NFKC", text)
    if match := _SIGNED.fullmatch(normal):
        return capped((_SYMBOLS[match[1]], *_split(match[2])))
    if (match := _COMPARED.fullmatch(normal)) and (compared := _split(match[1])):
        return capped((*compared, _COMPARISONS[match[2]]))
    return capped(_split(normal) or _spelt_out(normal) or ("value",))


def capped(parts: Iterable[str]) -> tuple[str, ...]:
    """The words themselves, or as many as fit into `LONGEST` octets and a hash of all of them."""
    given = tuple(parts)
    if sum(len(word.encode()) for word in given) <= LONGEST:
        return given
    digest = "x" + hashlib.sha256("\0".join(given).encode()).hexdigest()[:8]
    room = LONGEST - len(digest)
    kept: list[str] = []
    for word in given:
        fitting = word.encode()[:room].decode(errors="ignore")
        if fitting != word and kept:
            break
        kept.append(fitting)
        room -= len(fitting.encode())
    return (*kept, digest)


def named(*parts: str | Name) -> Name:
    """One name of the words of several texts or names, in order."""
    return Name(
        capped(word for part in parts for word in (words(part) if isinstance(part, str) else part.words))
    )


def _split(text: str) -> tuple[str, ...]:
    chunks = "".join(_kept(char) for char in text).split()
    return tuple(word for chunk in chunks for word in _camel(chunk))


def _kept(char: str) -> str:
    """A letter, mark or digit as it is; an apostrophe joins what is around it, anything else separates."""
    if char.isascii():
        return char if char.isalnum() else "" if char == "'" else " "
    if char.isalpha() or char.isdecimal() or unicodedata.category(char)[0] == "M":
        return char
    return "" if char == "\u2019" else " "


def _camel(chunk: str) -> list[str]:
    """The words of a run of letters and digits, by its shape: U upper, s the letter s, l other, d digit."""
    shape = "".join(map(_shape, chunk))
    for mixed in _MIXED.finditer(chunk):
        shape = shape[: mixed.start()] + "U" + "l" * (len(mixed[0]) - 1) + shape[mixed.end() :]
    found = [chunk[match.start() : match.end()] for match in _WORD.finditer(shape)]
    return [word for word in found if word[0].isalnum()]  # a mark alone can begin nothing


def _shape(char: str) -> str:
    if char.isdecimal():
        return "d"
    if char.isupper() or char.istitle():
        return "U"
    return "s" if char == "s" else "l"


def _spelt_out(text: str) -> tuple[str, ...]:
    return tuple(word for char in text for word in _symbol(char))


def _symbol(char: str) -> tuple[str, ...]:
    return (_SYMBOLS[char],) if char in _SYMBOLS else _split(unicodedata.name(char, "").lower())


_WORD: Final = re.compile(
    r"""
      UU+s(?![ls])               # IDs, URLs
    | ^[ls]UU+d*(?![ls])         # iOS, mTLS, at the start only
    | UdU(?=U[ls]|[^Uls]|$)      # V2X, B2B
    | U+(?=U[ls])                # HTTP before Server
    | U?[ls]+(?:d+[ls]*)*        # Name, name, address2, v1beta1
    | U+(?:d+(?:[ls]+d*)*)?      # API, S3, K8s
    | d+(?:[ls]+|U+(?![ls]))?    # 3d, 2FA
    """,
    re.VERBOSE,
)

# Spellings whose capitals begin no word; digits that follow belong to them.
_MIXED: Final = re.compile(
    r"""
    (?: OAuth | OpenID | GraphQL | GitHub | GitLab | BitBucket | YouTube | LinkedIn | PayPal | JavaScript
      | TypeScript | PostgreSQL | MySQL | NoSQL | WebAuthn | WiFi | DevOps | [SPI]aaS | IoT | QoS | DoS | PhD
      | (?<![A-Za-z])(?:iOS|iPadOS|macOS|tvOS|watchOS|iPhone|iPad|gRPC|eBay) | IPv(?=[46])
    )\d*(?![a-z])
    """,
    re.VERBOSE,
)

_SIGNED: Final = re.compile(r"\s*([+-])(\d.*)", re.DOTALL)

# Filters beside a parameter of the same name; `List<Pet>` and `a->` compare nothing.
_COMPARED: Final = re.compile(r"([^<>=]*[\w\])])\s*(<=?|>=?)\s*")
_COMPARISONS: Final = {"<": "lt", "<=": "lte", ">": "gt", ">=": "gte"}

# Unicode's own names where people have no shorter ones.
_SYMBOLS: Final = {
    "!": "not",
    "#": "hash",
    "$": "dollar",
    "&": "and",
    "+": "plus",
    "-": "minus",
    ".": "dot",
    "/": "slash",
    "<": "less",
    "=": "equal",
    ">": "greater",
    "@": "at",
    "\\": "backslash",
    "^": "caret",
    "_": "underscore",
    "|": "or",
    "~": "tilde",
}
