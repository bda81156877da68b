"""Texts that regular expressions match: for those that schemas are full of, like `^adr_[a-z0-9]{24}$`."""

from __future__ import annotations

from typing import Final


def matching(pattern: str) -> str | None:
    """A short text that should match a pattern; None where the pattern uses what is not known here.

    Known: literals, escapes, character classes, groups, alternatives (the first is taken) and quantifiers.
    The caller checks the text against the pattern.
    """
    try:
        text, rest = _alternatives(pattern)
    except (_Unknown, IndexError, ValueError):
        return None
    return None if rest else text


class _Unknown(Exception):
    pass


def _alternatives(pattern: str) -> tuple[str, str]:
    text, rest = _sequence(pattern)
    while rest.startswith("|"):
        _, rest = _sequence(rest[1:])
    return text, rest


def _sequence(pattern: str) -> tuple[str, str]:
    made: list[str] = []
    while pattern and pattern[0] not in "|)":
        text, pattern = _atom(pattern)
        times, pattern = _quantifier(pattern)
        made.append(text * times)
    return "".join(made), pattern


def _atom(pattern: str) -> tuple[str, str]:
    head, rest = pattern[0], pattern[1:]
    if head in "^$":
        return "", rest
    if head == "(":
        return _group(rest)
    if head == "[":
        return _class(rest)
    if head == "\\":
        return _escape(rest)
    return ("a" if head == "." else head), rest


def _group(pattern: str) -> tuple[str, str]:
    if pattern.startswith("?"):
        if pattern.startswith("?:"):
            pattern = pattern[2:]
        elif pattern.startswith(("?<", "?P<")) and pattern[pattern.index("<") + 1] not in "=!":
            pattern = pattern[pattern.index(">") + 1 :]
        else:
            raise _Unknown(pattern)
    text, rest = _alternatives(pattern)
    if not rest.startswith(")"):
        raise _Unknown(pattern)
    return text, rest[1:]


def _class(pattern: str) -> tuple[str, str]:
    end = 1 if pattern.startswith(("]", "^]")) else 0
    while pattern[end] != "]":
        end += 2 if pattern[end] == "\\" else 1
    inside, rest = pattern[:end], pattern[end + 1 :]
    if inside.startswith("^"):
        return next(char for char in "a1_-. A" if char not in inside), rest
    return (_escape(inside[1:])[0] if inside[0] == "\\" else inside[0]), rest


def _escape(pattern: str) -> tuple[str, str]:
    head, rest = pattern[0], pattern[1:]
    if head in _CLASSES:
        return _CLASSES[head], rest
    if head in "ux":
        digits = 4 if head == "u" else 2
        return chr(int(rest[:digits], 16)), rest[digits:]
    if head.isalnum():
        raise _Unknown(pattern)
    return head, rest


def _quantifier(pattern: str) -> tuple[int, str]:
    times = 1
    if pattern[:1] in ("*", "+", "?"):
        times, pattern = 1, pattern[1:]
    elif pattern[:1] == "{" and pattern[1:2].isdigit():
        end = pattern.index("}")
        least, _, most = pattern[1:end].partition(",")
        times, pattern = min(max(int(least), 1 if most != "0" else 0), 10_000), pattern[end + 1 :]
    return times, pattern[1:] if pattern[:1] in ("?", "+") else pattern


_CLASSES: Final = {
    "d": "1",
    "w": "a",
    "s": " ",
    "S": "a",
    "D": "a",
    "W": "-",
    "b": "",
    "B": "",
    "t": "\t",
    "n": "\n",
}
