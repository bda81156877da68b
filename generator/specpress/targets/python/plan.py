"""Everything that is decided about a package before any of it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from specpress.ir import types as ir
from specpress.ir.api import Api, Operation
from specpress.targets.base import Symbol, TargetConfig, TypeExpression
from specpress.targets.bodies import Shape, body_shape
from specpress.targets.python.arguments import Argument, Whole, arguments, wholes
from specpress.targets.python.definitions import Definition, define, define_params, shared_params
from specpress.targets.python.modules import TypeFile, type_files
from specpress.targets.python.naming import name_types
from specpress.targets.python.packages import Package, package_of
from specpress.targets.python.paging import item_place
from specpress.targets.python.results import Outcome, outcome
from specpress.targets.python.tree import Node, operations_of, resource_files, resource_tree
from specpress.targets.python.types import Spelling, spell


@dataclass(frozen=True, slots=True)
class Action:
    """One operation as a method: what goes in and what comes out."""

    operation: Operation
    arguments: tuple[Argument, ...]
    shape: Shape | None
    wholes: tuple[Whole, ...]
    """The shapes of its body where there are several."""
    outcome: Outcome
    item: TypeExpression | None
    """Type of the items of its pages."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The decisions. A symbol's module is where users import it from; `files` says where it stands."""

    api: Api
    declared: Mapping[str, ir.Type]
    """The types of the model that have names, by their ids."""
    package: Package
    root: Node
    definitions: tuple[Definition, ...]
    actions: Mapping[str, Action]
    """By operation id."""
    webhook: TypeExpression | None
    """The type of the bodies of webhooks."""
    type_files: tuple[TypeFile, ...]
    files: Mapping[Symbol, str]
    """The module that each type and each resource stands in."""
    said: Mapping[Symbol, str]
    """What the types that have a documentation of their own say there."""


def make_plan(api: Api, config: TargetConfig) -> Plan:
    """Decide on all names, types, signatures and files of a package.

    The last plan is kept, since a package's surface and its pages are made from the same one.
    """
    for known, asked, plan in _LAST:
        if known is api and asked == config:
            return plan
    _LAST[:] = [(api, config, _plan(api, config))]
    return _LAST[0][2]


_LAST: Final[list[tuple[Api, TargetConfig, Plan]]] = []


def _plan(api: Api, config: TargetConfig) -> Plan:
    package = package_of(api, config)
    root = resource_tree(api)
    naming = name_types(api, package, root)
    declared = {each.id: each.type for each in api.declarations}
    request = Spelling("request", naming.names, declared, package.runtime)
    response = replace(request, side="response")
    actions = {operation.id: _action(operation, request, response) for _, operation in operations_of(root)}
    definitions = [define(named, named.type, request) for named in naming.printed if named.type is not None]
    for named in naming.printed:
        if named.type is None:
            action = actions[named.place[1]]
            params = define_params(named, action.arguments, action.shape, request)
            definitions.extend([params] if params else [])
    definitions = list(shared_params(definitions, naming.files))
    files = type_files(definitions, naming.files)
    return Plan(
        api=api,
        declared=declared,
        package=package,
        root=root,
        definitions=tuple(definitions),
        actions=actions,
        webhook=spell(api.webhook, ("webhook",), response) if api.webhook else None,
        type_files=files,
        files={each.symbol: file.path for file in files for each in file.definitions}
        | resource_files(root, package),
        said={each.symbol: each.member.doc for each in definitions if each.member.doc},
    )


def _action(operation: Operation, request: Spelling, response: Spelling) -> Action:
    shape = body_shape(operation, request.declared)
    page = operation.pagination
    return Action(
        operation,
        arguments(operation, shape, request),
        shape,
        wholes(operation, shape, request),
        outcome(operation, response),
        item=spell(page.item, item_place(operation, response), response) if page else None,
    )
