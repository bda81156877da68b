"""The arguments of a method: what they are called, how they are typed, in which order they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from specpress.ir import types as ir
from specpress.ir.api import Operation, Parameter
from specpress.ir.names import Name
from specpress.targets.base import Literals, Symbol, TypeExpression
from specpress.targets.python import symbols as py
from specpress.targets.python.bodies import BODY, Shape
from specpress.targets.python.names import RESERVED_ARGUMENTS, snake
from specpress.targets.python.types import Place, Side, Spelling, properties, spell, spell_argument
from specpress.targets.scopes import allocate

Where: TypeAlias = Literal["path", "query", "querystring", "body", "header", "cookie", "option"]
ORDER: Final[tuple[Where, ...]] = ("path", "query", "querystring", "body", "header", "cookie", "option")
REQUEST: Final[Side] = "request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument. `whole`: it is the body itself. `option`: it picks a media type and is not sent."""

    name: str
    where: Where
    wire: str
    type: TypeExpression
    required: bool
    doc: str = ""
    deprecated: bool = False
    whole: bool = False
    source: ir.Type | None = None
    examples: tuple[ir.Json, ...] = ()


@dataclass(frozen=True, slots=True)
class _Input:
    where: Where
    wire: str
    name: Name
    type: ir.Type
    required: bool
    place: Place
    annotations: ir.Annotations
    whole: bool = False


def arguments(operation: Operation, shape: Shape | None, how: Spelling) -> tuple[Argument, ...]:
    """The arguments of an operation's method: path parameters in the path's order, then the others.

    Those are required ones first, then by place (query, body, header, cookie), then by wire name.
    """
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
            type=_type(each, how),
            required=each.required,
            doc=how.description(each.annotations, each.type),
            deprecated=each.annotations.deprecated,
            whole=each.whole,
            source=each.type,
            examples=each.annotations.examples,
        )
        for each in inputs
    ]
    path = [each for each in found if each.where == "path"]
    rest = [each for each in found if each.where != "path"]
    rest.sort(key=lambda each: (not each.required, ORDER.index(each.where), each.wire))
    return (*path, *rest, *_content_type(shape))


def parameter_place(operation: Operation, parameter: Parameter) -> Place:
    """Where the type of a parameter is."""
    return ("params", operation.id, f"{parameter.location}:{parameter.wire}")


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
    if shape.record is None:
        said = ir.Annotations(description=shape.body.description)
        name = Name((BODY,))
        yield _Input(
            "body", BODY, name, shape.content.type, shape.body.required, shape.place, said, whole=True
        )
        return
    for prop in properties(shape.record, REQUEST):
        place = (*shape.place, f".{prop.wire}")
        # A body that may be left out altogether may be left out with all of its properties.
        required = prop.required and shape.body.required
        yield _Input("body", prop.wire, prop.name, prop.type, required, place, prop.annotations)


def _type(given: _Input, how: Spelling) -> TypeExpression:
    if given.where == "path" or given.whole:
        return spell(given.type, given.place, how)
    type_ = spell_argument(given.type, given.place, how)
    return type_ if given.required or given.where == "body" else py.optional(type_)


def _content_type(shape: Shape | None) -> Iterator[Argument]:
    """The argument that picks among several media types of the body, or states one that is a range."""
    if shape is None:
        return
    media_types = tuple(dict.fromkeys(each.media_type for each in (shape.content, *shape.alternatives)))
    type_: TypeExpression
    if any("*" in each for each in media_types):
        type_ = Symbol("str")
    elif len(media_types) > 1:
        type_ = Literals(media_types)
    else:
        return
    yield Argument(name="content_type", where="option", wire="content_type", type=type_, required=False)
