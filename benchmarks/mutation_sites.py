"""The places of OpenAPI documents that edits are made in, as they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

Object: TypeAlias = dict[str, Any]
Sites: TypeAlias = Callable[[Object], Iterator[Any]]

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def root(document: Object) -> Iterator[Object]:
    """The document itself."""
    yield document


def items(document: Object) -> Iterator[Object]:
    """Path items."""
    yield from objects(document.get("paths"))


def operations(document: Object) -> Iterator[Object]:
    """Operations."""
    for item in items(document):
        yield from (item[method] for method in METHODS if isinstance(item.get(method), dict))


def methods(document: Object) -> Iterator[tuple[Object, str]]:
    """Path items, each with one of its methods."""
    for item in items(document):
        yield from ((item, method) for method in METHODS if isinstance(item.get(method), dict))


def parameter_lists(document: Object) -> Iterator[list[Any]]:
    """The lists of parameters of path items and operations."""
    for owner in (*items(document), *operations(document)):
        if isinstance(owner.get("parameters"), list):
            yield owner["parameters"]


def parameters(document: Object) -> Iterator[Object]:
    """Parameters outside the path, as they are written."""
    found = [item for entries in parameter_lists(document) for item in entries if isinstance(item, dict)]
    found.extend(objects(components(document).get("parameters")))
    yield from (item for item in found if item.get("in") in ("query", "header", "cookie"))


def bodies(document: Object) -> Iterator[Object]:
    """Request bodies of operations."""
    for operation in operations(document):
        if isinstance(operation.get("requestBody"), dict) and "$ref" not in operation["requestBody"]:
            yield operation["requestBody"]


def responses(document: Object) -> Iterator[Object]:
    """The tables of responses of operations."""
    for operation in operations(document):
        if isinstance(operation.get("responses"), dict):
            yield operation["responses"]


def contents(document: Object) -> Iterator[Object]:
    """The tables of media types of bodies and responses."""
    holders = [*bodies(document), *objects(components(document).get("responses"))]
    for table in responses(document):
        holders.extend(objects(table))
    yield from (holder["content"] for holder in holders if isinstance(holder.get("content"), dict))


def schemas(document: Object) -> Iterator[Object]:
    """All schemas that are objects and no references, outside in."""
    waiting: list[Any] = [*objects(components(document).get("schemas"))]
    waiting.extend(media.get("schema") for table in contents(document) for media in objects(table))
    waiting.extend(parameter.get("schema") for parameter in parameters(document))
    while waiting:
        schema = waiting.pop(0)
        if not isinstance(schema, dict):
            continue
        if "$ref" not in schema:
            yield schema
        waiting.extend(objects(schema.get("properties")))
        waiting.extend(schema.get(key) for key in ("items", "additionalProperties"))
        for key in ("allOf", "oneOf", "anyOf"):
            waiting.extend(schema[key] if isinstance(schema.get(key), list) else ())


def having(key: str) -> Sites:
    """Schemas that have a keyword."""
    return lambda document: (schema for schema in schemas(document) if key in schema)


def typed(*names: str) -> Sites:
    """Schemas of some types."""
    return lambda document: (schema for schema in schemas(document) if schema.get("type") in names)


def components(document: Object) -> Object:
    """The components; nothing where there are none."""
    found = document.get("components")
    return found if isinstance(found, dict) else {}


def objects(value: Any) -> list[Object]:
    """The values of an object that are objects."""
    return [item for item in value.values() if isinstance(item, dict)] if isinstance(value, dict) else []
