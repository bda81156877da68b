"""Sample values: what the document gives as examples, and made-up values for the rest."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, Union, assert_never

from specpress.ir import types as ir
from specpress.ir.types import Given
from specpress.targets.reference.matching import fits
from specpress.targets.reference.quirks import DATE, DATE_TIME, URI, UUID
from specpress.targets.reference.schemas import Schemas, is_nullable, stripped


@dataclass(frozen=True, slots=True)
class File:
    """What stands for the content of a file."""


@dataclass(frozen=True, slots=True)
class Free:
    """An object of any keys, which is not one of a schema."""

    members: Mapping[str, Sample]


Sample: TypeAlias = Union[  # noqa: UP007 - an alias that refers to itself
    bool, int, float, str, File, Free, Sequence["Sample"], Mapping[str, "Sample"], None
]
"""A JSON value that may hold files, and that tells maps from objects."""


def request_sample(type_: ir.Type, name: str, given: Given | None, schemas: Schemas) -> Sample:
    """A value to send, with required properties alone.

    Args:
        type_: its type.
        name: the property that it is the value of.
        given: the document's example, if it has one.
        schemas: the API's types.
    """
    return _sample(type_, given, _Walk(schemas, name, False, iter(range(_MOST))))


def response_sample(type_: ir.Type, given: Given | None, schemas: Schemas) -> Sample:
    """A response with all of its properties, in the order in which they are shown."""
    return _sample(type_, given, _Walk(schemas, "", True, iter(range(_MOST))))


def first(examples: Sequence[ir.Json]) -> Given | None:
    """The first of some examples, if there is one."""
    return Given(examples[0]) if examples else None


def at(given: Given | None, key: str) -> Given | None:
    """What an example has for a key, if it has something."""
    if given is not None and isinstance(given.value, Mapping) and key in given.value:
        return Given(given.value[key])
    return None


@dataclass(frozen=True, slots=True)
class _Walk:
    schemas: Schemas
    name: str
    """The property that the value is of; empty in arrays, maps and unions."""
    response: bool
    rest: Iterator[int]
    """Yields as often as a value may still be made up: shared by the whole sample."""
    inside: frozenset[str] = frozenset()
    """Ids of the types that the value is inside of, which nothing repeats but the example around it."""
    depth: int = 0

    def named(self, name: str) -> _Walk:
        """The walk to a value of another name. Written out: `replace` takes several times as long."""
        return _Walk(self.schemas, name, self.response, self.rest, self.inside, self.depth)


def _sample(type_: ir.Type, given: Given | None, walk: _Walk, own: Sequence[ir.Json] = ()) -> Sample:
    """A value of a type. An example's null stays a null for scalars alone: what has parts shows them.

    It is not sent where the type does not admit it. `own` are the examples of the property that has it.
    """
    ids = _ids(type_, walk.schemas)
    again = not walk.inside.isdisjoint(ids)
    if not again:
        given = given or first(own) or first(_examples(type_, walk.schemas))
    found = stripped(type_, walk.schemas.declared)
    refused = not walk.response and not is_nullable(type_, walk.schemas)
    if given is None or (given.value is None and (isinstance(found, _STRUCTURED) or refused)):
        given = None
        if next(walk.rest, None) is None:
            return _empty(found, walk)
        if again:
            return None if is_nullable(type_, walk.schemas) else _empty(found, walk)
    inside = walk.inside.union(ids)
    if walk.depth > _DEEPEST:
        return _empty(found, walk)
    walk = _Walk(walk.schemas, walk.name, walk.response, walk.rest, inside, walk.depth + 1)
    match found:
        case ir.Record():
            return _object(found, given, walk)
        case ir.Array() | ir.Tuple():
            return _array(found, given, walk)
        case ir.Map():
            return _map(found, given, walk)
        case ir.Union():
            return _union(found, given, walk)
        case ir.Bytes():
            return File()
        case ir.Scalar() | ir.Literal() | ir.Enum() | ir.Any() | ir.Never() | ir.Ref() | ir.Nullable():
            return _scalar(found, walk) if given is None else _stated(found, given, walk)
        case _:
            assert_never(found)


def _empty(type_: ir.Type, walk: _Walk) -> Sample:
    """The smallest value, where a sample has become too large or would repeat itself."""
    match type_:
        case ir.Record() | ir.Map():
            return Free({})
        case ir.Array() | ir.Tuple():
            return []
        case _:
            return None if walk.response else _scalar(type_, walk)


def _object(record: ir.Record, given: Given | None, walk: _Walk) -> Sample:
    shown = (
        prop
        for prop in record.properties
        if (not prop.write_only if walk.response else prop.required and not prop.read_only)
    )
    return {
        prop.wire: _sample(prop.type, at(given, prop.wire), walk.named(prop.wire), prop.annotations.examples)
        for prop in shown
    }


def _array(array: ir.Array | ir.Tuple, given: Given | None, walk: _Walk) -> Sample:
    inner = walk.named("")
    if isinstance(array, ir.Tuple):
        return [_sample(item, None, inner) for item in array.items]
    if given is not None and isinstance(given.value, Sequence) and not isinstance(given.value, str):
        items = [_sample(array.item, Given(value), inner) for value in given.value]
        if items:
            return items
    item = _sample(array.item, None, inner)
    return [] if item in (Free({}), []) else [item]


def _map(kind: ir.Map, given: Given | None, walk: _Walk) -> Sample:
    inner = walk.named("")
    if given is not None and isinstance(given.value, Mapping):
        return Free({key: _sample(kind.value, Given(value), inner) for key, value in given.value.items()})
    if isinstance(stripped(kind.value, walk.schemas.declared), ir.Any):
        return Free({"foo": "bar"})
    return Free({"foo": _sample(kind.value, None, inner)})


def _union(union: ir.Union, given: Given | None, walk: _Walk) -> Sample:
    """The variant that an example is of, else the first that the value is not inside of."""
    walk = walk.named("")
    if given is None:
        fresh = (each for each in union.variants if walk.inside.isdisjoint(_ids(each.type, walk.schemas)))
        chosen = next(fresh, union.variants[0])
        return _tagged(_sample(chosen.type, None, walk), union, chosen, walk.schemas)
    fitting = (each for each in union.variants if fits(each.type, given.value, walk.schemas))
    return _sample(next(fitting, union.variants[0]).type, given, walk)


def _tagged(made: Sample, union: ir.Union, variant: ir.Variant, schemas: Schemas) -> Sample:
    """A value with what tells which variant it is, even where that is not required.

    Not with what the variant itself refuses: the name of a schema is no value of its own constant.
    """
    wire = union.discriminator
    if wire is None or not isinstance(made, Mapping) or wire in made:
        return made
    type_ = next((prop.type for prop in _properties(variant.type, schemas) if prop.wire == wire), ir.Any())
    tags = (tag for tag in variant.tags if isinstance(tag, str) and fits(type_, tag, schemas))
    tag = next(tags, None)
    return made if tag is None else {wire: tag, **made}


def _properties(type_: ir.Type, schemas: Schemas) -> Sequence[ir.Property]:
    found = stripped(type_, schemas.declared)
    return found.properties if isinstance(found, ir.Record) else ()


def _scalar(type_: ir.Type, walk: _Walk) -> Sample:
    """A made-up value of what has no parts."""
    match type_:
        case ir.Literal():
            return _free(type_.value)
        case ir.Enum():
            any_string = type_.open and not type_.known_first and type_.kind in (None, "string")
            return _string(type_, "") if any_string else _free(type_.members[0].value)
        case ir.Scalar(kind="string"):
            return _string(type_, walk.name)
        case ir.Scalar(kind="boolean"):
            return True
        case ir.Scalar():
            minimum = _constraint(type_, "minimum")
            if not isinstance(minimum, int | float):
                return 0
            return math.ceil(minimum) if type_.kind == "integer" else minimum
        case ir.Any():
            return {}
        case _:
            return None


def _stated(type_: ir.Type, given: Given, walk: _Walk) -> Sample:
    """An example as it is; one that cannot be sent as what the type says otherwise."""
    if isinstance(given.value, float) and given.value.is_integer() and _is_integer(type_):
        return int(given.value)
    if walk.response or given.value is None or fits(type_, given.value, walk.schemas):
        return _free(given.value)
    if (
        isinstance(type_, ir.Scalar)
        and type_.kind == "string"
        and isinstance(given.value, bool | int | float)
    ):
        return json.dumps(given.value)
    return _scalar(type_, walk)


def _is_integer(type_: ir.Type) -> bool:
    return isinstance(type_, ir.Scalar) and type_.kind == "integer"


def _string(type_: ir.Scalar | ir.Enum, name: str) -> str:
    """A string; of an open enum that begins with any string, as of every union, it is a value of that."""
    if isinstance(type_, ir.Scalar) and type_.format in _FORMATS:
        return _FORMATS[type_.format]
    length = _constraint(type_, "minLength")
    if isinstance(length, int) and 0 < length <= _LONGEST:
        return "x" * length
    return name or "string"


def _constraint(type_: ir.Type, keyword: str) -> object:
    return next((each.value for each in type_.constraints if each.keyword == keyword), None)


def _free(value: ir.Json) -> Sample:
    """An example as it is; its objects are of no schema."""
    if isinstance(value, Mapping):
        return Free({key: _free(each) for key, each in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_free(each) for each in value]
    return value


def _examples(type_: ir.Type, schemas: Schemas) -> Sequence[ir.Json]:
    """The examples of a type, or of what it refers to."""
    seen: set[str] = set()
    while not type_.annotations.examples:
        match type_:
            case ir.Nullable():
                type_ = type_.inner
            case ir.Ref() if type_.id in schemas.declared and type_.id not in seen:
                seen.add(type_.id)
                declaration = schemas.declared[type_.id]
                if declaration.annotations.examples:
                    return declaration.annotations.examples
                type_ = declaration.type
            case _:
                return ()
    return type_.annotations.examples


def _ids(type_: ir.Type, schemas: Schemas) -> tuple[str, ...]:
    """The ids that a type goes through on its way to what it is."""
    found: list[str] = []
    while isinstance(type_, ir.Ref | ir.Nullable):
        if isinstance(type_, ir.Nullable):
            type_ = type_.inner
        elif type_.id in schemas.declared and type_.id not in found:
            found.append(type_.id)
            type_ = schemas.declared[type_.id].type
        else:
            break
    return tuple(found)


_STRUCTURED: Final = (ir.Record, ir.Array, ir.Tuple, ir.Map, ir.Union)
_FORMATS: Final = {"date-time": DATE_TIME, "date": DATE, "uri": URI, "url": URI, "uuid": UUID}
_DEEPEST: Final = 24
"""Levels of a sample; what is deeper shows nothing that a reader would look for."""
_LONGEST: Final = 1_000
_MOST: Final = 1_000
"""Values that a sample makes up: readers of more would not be helped."""
