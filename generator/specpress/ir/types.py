"""The types of the model: a closed union of frozen values.

The meaning of a schema is worked out once, while lowering; a target matches these types exhaustively
(`assert_never`) and never looks at a schema again. Cycles exist only through :class:`Ref`.
Names shadow `typing` on purpose, being the field's own terms: use them qualified (``types.Union``).
"""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from specpress.ir.names import Name

Json: typing.TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""A JSON value. Treated as immutable everywhere."""

ScalarKind: typing.TypeAlias = typing.Literal["string", "integer", "number", "boolean"]


@dataclass(frozen=True, slots=True)
class Given:
    """A JSON value that was stated, so that a stated null differs from nothing stated."""

    value: Json


XmlNode: typing.TypeAlias = typing.Literal["", "element", "attribute", "text", "cdata", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Xml:
    """How a value is written in XML (OpenAPI 3.2, XML Object). What is empty follows from where it stands."""

    name: str = ""
    node: XmlNode = ""
    """What the value is in XML. An array is none, unless there is an element around its items."""
    namespace: str = ""
    prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """What a schema says besides what is valid (JSON Schema 2020-12 validation, section 9, and OpenAPI)."""

    title: str = ""
    description: str = ""
    deprecated: bool = False
    deprecation: str = ""
    """What the document says of its deprecation."""
    default: Given | None = None
    examples: tuple[Json, ...] = ()
    xml: Xml | None = None


NO_ANNOTATIONS: typing.Final = Annotations()


@dataclass(frozen=True, slots=True)
class Constraint:
    """One validation keyword and its value.

    Targets may ignore it; the wire diff may not, so nothing that decides validity is dropped.
    The value is a type where the keyword's value is a schema (`contains`, `not`, `if`, ...).
    """

    keyword: str
    value: Json | Type | tuple[Type, ...] | Mapping[str, Type]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    annotations: Annotations = NO_ANNOTATIONS
    constraints: tuple[Constraint, ...] = ()
    pointer: str = field(default="", compare=False)
    """JSON Pointer (RFC 6901) of the schema in the normalised document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar(_Base):
    """A string, integer, number or boolean. `format` is the document's word, lower case, or empty."""

    kind: ScalarKind
    format: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal(_Base):
    """Exactly one value, of any JSON type (`const`, or an enum of one); null is ``Literal(value=None)``."""

    value: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumMember:
    """One value of an enum with what the document says of it."""

    value: Json
    description: str = ""
    deprecated: bool = False
    deprecation: str = ""
    """What the document says of its deprecation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enum(_Base):
    """Two or more distinct values in the document's order. `open`: other values of `kind` are admitted.

    `kind` is None where the members are of several JSON types. Null is never a member: see :class:`Nullable`.
    """

    members: tuple[EnumMember, ...]
    kind: ScalarKind | None
    open: bool = False
    known_first: bool = field(default=False, compare=False)
    """Of an open one, whether the document names the members before it admits any other value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Array(_Base):
    """A list of any length."""

    item: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuple(_Base):
    """`prefixItems`: items by position, then any number of `rest` (Never: none)."""

    items: tuple[Type, ...]
    rest: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Map(_Base):
    """An object without declared properties."""

    value: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A declared property. `wire` is its key in JSON, `name` the words an identifier is made from."""

    wire: str
    name: Name
    type: Type
    required: bool = False
    read_only: bool = False
    write_only: bool = False
    annotations: Annotations = NO_ANNOTATIONS
    """What the property itself says; where the type is a Ref, the declaration has its own."""
    selects: tuple[str, ...] = field(default=(), compare=False)
    """The values by which a discriminator selects this object, where the type admits others: a target may
    print them in its place."""
    pointer: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(_Base):
    """An object with declared properties, sorted: required first, then `id`, then by wire name.

    `extra` is the type of all others: Any where nothing is said, Never where they are forbidden.
    """

    properties: tuple[Property, ...]
    extra: Type
    patterns: tuple[tuple[str, Type], ...] = ()
    """`patternProperties`: (regular expression, type)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One branch of a union. `tags` are the discriminator's values that select it."""

    type: Type
    tags: tuple[Json, ...] = ()
    stated: bool = field(default=False, compare=False)
    """Whether the document states them, rather than a name that stands for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Union(_Base):
    """One of two or more variants, in the document's order.

    `discriminator` is the wire name of the property whose value selects the variant: declared, or inferred
    where each variant requires it with a constant of its own. `exclusive`: `oneOf`, which matters to the wire
    diff alone.
    """

    variants: tuple[Variant, ...]
    discriminator: str | None = None
    exclusive: bool = False
    common: Record | None = field(default=None, compare=False)
    """What stands beside the variants, and so belongs to all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nullable(_Base):
    """`inner` or JSON null. Never nested, never around Any or around a Literal null."""

    inner: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref(_Base):
    """A declaration, by its id. Annotations here are those beside the reference."""

    id: str
    part: bool = field(default=False, compare=False)
    """Whether it is the one part of an `allOf`: what is said there is said beside that, not beside `$ref`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bytes(_Base):
    """Raw octets: a file, a binary body. (Base64 inside JSON is a Scalar string of format `byte`.)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Any(_Base):
    """Any JSON value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Never(_Base):
    """No value (the schema `false`)."""


Type: typing.TypeAlias = (
    Scalar | Literal | Enum | Array | Tuple | Map | Record | Union | Nullable | Ref | Bytes | Any | Never
)
