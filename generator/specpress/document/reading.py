"""Bytes to a :class:`File`: which reader, and what no reader may let through."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from specpress.diagnostics import Diagnostics
from specpress.document.files import File, Rules, Unreadable, decode, position_at
from specpress.document.json_text import read_json, without_trailing_commas
from specpress.document.pointer import JsonValue
from specpress.document.yaml_text import read_yaml


def read(data: bytes, name: str, uri: str, rules: Rules, diagnostics: Diagnostics) -> File:
    """A file's text and value. JSON by its name or its first character, else YAML.

    Raises `Unreadable` where there is no value to go on with.
    """
    text = decode(data, name)
    is_json = uri.lower().endswith(".json")
    value: JsonValue
    if not is_json and text.lstrip()[:1] == "{":
        # A flow mapping of YAML begins so, too; what JSON refuses is left to the YAML reader and its
        # message.
        attempt = Diagnostics()
        try:
            value = read_json(text, name, rules, attempt)
            is_json = True
            diagnostics.extend(attempt)
        except Unreadable as problem:
            if problem.code != "invalid-json":
                raise
            value = read_yaml(text, name, rules, diagnostics)
    elif is_json:
        text, value = _json(text, name, rules, diagnostics)
    else:
        value = read_yaml(text, name, rules, diagnostics)
    _refuse_unprintable(value, text, name)
    return File(name, uri, text, hashlib.sha256(data).hexdigest(), is_json, value)


def _json(text: str, name: str, rules: Rules, diagnostics: Diagnostics) -> tuple[str, JsonValue]:
    """The value, and the text that it was read from: commas before a bracket have one sane reading."""
    try:
        return text, read_json(text, name, rules, diagnostics)
    except Unreadable as problem:
        spaced, commas = without_trailing_commas(text)
        if problem.code != "invalid-json" or rules.strict or not commas:
            raise
    value = read_json(spaced, name, rules, diagnostics)
    count = f", as are all {len(commas):,} of them" if len(commas) > 1 else ""
    message = f"JSON has no comma before a closing bracket; it is left out{count}"
    diagnostics.warning("trailing-comma", message, position_at(text, commas[0], name, 1))
    return spaced, value


_SUSPECT = re.compile(r"\\u(?:0000|[dD][89a-fA-F])|\\0|\\x00|\\U")
_REFUSED = re.compile("[\0\ud800-\udfff]")


def _refuse_unprintable(value: JsonValue, text: str, name: str) -> None:
    """No string may hold NUL or half a surrogate pair: no file we write could."""
    suspect = _SUSPECT.search(text)
    if suspect is None:
        return
    for string in _strings(value):
        found = _REFUSED.search(string)
        if found:
            raise Unreadable(
                "unprintable-character",
                f"a string holds the character U+{ord(found.group()):04X}, which text cannot hold",
                position_at(text, _offset_of(text, found.group()), name, 6),
            )


def _offset_of(text: str, character: str) -> int:
    code = f"{ord(character):04x}"
    found = re.search(rf"\\u{code}|\\U0000{code}|\\0|\\x00", text, re.IGNORECASE)
    return found.start() if found else 0


def _strings(value: JsonValue) -> Iterator[str]:
    pending = [value]
    while pending:
        here = pending.pop()
        if isinstance(here, str):
            yield here
        elif isinstance(here, list):
            pending.extend(here)
        elif isinstance(here, dict):
            yield from here
            pending.extend(here.values())
