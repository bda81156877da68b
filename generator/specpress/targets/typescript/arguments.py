"""What a method takes: its last path parameter, and the members of `params`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from specpress.ir import types as ir
from specpress.ir.api import Operation, Parameter
from specpress.ir.names import Name, words
from specpress.targets.base import Literals, TypeExpression
from specpress.targets.bodies import BODY, Shape
from specpress.targets.properties import properties
from specpress.targets.scopes import allocate
from specpress.targets.typescript import symbols as ts
from specpress.targets.typescript.names import RESERVED_ARGUMENTS, camel
from specpress.targets.typescript.types import Place, Spelling, spell

Where: TypeAlias = Literal["path", "query", "querystring", "body", "header", "cookie", "option"]
ORDER: Final[tuple[Where, ...]] = ("path", "query", "querystring", "body", "header", "cookie", "option")


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One input. `whole`: it is the body itself. `option`: it picks a media type and is not sent."""

    name: str
    """The positional parameter, or the member of `params`."""
    where: Where
    wire: str
    type: TypeExpression
    required: bool
    positional: bool = False
    doc: str = ""
    deprecated: bool = False
    whole: bool = False
    source: ir.Type | None = None


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
    """The inputs of an operation: its last path parameter, then the others.

    Those are required ones first, then by place (path, query, body, header, cookie), then by wire name.
    """
    inputs = list(_inputs(operation, shape))
    last = next((each for each in reversed(inputs) if each.where == "path"), None)
    members = [each for each in inputs if each is not last]
    # Keys of a body are what they are; whoever is called like one has its place put before its name.
    members.sort(key=lambda each: each.where != "body")
    names = allocate(
        {(each.where, each.wire): (_member(each), f"{each.where}_{_member(each)}") for each in members}
    )
    found = [_argument(each, names[each.where, each.wire], how) for each in members]
    found.sort(key=lambda each: (not each.required, ORDER.index(each.where), each.wire))
    first: tuple[Argument, ...] = ()
    if last:
        name = camel(last.name, role="argument")
        positional = f"{name}_" if name in RESERVED_ARGUMENTS else name
        first = (replace(_argument(last, positional, how), positional=True),)
    return (*first, *found, *_content_type(shape, {each.name for each in found}))


def _member(given: _Input) -> str:
    """The wire name, or what configuration calls it instead."""
    if given.where == "body" or given.name.words == words(given.wire):
        return given.wire
    return "_".join(word.lower() for word in given.name.words)


def _argument(given: _Input, name: str, how: Spelling) -> Argument:
    type_ = spell(given.type, given.place, how)
    return Argument(
        name=name,
        where=given.where,
        wire=given.wire,
        type=type_,
        required=given.required,
        doc=given.annotations.description or given.type.annotations.description,
        deprecated=given.annotations.deprecated,
        whole=given.whole,
        source=given.type,
    )


def _inputs(operation: Operation, shape: Shape | None) -> Iterator[_Input]:
    for each in operation.parameters:
        if each.fixed is None:
            required = each.required or each.location == "path"
            place = _place(operation, each)
            yield _Input(each.location, each.wire, each.name, each.type, required, place, each.annotations)
    if shape is None:
        return
    if shape.record is None:
        said = ir.Annotations(description=shape.body.description)
        name, required = Name((BODY,)), shape.body.required
        yield _Input("body", BODY, name, shape.content.type, required, shape.place, said, whole=True)
        return
    for prop in properties(shape.record, "request"):
        place = (*shape.place, f".{prop.wire}")
        # A body that may be left out altogether may be left out with all of its properties.
        required = prop.required and shape.body.required
        yield _Input("body", prop.wire, prop.name, prop.type, required, place, prop.annotations)


def _place(operation: Operation, parameter: Parameter) -> Place:
    return ("params", operation.id, f"{parameter.location}:{parameter.wire}")


def _content_type(shape: Shape | None, taken: set[str]) -> Iterator[Argument]:
    """The member that picks among several media types of the body, or states one that is a range."""
    if shape is None:
        return
    media_types = tuple(dict.fromkeys(each.media_type for each in (shape.content, *shape.alternatives)))
    is_range = any("*" in each for each in media_types)
    if len(media_types) > 1 or is_range:
        name = allocate({0: ("contentType",)}, taken)[0]
        type_ = ts.STRING if is_range else Literals(media_types)
        doc = "Media type of the body."
        yield Argument(name=name, where="option", wire="contentType", type=type_, required=False, doc=doc)
