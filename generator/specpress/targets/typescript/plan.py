"""Everything that is decided about a package before any of it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from specpress.ir import types as ir
from specpress.ir.api import Api, Operation
from specpress.targets.base import Literals, Symbol, TargetConfig, TypeExpression
from specpress.targets.bodies import Shape, body_shape
from specpress.targets.graph import components
from specpress.targets.typescript.arguments import (
    Argument,
    arguments,
    as_other,
    as_preferred,
    other_params,
    wholes,
)
from specpress.targets.typescript.definitions import Definition, define, define_params
from specpress.targets.typescript.naming import Naming, name_types
from specpress.targets.typescript.packages import Package, package_of
from specpress.targets.typescript.results import ACCEPT, Outcome, Row, outcome, stream_rows
from specpress.targets.typescript.tree import Node, operations_of, resource_tree
from specpress.targets.typescript.types import Spelling, needs_name, references, spell
from specpress.targets.typescript.xml import Shapes, shapes_of


@dataclass(frozen=True, slots=True)
class Params:
    """The inputs of an operation as one shape of its body takes them."""

    symbol: Symbol | None
    """The type of `params`, where there are any."""
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """One operation as a method: what goes in and what comes out."""

    operation: Operation
    arguments: tuple[Argument, ...]
    shapes: tuple[Params, ...]
    """Its `params` by the shapes of its body, the preferred one first; one where it has no others."""
    shape: Shape | None
    outcome: Outcome
    item: TypeExpression | None
    """Type of the items of its pages."""
    streams: tuple[tuple[Row, ...], tuple[Row, ...]] | None
    """What comes back without and with the flag `stream`, where the body has it."""
    accepted: tuple[Row, ...]
    """The kinds of result that the member `accept` of `params` picks among."""

    @property
    def params(self) -> Symbol | None:
        """The type of its `params`, where it has any, with the preferred shape of its body."""
        return self.shapes[0].symbol

    @property
    def members(self) -> tuple[Argument, ...]:
        """The members of `params`."""
        return tuple(each for each in self.arguments if not each.positional)


@dataclass(frozen=True, slots=True)
class Plan:
    """The decisions."""

    api: Api
    package: Package
    root: Node
    naming: Naming
    definitions: tuple[Definition, ...]
    actions: Mapping[str, Action]
    """By operation id."""
    webhook: TypeExpression | None
    """The type of the bodies of webhooks."""
    shapes: Shapes
    """How declarations are written in XML."""


def make_plan(api: Api, config: TargetConfig) -> Plan:
    """Decide on all names, types, signatures and files of a package."""
    package = package_of(api, config)
    root = resource_tree(api)
    naming = name_types(api, root, package.client)
    declared = {each.id: each.type for each in api.declarations}
    actions = {each.id: _action(each, naming, declared) for _, each in operations_of(root)}
    how = Spelling("request", naming.types, declared)
    cyclic = _cyclic(declared)
    inputs = {each.symbol: each.arguments for action in actions.values() for each in action.shapes}
    found = (
        define(named, named.type, how, cyclic)
        if named.type is not None
        else define_params(named, inputs.get(named.symbol, ()))
        for named in naming.printed
    )
    response = replace(how, side="response")
    return Plan(
        api,
        package,
        root,
        naming,
        tuple(each for each in found if each),
        actions,
        webhook=spell(api.webhook, ("webhook",), response) if api.webhook else None,
        shapes=shapes_of(api, {each.name for each in naming.types.values()}),
    )


def _action(operation: Operation, naming: Naming, declared: Mapping[str, ir.Type]) -> Action:
    request = Spelling("request", naming.types, declared)
    response = Spelling("response", naming.types, declared)
    shape = body_shape(operation, declared)
    found = outcome(operation, response)
    given = arguments(operation, shape, request)
    streams = stream_rows(given, found.rows, found.usual)
    accepted = () if streams or operation.pagination else found.accepted
    if accepted and all(each.name != ACCEPT for each in given):
        media_types = Literals(tuple(dict.fromkeys(row.media_type for row in accepted)))
        doc = "Media type of the result."
        asked = Argument(name=ACCEPT, where="option", wire=ACCEPT, type=media_types, required=False, doc=doc)
        given = (*given, asked)
    page = operation.pagination
    shapes = wholes(operation, shape, request)
    members = any(not each.positional for each in given)
    symbol = naming.types["params", operation.id] if members else None
    return Action(
        operation,
        given,
        shapes=(
            Params(symbol, as_preferred(given, shapes)),
            *(
                Params(naming.types[other_params(operation, each.contents[0])], as_other(given, each))
                for each in shapes[1:]
            ),
        ),
        shape=shape,
        outcome=found,
        item=spell(page.item, ("item", operation.id, "[]"), response) if page else None,
        streams=streams,
        accepted=accepted,
    )


def _cyclic(declared: Mapping[str, ir.Type]) -> frozenset[str]:
    """Ids of declarations that refer to themselves through aliases alone; interfaces may do that freely."""
    aliases = {id for id, type_ in declared.items() if not needs_name(type_) or isinstance(type_, ir.Union)}
    graph = {id: [each for each in references(declared[id], "response") if each in aliases] for id in aliases}
    return frozenset(id for loop in components(graph) for id in loop if len(loop) > 1 or id in graph[id])
