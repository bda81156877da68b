"""Which variant of a union an example is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, assert_never

from specpress.ir import types as ir
from specpress.targets.reference.schemas import Schemas, stripped


def fits(type_: ir.Type, value: ir.Json, schemas: Schemas, depth: int = 0) -> bool:
    """Whether a value looks like one of a type: by its kind, for objects by constants and required keys."""
    found = stripped(type_, schemas.declared)
    match found:
        case ir.Record():
            if not isinstance(value, Mapping):
                return False
            return all(
                prop.wire in value and (depth > 0 or _may_be(prop.type, value[prop.wire], schemas))
                for prop in found.properties
                if prop.required and not prop.write_only
            )
        case ir.Union():
            return depth < _DEEPEST and any(
                fits(each.type, value, schemas, depth + 1) for each in found.variants
            )
        case ir.Literal():
            return value == found.value
        case ir.Enum():
            return found.open or any(member.value == value for member in found.members)
        case ir.Array() | ir.Tuple():
            return isinstance(value, Sequence) and not isinstance(value, str)
        case ir.Map():
            return isinstance(value, Mapping)
        case ir.Scalar():
            return _is_kind(found.kind, value)
        case ir.Bytes():
            return isinstance(value, str)
        case ir.Any() | ir.Ref() | ir.Nullable():
            return True
        case ir.Never():
            return False
        case _:
            assert_never(found)


def _may_be(type_: ir.Type, value: ir.Json, schemas: Schemas) -> bool:
    found = stripped(type_, schemas.declared)
    return not isinstance(found, ir.Literal | ir.Enum) or fits(found, value, schemas)


def _is_kind(kind: ir.ScalarKind, value: ir.Json) -> bool:
    match kind:
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case _:
            assert_never(kind)


_DEEPEST: Final = 24
"""Unions within unions that are looked into."""
