"""The arguments of a method: what they are called, how they are typed, in which order they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from specpress.ir import types as ir
from specpress.ir.api import Content, Operation, Parameter
from specpress.ir.names import Name
from specpress.targets.base import Literals, TypeExpression
from specpress.targets.bodies import BODY, ORDER, Shape, Where
from specpress.targets.nesting import Place
from specpress.targets.properties import Side, properties
from specpress.targets.python import symbols as py
from specpress.targets.python.names import RESERVED_ARGUMENTS, snake
from specpress.targets.python.types import Spelling, spell, spell_argument
from specpress.targets.scopes import allocate

REQUEST: Final[Side] = "request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument. Of place `option`: it picks a media type and is not sent."""

    name: str
    where: Where
    wire: str
    type: TypeExpression
    required: bool
    doc: str = ""
    deprecated: bool = False
    source: ir.Type | None = None
    examples: tuple[ir.Json, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """One of several shapes of a body: the type of the whole, and of the media types that it goes by."""

    type: TypeExpression
    content_type: TypeExpression


@dataclass(frozen=True, slots=True)
class _Input:
    where: Where
    wire: str
    name: Name
    type: ir.Type
    required: bool
    place: Place
    annotations: ir.Annotations
    shape: Shape | None = None
    """Of a whole body."""


def arguments(operation: Operation, shape: Shape | None, how: Spelling) -> tuple[Argument, ...]:
    """The arguments of an operation's method: path parameters in the path's order, then the others.

    Those are required ones first, then by place (query, body, header, cookie), then by wire name.
    """
    shapes = wholes(operation, shape, how)
    inputs = sorted(_inputs(operation, shape), key=lambda each: ORDER.index(each.where))
    names = allocate(
        {
            (each.where, each.wire): (
                snake(each.name, role="argument"),
                snake(Name((each.where,)), each.name, role="argument"),
            )
            for each in inputs
        },
        taken=RESERVED_ARGUMENTS,
    )
    found = [
        Argument(
            name=names[each.where, each.wire],
            where=each.where,
            wire=each.wire,
            type=_type(each, shapes, how),
            required=each.required,
            doc=how.description(each.annotations, each.type),
            deprecated=each.annotations.deprecated,
            source=each.type,
            examples=each.annotations.examples,
        )
        for each in inputs
    ]
    path = [each for each in found if each.where == "path"]
    rest = [each for each in found if each.where != "path"]
    rest.sort(key=lambda each: (not each.required, ORDER.index(each.where), each.wire))
    return (*path, *rest, *_content_type(shape))


def wholes(operation: Operation, shape: Shape | None, how: Spelling) -> tuple[Whole, ...]:
    """The shapes that the body of an operation may have, the preferred one first; none where it has one."""
    if shape is None or not shape.others:
        return ()
    others: dict[TypeExpression, list[Content]] = {}
    for each in shape.others:
        type_ = _whole_type(each, content_place(operation, each, shape), how)
        others.setdefault(type_, []).append(each)
    preferred = _whole_type(shape.content, content_place(operation, shape.content, shape), how)
    groups = ((preferred, (shape.content, *shape.alternatives)), *others.items())
    return tuple(Whole(type_, _one_of(_media_types(contents))) for type_, contents in groups)


def parameter_place(operation: Operation, parameter: Parameter) -> Place:
    """Where the type of a parameter is."""
    return ("params", operation.id, f"{parameter.location}:{parameter.wire}")


def content_place(operation: Operation, content: Content, shape: Shape) -> Place:
    """Where the type of a whole body is."""
    if content is shape.content:
        return ("params", operation.id, BODY)
    return ("params", operation.id, f"{BODY}|{content.media_type}")


def _inputs(operation: Operation, shape: Shape | None) -> Iterator[_Input]:
    for each in operation.parameters:
        if each.fixed is None:
            yield _Input(
                each.location,
                each.wire,
                each.name,
                each.type,
                each.required or each.location == "path",
                parameter_place(operation, each),
                each.annotations,
            )
    if shape is None:
        return
    said = ir.Annotations(description=shape.body.description)
    if shape.record is None:
        yield _Input(
            "body", BODY, Name((BODY,)), shape.content.type, shape.body.required, shape.place, said, shape
        )
        return
    if shape.others:
        said = ir.Annotations(description="The body as a whole, of a media type with another shape.")
        yield _Input("whole", BODY, Name((BODY,)), ir.Any(), False, shape.place, said, shape)
    for prop in properties(shape.record, REQUEST):
        place = (*shape.place, f".{prop.wire}")
        # A body that may be left out altogether may be left out with all of its properties.
        required = prop.required and shape.body.required
        yield _Input("body", prop.wire, prop.name, prop.type, required, place, prop.annotations)


def _type(given: _Input, shapes: tuple[Whole, ...], how: Spelling) -> TypeExpression:
    if given.shape is not None:
        shown = shapes[1:] if given.where == "whole" else shapes
        if shown:
            return py.one_of(each.type for each in shown)
        return _whole_type(given.shape.content, given.place, how)
    if given.where == "path":
        return spell(given.type, given.place, how)
    type_ = spell_argument(given.type, given.place, how)
    return type_ if given.required or given.where == "body" else py.optional(type_)


def _content_type(shape: Shape | None) -> Iterator[Argument]:
    """The argument that picks among several media types of the body, or states one that is a range."""
    contents = (shape.content, *shape.alternatives, *shape.others) if shape else ()
    media_types = _media_types(contents)
    if len(media_types) > 1 or any("*" in each for each in media_types):
        type_ = _one_of(media_types)
        yield Argument(name="content_type", where="option", wire="content_type", type=type_, required=False)


def _whole_type(content: Content, place: Place, how: Spelling) -> TypeExpression:
    """The type of a body given whole; text that has a structure (XML) is the caller's to write."""
    plain = isinstance(how.resolved(content.type), ir.Scalar | ir.Enum | ir.Literal)
    if content.kind in ("text", "xml") and not plain:
        return py.STR
    return spell(content.type, place, how)


def _media_types(contents: Sequence[Content]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.media_type for each in contents))


def _one_of(media_types: tuple[str, ...]) -> TypeExpression:
    return py.STR if any("*" in each for each in media_types) else Literals(media_types)
