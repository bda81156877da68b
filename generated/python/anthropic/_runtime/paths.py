"""Paths: templates filled in such that no value leaves its segment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypeAlias
from urllib.parse import quote, unquote

from .operation import InPath
from .styles import path_text
from .values import Omit

_PLACEHOLDER: Final = re.compile(r"\{([^{}]+)\}")


Piece: TypeAlias = "str | tuple[str, InPath | None]"
"""Literal text; or a parameter, with its specification where it is not the default one."""


def path_pieces(template: str, specs: Mapping[str, InPath]) -> tuple[Piece, ...]:
    """Split a template into literal text and parameters."""
    return tuple(
        (part, specs.get(part)) if index % 2 else quote(part, safe="/:@!$&'()*+,;=%?~")
        for index, part in enumerate(_PLACEHOLDER.split(template))
    )


def expand_path(pieces: tuple[Piece, ...], values: Mapping[str, object]) -> str:
    """Fill the parameters in, percent-encoded (`a/b` becomes `a%2Fb`).

    Raises:
      ValueError: A value is missing, empty, or would change the path (`.`, `..`, encoded or not).
    """
    texts: list[str] = []
    dots = False
    for piece in pieces:
        if isinstance(piece, str):
            texts.append(piece)
            continue
        name, spec = piece
        value = values.get(name, spec and spec.fixed)
        if value is None or value == "" or isinstance(value, Omit):
            shown = None if isinstance(value, Omit) else value
            raise ValueError(f"Expected a non-empty value for `{name}` but received {shown!r}")
        text = (
            quote(value, safe="")
            if spec is None and isinstance(value, str)
            else path_text(spec or InPath(name), value)
        )
        if not text:
            raise ValueError(f"Expected a non-empty value for `{name}` but received {value!r}")
        dots = dots or "." in text or "%2" in text
        texts.append(text)
    path = "".join(texts)
    if dots:
        _refuse_dots(path)
    return path


def _refuse_dots(path: str) -> None:
    for segment in path.split("/"):
        plain = segment
        # However often it is encoded: some server on the way may decode it as often.
        while (decoded := unquote(plain)) != plain:
            plain = decoded
        if plain in {".", ".."}:
            raise ValueError(f"A path segment must not be '.' or '..', encoded or not: {path!r}")
