"""When two types without names are the same."""

from __future__ import annotations

import json
from collections.abc import Hashable
from typing import assert_never

from specpress.ir import types as ir
from specpress.targets.properties import Side, properties
from specpress.targets.python.types import children


def shape(type_: ir.Type, side: Side) -> Hashable:
    """A value that two types have in common exactly where one class can be printed for both.

    What a type says of itself does not count; what its properties say does.
    """
    match type_:
        case ir.Record():
            fields = tuple(
                (
                    each.wire,
                    each.required,
                    each.annotations.description or each.type.annotations.description,
                    shape(each.type, side),
                )
                for each in properties(type_, side)
            )
            return "record", fields, shape(type_.extra, side)
        case ir.Enum():
            return "enum", type_.kind, type_.open, *(_value(member.value) for member in type_.members)
        case ir.Union():
            variants = ((shape(each.type, side), *map(_value, each.tags)) for each in type_.variants)
            return "union", type_.discriminator, *variants
        case ir.Scalar():
            return "scalar", type_.kind, type_.format
        case ir.Literal():
            return "literal", _value(type_.value)
        case ir.Ref():
            return "ref", type_.id
        case ir.Array() | ir.Tuple() | ir.Map() | ir.Nullable():
            inner = (shape(child.type, side) for child in children(type_, side))
            return type(type_).__name__, *inner
        case ir.Bytes() | ir.Any() | ir.Never():
            return type(type_).__name__
        case _:
            assert_never(type_)


def _value(value: ir.Json) -> str:
    return json.dumps(value, sort_keys=True, default=repr)
