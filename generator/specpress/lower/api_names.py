"""The name of an API: that of its client class, its package and its environment variables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from specpress.document.pointer import Cursor
from specpress.ir.names import Name, capped, words
from specpress.lower.path_words import is_version


def name_api(root: Cursor, override: str, file_stem: str) -> Name:
    """The words of an API's name, in ASCII, since packages are named so.

    `root` is the document, `override` what the user says (`--name`), `file_stem` the document's file name
    without its ending. Otherwise the title counts, without brackets, versions and words such as *API* or
    *official*, and letters without accents; if none or more than three words remain, or words of another
    script, the registrable name of the first server's host counts, else the file's name. A word of a title
    stays whole, since brands are spelt so (`OpenAI`).
    """
    if override:
        return Name(capped(_WORD.findall(override)) or words(override))
    title = _title_words((root / "info" / "title").text)
    if 1 <= len(title) <= _MOST_WORDS and all(word.isascii() for word in title):
        return Name(capped(title))
    host = _host_name(root / "servers" / 0)
    if host:
        return Name(words(host))
    stem = [
        word
        for word in words(file_stem)
        if word.isascii() and word.lower() not in _NOISE and not is_version(word)
    ]
    return Name(capped(stem or ("API",)))


def _title_words(title: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", title)
    plain = _BRACKETS.sub(" ", "".join(char for char in letters if not unicodedata.combining(char)))
    clauses = [list(_bearing(clause)) for clause in _CLAUSES.split(plain)]
    said = [clause for clause in clauses if clause]
    if not said:
        return []
    joined = [word for clause in said for word in clause]
    return [
        word for word, _ in groupby(joined if len(joined) <= _MOST_WORDS and "+" not in plain else said[0])
    ]


def _bearing(clause: str) -> Iterable[str]:
    tokens = clause.split()
    for position, token in enumerate(tokens):
        bare = _DOMAIN.sub("", _POSSESSIVE.sub("", token.strip(".,;!?\"'")))
        following = tokens[position + 1].lower() if position + 1 < len(tokens) else ""
        if (
            bare.lower() in _NOISE
            or is_version(bare)
            or (bare.lower() in _BEFORE_API and following.startswith("api"))
        ):
            continue
        yield from _WORD.findall(bare)


def _host_name(server: Cursor) -> str:
    """`stripe` of `https://api.stripe.com/v1`, variables being replaced by their defaults; else empty."""
    url = (server / "url").text
    for variable, value in (server / "variables").entries():
        url = url.replace("{" + variable + "}", (value / "default").text)
    match = _HOST.match(url)
    labels = match["host"].lower().split(".") if match else []
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        return ""
    second_level = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return labels[-3] if second_level else labels[-2]


_MOST_WORDS: Final = 3
_WORD: Final = re.compile(r"[^\W_]+")
_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}|<[^>]*>")
_CLAUSES: Final = re.compile(r"\s[-\u2013\u2014~|+:]\s|: ")
_POSSESSIVE: Final = re.compile(r"['\u2019]s$")
_DOMAIN: Final = re.compile(r"(?<=\w)\.(com|org|net|io|ai|dev|gov|co|app|me)$", re.IGNORECASE)
_HOST: Final = re.compile(r"https?://(?:[^/@]*@)?(?P<host>[^/:?#]+)", re.IGNORECASE)
_LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_SECOND_LEVEL: Final = frozenset(("ac", "co", "com", "edu", "gov", "net", "org"))
_BEFORE_API: Final = frozenset(("http", "https", "json", "public", "v", "web"))
_NOISE_WORDS: Final = """
    a alpha an and api apis beta client collection definition definitions developer developers docs
    documentation draft endpoint endpoints external for interface latest of official open openapi our
    preview public reference rest restful schema service services spec specification specs swagger the this
    to v1 v2 v3 version with
"""
_NOISE: Final = frozenset(_NOISE_WORDS.split())
