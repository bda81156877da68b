"""The pages about TypeScript clients."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from specpress.ir import types as ir
from specpress.ir.api import Operation
from specpress.targets.base import Parameter
from specpress.targets.reference import typescript_example, typescript_types
from specpress.targets.reference.examples import Example
from specpress.targets.reference.inputs import Input, Inputs, streaming, with_value
from specpress.targets.reference.language import Item, Place, Scope, page_class, params_name
from specpress.targets.reference.quirks import (
    OPEN_STRING,
    REQUEST_OPTIONS,
    TYPESCRIPT_BINARY,
    glued,
    located,
    unnamed,
)
from specpress.targets.reference.results import Result
from specpress.targets.reference.vocabulary import Call, Vocabulary


@dataclass(frozen=True, slots=True)
class TypeScript:
    """How they are written."""

    name: str = "typescript"
    lists_values: bool = False

    def anything(self, kind: ir.ScalarKind) -> str:
        """Any value of a kind, as the first variant of an open enum."""
        return OPEN_STRING if kind == "string" else typescript_types.KINDS[kind]

    def spell(self, type_: ir.Type, place: Place, scope: Scope) -> str:
        """A type in a line of its own."""
        return typescript_types.spell(type_, place, scope)

    def member(self, name: str, type_: ir.Type, required: bool, place: Place, scope: Scope) -> str:
        """A field with its type."""
        return typescript_types.member(name, type_, required, place, scope)

    def attribute(self, prop: ir.Property, model: str, vocabulary: Vocabulary) -> str:
        """What a property of a result is read by: as it is sent."""
        return prop.wire

    def variant(self, type_: ir.Type, place: Place, scope: Scope) -> str:
        """One of several things that a value may be."""
        return typescript_types.spell(type_, place, scope)

    def top(self, type_: ir.Type, name: str, scope: Scope) -> str:
        """What a method returns; `name` is what it is called if it is called something."""
        return typescript_types.top(type_, name, scope)

    def domain(self, type_: ir.Type, name: str, scope: Scope) -> str:
        """A type of a resource, by its name."""
        return typescript_types.top(type_, name, scope)

    def binary(self, number: int) -> str:
        """A response that is a file, the `number`-th of the manual."""
        return unnamed(number, TYPESCRIPT_BINARY)

    def signature(
        self, operation: Operation, call: Call, inputs: Inputs, result: Result, scope: Scope
    ) -> str:
        """A method on one line: its last path parameter, the object of the others, what it returns."""
        arguments = [
            glued(typescript_types.spell(each.type, Place(names=(each.name,)), scope), _argument(each, call))
            for each in inputs.path[-1:]
        ]
        if inputs.members:
            needed = inputs.body_required or any(each.required for each in inputs.members)
            arguments.append(glued(params_name(operation), object_name(inputs) + ("" if needed else "?")))
        arguments.append(REQUEST_OPTIONS)
        return f"client.{call.path}({', '.join(arguments)}): {_returned(call, result, scope)}"

    def own_signature(self, call: Call, result: Result, scope: Scope) -> str:
        """A method on one line that calls no endpoint."""
        spelt = (each.code.partition(": ") for each in self.own_arguments(call))
        arguments = ", ".join(glued(type_, name) for name, _, type_ in spelt)
        return f"client.{call.path}({arguments}): {_returned(call, result, scope)}"

    def own_arguments(self, call: Call) -> tuple[Item, ...]:
        """The bullets of what such a method takes: what has a position, and the object of the others."""
        items = [(each.kind == "member", Item(_own(each))) for each in call.method.parameters]
        first = tuple(item for member, item in items if not member)
        members = tuple(item for member, item in items if member)
        if not members:
            return first
        spelt = "; ".join(item.code for item in members)
        return (*first, Item(f"params: {{ {spelt} }}", children=members))

    def parameters(
        self, operation: Operation, call: Call, inputs: Inputs, result: Result, scope: Scope
    ) -> tuple[Item, ...]:
        """The bullets of what a method takes: its last path parameter, and the object of the others."""
        first = tuple(
            replace(_item(each, call, scope), description=each.schema_description)
            for each in inputs.path[-1:]
        )
        if not inputs.members:
            return first
        params = params_name(operation)
        flag = streaming(inputs, scope.schemas) if result.event is not None else None
        if flag is None:
            members = tuple(_members(inputs, None, call, scope))
            return (*first, Item(f"{object_name(inputs)}: {params}", children=members))
        return (*first, _streaming(params, inputs, flag, call, scope))

    def program(self, example: Example, vocabulary: Vocabulary) -> str:
        """A program that calls a method."""
        return typescript_example.program(example, vocabulary)


def object_name(inputs: Inputs) -> str:
    """What the object of the inputs is called: after what all of it is, if it is one thing."""
    locations = {each.where for each in inputs.members}
    return "body" if locations == {"body"} else "query" if locations == {"query"} else "params"


def _streaming(params: str, inputs: Inputs, flag: Input, call: Call, scope: Scope) -> Item:
    """The two shapes of an object in which a flag asks for a stream."""
    plain, streamed = f"{params}NonStreaming", f"{params}Streaming"
    off, on = (_located(with_value(flag, value), inputs, call, scope) for value in (False, True))
    members = tuple(_members(inputs, flag, call, scope))
    return Item(
        f"{params} = {plain} | {streamed}",
        children=(
            Item(f"{params}Base", children=members),
            Item(f"{plain} extends {params}Base", children=(off,)),
            Item(f"{streamed} extends {params}Base", children=(on,)),
        ),
    )


def _members(inputs: Inputs, flag: Input | None, call: Call, scope: Scope) -> Iterator[Item]:
    for each in inputs.members:
        given = with_value(each, False) if each == flag else each
        yield _located(given, inputs, call, scope)


def _located(given: Input, inputs: Inputs, call: Call, scope: Scope) -> Item:
    item = _item(given, call, scope)
    if len({each.where for each in inputs.members}) < 2:
        return item
    where = "query" if given.where == "querystring" else given.where
    return replace(item, description=located(where, item.description))


def _item(given: Input, call: Call, scope: Scope) -> Item:
    place = Place(names=(given.name,), direct=True)
    return Item(
        code=typescript_types.member(_argument(given, call), given.type, given.required, place, scope),
        description=given.description,
        type=given.type,
        place=place,
    )


def _own(parameter: Parameter) -> str:
    return f"{parameter.name}{'' if parameter.required else '?'}: {typescript_types.written(parameter.type)}"


def _argument(given: Input, call: Call) -> str:
    return typescript_example.argument(given, call)


def _returned(call: Call, result: Result, scope: Scope) -> str:
    match result.kind, result.type:
        case "none", _:
            return "void"
        case _, None:
            return TYPESCRIPT_BINARY
        case kind, type_:
            spelt = typescript_types.spell(type_, Place(names=result.name), scope)
            if kind == "page":
                return f"{page_class(call)}<{spelt}>"
            if result.event is None:
                return spelt
            event = typescript_types.spell(result.event, Place(names=result.name), scope)
            return f"{spelt} | Stream<{event}>"
