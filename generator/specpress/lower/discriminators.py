"""Which value of which property selects a variant of a union (OpenAPI 3.1, 4.8.25)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from specpress.diagnostics import Diagnostics
from specpress.document.pointer import split
from specpress.ir import types
from specpress.ir.declarations import Declaration
from specpress.ir.types import Json, Type, Variant
from specpress.lower.enums import json_key, members_of
from specpress.lower.scope import COMPONENTS, component_key

_DEEPEST = 5


def discriminated(kind: Type, table: Mapping[str, Declaration], diagnostics: Diagnostics) -> Type:
    """A union with the property that selects its variants and the tags of each, or any other type as it is.

    A declared discriminator is read with its mapping and, for variants that it leaves out, by the constants
    of the property or the variant's key among the components. Without one, a property that each variant
    requires with a constant of its own is as good. A discriminator that leaves a variant without a tag stays
    a constraint.
    """
    if not isinstance(kind, types.Union):
        return kind
    declared = next((item.value for item in kind.constraints if item.keyword == "discriminator"), None)
    if not isinstance(declared, dict):
        return _inferred(kind, table)
    wire, mapping = declared.get("propertyName"), declared.get("mapping")
    if not isinstance(wire, str):
        return _inferred(kind, table)
    mapped = _mapped(kind, mapping if isinstance(mapping, dict) else {}, diagnostics)
    # Authors often forget to require what tells their variants apart.
    variants = _selected(kind, mapped, wire, table, required=False)
    if not _tell_apart(variants):
        variants = _selected(kind, mapped, wire, table, required=True)
    if not _tell_apart(variants):
        diagnostics.warning(
            "ambiguous-discriminator",
            f"The discriminator {wire!r} does not tell the variants apart; their shapes will.",
            kind.pointer,
            hint="Give each variant a value of its own under `mapping`, by reference.",
        )
        return kind
    rest = tuple(item for item in kind.constraints if item.keyword != "discriminator")
    return replace(kind, variants=variants, discriminator=wire, constraints=rest)


def with_selectors(
    declarations: Iterable[Declaration], unions: Iterable[types.Union]
) -> tuple[Declaration, ...]:
    """The declarations with objects that know the values which select them.

    Only where all unions that an object is a variant of state those values: a name that stands for them is
    often not what is sent.
    """
    made = tuple(declarations)
    table = {item.id: item for item in made}
    known: dict[tuple[str, str], dict[str, None]] = {}
    doubtful: set[tuple[str, str]] = set()
    for union in unions:
        for variant in union.variants:
            if isinstance(variant.type, types.Ref) and union.discriminator:
                place = variant.type.id, union.discriminator
                texts = [tag for tag in variant.tags if isinstance(tag, str)]
                known.setdefault(place, {}).update(dict.fromkeys(texts))
                if not variant.stated or len(texts) < len(variant.tags):
                    doubtful.add(place)

    def selected(id: str, prop: types.Property) -> types.Property:
        place = (id, prop.wire)
        if place not in known or place in doubtful or not _admits_text(prop.type, table):
            return prop
        return replace(prop, selects=tuple(known[place]))

    def told(item: Declaration) -> Declaration:
        if not isinstance(item.type, types.Record):
            return item
        properties = tuple(selected(item.id, each) for each in item.type.properties)
        return replace(item, type=replace(item.type, properties=properties))

    return tuple(map(told, made))


def _admits_text(kind: Type, table: Mapping[str, Declaration]) -> bool:
    """Whether a type is that of texts, of which there is more than one."""
    meant = _plain(kind, table)
    return isinstance(meant, types.Scalar | types.Enum) and meant.kind == "string"


def _selected(
    union: types.Union,
    mapped: Iterable[tuple[Json, ...]],
    wire: str,
    table: Mapping[str, Declaration],
    *,
    required: bool,
) -> tuple[Variant, ...]:
    """The variants by what the mapping, the constants of the property, or their names say.

    `required`: only constants of a property count that the variant requires.
    """
    found: list[Variant] = []
    for variant, tags in zip(union.variants, mapped, strict=True):
        known = tags or _constants(variant.type, wire, table, required=required)
        found.append(replace(variant, tags=known or _implicit(variant.type), stated=bool(known)))
    return tuple(found)


def _mapped(
    union: types.Union, mapping: Mapping[str, object], diagnostics: Diagnostics
) -> list[tuple[Json, ...]]:
    """The values that `mapping` gives to each variant; one that leads elsewhere is reported."""
    tags: list[list[Json]] = [[] for _ in union.variants]
    ids = [_target(variant.type) for variant in union.variants]
    for value, reference in mapping.items():
        index = _index(reference, ids) if isinstance(reference, str) else None
        if index is not None:
            tags[index].append(value)
        else:
            diagnostics.warning(
                "mapping-without-variant",
                f"The discriminator maps {value!r} to {reference!r}, which is no variant of this union.",
                union.pointer,
                hint="Add that schema to `oneOf` or `anyOf`, or remove the entry.",
            )
    return [tuple(found) for found in tags]


def _index(reference: str, ids: list[str]) -> int | None:
    """Which variant a mapping leads to: by reference, by key, or by the last word of a reference that was
    moved (`dog.yaml`, `#/$defs/Dog`) where only one variant is called so."""
    pointer = reference.removeprefix("#") if reference.startswith("#") else COMPONENTS + reference
    if pointer in ids:
        return ids.index(pointer)
    last = reference.rpartition("/")[2].partition(".")[0]
    called = [index for index, id in enumerate(ids) if split(id) and split(id)[-1] == last]
    return called[0] if len(called) == 1 else None


def _target(kind: Type) -> str:
    return kind.id if isinstance(kind, types.Ref) else kind.pointer


def _implicit(kind: Type) -> tuple[Json, ...]:
    """The name of a component, which stands for it where nothing is mapped."""
    key = component_key(kind.id) if isinstance(kind, types.Ref) else ""
    return (key,) if key else ()


def _inferred(union: types.Union, table: Mapping[str, Declaration]) -> types.Union:
    """The union by the first property that each variant requires with constants of its own."""
    first = _record(union.variants[0].type, table)
    if first is None:
        return union
    for prop in first.properties:
        if not prop.required or members_of(_plain(prop.type, table)) is None:
            continue
        variants = tuple(
            replace(variant, tags=_constants(variant.type, prop.wire, table)) for variant in union.variants
        )
        if _tell_apart(variants):
            return replace(union, variants=variants, discriminator=prop.wire)
    return union


def _tell_apart(variants: tuple[Variant, ...]) -> bool:
    keys = [json_key(tag) for variant in variants for tag in variant.tags]
    return all(variant.tags for variant in variants) and len(keys) == len(set(keys))


def _constants(
    kind: Type, wire: str, table: Mapping[str, Declaration], depth: int = 0, *, required: bool = True
) -> tuple[Json, ...]:
    """The values that a property of a variant may have; of a union those of all its variants."""
    meant = _plain(kind, table)
    if isinstance(meant, types.Union) and depth < _DEEPEST:
        inner = [
            _constants(variant.type, wire, table, depth + 1, required=required) for variant in meant.variants
        ]
        return tuple(tag for tags in inner for tag in tags) if all(inner) else ()
    if not isinstance(meant, types.Record):
        return ()
    for prop in meant.properties:
        if prop.wire == wire and (prop.required or not required):
            value = _plain(prop.type, table)
            if isinstance(value, types.Enum) and value.open:
                return ()
            return tuple(member.value for member in members_of(value) or ())
    return ()


def _record(kind: Type, table: Mapping[str, Declaration], depth: int = 0) -> types.Record | None:
    meant = _plain(kind, table)
    if isinstance(meant, types.Union) and depth < _DEEPEST:
        return _record(meant.variants[0].type, table, depth + 1)
    return meant if isinstance(meant, types.Record) else None


def _plain(kind: Type, table: Mapping[str, Declaration]) -> Type:
    """What a type stands for through its references."""
    for _ in range(100):
        if not isinstance(kind, types.Ref) or kind.id not in table:
            break
        kind = table[kind.id].type
    return kind
