"""Declarations that would be nothing but themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from specpress.diagnostics import Diagnostics
from specpress.ir import types
from specpress.ir.declarations import Declaration
from specpress.ir.graph import components, references
from specpress.ir.types import Type


def unwound(declarations: tuple[Declaration, ...], diagnostics: Diagnostics) -> tuple[Declaration, ...]:
    """The declarations without references that lead back to their own declaration with no object or array
    between.

    `A: oneOf [A, string]` admits what `oneOf [string]` admits: the variant says nothing, and no language can
    print it.
    """
    shells = tuple(replace(item, type=_shell(item.type)) for item in declarations)
    circle: dict[str, frozenset[str]] = {}
    for members in components(shells):
        ids = frozenset(member.id for member in members)
        if len(ids) > 1 or ids & frozenset(references(members[0].type)):
            circle.update(dict.fromkeys(ids, ids))
    result: list[Declaration] = []
    for item in declarations:
        if item.id in circle:
            diagnostics.warning(
                "schema-contains-itself",
                "This schema is a variant of itself; that variant says nothing and is left out.",
                item.pointer,
                hint="Remove the variant, or put it below a property.",
            )
            item = replace(item, type=_without(item.type, circle[item.id]))
        result.append(item)
    return tuple(result)


def _direct(kind: Type) -> Iterator[str]:
    """The declarations that a type is or may be itself."""
    match kind:
        case types.Ref():
            yield kind.id
        case types.Nullable():
            yield from _direct(kind.inner)
        case types.Union():
            for variant in kind.variants:
                yield from _direct(variant.type)
        case _:
            return


def _shell(kind: Type) -> Type:
    """A type reduced to the references that it is or may be itself."""
    return types.Tuple(items=tuple(types.Ref(id=id) for id in _direct(kind)), rest=types.Any())


def _without(kind: Type, ids: frozenset[str]) -> Type:
    match kind:
        case types.Ref() if kind.id in ids:
            return types.Any(annotations=kind.annotations, pointer=kind.pointer)
        case types.Nullable():
            inner = _without(kind.inner, ids)
            return inner if isinstance(inner, types.Any) else replace(kind, inner=inner)
        case types.Union():
            kept = tuple(
                variant
                for variant in kind.variants
                if not (isinstance(variant.type, types.Ref) and variant.type.id in ids)
            )
            if len(kept) == 1:
                return replace(kept[0].type, pointer=kind.pointer)
            return replace(kind, variants=kept) if kept else types.Any(pointer=kind.pointer)
        case _:
            return kind
