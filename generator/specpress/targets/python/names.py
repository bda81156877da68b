"""Names in Python: how words are cased, and which names are spoken for."""

from __future__ import annotations

import hashlib
import keyword
import sys
import unicodedata
from functools import lru_cache
from typing import Final, Literal

from specpress.ir.names import Name

Role = Literal["class", "field", "argument", "method", "resource", "package"]


def pascal(*names: Name) -> str:
    """The words of one or more names as a class name: `BetaUserProfile`. Initialisms keep their capitals."""
    words = _words(names)
    if len(words) > 1 and all(word.upper() == word for word in words):
        words = tuple(word.lower() for word in words)
    return _valid("".join(word[:1].upper() + word[1:] for word in words), "class")


def snake(*names: Name, role: Role) -> str:
    """The words of one or more names in lower case: `user_profiles`.

    Digits in front get the role's word before them (`field_2fa`), keywords an underscore behind (`from_`).
    """
    return _valid("_".join(word.lower() for word in _words(names)), role)


def module(class_name: str) -> str:
    """The file that a class stands in: `BetaUserProfile` gives `beta_user_profile`."""
    name = snake_of_class(class_name)
    if len(name) > _LONGEST_FILE:
        name = f"{name[:_LONGEST_FILE]}_{hashlib.sha256(class_name.encode()).hexdigest()[:8]}"
    return f"{name}_" if keyword.iskeyword(name) or name in _DEVICES else name


@lru_cache(maxsize=None)
def snake_of_class(name: str) -> str:
    """A class name in lower case: `HTTPResponseIDs` gives `http_response_ids`."""
    parts: list[str] = []
    for index, char in enumerate(name):
        before = name[index - 1] if index else ""
        after = name[index + 1 : index + 2]
        starts = char.isupper() and before and (not before.isupper() or _starts_word(name, index, after))
        if starts and before != "_":
            parts.append("_")
        parts.append(char.lower())
    return "".join(parts)


def is_package_name(name: str) -> bool:
    """Whether a package may have this name without hiding a module that it needs."""
    return name not in sys.stdlib_module_names and name not in _DEPENDENCIES


RESERVED_ARGUMENTS: Final = frozenset(
    ("self", "extra_headers", "extra_query", "extra_body", "timeout", "accept", "content_type")
)
"""Arguments that methods have for themselves."""

RESERVED_FIELDS: Final = frozenset(
    (
        "construct copy dict from_orm json parse_file parse_obj parse_raw schema schema_json to_dict to_json "
        "update_forward_refs validate model_computed_fields model_config model_construct model_copy model_dump "
        "model_dump_json model_extra model_fields model_fields_set model_json_schema model_parametrized_name "
        "model_post_init model_rebuild model_validate model_validate_json model_validate_strings"
    ).split()
)
"""Attributes of the BaseModel that generated models inherit."""

RESERVED_MEMBERS: Final = frozenset(("with_raw_response", "with_streaming_response"))
"""Attributes of every resource."""

RESERVED_ROOT: Final = frozenset(
    (
        "base_url close copy default_headers default_query delete get http_client is_closed max_retries patch post "
        "put request timeout with_options"
    ).split()
)
"""Attributes of every client besides."""

_DEPENDENCIES: Final = frozenset(
    ("httpx2", "pydantic", "pydantic_core", "typing_extensions", "annotated_types", "anyio")
)
_DEVICES: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
_LONGEST_FILE: Final = 80


def _starts_word(name: str, index: int, after: str) -> bool:
    """Whether a capital behind a capital begins a word: the R of `HTTPResponse`, not the D of `IDs`."""
    return after.islower() and not (after == "s" and (index + 2 == len(name) or name[index + 2].isupper()))


@lru_cache(maxsize=None)
def _words(names: tuple[Name, ...]) -> tuple[str, ...]:
    cleaned = (_cleaned(word) for name in names for word in name.words)
    return tuple(word for word in cleaned if word)


def _cleaned(word: str) -> str:
    """The part of a word that an identifier may hold. Python reads identifiers in normal form KC."""
    normal = unicodedata.normalize("NFKC", word)
    return "".join(char for char in normal if char != "_" and ("a" + char).isidentifier())


def _valid(name: str, role: Role) -> str:
    if not name or not name.isidentifier():
        name = f"Model{name}" if role == "class" else f"{role}_{name}".rstrip("_")
    return f"{name}_" if keyword.iskeyword(name) else name
