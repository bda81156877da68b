"""Null said where a type is used, since pages never say it of a type's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from specpress.ir import types as ir
from specpress.ir.api import Api
from specpress.ir.rewrite import rewritten_api


def null_outside(api: Api) -> Api:
    """The Api with the null of declared types moved to the references to them, and that of variants to their
    union.
    """
    declared = {each.id: each.type for each in api.declarations}
    admitting = frozenset(id for id in declared if _admits_null(ir.Ref(id=id), declared))
    if not admitting:
        return api

    def change(type_: ir.Type) -> ir.Type:
        match type_:
            case ir.Ref() if type_.id in admitting:
                return ir.Nullable(inner=type_)
            case ir.Nullable(inner=ir.Nullable(inner=inner)):
                return replace(type_, inner=inner)
            case ir.Union() if any(isinstance(each.type, ir.Nullable) for each in type_.variants):
                return ir.Nullable(inner=replace(type_, variants=tuple(map(_bare, type_.variants))))
            case _:
                return type_

    changed = rewritten_api(api, change)
    return replace(
        changed,
        declarations=tuple(
            replace(each, type=each.type.inner) if isinstance(each.type, ir.Nullable) else each
            for each in changed.declarations
        ),
    )


def _bare(variant: ir.Variant) -> ir.Variant:
    return replace(variant, type=variant.type.inner) if isinstance(variant.type, ir.Nullable) else variant


def _admits_null(type_: ir.Type, declared: Mapping[str, ir.Type]) -> bool:
    """Whether null is among the values of a type, through references and variants."""
    seen: set[str] = set()
    waiting = [type_]
    while waiting:
        match waiting.pop():
            case ir.Nullable():
                return True
            case ir.Ref(id=id) if id in declared and id not in seen:
                seen.add(id)
                waiting.append(declared[id])
            case ir.Union(variants=variants):
                waiting.extend(each.type for each in variants)
            case _:
                continue
    return False
