"""Example values: what the document gives, else something of the right shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from specpress.ir import types as ir
from specpress.targets.properties import properties

DEEPEST = 4
"""Levels of required objects in an example; deeper ones are empty."""


def example(type_: ir.Type, declared: Mapping[str, ir.Type], depth: int = 0) -> ir.Json:
    """A JSON value of a type as a request has it, with the required properties of objects alone."""
    if type_.annotations.examples:
        return type_.annotations.examples[0]
    match type_:
        case ir.Scalar():
            return _scalar(type_)
        case ir.Literal():
            return type_.value
        case ir.Enum():
            return type_.members[0].value
        case ir.Array():
            return []
        case ir.Tuple():
            return [example(item, declared, depth + 1) for item in type_.items]
        case ir.Map() | ir.Any() | ir.Never():
            return {}
        case ir.Record():
            required = (each for each in properties(type_, "request") if each.required and depth < DEEPEST)
            return {
                each.wire: _stated(each.annotations.examples) or example(each.type, declared, depth + 1)
                for each in required
            }
        case ir.Union():
            return example(type_.variants[0].type, declared, depth)
        case ir.Nullable():
            return example(type_.inner, declared, depth)
        case ir.Ref():
            return example(declared[type_.id], declared, depth + 1) if depth < 2 * DEEPEST else {}
        case ir.Bytes():
            return "content"
        case _:
            assert_never(type_)


def _stated(examples: tuple[ir.Json, ...]) -> ir.Json:
    return examples[0] if examples else None


def _scalar(type_: ir.Scalar) -> ir.Json:
    match type_.kind:
        case "string":
            return {"date-time": "2026-01-31T12:00:00Z", "date": "2026-01-31"}.get(type_.format, "string")
        case "integer":
            return 1
        case "number":
            return 1.5
        case "boolean":
            return True
        case _:
            assert_never(type_.kind)
