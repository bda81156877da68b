"""What a part of a document refers to, directly and through what it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from specpress.document.pointer import JsonValue, join, lookup

_COMPONENTS: Final = "/components/"
_SCHEMAS: Final = "/components/schemas"


def reached(root: dict[str, JsonValue], start: JsonValue) -> set[str]:
    """Pointers of all values that references lead to from `start`, which is no part of what is returned.

    Counts as a reference: `$ref`; the values of a discriminator's `mapping`; and for a component schema
    with a discriminator the schemas that extend it through `allOf` (OpenAPI 3.1, 4.8.25).
    """
    found: set[str] = set()
    extending = _extending(root)
    waiting = list(references(start))
    while waiting:
        pointer = waiting.pop()
        if pointer in found:
            continue
        try:
            value = lookup(root, pointer)
        except KeyError:
            continue
        found.add(pointer)
        waiting += references(value)
        if isinstance(value, dict) and "discriminator" in value:
            waiting += extending.get(pointer, ())
    return found


def references(value: JsonValue) -> Iterator[str]:
    """The pointers that references anywhere inside a value name."""
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, list):
            waiting += here
        elif isinstance(here, dict):
            waiting += here.values()
            target = here.get("$ref")
            if isinstance(target, str) and target.startswith("#"):
                yield target[1:]
            yield from _mapped(here.get("discriminator"))


def _mapped(discriminator: JsonValue) -> Iterator[str]:
    mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
    for target in mapping.values() if isinstance(mapping, dict) else ():
        if isinstance(target, str):
            yield target[1:] if target.startswith("#/") else join(_SCHEMAS, target)


def _extending(root: dict[str, JsonValue]) -> dict[str, list[str]]:
    """Component schemas by the pointer of each schema that they extend."""
    found: dict[str, list[str]] = {}
    components = root.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    for name, schema in schemas.items() if isinstance(schemas, dict) else ():
        parts = schema.get("allOf") if isinstance(schema, dict) else None
        for part in parts if isinstance(parts, list) else ():
            target = part.get("$ref") if isinstance(part, dict) else None
            if isinstance(target, str) and target.startswith("#"):
                found.setdefault(target[1:], []).append(join(_SCHEMAS, name))
    return found
