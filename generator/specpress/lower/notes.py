"""The keywords that say something to people, and those that only narrow what is valid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from specpress.document.pointer import Cursor, JsonValue
from specpress.ir import types
from specpress.ir.types import NO_ANNOTATIONS, Annotations, Constraint, Given, Xml, XmlNode

OF_STRINGS: Final = (
    "minLength",
    "maxLength",
    "pattern",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
)
OF_NUMBERS: Final = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf")
OF_ARRAYS: Final = (
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
)
OF_OBJECTS: Final = (
    "minProperties",
    "maxProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
)
OF_ANY: Final = ("not", "if", "then", "else")
EVERY: Final = (*OF_STRINGS, *OF_NUMBERS, *OF_ARRAYS, *OF_OBJECTS)

# Vendor keys that say why something is deprecated; the first that is there is read.
DEPRECATION_KEYS: Final = ("x-deprecation-message", "x-stainless-deprecation-message")
ANNOTATIONS: Final = frozenset(
    {"title", "description", "deprecated", "default", "examples", "example", "xml", *DEPRECATION_KEYS}
)

UNTYPED: Final = Constraint("type", None)
"""`properties` without `type`: read as an object, though other values are valid, too."""

_SCHEMAS: Final = frozenset(
    {"contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "contentSchema", *OF_ANY}
)
_WITHOUT_EFFECT: Final = {"minLength": 0, "minItems": 0, "minProperties": 0, "uniqueItems": False}

_TIGHTER: Final[dict[str, Callable[[Iterable[float]], float]]] = {
    "minLength": max,
    "minItems": max,
    "minProperties": max,
    "minimum": max,
    "exclusiveMinimum": max,
    "maxLength": min,
    "maxItems": min,
    "maxProperties": min,
    "maximum": min,
    "exclusiveMaximum": min,
}

T = TypeVar("T", bound=types.Type)


def stated_annotations(schema: Cursor) -> Annotations:
    """What a schema says besides what is valid (JSON Schema 2020-12 validation, section 9)."""
    value = schema.mapping
    if value.keys().isdisjoint(ANNOTATIONS):
        return NO_ANNOTATIONS
    stated = Annotations(
        title=_text(value.get("title")),
        description=_text(value.get("description")),
        deprecated=value.get("deprecated") is True,
        deprecation=_text(next((value[key] for key in DEPRECATION_KEYS if key in value), None)),
        default=Given(value["default"]) if "default" in value else None,
        examples=_examples(value),
        xml=_xml(schema / "xml") if "xml" in value else None,
    )
    return stated if stated != NO_ANNOTATIONS else NO_ANNOTATIONS


def filled(first: Annotations, second: Annotations) -> Annotations:
    """What the first says, completed by the second."""
    if second == NO_ANNOTATIONS or first == second:
        return first
    return Annotations(
        title=first.title or second.title,
        description=first.description or second.description,
        deprecated=first.deprecated or second.deprecated,
        deprecation=first.deprecation or second.deprecation,
        default=first.default or second.default,
        examples=first.examples or second.examples,
        xml=first.xml or second.xml,
    )


def annotated(kind: T, stated: Annotations) -> T:
    """The type with annotations that come before its own."""
    return kind if stated == NO_ANNOTATIONS else replace(kind, annotations=filled(stated, kind.annotations))


def bare(kind: T) -> T:
    """The type without annotations of its own."""
    return kind if kind.annotations == NO_ANNOTATIONS else replace(kind, annotations=NO_ANNOTATIONS)


def constrained(kind: T, *more: Constraint) -> T:
    """The type with further constraints."""
    return replace(kind, constraints=(*kind.constraints, *more)) if more else kind


def tightened(kind: T, more: tuple[Constraint, ...]) -> T:
    """The type with further constraints; of two bounds of one kind the tighter is kept."""
    if not more:
        return kind
    result = list(kind.constraints)
    for item in more:
        tighter = _TIGHTER.get(item.keyword)
        index = next((i for i, other in enumerate(result) if other.keyword == item.keyword), None)
        if item in result:
            continue
        if tighter is None or index is None:
            result.append(item)
            continue
        old, new = result[index].value, item.value
        if isinstance(old, (int, float)) and isinstance(new, (int, float)):
            result[index] = Constraint(item.keyword, tighter((old, new)))
    return replace(kind, constraints=tuple(result))


def constraints(
    schema: Cursor, keywords: tuple[str, ...], convert: Callable[[Cursor], types.Type]
) -> tuple[Constraint, ...]:
    """The constraints among some keywords, in the order of the table; schemas among their values are
    converted."""
    value = schema.mapping
    if value.keys().isdisjoint(keywords):
        return ()
    return tuple(
        Constraint(keyword, _value(schema, keyword, convert))
        for keyword in keywords
        if keyword in value and not _idle(keyword, value[keyword])
    )


def _value(
    schema: Cursor, keyword: str, convert: Callable[[Cursor], types.Type]
) -> types.Json | types.Type | dict[str, types.Type]:
    here = schema / keyword
    if keyword in _SCHEMAS:
        return convert(here)
    if keyword == "dependentSchemas":
        return {name: convert(child) for name, child in sorted(here.entries(), key=lambda entry: entry[0])}
    return here.value


def _idle(keyword: str, value: JsonValue) -> bool:
    return keyword in _WITHOUT_EFFECT and value == _WITHOUT_EFFECT[keyword]


def _xml(xml: Cursor) -> Xml:
    """How a value is written in XML; `attribute` and `wrapped` are what `nodeType` was before OpenAPI 3.2."""
    older: XmlNode = "attribute" if (xml / "attribute").flag else "element" if (xml / "wrapped").flag else ""
    return Xml(
        name=(xml / "name").text,
        node=_NODES.get((xml / "nodeType").text, older),
        namespace=(xml / "namespace").text,
        prefix=(xml / "prefix").text,
    )


_NODES: Final[Mapping[str, XmlNode]] = {
    "element": "element",
    "attribute": "attribute",
    "text": "text",
    "cdata": "cdata",
    "none": "none",
}


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""


def _examples(value: Mapping[str, JsonValue]) -> tuple[types.Json, ...]:
    examples = value.get("examples")
    if isinstance(examples, list):
        return tuple(examples)
    return (value["example"],) if "example" in value else ()
