"""What every step of lowering needs: the document, the findings and what has been declared so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from specpress.diagnostics import Diagnostics
from specpress.document.pointer import Cursor, JsonValue, lookup, split
from specpress.ir import types
from specpress.ir.api import Parameter, Response
from specpress.ir.declarations import Declaration, Origin
from specpress.ir.names import Name, named, words
from specpress.lower.options import LoweringOptions

Within: TypeAlias = Literal["parts", "part", "json"]
"""What carries a schema's value: `parts`: a multipart body, `part`: one part of it, `json`: JSON or text.
Only a part can hold raw octets. Listed from the strongest: a schema used in several places is declared
once."""

COMPONENTS = "/components/schemas/"

# Tokens of a pointer that say where a schema stands, not what it is.
_STRUCTURE = frozenset(
    {
        "components",
        "content",
        "schema",
        "schemas",
        "paths",
        "properties",
        "patternProperties",
        "$defs",
        "definitions",
        "allOf",
        "oneOf",
        "anyOf",
        "responses",
        "requestBodies",
        "parameters",
        "headers",
        "requestBody",
        "webhooks",
        "pathItems",
        "mediaTypes",
        "callbacks",
    }
)
_KEYED = frozenset(
    {
        "schemas",
        "paths",
        "properties",
        "patternProperties",
        "$defs",
        "definitions",
        "responses",
        "requestBodies",
        "headers",
        "webhooks",
        "dependentSchemas",
        "pathItems",
        "mediaTypes",
        "callbacks",
    }
)


@dataclass(slots=True)
class Declared:
    """The declarations made so far, by id; that of a schema of the document is its pointer."""

    made: dict[str, Declaration] = field(default_factory=dict[str, Declaration])
    bodies: dict[tuple[str, Within, bool], types.Type | None] = field(
        default_factory=dict[tuple[str, Within, bool], "types.Type | None"]
    )
    """Types behind pointers, as far as they are known; None while one is being worked out."""
    ancestors: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    """What schemas are made of, by pointer; see `allof.ancestors`."""
    parameters: dict[str, Parameter] = field(default_factory=dict[str, Parameter])
    responses: dict[str, Response] = field(default_factory=dict[str, Response])
    """Parameters and responses by pointer: hundreds of operations may share one."""
    _waiting: dict[Within, dict[str, None]] = field(
        default_factory=lambda: {"parts": {}, "part": {}, "json": {}}
    )

    def refer(self, pointer: str, within: Within) -> str:
        """Ask for a declaration of the schema at a pointer, and give its id."""
        self._waiting[within].setdefault(pointer)
        return pointer

    def add(self, declaration: Declaration) -> types.Ref:
        """Declare a type that has no name in the document, and refer to it."""
        self.made.setdefault(declaration.id, declaration)
        return types.Ref(id=declaration.id, pointer=declaration.pointer)

    def wanted(self) -> Iterator[tuple[str, Within]]:
        """What has been asked for and is not made yet, the strongest use first, while more may be asked
        for."""
        done: set[str] = set()
        strengths: tuple[Within, ...] = ("parts", "part", "json")
        for within in strengths:
            while self._waiting[within]:
                batch = sorted(self._waiting[within])
                self._waiting[within].clear()
                for pointer in batch:
                    if pointer not in done:
                        done.add(pointer)
                        yield pointer, within


@dataclass(frozen=True, slots=True)
class Scope:
    """Where conversion stands. `within` changes on the way down; all else is shared."""

    root: JsonValue
    diagnostics: Diagnostics
    options: LoweringOptions
    declared: Declared
    within: Within = "json"

    def at(self, pointer: str) -> Cursor:
        """The value at a pointer; None where there is none."""
        try:
            return Cursor(self.root, pointer, lookup(self.root, pointer))
        except KeyError:
            return Cursor(self.root, pointer, None)

    def of(self, within: Within) -> Scope:
        """The same for another carrier."""
        return self if within == self.within else replace(self, within=within)

    def member(self) -> Scope:
        """For the properties of an object: those of a multipart body are its parts."""
        return self.of("part" if self.within == "parts" else "json")

    def item(self) -> Scope:
        """For the items of an array: each item of a part is a part of its own."""
        return self.of("json" if self.within == "json" else "part")


Convert: TypeAlias = Callable[[Cursor, Scope], types.Type]
"""How a step hands the schemas below its own back to the one function that knows them all."""


def component_key(pointer: str) -> str:
    """The key of a component schema, or empty for any other pointer."""
    tokens = split(pointer)
    return tokens[2] if len(tokens) == 3 and pointer.startswith(COMPONENTS) else ""


def declaration(pointer: str, body: types.Type, options: LoweringOptions) -> Declaration:
    """The declaration of a schema of the document."""
    key = component_key(pointer)
    origin: Origin = "component"
    return Declaration(
        id=pointer,
        name=options.names.get(key) or named_by(pointer),
        type=body,
        origin=origin,
        home=options.homes.get(key, ()),
        annotations=body.annotations,
        pointer=pointer,
    )


def named_by(pointer: str) -> Name:
    """A name for the schema at a pointer, of the tokens that say what it is.

    `/components/schemas/Pet/properties/tag` gives `Pet tag`.
    """
    parts: list[str] = []
    keyed = False
    for token in split(pointer):
        if keyed:
            parts.extend(word for piece in token.split("/") if piece for word in words(piece))
            keyed = False
        elif token in _KEYED:
            keyed = True
        elif token not in _STRUCTURE and "/" not in token:
            parts.extend(words("item" if token in ("items", "prefixItems") else token))
    return named(*(parts or ["schema"]))
