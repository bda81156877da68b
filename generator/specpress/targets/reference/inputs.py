"""What the caller of an operation gives, in the order in which the manual lists it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from specpress.ir import types as ir
from specpress.ir.api import Operation
from specpress.ir.names import Name
from specpress.targets.base import Parameter
from specpress.targets.bodies import BODY, Shape, body_shape
from specpress.targets.reference.schemas import Schemas, described, said, stripped
from specpress.targets.reference.vocabulary import is_text

Where: TypeAlias = Literal["path", "query", "querystring", "body", "header", "cookie"]
ORDER: Final[tuple[Where, ...]] = ("path", "query", "querystring", "body", "header", "cookie")
STREAM: Final = "stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input. `description` is what is said of it, `schema_description` what its type says of itself."""

    where: Where
    wire: str
    name: Name
    type: ir.Type
    required: bool
    description: str = ""
    schema_description: str = ""
    examples: tuple[ir.Json, ...] = ()
    whole: bool = False
    """Whether it is the body itself, which is no object of properties."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of one operation: path parameters in the path's order, then all others in theirs."""

    path: tuple[Input, ...]
    others: tuple[Input, ...]
    body_required: bool
    """Whether a body has to be sent, though all of its members may be left out."""
    example: ir.Json = None
    """The body that the document gives as an example."""

    @property
    def all(self) -> tuple[Input, ...]:
        """All inputs, as Python lists them."""
        return (*self.path, *self.others)

    @property
    def members(self) -> tuple[Input, ...]:
        """All but the last path parameter, as the parameter object of TypeScript lists them."""
        return tuple(sorted((*self.path[:-1], *self.others), key=_rank))


def inputs_of(operation: Operation, schemas: Schemas, visible: Mapping[tuple[str, str], Parameter]) -> Inputs:
    """The inputs of an operation.

    Args:
        operation: the operation.
        schemas: the API's types.
        visible: what clients ask for, by location and wire name; all else (versions) they send unasked.
    """
    shape = body_shape(operation, schemas.types)
    found = tuple(
        _as_taken(each, visible[each.where, each.wire])
        for each in _inputs(operation, shape, schemas)
        if (each.where, each.wire) in visible
    )
    path = tuple(each for each in found if each.where == "path")
    others = sorted((each for each in found if each.where != "path"), key=_rank)
    examples = shape.content.examples if shape else ()
    stated = shape.record.annotations.examples if shape and shape.record else ()
    return Inputs(
        path=path,
        others=tuple(others),
        body_required=bool(shape and shape.body.required),
        example=next(iter((*examples, *stated)), None),
    )


def streaming(inputs: Inputs, schemas: Schemas) -> Input | None:
    """The flag in the body that asks for a stream, or None."""
    for each in inputs.others:
        if each.where == "body" and each.wire == STREAM:
            found = stripped(each.type, schemas.declared)
            flags = found.kind if isinstance(found, ir.Scalar | ir.Enum) else None
            return each if flags == "boolean" else None
    return None


def with_value(given: Input, value: bool) -> Input:
    """A flag that can have one value alone; where that is true, it must be given, and is no longer null."""
    kind = ir.Literal(value=value, annotations=given.type.annotations)
    null = isinstance(given.type, ir.Nullable) and not value
    return replace(given, type=ir.Nullable(inner=kind) if null else kind, required=value)


def _inputs(operation: Operation, shape: Shape | None, schemas: Schemas) -> Iterator[Input]:
    for each in operation.parameters:
        stated = said(each.type, schemas)
        yield Input(
            where=each.location,
            wire=each.wire,
            name=each.name,
            type=each.type,
            required=each.required or each.location == "path",
            description=each.annotations.description or stated,
            schema_description=stated,
            examples=each.annotations.examples,
        )
    if shape is None:
        return
    if shape.record is None:
        words = shape.body.description or said(shape.content.type, schemas)
        yield Input(
            where="body",
            wire=BODY,
            name=Name((BODY,)),
            type=shape.content.type,
            required=shape.body.required,
            description=words,
            schema_description=words,
            examples=shape.content.examples,
            whole=True,
        )
        return
    for prop in shape.record.properties:
        words = described(prop.type, prop.annotations, schemas)
        yield Input(
            where="body",
            wire=prop.wire,
            name=prop.name,
            type=prop.type,
            # Even where the whole body may be left out: who sends one, sends these.
            required=prop.required,
            description=words,
            schema_description=words,
            examples=prop.annotations.examples,
        )


def _as_taken(given: Input, parameter: Parameter) -> Input:
    """A body of a type that a client takes as text (XML, say) is text."""
    if not (given.whole and is_text(parameter.type)):
        return given
    return replace(given, type=ir.Scalar(kind="string"), examples=())


def _rank(given: Input) -> tuple[bool, int, bool, str]:
    return (
        not given.required,
        ORDER.index(given.where),
        given.wire != "id" or given.where != "body",
        given.wire,
    )
