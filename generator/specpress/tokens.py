"""The tokens of a JSON Pointer (RFC 6901, section 3), which is what ids and places are written in."""

from __future__ import annotations


def escape(token: str) -> str:
    """A key as a token of a pointer."""
    return token.replace("~", "~0").replace("/", "~1") if "~" in token or "/" in token else token


def unescape(token: str) -> str:
    """The key that a token of a pointer stands for."""
    return token.replace("~1", "/").replace("~0", "~")
