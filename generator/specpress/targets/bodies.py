"""Where the inputs of a method go, and how a body is asked for: property by property, or as one argument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from specpress.ir import types as ir
from specpress.ir.api import Body, Content, Operation

Where: TypeAlias = Literal["path", "query", "querystring", "body", "header", "cookie", "whole", "option"]
"""`whole`: a body in place of its properties, of a media type that takes another shape. `option`: nowhere."""
ORDER: Final[tuple[Where, ...]] = (
    "path",
    "query",
    "querystring",
    "body",
    "header",
    "cookie",
    "whole",
    "option",
)
BODY: Final = "body"


@dataclass(frozen=True, slots=True)
class Shape:
    """The body of one operation."""

    body: Body
    content: Content
    """The one that is preferred."""
    alternatives: tuple[Content, ...]
    """The others that take the same arguments."""
    record: ir.Record | None
    """The object whose properties are arguments; None: the body is one argument."""
    others: tuple[Content, ...]
    """Those of another shape: each takes a whole body of its own type."""
    place: tuple[str, ...]
    """Where `record`, or the whole body's type, is: kind and id of its owner, and perhaps a step into it."""


def body_shape(operation: Operation, declared: Mapping[str, ir.Type]) -> Shape | None:
    """The shape of an operation's body, or None where it takes none."""
    if operation.body is None or not operation.body.contents:
        return None
    content, *rest = operation.body.contents
    same = tuple(each for each in rest if _same(each, content))
    others = tuple(each for each in rest if each not in same)
    whole: tuple[str, ...] = ("params", operation.id, BODY)
    type_, place = content.type, whole
    seen: set[str] = set()
    while isinstance(type_, ir.Ref) and type_.id not in seen:
        seen.add(type_.id)
        place = ("request", type_.id)
        type_ = declared[type_.id]
    if isinstance(type_, ir.Record) and content.kind in ("json", "form", "multipart"):
        return Shape(operation.body, content, same, type_, others, place)
    return Shape(operation.body, content, same, None, others, whole)


def _same(one: Content, other: Content) -> bool:
    """Whether two contents take the same value: the type counts, and octets are octets."""
    structured = ("json", "form", "multipart")
    if one.kind in structured and other.kind in structured:
        return one.type == other.type
    return one.kind == other.kind and one.type == other.type
