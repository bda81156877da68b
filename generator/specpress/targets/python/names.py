"""Names in Python: how words are cased, and which names are spoken for."""

from __future__ import annotations

import hashlib
import keyword
import sys
import unicodedata
from functools import cache
from typing import Final, Literal

from specpress.ir.names import Name, words

Role = Literal["class", "field", "argument", "method", "resource", "package"]


def pascal(*names: Name) -> str:
    """The words of one or more names as a class name: `PetTag`. Initialisms keep their capitals."""
    spelt = _words(names)
    if len(spelt) > 1 and all(word.upper() == word for word in spelt):
        spelt = tuple(word.lower() for word in spelt)
    return _valid("".join(word[:1].upper() + word[1:] for word in spelt), "class")


def snake(*names: Name, role: Role) -> str:
    """The words of one or more names in lower case: `pet_tags`.

    Digits in front get the role's word before them (`field_2fa`), keywords an underscore behind (`from_`).
    """
    return _valid("_".join(word.lower() for word in _words(names)), role)


def module(class_name: str) -> str:
    """The file that a class stands in: `PetTag` gives `pet_tag`."""
    name = "_".join(words(class_name)).lower()
    if len(name) > _LONGEST_FILE:
        name = f"{name[:_LONGEST_FILE]}_{hashlib.sha256(class_name.encode()).hexdigest()[:8]}"
    return f"{name}_" if keyword.iskeyword(name) or name in _DEVICES else name


def is_package_name(name: str) -> bool:
    """Whether a package may have this name without hiding a module that it needs."""
    return name not in sys.stdlib_module_names and name not in _DEPENDENCIES


RESERVED_ARGUMENTS: Final = frozenset(
    ("self", "extra_headers", "extra_query", "extra_body", "timeout", "accept", "content_type")
)
"""Arguments that methods have for themselves."""

_MODEL_ATTRIBUTES: Final = """
    construct copy dict from_orm json parse_file parse_obj parse_raw schema schema_json to_dict to_json
    update_forward_refs validate model_computed_fields model_config model_construct model_copy model_dump
    model_dump_json model_extra model_fields model_fields_set model_json_schema model_parametrized_name
    model_post_init model_rebuild model_validate model_validate_json model_validate_strings
"""
RESERVED_FIELDS: Final = frozenset(_MODEL_ATTRIBUTES.split())
"""Attributes of the BaseModel that generated models inherit."""

RESERVED_MEMBERS: Final = frozenset(("with_raw_response", "with_streaming_response"))
"""Attributes of every resource."""

RECEIVER_MEMBERS: Final = frozenset(("unwrap", "unsafe_unwrap", "webhook_event"))
"""What no method of the resource that receives webhooks is called: what it has, and its constant."""

_CLIENT_ATTRIBUTES: Final = """
    base_url close copy default_headers default_query delete get http_client is_closed max_retries patch post
    put request timeout with_options
"""
RESERVED_ROOT: Final = frozenset(_CLIENT_ATTRIBUTES.split())
"""Attributes of every client besides."""

_DEPENDENCIES: Final = frozenset(
    ("httpx2", "pydantic", "pydantic_core", "typing_extensions", "annotated_types", "anyio")
)
_DEVICES: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
_LONGEST_FILE: Final = 80


@cache
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
