"""Unions: what `oneOf`, `anyOf` and a list of types come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from specpress.ir import types
from specpress.ir.types import EnumMember, Type, Variant
from specpress.lower.enums import is_null, members_of, nullable, of_members
from specpress.lower.notes import annotated, bare


def join(branches: Sequence[Type], *, exclusive: bool = False, pointer: str = "") -> Type:
    """The values of any branch, in the simplest type that says so.

    Null makes it Nullable, inner unions are flattened, equal branches are one, values become an Enum (open
    where any string will do too), and a single branch stays alone.
    """
    null = any(is_null(branch) or isinstance(branch, types.Nullable) for branch in branches)
    kept = _distinct(_flat(branches, exclusive))
    joined = _joined(kept, exclusive, pointer)
    return nullable(joined) if null else joined


def constrains_only(branch: Type, beside: Type) -> bool:
    """Whether a branch narrows what stands beside it without saying what it is (`required` alone)."""
    match branch:
        case types.Any():
            return True
        case types.Record(extra=types.Any(), patterns=()):
            return isinstance(beside, types.Record) and all(
                prop.required and isinstance(prop.type, types.Any) and not prop.type.constraints
                for prop in branch.properties
            )
        case _:
            return False


def _joined(branches: list[Type], exclusive: bool, pointer: str) -> Type:
    if not branches:
        return types.Never(pointer=pointer)
    if len(branches) == 1:
        return branches[0]
    if (values := _as_enum(branches, pointer)) is not None:
        return values
    variants = tuple(Variant(type=branch) for branch in branches)
    return types.Union(variants=variants, exclusive=exclusive, pointer=pointer)


def _flat(branches: Sequence[Type], exclusive: bool) -> Iterator[Type]:
    for branch in branches:
        match branch:
            case types.Never():
                continue
            case types.Literal(value=None):
                continue
            case types.Nullable():
                yield from _flat([annotated(branch.inner, branch.annotations)], exclusive)
            case types.Union(constraints=()) if branch.exclusive == exclusive:
                yield from (variant.type for variant in branch.variants)
            case _:
                yield branch


def _distinct(branches: Iterator[Type]) -> list[Type]:
    kept: list[Type] = []
    plain: list[Type] = []
    for branch in branches:
        if members_of(branch) is not None or bare(branch) not in plain:
            kept.append(branch)
            plain.append(bare(branch))
    return kept


def _as_enum(branches: list[Type], pointer: str) -> Type | None:
    """One Enum where all branches are values, or values and the scalar that they are of."""
    members: list[EnumMember] = []
    scalars: list[types.Scalar] = []
    is_open = False
    for branch in branches:
        found = members_of(branch)
        if found is not None:
            members.extend(found)
            is_open = is_open or (isinstance(branch, types.Enum) and branch.open)
        elif isinstance(branch, types.Scalar) and branch.kind != "boolean" and not branch.format:
            scalars.append(branch)
        else:
            return None
    joined = of_members(members, is_open=is_open or bool(scalars), pointer=pointer)
    if not scalars:
        return joined
    if len(scalars) > 1 or not isinstance(joined, types.Enum) or joined.kind != scalars[0].kind:
        return None
    known_first = not isinstance(branches[0], types.Scalar)
    return replace(joined, constraints=scalars[0].constraints, known_first=known_first)
