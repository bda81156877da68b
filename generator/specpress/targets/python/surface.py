"""The public face of a package, from its plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from specpress.targets.base import Apply, Class, Export, Field, Member, Method, Module, Surface, Symbol
from specpress.targets.envelopes import envelope, envelope_fields
from specpress.targets.python import symbols as py
from specpress.targets.python.clients import constructor, copier
from specpress.targets.python.methods import methods, page_class
from specpress.targets.python.plan import Plan
from specpress.targets.python.receivers import RECEIVES, receiver, receiving
from specpress.targets.python.runtime_names import PUBLIC
from specpress.targets.python.tree import Node, nodes, resource_class_name, resource_symbol

TARGET: Final = "python"
MODES: Final = (False, True)
"""Synchronous, asynchronous."""
ITEM: Final = Symbol("T")
PAGE_MEMBERS: Final = frozenset(
    ("body", "get_next_page", "has_next_page", "items", "iter_pages", "__pydantic_extra__")
)
"""What every page has, and what no page shows."""


def make_surface(plan: Plan) -> Surface:
    """Everything that users may import, by module."""
    package = plan.package
    modules: dict[str, list[Member]] = {
        package.name: [*_root(plan)],
        package.types: [],
        package.resources: [],
    }
    for definition in plan.definitions:
        modules.setdefault(definition.symbol.module, []).append(definition.member)
    for node in nodes(plan.root):
        module = ".".join(filter(None, (package.resources, node.package)))
        modules.setdefault(module, []).extend(resource_class(node, plan, mode) for mode in MODES)
    if pages := list(_pages(plan)):
        modules[f"{package.name}.pagination"] = pages
    return Surface(
        target=TARGET,
        package=package.name,
        distribution=package.distribution,
        version=package.version,
        modules=tuple(
            Module(path=path, members=tuple(sorted(members, key=lambda member: member.name)))
            for path, members in sorted(modules.items())
        ),
    )


def resource_class(node: Node, plan: Plan, asynchronous: bool) -> Class:
    """A resource: its subresources as fields, its operations as methods."""
    base = Symbol("AsyncResource" if asynchronous else "Resource", f"{plan.package.runtime}.resource")
    event = plan.webhook if node.receives else None
    return Class(
        name=resource_class_name(node, asynchronous),
        kind="resource",
        bases=(base, receiver(event, plan.package)) if event else (base,),
        fields=_subresources(node, plan, asynchronous),
        methods=(*_methods(node, plan, asynchronous), *(receiving(event) if event else ())),
        doc=node.description or (RECEIVES if event else ""),
    )


def client_class(plan: Plan, asynchronous: bool) -> Class:
    """A client: resources as fields, and the methods of operations that belong to none."""
    base = "AsyncClient" if asynchronous else "SyncClient"
    module = "async_client" if asynchronous else "sync_client"
    copy = copier(plan.api, plan.package, asynchronous=asynchronous)
    return Class(
        name=("Async" if asynchronous else "") + plan.package.client,
        kind="client",
        bases=(Symbol(base, f"{plan.package.runtime}.{module}"),),
        fields=_subresources(plan.root, plan, asynchronous),
        methods=(
            constructor(plan.api, plan.package, asynchronous=asynchronous),
            copy,
            *_methods(plan.root, plan, asynchronous),
        ),
        doc=plan.api.description,
    )


def _root(plan: Plan) -> Iterator[Member]:
    yield from (client_class(plan, mode) for mode in MODES)
    for name, module in PUBLIC.items():
        yield Export(name=name, source=f"{plan.package.runtime}.{module}")
    yield Export(name="__version__", source=f"{plan.package.name}._version")


def _subresources(node: Node, plan: Plan, asynchronous: bool) -> tuple[Field, ...]:
    return tuple(
        Field(
            name=child.path[-1],
            type=resource_symbol(child, plan.package, asynchronous),
            doc=child.description,
        )
        for child in node.children
    )


def _methods(node: Node, plan: Plan, asynchronous: bool) -> tuple[Method, ...]:
    return tuple(
        method
        for name, operation in node.operations
        for method in methods(name, plan.actions[operation.id], plan.package, asynchronous=asynchronous)
    )


def _pages(plan: Plan) -> Iterator[Member]:
    models = {each.symbol: each.member for each in plan.definitions}
    items = Apply(py.LIST, (ITEM,))
    for mode in MODES:
        base = Symbol("AsyncPage" if mode else "SyncPage", f"{plan.package.runtime}.pagination")
        envelopes: dict[Symbol, list[tuple[tuple[str, ...], tuple[Field, ...]]]] = {}
        for action in plan.actions.values():
            page = page_class(action.operation, plan.package, asynchronous=mode)
            pagination = action.operation.pagination
            if page and pagination:
                response = next((row.type for row in action.outcome.rows), None)
                envelopes.setdefault(page, []).append((pagination.items, envelope(response, models)))
        for page, found in envelopes.items():
            fields = tuple(envelope_fields(found, items, PAGE_MEMBERS, py.optional))
            yield Class(name=page.name, kind="page", bases=(Apply(base, (ITEM,)),), fields=fields)
