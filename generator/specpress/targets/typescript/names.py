"""Names in TypeScript: how words are cased, and which names are spoken for."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from typing import Final, Literal

from specpress.ir.names import Name

Role = Literal["class", "member", "argument", "file", "constant"]


def pascal(*names: Name) -> str:
    """The words of one or more names as a type's name: `BetaOrderItem`. Initialisms keep their capitals."""
    words = _words(names)
    if len(words) > 1 and all(word.upper() == word for word in words):
        words = tuple(word.lower() for word in words)
    return _valid("".join(map(_capital, words)), "class")


def camel(*names: Name, role: Role) -> str:
    """The words of one or more names as an identifier: `orderItems`, `orderItemID`.

    Initialisms keep their capitals (`baseURL`), but for the first word; a trailing `id` is one.
    """
    first, *rest = _words(names) or ("",)
    name = first.lower() + "".join("ID" if word.lower() == "id" else _capital(word) for word in rest)
    name = _valid(name, role)
    return f"{name}_" if role == "argument" and name in RESERVED_WORDS else name


def kebab(*names: Name) -> str:
    """The words of one or more names as a file's name: `order-items`."""
    name = "-".join(word.lower() for word in _words(names)) or "resource"
    if len(name) > _LONGEST_FILE:
        name = f"{name[:_LONGEST_FILE]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return f"{name}-" if name in _DEVICES or name == "index" else name


def constant(method: str) -> str:
    """The constant of a method's operation: `listFiles` gives `LIST_FILES`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z](?:[a-rt-z]|s[a-z]))", "_", method).upper()


def is_identifier(text: str) -> bool:
    """Whether prettier leaves a key without quotes: ECMAScript 5 identifiers."""
    return text.replace("$", "_").isidentifier() and max(text) <= "\uffff"


_WORDS: Final = """
    arguments await break case catch class const continue debugger default delete do else enum eval export
    extends false finally for function if implements import in instanceof interface let new null package
    private protected public return static super switch this throw true try typeof undefined var void while
    with yield
"""
RESERVED_WORDS: Final = frozenset(_WORDS.split())

RESERVED_TYPES: Final = frozenset(("Array", "Record", "Response"))
"""Types of the platform that generated code names."""

_INHERITED: Final = """
    constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf
    __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__
"""
OBJECT_MEMBERS: Final = frozenset(_INHERITED.split())
"""Members that all objects inherit: read where nobody gave them, and of types of their own."""

RESERVED_MEMBERS: Final = OBJECT_MEMBERS | {"prototype", "then"}
"""Members of every class; those of all objects would override them, which has to be said of each."""

RESERVED_ROOT: Final = frozenset(("baseURL", "delete", "get", "patch", "post", "put", "withOptions"))
"""Members of every client besides."""

RECEIVER_MEMBERS: Final = frozenset(("unwrap", "unsafeUnwrap"))
"""Members of the resource that receives webhooks."""

RESERVED_ARGUMENTS: Final = frozenset(("params", "options", "body", "query", "accept", "contentType"))
"""Names that methods have for themselves."""

_DEVICES: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
_LONGEST_FILE: Final = 80


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


@cache
def _words(names: tuple[Name, ...]) -> tuple[str, ...]:
    cleaned = (_cleaned(word) for name in names for word in name.words)
    return tuple(word for word in cleaned if word)


def _cleaned(word: str) -> str:
    """The part of a word that an identifier may hold (ECMAScript: ID_Continue, which Python's are too)."""
    normal = unicodedata.normalize("NFC", word)
    return "".join(char for char in normal if char != "_" and ("a" + char).isidentifier())


def _valid(name: str, role: Role) -> str:
    if name and name.isidentifier():
        return name
    return f"Model{name}" if role == "class" else f"{role}{name}"
