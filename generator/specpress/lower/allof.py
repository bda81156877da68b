"""`allOf` and `$ref`: parts of one schema that stand elsewhere, and what they come to together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from specpress.document.pointer import Cursor
from specpress.ir import types
from specpress.ir.types import Constraint, Type
from specpress.lower.ancestors import ancestors
from specpress.lower.meet import Meeting, meet
from specpress.lower.notes import bare, constrained
from specpress.lower.scope import Convert, Scope

_UNIONS = frozenset({"oneOf", "anyOf"})
_TYPED = frozenset({"type", "enum", "const", "$ref", "allOf", "oneOf", "anyOf"})
"""Keywords of which one at least says whether null is valid."""


def every(schema: Cursor, stated: Type, scope: Scope, convert: Convert, base: Convert) -> Type:
    """What satisfies `stated` (the keywords beside them), the `$ref` and each part of the `allOf` of a
    schema.

    One `$ref` with nothing but annotations beside it stays a Ref. A part that leads back to the schema itself
    adds nothing and is left out with a warning. The result is nullable where each part that says anything of
    null says so.
    """
    how = meeting(schema, scope, convert, base)
    parts = [(is_loose(schema), stated), *_parts(schema, scope, convert)]
    loose = [types.Nullable(inner=kind) if _may_loosen(free, kind) else kind for free, kind in parts]
    result = loose[0]
    for part in loose[1:]:
        result = meet(result, part, how)
    says_null = any(not free and not isinstance(kind, types.Any) for free, kind in parts)
    if isinstance(result, types.Nullable) and not says_null:
        return replace(result.inner, annotations=result.annotations)
    return result


def meeting(schema: Cursor, scope: Scope, convert: Convert, base: Convert) -> Meeting:
    """How the types of one schema meet: references stand for what is declared, conflicts are reported
    here."""

    def expand(reference: types.Ref) -> Type | None:
        return _expanded(reference, scope, convert, base)

    def conflict(a: Type, b: Type) -> Type:
        scope.diagnostics.warning(
            "conflicting-schemas",
            f"No value is both {_described(a)} and {_described(b)}; the latter is taken.",
            b.pointer or schema.pointer,
            hint="Make the parts agree, or use `oneOf` where either is meant.",
        )
        return b

    def endless(reference: types.Ref, other: Type) -> Type:
        scope.diagnostics.warning(
            "recursive-all-of",
            "This refines a schema that leads back here or on without end; its type does not show it.",
            other.pointer or schema.pointer,
            hint="Give the refined schema a name of its own under `components/schemas`.",
        )
        return constrained(reference, Constraint("allOf", (other,)))

    def wide(union: types.Union, other: types.Union) -> Type:
        scope.diagnostics.warning(
            "too-many-combinations",
            f"{len(union.variants)} variants and {len(other.variants)} others combine to more than a type "
            "can show; it shows the former alone.",
            other.pointer or schema.pointer,
            hint="Give the combinations that are meant as variants of one `oneOf`.",
        )
        return constrained(union, Constraint("allOf", (other,)))

    return Meeting(expand=expand, conflict=conflict, endless=endless, wide=wide)


def _parts(schema: Cursor, scope: Scope, convert: Convert) -> Iterator[tuple[bool, Type]]:
    if "$ref" in schema:
        yield from _reference(schema, schema.pointer, scope)
    for part in (schema / "allOf").items():
        if tuple(part.mapping) == ("$ref",):
            for free, kind in _reference(part, schema.pointer, scope):
                yield free, replace(kind, part=True)
        else:
            yield is_loose(part), convert(part, scope)


def reference(schema: Cursor, scope: Scope) -> types.Ref | None:
    """The `$ref` of a schema; None, with a warning, where it leads back to the schema itself."""
    return next((kind for _, kind in _reference(schema, schema.pointer, scope)), None)


def _reference(holder: Cursor, owner: str, scope: Scope) -> Iterator[tuple[bool, types.Ref]]:
    target = (holder / "$ref").text.removeprefix("#")
    if owner in ancestors(target, scope):
        scope.diagnostics.warning(
            "schema-contains-itself",
            "This schema is made of itself, so that this part of it says nothing.",
            (holder / "$ref").pointer,
            hint="Remove the reference, or put it below a property.",
        )
        return
    kind = types.Ref(id=scope.declared.refer(target, scope.within), pointer=holder.pointer)
    yield is_loose(scope.at(target)), kind


def body(pointer: str, scope: Scope, convert: Convert, *, common: bool = False) -> Type | None:
    """The type of the schema at a pointer, worked out once; None while that is being done.

    `common`: without the `oneOf` and `anyOf` of the schema.
    """
    key = (pointer, scope.within, common)
    bodies = scope.declared.bodies
    if key not in bodies:
        bodies[key] = None
        bodies[key] = convert(scope.at(pointer), scope)
    return bodies[key]


def _expanded(reference: types.Ref, scope: Scope, convert: Convert, base: Convert) -> Type | None:
    """What a reference stands for at the end of its chain, without the discriminator, which is not handed
    down.

    A schema whose variants are made of it in turn (a hierarchy) stands for what they have in common.
    """
    kind: Type | None = reference
    narrowing: tuple[Constraint, ...] = ()
    for _ in range(100):
        if kind is None or not isinstance(kind, types.Ref):
            break
        narrowing = (*narrowing, *kind.constraints)
        common = _is_hierarchy(scope.at(kind.id), scope)
        kind = body(kind.id, scope, base if common else convert, common=common)
    if kind is None or isinstance(kind, types.Ref):
        return None
    kept = kind.constraints
    if not isinstance(kind, types.Union):
        kept = tuple(item for item in kept if item.keyword != "discriminator")
    return constrained(replace(bare(kind), constraints=kept), *narrowing)


def _is_hierarchy(schema: Cursor, scope: Scope) -> bool:
    return any(
        schema.pointer in ancestors(branch.pointer, scope)
        for keyword in ("oneOf", "anyOf")
        if keyword in schema
        for branch in (schema / keyword).items()
    )


def is_loose(schema: Cursor, *, besides_unions: bool = False) -> bool:
    """Whether a schema says nothing of null: `properties` alone describe an object where there is one.

    `besides_unions`: whether it would say nothing without its `oneOf` and `anyOf`.
    """
    return (_TYPED - _UNIONS if besides_unions else _TYPED).isdisjoint(schema.mapping)


def _may_loosen(free: bool, kind: Type) -> bool:
    return free and not isinstance(kind, types.Any | types.Nullable | types.Never)


def _described(kind: Type) -> str:
    match kind:
        case types.Scalar():
            return f"an {kind.kind}" if kind.kind == "integer" else f"a {kind.kind}"
        case types.Literal():
            return f"the value {json.dumps(kind.value)}"
        case types.Enum():
            return "one of " + ", ".join(json.dumps(member.value) for member in kind.members[:5])
        case types.Array() | types.Tuple():
            return "an array"
        case types.Map() | types.Record():
            return "an object"
        case _:
            return f"what {kind.pointer or 'the other part'} describes"
