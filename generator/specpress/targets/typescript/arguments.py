"""What a method takes: its last path parameter, and the members of `params`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from specpress.ir import types as ir
from specpress.ir.api import Content, Operation, Parameter
from specpress.ir.names import Name, words
from specpress.targets.base import Literals, TypeExpression
from specpress.targets.bodies import BODY, ORDER, Shape, Where
from specpress.targets.nesting import Place
from specpress.targets.properties import properties
from specpress.targets.scopes import allocate
from specpress.targets.typescript import symbols as ts
from specpress.targets.typescript.comments import of_input
from specpress.targets.typescript.names import OBJECT_MEMBERS, RESERVED_ARGUMENTS, camel
from specpress.targets.typescript.types import Spelling, spell
from specpress.targets.typescript.xml import is_structured

WHOLE: Final = "wholeBody"
CONTENT_TYPE: Final = "contentType"
STREAM: Final = "stream"
"""The member of a body that asks for a stream."""


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
    absent: bool = False
    """Only other shapes of the body have it: named all the same, so that one pattern takes all apart."""
    source: ir.Type | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """One of several shapes of a body: the type of the whole, and of the media types that it goes by."""

    contents: tuple[Content, ...]
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
    """The inputs of an operation: its last path parameter, then the others.

    Those are required ones first, then by place (path, query, body, header, cookie), then by wire name.
    """
    shapes = wholes(operation, shape, how)
    inputs = list(_inputs(operation, shape))
    last = next((each for each in reversed(inputs) if each.where == "path"), None)
    members = [each for each in inputs if each is not last]
    # Keys of a body are what they are; whoever is called like one has its place put before its name.
    members.sort(key=lambda each: each.where != "body")
    names = allocate({(each.where, each.wire): _candidates(each) for each in members})
    found = [_argument(each, names[each.where, each.wire], shapes, how) for each in members]
    found.sort(key=lambda each: (not each.required, ORDER.index(each.where), each.wire))
    first: tuple[Argument, ...] = ()
    if last:
        name = camel(last.name, role="argument")
        positional = f"{name}_" if name in RESERVED_ARGUMENTS else name
        first = (replace(_argument(last, positional, shapes, how), positional=True),)
    return (*first, *found, *_content_type(shape, {each.name for each in found}))


def as_preferred(given: Sequence[Argument], shapes: Sequence[Whole]) -> tuple[Argument, ...]:
    """The arguments as the preferred shape of the body takes them."""
    return tuple(_preferred(each, shapes[0]) for each in given) if shapes else tuple(given)


def as_other(given: Sequence[Argument], whole: Whole) -> tuple[Argument, ...]:
    """The arguments as another shape of the body takes them: the body whole, and its media type."""
    in_place = all(each.where != "whole" for each in given)
    members = (each for each in given if in_place or each.where != "body" or each.name == STREAM)
    return tuple(_other(each, whole) for each in members)


def wholes(operation: Operation, shape: Shape | None, how: Spelling) -> tuple[Whole, ...]:
    """The shapes that the body of an operation may have, the preferred one first; none where it has one."""
    if shape is None or not shape.others:
        return ()
    others: dict[TypeExpression, list[Content]] = {}
    for each in shape.others:
        others.setdefault(_whole_type(each, other_place(operation, each), how), []).append(each)
    in_place = shape.record is not None
    preferred = ts.NEVER if in_place else _whole_type(shape.content, ("params", operation.id, BODY), how)
    groups = ((preferred, (shape.content, *shape.alternatives)), *others.items())
    return tuple(Whole(tuple(each), type_, _one_of(each)) for type_, each in groups)


def other_place(operation: Operation, content: Content) -> Place:
    """Where the type of a body of another shape is."""
    return ("params", operation.id, f"{BODY}|{content.media_type}")


def other_params(operation: Operation, content: Content) -> Place:
    """Where the members of `params` are as a body of another shape takes them."""
    return ("params", operation.id, f"params|{content.media_type}")


def _preferred(each: Argument, whole: Whole) -> Argument:
    if each.where == "whole":
        return _absent(each)
    if each.wire == CONTENT_TYPE and each.where == "option":
        return replace(each, type=whole.content_type)
    return replace(each, type=whole.type) if each.whole else each


def _absent(each: Argument) -> Argument:
    return replace(each, type=ts.NEVER, required=False, doc="Not with a body of this shape.", absent=True)


def _other(each: Argument, whole: Whole) -> Argument:
    if each.where == "body" and not each.whole:
        return _absent(each)
    if each.wire == CONTENT_TYPE and each.where == "option":
        return replace(each, type=whole.content_type, required=True)
    return replace(each, type=whole.type, required=True) if each.whole else each


def _member(given: _Input) -> str:
    """The wire name, or what configuration calls it instead."""
    if given.where == "whole":
        return WHOLE
    if given.where == "body" or given.name.words == words(given.wire):
        return given.wire
    return "_".join(word.lower() for word in given.name.words)


def _candidates(given: _Input) -> tuple[str, ...]:
    """The names that a member may have, best first.

    What all objects inherit is there when nobody gave it, and no type that has it as something else takes an
    object without it. A body is not taken apart: its keys stay.
    """
    name = _member(given)
    with_place = f"{given.where}_{name}"
    return (with_place,) if name in OBJECT_MEMBERS and given.where != "body" else (name, with_place)


def _argument(given: _Input, name: str, shapes: Sequence[Whole], how: Spelling) -> Argument:
    type_ = spell(given.type, given.place, how)
    if given.shape is not None:
        shown = shapes[1:] if given.where == "whole" else shapes
        content = given.shape.content
        type_ = ts.one_of(each.type for each in shown) if shown else _whole_type(content, given.place, how)
    said = given.annotations.description.strip() or given.type.annotations.description
    return Argument(
        name=name,
        where=given.where,
        wire=given.wire,
        type=type_,
        required=given.required,
        doc=said or of_input("whole" if given.shape else given.where, given.wire),
        deprecated=given.annotations.deprecated or given.type.annotations.deprecated,
        whole=given.shape is not None,
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
    name = Name((BODY,))
    if shape.record is None:
        said = ir.Annotations(description=shape.body.description)
        yield _Input("body", BODY, name, shape.content.type, shape.body.required, shape.place, said, shape)
        return
    if shape.others:
        said = ir.Annotations(description="The body as a whole, of a media type with another shape.")
        yield _Input("whole", BODY, name, ir.Any(), False, shape.place, said, shape)
    for prop in properties(shape.record, "request"):
        place = (*shape.place, f".{prop.wire}")
        # A body that may be left out altogether may be left out with all of its properties.
        required = prop.required and shape.body.required
        yield _Input("body", prop.wire, prop.name, prop.type, required, place, prop.annotations)


def _place(operation: Operation, parameter: Parameter) -> Place:
    return ("params", operation.id, f"{parameter.location}:{parameter.wire}")


def _content_type(shape: Shape | None, taken: set[str]) -> Iterator[Argument]:
    """The member that picks among several media types of the body, or states one that is a range."""
    contents = (shape.content, *shape.alternatives, *shape.others) if shape else ()
    if len(_media_types(contents)) > 1 or any("*" in each.media_type for each in contents):
        name = allocate({0: (CONTENT_TYPE,)}, taken)[0]
        doc = "Media type of the body."
        yield Argument(
            name=name, where="option", wire=CONTENT_TYPE, type=_one_of(contents), required=False, doc=doc
        )


def _whole_type(content: Content, place: Place, how: Spelling) -> TypeExpression:
    """The type of a body given whole; text that has a structure is the caller's to write, but for XML."""
    resolved = how.resolved(content.type)
    if content.kind == "xml" and is_structured(resolved):
        return ts.one_of((spell(content.type, place, how), ts.STRING))
    if content.kind in ("text", "xml") and not isinstance(resolved, ir.Scalar | ir.Enum | ir.Literal):
        return ts.STRING
    return spell(content.type, place, how)


def _media_types(contents: Sequence[Content]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.media_type for each in contents))


def _one_of(contents: Sequence[Content]) -> TypeExpression:
    media_types = _media_types(contents)
    return ts.STRING if any("*" in each for each in media_types) else Literals(media_types)
