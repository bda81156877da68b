"""Hierarchies: a schema with a `discriminator` that others are made of, and the variants that it stands for.

OpenAPI lets a base schema have its heirs by a discriminator alone (3.1.1, 4.8.25.3): `Cat` is `allOf` of
`Pet` and more, and where `Pet` is referred to, a `Cat` may come. Here that is said as `anyOf`, as a base may
say it itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from specpress.document.grammar import Kind, map_children
from specpress.document.pointer import JsonValue, join

_SCHEMAS: Final = "/components/schemas"
_SAYS_WHAT: Final = frozenset(
    (
        "type",
        "properties",
        "required",
        "additionalProperties",
        "patternProperties",
        "minProperties",
        "maxProperties",
    )
)
_VALUE: Final = "x-ms-discriminator-value"
"""What an heir may call itself."""


def with_variants(root: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """The document in which base schemas that are referred to as values name their heirs as variants."""
    schemas = _schemas(root)
    bases = [key for key, schema in schemas.items() if _is_base(schema)]
    if not bases:
        return root
    children = _children(schemas)
    wanted = _referred_to(root)
    made = dict(schemas)
    keys = {_reference(key): key for key in schemas}
    for key in bases:
        heirs = _heirs(key, children, schemas) if _pointer(key) in wanted else []
        # Of one heir nobody knows whether it is all that may come.
        if len(heirs) > 1 and not _is_own_variant(key, schemas):
            for heir in heirs:
                made[heir] = _of_its_own(made[heir], made.get(keys.get(next(_parts(made[heir]), ""), "")))
            made[key] = _of_heirs(made[key], schemas, heirs)
    if made == schemas:
        return root
    components = root["components"]
    assert isinstance(components, dict)
    return {**root, "components": {**components, "schemas": made}}


def _schemas(root: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    components = root.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    return schemas if isinstance(schemas, dict) else {}


def _is_base(schema: JsonValue) -> bool:
    if not isinstance(schema, dict) or not {"oneOf", "anyOf", "$ref"}.isdisjoint(schema):
        return False
    discriminator = schema.get("discriminator")
    return isinstance(discriminator, dict) and isinstance(discriminator.get("propertyName"), str)


def _children(schemas: Mapping[str, JsonValue]) -> Mapping[str, list[str]]:
    """By reference to a schema, the schemas that are made of it."""
    found: dict[str, list[str]] = {}
    for key, schema in schemas.items():
        for reference in _parts(schema):
            found.setdefault(reference, []).append(key)
    return found


def _parts(schema: JsonValue) -> Iterator[str]:
    """What a schema is made of: the references of its `allOf`, and what stands there itself."""
    parts = schema.get("allOf") if isinstance(schema, dict) else None
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, dict):
            reference = part.get("$ref")
            if isinstance(reference, str):
                yield reference
            yield from _parts(part)


def _heirs(key: str, children: Mapping[str, list[str]], schemas: Mapping[str, JsonValue]) -> list[str]:
    """All that is made of a base, as variants: an heir that is a base itself stands for its own."""
    found: dict[str, None] = {}
    waiting = [key]
    while waiting:
        for child in children.get(_reference(waiting.pop(0)), ()):
            if child not in found and child != key:
                found[child] = None
                if not _is_base(schemas[child]):
                    waiting.append(child)
    return list(found)


def _is_own_variant(key: str, schemas: Mapping[str, JsonValue]) -> bool:
    """Whether a base is mapped to itself, which no union can say without going round in circles."""
    return any(target in (key, _reference(key)) for target in _mapping(schemas[key]).values())


def _mapping(base: JsonValue) -> Mapping[str, JsonValue]:
    discriminator = base.get("discriminator") if isinstance(base, dict) else None
    mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
    return mapping if isinstance(mapping, dict) else {}


def _of_heirs(base: JsonValue, schemas: Mapping[str, JsonValue], heirs: list[str]) -> JsonValue:
    """The base with its heirs as variants, and what they call themselves in its mapping."""
    assert isinstance(base, dict)
    mapping = dict(_mapping(base))
    for heir in heirs:
        called = schemas[heir]
        value = called.get(_VALUE) if isinstance(called, dict) else None
        if isinstance(value, str):
            mapping.setdefault(value, _reference(heir))
    stated = base["discriminator"]
    assert isinstance(stated, dict)
    told: dict[str, JsonValue] = {**stated, **({"mapping": mapping} if mapping else {})}
    variants: list[JsonValue] = [{"$ref": _reference(heir)} for heir in heirs]
    made: dict[str, JsonValue] = {**base, "discriminator": told, "anyOf": variants}
    return made


def _of_its_own(heir: JsonValue, parent: JsonValue) -> JsonValue:
    """An heir that adds nothing to its parent, as an object of its own.

    As another name of its base it would be a variant of itself.
    """
    parts = heir.get("allOf") if isinstance(heir, dict) else None
    if not isinstance(heir, dict) or not isinstance(parts, list) or len(parts) > 1:
        return heir
    if not isinstance(parent, dict) or not _SAYS_WHAT.isdisjoint(heir):
        return heir
    inherited = {key: value for key, value in parent.items() if key in _SAYS_WHAT or key == "allOf"}
    return {**inherited, **{key: value for key, value in heir.items() if key != "allOf"}}


def _referred_to(root: dict[str, JsonValue]) -> set[str]:
    """The pointers of schemas that stand for values somewhere, not only for parts of others."""
    found: set[str] = set()

    def visit(kind: Kind, value: JsonValue, pointer: str) -> JsonValue:
        if kind is Kind.SCHEMA and isinstance(value, dict):
            reference = value.get("$ref")
            parent, _, _ = pointer.rpartition("/")
            if isinstance(reference, str) and not parent.endswith("/allOf"):
                found.add(reference.removeprefix("#"))
        return map_children(kind, value, pointer, visit)

    visit(Kind.OPENAPI, root, "")
    return found


def _pointer(key: str) -> str:
    return join(_SCHEMAS, key)


def _reference(key: str) -> str:
    return f"#{_pointer(key)}"
