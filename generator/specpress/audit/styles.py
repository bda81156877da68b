"""What parameters look like on the wire, worked out from OpenAPI without asking any runtime."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from specpress.audit.raw import JsonValue, Node, as_list, as_object


class Unspecified(Exception):
    """OpenAPI does not say how this value is written."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a parameter or a property of a form is written (OpenAPI 3.2, 4.12.3)."""

    name: str
    explode: bool
    json: bool = False


def style_of(parameter: Node) -> Style:
    """The style of a Parameter Object, stated or by default."""
    stated = parameter.object
    contents = (parameter / "content").object
    if contents and not all(media_type.startswith("text/") for media_type in contents):
        return Style("form", explode=True, json=set(contents) != {"application/x-www-form-urlencoded"})
    name = str(stated.get("style") or _DEFAULTS.get(str(stated.get("in")), "simple"))
    return Style(name, bool(stated.get("explode", name in ("form", "cookie"))))


def pairs(name: str, value: JsonValue, style: Style) -> list[tuple[str, str]]:
    """The names and values, decoded, that stand for a value in a query, a form or a cookie.

    Raises `Unspecified` for values that are nested deeper than OpenAPI says how to write.
    """
    if style.json:
        return [(name, json.dumps(value))]
    if style.name == "deepObject" and isinstance(value, dict):
        return [(f"{name}[{key}]", text(item)) for key, item in as_object(value).items()]
    if isinstance(value, dict):
        entries = [(key, text(item)) for key, item in as_object(value).items()]
        if style.explode:
            return entries
        return [(name, _between(style).join(part for entry in entries for part in entry))]
    if isinstance(value, list):
        items = [text(item) for item in as_list(value)]
        if style.explode:
            return [(name, item) for item in items]
        return [(name, _between(style).join(items))] if items else []
    return [(name, text(value))]


def segment(name: str, value: JsonValue, style: Style) -> str:
    """The text, decoded, that stands for a value in a path (RFC 6570) or a header. Raises `Unspecified`."""
    lead, between = {"label": (".", "."), "matrix": (";", ";")}.get(style.name, ("", ","))
    own = f"{name}=" if style.name == "matrix" else ""
    if isinstance(value, dict):
        entries = [(key, text(item)) for key, item in as_object(value).items()]
        if style.explode:
            return lead + between.join(f"{key}={item}" for key, item in entries)
        return lead + own + ",".join(part for entry in entries for part in entry)
    if isinstance(value, list):
        items = [text(item) for item in as_list(value)]
        if style.explode:
            return lead + between.join(own + item for item in items)
        return lead + own + ",".join(items)
    return lead + own + text(value)


def text(value: JsonValue) -> str:
    """A scalar as text. Raises `Unspecified` for anything else, and for null."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise Unspecified(f"how {'null' if value is None else 'a nested value'} is written")


def leaves(value: JsonValue) -> Iterable[str]:
    """The scalars in a value, as texts, in order."""
    children = as_object(value).values() if isinstance(value, dict) else as_list(value)
    if isinstance(value, dict | list):
        for child in children:
            yield from leaves(child)
    elif value is not None:
        yield text(value)


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same, or the same number or JSON value in another spelling."""
    if one == other:
        return True
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return [part.strip() for part in one.split(",")] == [part.strip() for part in other.split(",")]


def _between(style: Style) -> str:
    return {"spaceDelimited": " ", "pipeDelimited": "|"}.get(style.name, ",")


_DEFAULTS: Final[Mapping[str, str]] = {"query": "form", "cookie": "form", "querystring": "form"}
