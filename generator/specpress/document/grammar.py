"""Which objects an OpenAPI document is made of, and where each may stand.

Everything that walks a document walks it by this table, so that a `$ref` in an example, an enum value or
an `x-` key is never taken for a reference, nor a property named `items` for a schema keyword.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from specpress.document.pointer import JsonValue, index
from specpress.tokens import escape


class Kind(Enum):
    """The objects of the OpenAPI Specification, by their name there."""

    OPENAPI = "OpenAPI Object"
    INFO = "Info Object"
    CONTACT = "Contact Object"
    LICENSE = "License Object"
    SERVER = "Server Object"
    SERVER_VARIABLE = "Server Variable Object"
    COMPONENTS = "Components Object"
    PATHS = "Paths Object"
    PATH_ITEM = "Path Item Object"
    OPERATION = "Operation Object"
    EXTERNAL_DOCS = "External Documentation Object"
    PARAMETER = "Parameter Object"
    REQUEST_BODY = "Request Body Object"
    MEDIA_TYPE = "Media Type Object"
    ENCODING = "Encoding Object"
    RESPONSES = "Responses Object"
    RESPONSE = "Response Object"
    CALLBACK = "Callback Object"
    EXAMPLE = "Example Object"
    LINK = "Link Object"
    HEADER = "Header Object"
    TAG = "Tag Object"
    SCHEMA = "Schema Object"
    DISCRIMINATOR = "Discriminator Object"
    XML = "XML Object"
    SECURITY_SCHEME = "Security Scheme Object"
    OAUTH_FLOWS = "OAuth Flows Object"
    OAUTH_FLOW = "OAuth Flow Object"

    # Every walk looks kinds up in tables; the hash that enumerations have is Python code.
    __hash__ = object.__hash__


class Shape(Enum):
    """How the objects of a field are held."""

    ONE = "one"
    LIST = "list"
    MAP = "map"


@dataclass(frozen=True, slots=True)
class Field:
    """A field that holds objects of one kind."""

    shape: Shape
    kind: Kind


def _one(kind: Kind) -> Field:
    return Field(Shape.ONE, kind)


def _list(kind: Kind) -> Field:
    return Field(Shape.LIST, kind)


def _map(kind: Kind) -> Field:
    return Field(Shape.MAP, kind)


_OPERATIONS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_SCHEMA, _EXAMPLES = Kind.SCHEMA, _map(Kind.EXAMPLE)
_VALUE = {"schema": _one(_SCHEMA), "content": _map(Kind.MEDIA_TYPE), "examples": _EXAMPLES}

FIELDS: Final[dict[Kind, dict[str, Field]]] = {
    Kind.OPENAPI: {
        "info": _one(Kind.INFO),
        "servers": _list(Kind.SERVER),
        "paths": _one(Kind.PATHS),
        "webhooks": _map(Kind.PATH_ITEM),
        "components": _one(Kind.COMPONENTS),
        "tags": _list(Kind.TAG),
        "externalDocs": _one(Kind.EXTERNAL_DOCS),
    },
    Kind.INFO: {"contact": _one(Kind.CONTACT), "license": _one(Kind.LICENSE)},
    Kind.SERVER: {"variables": _map(Kind.SERVER_VARIABLE)},
    Kind.COMPONENTS: {
        "schemas": _map(_SCHEMA),
        "responses": _map(Kind.RESPONSE),
        "parameters": _map(Kind.PARAMETER),
        "examples": _EXAMPLES,
        "requestBodies": _map(Kind.REQUEST_BODY),
        "headers": _map(Kind.HEADER),
        "securitySchemes": _map(Kind.SECURITY_SCHEME),
        "links": _map(Kind.LINK),
        "callbacks": _map(Kind.CALLBACK),
        "pathItems": _map(Kind.PATH_ITEM),
        "mediaTypes": _map(Kind.MEDIA_TYPE),
    },
    Kind.PATH_ITEM: {
        "servers": _list(Kind.SERVER),
        "parameters": _list(Kind.PARAMETER),
        **dict.fromkeys(_OPERATIONS, _one(Kind.OPERATION)),
        "additionalOperations": _map(Kind.OPERATION),
    },
    Kind.OPERATION: {
        "externalDocs": _one(Kind.EXTERNAL_DOCS),
        "parameters": _list(Kind.PARAMETER),
        "requestBody": _one(Kind.REQUEST_BODY),
        "responses": _one(Kind.RESPONSES),
        "callbacks": _map(Kind.CALLBACK),
        "servers": _list(Kind.SERVER),
    },
    Kind.PARAMETER: _VALUE,
    Kind.HEADER: _VALUE,
    Kind.REQUEST_BODY: {"content": _map(Kind.MEDIA_TYPE)},
    Kind.MEDIA_TYPE: {
        "schema": _one(_SCHEMA),
        "itemSchema": _one(_SCHEMA),
        "examples": _EXAMPLES,
        "encoding": _map(Kind.ENCODING),
        "prefixEncoding": _list(Kind.ENCODING),
        "itemEncoding": _one(Kind.ENCODING),
    },
    Kind.ENCODING: {
        "headers": _map(Kind.HEADER),
        "encoding": _map(Kind.ENCODING),
        "prefixEncoding": _list(Kind.ENCODING),
        "itemEncoding": _one(Kind.ENCODING),
    },
    Kind.RESPONSE: {
        "headers": _map(Kind.HEADER),
        "content": _map(Kind.MEDIA_TYPE),
        "links": _map(Kind.LINK),
    },
    Kind.LINK: {"server": _one(Kind.SERVER)},
    Kind.TAG: {"externalDocs": _one(Kind.EXTERNAL_DOCS)},
    Kind.SCHEMA: {
        **dict.fromkeys(
            ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions"), _map(_SCHEMA)
        ),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), _list(_SCHEMA)),
        **dict.fromkeys(
            ("items", "additionalItems", "unevaluatedItems", "contains", "contentSchema"), _one(_SCHEMA)
        ),
        **dict.fromkeys(("additionalProperties", "unevaluatedProperties", "propertyNames"), _one(_SCHEMA)),
        **dict.fromkeys(("not", "if", "then", "else"), _one(_SCHEMA)),
        "discriminator": _one(Kind.DISCRIMINATOR),
        "xml": _one(Kind.XML),
        "externalDocs": _one(Kind.EXTERNAL_DOCS),
    },
    Kind.SECURITY_SCHEME: {"flows": _one(Kind.OAUTH_FLOWS)},
    Kind.OAUTH_FLOWS: dict.fromkeys(
        ("implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization"),
        _one(Kind.OAUTH_FLOW),
    ),
}
"""The fields of each kind that hold other objects. Kinds without an entry hold none."""

PATTERNED: Final = {
    Kind.PATHS: _one(Kind.PATH_ITEM),
    Kind.RESPONSES: _one(Kind.RESPONSE),
    Kind.CALLBACK: _one(Kind.PATH_ITEM),
}
"""The kinds whose keys are chosen by the author; those that begin with `x-` are extensions nevertheless."""

SECTIONS: Final = {field.kind: name for name, field in FIELDS[Kind.COMPONENTS].items()}
"""Where in `components` each kind is kept. These are the kinds for which `$ref` may stand."""


def children(kind: Kind, value: JsonValue) -> Iterator[tuple[str, Kind, JsonValue]]:
    """The objects directly below one, each with the pointer from there (`/properties/name`)."""
    if not isinstance(value, dict):
        return
    for key, child, field in fields(kind, value):
        token = f"/{escape(key)}"
        if isinstance(child, list):
            if field.shape is not Shape.MAP:
                for index, item in enumerate(child):
                    yield f"{token}/{index}", field.kind, item
        elif field.shape is Shape.ONE:
            yield token, field.kind, child
        elif field.shape is Shape.MAP and isinstance(child, dict):
            for name, item in child.items():
                yield f"{token}/{escape(name)}", field.kind, item


def fields(kind: Kind, value: dict[str, JsonValue]) -> list[tuple[str, JsonValue, Field]]:
    """Keys, values and meaning of the fields that hold other objects, in the object's order."""
    table = FIELDS.get(kind)
    if table is not None:
        return [(key, child, table[key]) for key, child in value.items() if key in table]
    patterned = PATTERNED.get(kind)
    if patterned is None:
        return []
    return [(key, child, patterned) for key, child in value.items() if key[:2] != "x-" and key != "$ref"]


def field_of(kind: Kind, key: str) -> Field | None:
    """What the field of an object holds, where that is objects."""
    patterned = PATTERNED.get(kind)
    if patterned is not None:
        return None if key.startswith("x-") or key == "$ref" else patterned
    return FIELDS.get(kind, {}).get(key)


def kind_at(kind: Kind, value: JsonValue, tokens: tuple[str, ...]) -> Kind | None:
    """What the grammar expects at a descendant; None where it expects no object there."""
    here: Kind | None = kind
    inside: Field | None = None
    for token in tokens:
        if inside is not None:
            here, inside = inside.kind, None
        else:
            field = field_of(here, token) if here else None
            if field is None or not isinstance(value, dict):
                return None
            child = value.get(token)
            if field.shape is Shape.ONE and not isinstance(child, list):
                here = field.kind
            else:
                here, inside = None, field
        value = _step(value, token)
    return here if inside is None else None


Change = Callable[[Kind, JsonValue, str], JsonValue]
"""Gives the new value of an object, which may be the old one; its pointer comes last."""


def map_children(kind: Kind, value: JsonValue, pointer: str, change: Change) -> JsonValue:
    """The object with each object directly below it changed; itself, not a copy, where nothing changes."""
    if not isinstance(value, dict):
        return value
    made: dict[str, JsonValue] | None = None
    for key, child, field in fields(kind, value):
        below = f"{pointer}/{escape(key)}"
        new = _map_field(field, child, below, change)
        if new is not child:
            if made is None:
                made = dict(value)
            made[key] = new
    return value if made is None else made


def _map_field(field: Field, child: JsonValue, pointer: str, change: Change) -> JsonValue:
    if isinstance(child, list):
        if field.shape is Shape.MAP:
            return child
        items = [change(field.kind, item, f"{pointer}/{index}") for index, item in enumerate(child)]
        return child if all(new is old for new, old in zip(items, child, strict=True)) else items
    if field.shape is Shape.ONE:
        return change(field.kind, child, pointer)
    if field.shape is Shape.LIST or not isinstance(child, dict):
        return child
    made = {name: change(field.kind, item, f"{pointer}/{escape(name)}") for name, item in child.items()}
    return child if all(made[name] is item for name, item in child.items()) else made


def _step(value: JsonValue, token: str) -> JsonValue:
    if isinstance(value, dict):
        return value.get(token)
    if isinstance(value, list) and (at := index(token, len(value))) is not None:
        return value[at]
    return None
