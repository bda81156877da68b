"""What differs between the pages of two languages: how types are spelt and calls are written."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Protocol

from specpress.ir import types as ir
from specpress.ir.api import Operation
from specpress.ir.names import Name
from specpress.targets.base import Apply
from specpress.targets.reference.examples import Example
from specpress.targets.reference.inputs import Inputs
from specpress.targets.reference.names import owner_names, pascal, singular_name
from specpress.targets.reference.results import Result
from specpress.targets.reference.schemas import Schemas
from specpress.targets.reference.vocabulary import Call, Vocabulary


@dataclass(frozen=True, slots=True)
class Place:
    """Where a type stands: what is written inline there is named after it."""

    names: tuple[Name, ...] = ()
    """The words of the field."""
    alias: tuple[Name, ...] = ()
    """The words of the inline object around it."""
    direct: bool = False
    """Whether it is an argument of a method, or the item of one that is an array."""

    def item(self) -> Place:
        """The place of an array's items: one of what the field holds."""
        *first, last = self.names or (Name(("item",)),)
        return replace(self, names=(*first, singular_name(last)), direct=False)

    def variant(self, type_: ir.Type, index: int) -> Place:
        """The place of one of several things: an object is called by its title or its number, all else after
        the field.
        """
        if not isinstance(type_, ir.Record):
            return self
        title = type_.annotations.title
        name = Name(tuple(title.split())) if title.strip() else Name(("union", "member", str(index)))
        return replace(self, names=(name,))


@dataclass(frozen=True, slots=True)
class Scope:
    """All that pages of one language are made from."""

    schemas: Schemas
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class Item:
    """A bullet yet to be printed: below it the parts of `type`, or else `children` as they are."""

    code: str
    description: str = ""
    type: ir.Type | None = None
    place: Place = Place()
    children: tuple[Item, ...] = ()
    listing: str = ""
    """A list that follows the description."""


class Language(Protocol):
    """One of the languages that the manual speaks."""

    @property
    def name(self) -> str:
        """As fences and folders call it."""
        ...

    @property
    def lists_values(self) -> bool:
        """Whether the values of an open enum are listed above their bullets, with what is said of them."""
        ...

    def anything(self, kind: ir.ScalarKind) -> str:
        """Any value of a kind, as the first variant of an open enum."""
        ...

    def spell(self, type_: ir.Type, place: Place, scope: Scope) -> str:
        """A type in a line of its own."""
        ...

    def member(self, name: str, type_: ir.Type, required: bool, place: Place, scope: Scope) -> str:
        """A field with its type."""
        ...

    def attribute(self, prop: ir.Property, model: str, vocabulary: Vocabulary) -> str:
        """What a property of a result is read by; `model` is the id of the object's type, if it has one."""
        ...

    def variant(self, type_: ir.Type, place: Place, scope: Scope) -> str:
        """One of several things that a value may be."""
        ...

    def top(self, type_: ir.Type, name: str, scope: Scope) -> str:
        """What a method returns; `name` is what it is called if it is called something."""
        ...

    def domain(self, type_: ir.Type, name: str, scope: Scope) -> str:
        """A type of a resource, by its name."""
        ...

    def binary(self, number: int) -> str:
        """A response that is a file, the `number`-th of the manual."""
        ...

    def signature(
        self, operation: Operation, call: Call, inputs: Inputs, result: Result, scope: Scope
    ) -> str:
        """A method on one line."""
        ...

    def own_signature(self, call: Call, result: Result, scope: Scope) -> str:
        """A method on one line that calls no endpoint."""
        ...

    def own_arguments(self, call: Call) -> tuple[Item, ...]:
        """The bullets of what such a method takes."""
        ...

    def parameters(
        self, operation: Operation, call: Call, inputs: Inputs, result: Result, scope: Scope
    ) -> tuple[Item, ...]:
        """The bullets of what a method takes."""
        ...

    def program(self, example: Example, vocabulary: Vocabulary) -> str:
        """A program that calls a method."""
        ...


def json_text(value: ir.Json) -> str:
    """A value as JSON on one line: in both languages literals are quoted as JSON quotes them."""
    return json.dumps(value, ensure_ascii=False)


def params_name(operation: Operation) -> str:
    """The name of what a method takes: `PetCreateParams`."""
    return pascal(*owner_names(operation), Name(("params",)))


def page_class(call: Call) -> str:
    """The class of the pages that a method returns."""
    returned = call.method.returns
    return returned.base.name if isinstance(returned, Apply) else ""
