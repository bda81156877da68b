"""`oneOf` and `anyOf` of a schema, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from specpress.document.pointer import Cursor
from specpress.ir import types
from specpress.ir.types import Constraint, Type
from specpress.lower.allof import is_loose, meeting
from specpress.lower.enums import nullable
from specpress.lower.meet import Meeting, meet, overlap
from specpress.lower.notes import constrained
from specpress.lower.scope import Convert, Scope
from specpress.lower.unions import constrains_only, join


def alternatives(schema: Cursor, beside: Type, scope: Scope, convert: Convert, base: Convert) -> Type:
    """The type of a schema with its `oneOf` and `anyOf`, `beside` being the type without them.

    Branches that only narrow what stands beside them (`required` alone) become a constraint. Else each one is
    merged with it: properties beside a union belong to all of its variants. What is said of objects without
    saying `type: object` leaves branches alone that are none.
    """
    kind = beside
    loose = is_loose(schema, besides_unions=True)
    for keyword in ("oneOf", "anyOf"):
        branches = (
            [convert(child, scope) for child in (schema / keyword).items()] if keyword in schema else []
        )
        if not branches:
            continue
        if all(constrains_only(branch, kind) for branch in branches):
            kind = constrained(kind, Constraint(keyword, tuple(branches)))
            continue
        how = meeting(schema, scope, convert, base)
        if loose and not isinstance(kind, types.Any):
            branches = list(_loosely(branches, kind, how))
            kind = types.Any(pointer=schema.pointer)
        loose = False
        union = join(branches, exclusive=keyword == "oneOf", pointer=schema.pointer)
        # `type: [object, "null"]` beside variants that are not null was written to admit null.
        kind = (
            nullable(meet(kind, union, how)) if isinstance(kind, types.Nullable) else meet(kind, union, how)
        )
    if isinstance(beside, types.Record):
        kind = _beside(kind, beside)
    if "discriminator" in schema:
        return _discriminated(kind, Constraint("discriminator", (schema / "discriminator").value))
    return kind


def _beside(kind: Type, common: types.Record) -> Type:
    """A union with what all of its variants have."""
    return replace(kind, common=common) if isinstance(kind, types.Union) else kind


def _loosely(branches: list[Type], beside: Type, how: Meeting) -> Iterator[Type]:
    for branch in branches:
        merged = overlap(types.Nullable(inner=beside), branch, how)
        yield branch if merged is None else merged


def _discriminated(kind: Type, discriminator: Constraint) -> Type:
    if isinstance(kind, types.Nullable):
        return replace(kind, inner=_discriminated(kind.inner, discriminator))
    return constrained(kind, discriminator)
