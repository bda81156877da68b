"""The pages about Python clients."""

from __future__ import annotations

from dataclasses import dataclass

from specpress.ir import types as ir
from specpress.ir.api import Operation
from specpress.targets.reference import python_example, python_types
from specpress.targets.reference.examples import Example
from specpress.targets.reference.inputs import Inputs, streaming, with_value
from specpress.targets.reference.language import Item, Place, Scope, page_class, params_name
from specpress.targets.reference.quirks import ARROW, PYTHON_BINARY, glued, keywords
from specpress.targets.reference.results import Result
from specpress.targets.reference.vocabulary import Call, Vocabulary


@dataclass(frozen=True, slots=True)
class Python:
    """How they are written."""

    name: str = "python"
    lists_values: bool = True

    def anything(self, kind: ir.ScalarKind) -> str:
        """Any value of a kind, as the first variant of an open enum."""
        return python_types.KINDS[kind]

    def spell(self, type_: ir.Type, place: Place, scope: Scope) -> str:
        """A type in a line of its own."""
        return python_types.spell(type_, place, scope)

    def member(self, name: str, type_: ir.Type, required: bool, place: Place, scope: Scope) -> str:
        """A field with its type."""
        return python_types.member(name, type_, required, place, scope)

    def attribute(self, prop: ir.Property, model: str, vocabulary: Vocabulary) -> str:
        """What a property of a result is read by."""
        return python_example.attribute(prop, model, vocabulary)

    def variant(self, type_: ir.Type, place: Place, scope: Scope) -> str:
        """One of several things that a value may be."""
        return python_types.variant(type_, place, scope)

    def top(self, type_: ir.Type, name: str, scope: Scope) -> str:
        """What a method returns; `name` is what it is called if it is called something."""
        return python_types.top(type_, name, scope)

    def domain(self, type_: ir.Type, name: str, scope: Scope) -> str:
        """A type of a resource, by its name."""
        return python_types.domain(type_, name, scope)

    def binary(self, number: int) -> str:
        """A response that is a file."""
        return PYTHON_BINARY

    def signature(
        self, operation: Operation, call: Call, inputs: Inputs, result: Result, scope: Scope
    ) -> str:
        """A method on one line: its last path parameter, its keywords, what it returns."""
        arguments = [
            glued(
                python_types.spell(each.type, Place(names=(each.name,)), scope),
                python_example.argument(each, call),
            )
            for each in inputs.path[-1:]
        ]
        if len(inputs.all) > len(arguments):
            arguments.append(keywords(params_name(operation)))
        returned = _returned(call, result, scope)
        return f"{call.path}({', '.join(arguments)}){ARROW if returned else ''}{returned}"

    def own_signature(self, call: Call, result: Result, scope: Scope) -> str:
        """A method on one line that calls no endpoint."""
        arguments = (glued(python_types.written(each.type), each.name) for each in call.method.parameters)
        return f"{call.path}({', '.join(arguments)}){ARROW}{_returned(call, result, scope)}"

    def own_arguments(self, call: Call) -> tuple[Item, ...]:
        """The bullets of what such a method takes."""
        return tuple(
            Item(f"{each.name}: {python_types.written(each.type)}") for each in call.method.parameters
        )

    def parameters(
        self, operation: Operation, call: Call, inputs: Inputs, result: Result, scope: Scope
    ) -> tuple[Item, ...]:
        """The bullets of what a method takes, one for each argument."""
        flag = streaming(inputs, scope.schemas) if result.event is not None else None
        items: list[Item] = []
        for each in inputs.all:
            given = with_value(each, False) if each == flag else each
            place = Place(names=(given.name,), direct=True)
            name = python_example.argument(given, call)
            items.append(
                Item(
                    code=python_types.member(name, given.type, given.required, place, scope),
                    description=given.schema_description if given.where == "path" else given.description,
                    type=given.type,
                    place=place,
                )
            )
        return tuple(items)

    def program(self, example: Example, vocabulary: Vocabulary) -> str:
        """A program that calls a method."""
        return python_example.program(example, vocabulary)


def _returned(call: Call, result: Result, scope: Scope) -> str:
    match result.kind, result.type:
        case "none", _:
            return ""
        case _, None:
            return PYTHON_BINARY
        case kind, type_:
            spelt = python_types.spell(type_, Place(names=result.name), scope)
            return f"{page_class(call)}[{spelt}]" if kind == "page" else spelt
