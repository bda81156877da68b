"""Which types the manual calls by a name, and what the others stand for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from specpress.ir import types as ir
from specpress.ir.declarations import Declaration
from specpress.ir.graph import children, references
from specpress.targets.graph import components


@dataclass(frozen=True, slots=True)
class Schemas:
    """The declared types of an API, by id. Those in `named` are shown by their names, all others in place."""

    declared: Mapping[str, Declaration]
    types: Mapping[str, ir.Type]
    """What they are, without what is said of them."""
    named: frozenset[str]
    uses: Mapping[str, tuple[str, ...]]
    """The types that each refers to."""
    sizes: Mapping[str, int]
    """How many parts each has: properties, variants, values, those of inline types among them."""


def schemas_of(declarations: Iterable[Declaration], inlined: Collection[str] = ()) -> Schemas:
    """The types of an API as the manual shows them.

    Objects, unions and enums have names, and so has what is named after the call that results in it; scalars,
    arrays and maps are shown as what they are, unless that would never end.

    Args:
        declarations: the declared types.
        inlined: ids of further ones that are shown in place.
    """
    declared = {each.id: each for each in declarations}
    plain = {id for id, each in declared.items() if id in inlined or _is_plain(each, declared)}
    graph = {
        id: [target for target in references(declared[id].type) if target in plain] for id in sorted(plain)
    }
    endless = {id for group in components(graph) for id in group if len(group) > 1 or id in graph[id]}
    types = {id: each.type for id, each in declared.items()}
    return Schemas(
        declared,
        types,
        frozenset(declared.keys() - plain | endless),
        uses={id: tuple(dict.fromkeys(references(type_))) for id, type_ in types.items()},
        sizes={id: _parts(type_) for id, type_ in types.items()},
    )


def extent(types: Iterable[ir.Type], schemas: Schemas, most: int) -> int:
    """How many parts some types lead to, each type counted once; counted no further than beyond `most`."""
    types = list(types)
    total = sum(map(_parts, types))
    waiting = [id for type_ in types for id in references(type_)]
    seen: set[str] = set()
    while waiting and total <= most:
        id = waiting.pop()
        if id not in seen and id in schemas.sizes:
            seen.add(id)
            total += schemas.sizes[id]
            waiting.extend(schemas.uses[id])
    return total


def _parts(type_: ir.Type) -> int:
    total = 0
    waiting = [type_]
    while waiting:
        here = waiting.pop()
        inner = children(here)
        match here:
            case ir.Record():
                total += len(here.properties)
            case ir.Enum():
                total += len(here.members)
            case ir.Union():
                total += len(inner)
            case _:
                pass
        waiting.extend(inner)
    return total


def _is_plain(declaration: Declaration, declared: Mapping[str, Declaration]) -> bool:
    """Whether a type has no name worth showing. A result has one, unless it is another type."""
    type_ = declaration.type
    if declaration.origin == "response":
        return isinstance(type_, ir.Ref)
    return not isinstance(stripped(type_, declared), ir.Record | ir.Union | ir.Enum)


def stripped(type_: ir.Type, declared: Mapping[str, Declaration]) -> ir.Type:
    """What a type is, null aside, through all references."""
    seen: set[str] = set()
    while True:
        match type_:
            case ir.Nullable():
                type_ = type_.inner
            case ir.Ref() if type_.id in declared and type_.id not in seen:
                seen.add(type_.id)
                type_ = declared[type_.id].type
            case _:
                return type_


def shown(type_: ir.Type, schemas: Schemas) -> ir.Type:
    """The type as it is shown: references to what has no name of its own are what they stand for."""
    while isinstance(type_, ir.Ref) and type_.id not in schemas.named and type_.id in schemas.declared:
        type_ = schemas.declared[type_.id].type
    if isinstance(type_, ir.Nullable):
        inner = shown(type_.inner, schemas)
        return inner if isinstance(inner, ir.Nullable) else ir.Nullable(inner=inner)
    return type_


def bare(type_: ir.Type, schemas: Schemas) -> ir.Type:
    """The type as it is shown, null aside."""
    found = shown(type_, schemas)
    return found.inner if isinstance(found, ir.Nullable) else found


def is_nullable(type_: ir.Type, schemas: Schemas) -> bool:
    """Whether null is among the values that the type is shown with."""
    return isinstance(shown(type_, schemas), ir.Nullable)


def is_object(type_: ir.Type, schemas: Schemas) -> bool:
    """Whether a type is an object with properties, under whatever name."""
    return isinstance(stripped(type_, schemas.declared), ir.Record)


def is_model(type_: ir.Type, schemas: Schemas, depth: int = 0) -> bool:
    """Whether a type is an object, or a union of nothing else."""
    found = stripped(type_, schemas.declared)
    if isinstance(found, ir.Union) and depth < _DEEPEST:
        return all(is_model(each.type, schemas, depth + 1) for each in found.variants)
    return isinstance(found, ir.Record)


def merged(union: ir.Union) -> tuple[ir.Variant, ...]:
    """The variants, those of one value each joined into one group where the first of them stands."""
    single = [each.type for each in union.variants if isinstance(each.type, ir.Literal)]
    if len(single) < 2:
        return union.variants
    members = tuple(
        ir.EnumMember(
            value=each.value,
            description=each.annotations.description,
            deprecation=each.annotations.deprecation,
        )
        for each in single
    )
    group = ir.Variant(type=ir.Enum(members=members, kind=None))
    first = next(each for each in union.variants if isinstance(each.type, ir.Literal))
    return tuple(
        group if each is first else each
        for each in union.variants
        if each is first or not isinstance(each.type, ir.Literal)
    )


def described(type_: ir.Type, own: ir.Annotations, schemas: Schemas) -> str:
    """What is said of a field: its own words, unless it is an `allOf` of a type that says something."""
    inner = type_.inner if isinstance(type_, ir.Nullable) else type_
    if isinstance(inner, ir.Ref) and inner.part:
        return said(inner, schemas) or own.description
    return own.description or said(type_, schemas)


def said(type_: ir.Type, schemas: Schemas) -> str:
    """What a type says of itself. What is said beside a reference comes first, what beside `allOf` last."""
    seen: set[str] = set()
    beside: list[str] = []
    while True:
        match type_:
            case ir.Ref() if type_.id in schemas.declared and type_.id not in seen:
                if type_.annotations.description and not type_.part:
                    break
                seen.add(type_.id)
                beside.append(type_.annotations.description)
                declaration = schemas.declared[type_.id]
                if declaration.annotations.description:
                    return declaration.annotations.description
                type_ = declaration.type
            case ir.Nullable() if not type_.annotations.description:
                type_ = type_.inner
            case _:
                break
    return next(filter(None, (type_.annotations.description, *beside)), "")


_DEEPEST = 8
