"""The public face of a package, from its plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from specpress.targets.base import (
    Apply,
    Class,
    Export,
    Field,
    Member,
    Method,
    Module,
    Parameter,
    Surface,
    Symbol,
    TypeExpression,
)
from specpress.targets.envelopes import envelope, envelope_fields
from specpress.targets.typescript import symbols as ts
from specpress.targets.typescript.clients import options
from specpress.targets.typescript.comments import of_resource
from specpress.targets.typescript.definitions import INDEX
from specpress.targets.typescript.methods import PAGINATION, methods, page_class
from specpress.targets.typescript.names import OBJECT_MEMBERS
from specpress.targets.typescript.naming import page_names
from specpress.targets.typescript.plan import Plan
from specpress.targets.typescript.receivers import RECEIVES, receiver, receiving
from specpress.targets.typescript.tree import Node, nodes

TARGET: Final = "typescript"
OPTIONS: Final = "ClientOptions"
ITEM: Final = Symbol("Item")
PAGE_MEMBERS: Final = OBJECT_MEMBERS | {"getNextPage", "hasNextPage", "items", "iterPages", INDEX}
"""What every page has, and what no page shows."""
PAGES: Final = "A page of a list. Iterating over it goes on with the pages that follow."

EXPORTS: Final[Mapping[str, tuple[str, ...]]] = {
    "client": ("APIPromise",),
    "errors": (
        "APIConnectionError",
        "APIConnectionTimeoutError",
        "APIError",
        "APIResponseValidationError",
        "APIUserAbortError",
        "AuthenticationError",
        "BadRequestError",
        "ConfigurationError",
        "ConflictError",
        "DeadlineExceededError",
        "InternalServerError",
        "MissingCredentialsError",
        "NotFoundError",
        "OverloadedError",
        "PermissionDeniedError",
        "RateLimitError",
        "RequestTooLargeError",
        "SDKError",
        "ServiceUnavailableError",
        "UnprocessableEntityError",
        "WebhookVerificationError",
    ),
    "uploads": ("toFile",),
}
"""What the package offers of its runtime, by module. :data:`EXPORTED_TYPES` are types."""

EXPORTED_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "logging": ("LogLevel", "Logger"),
    "pagination": ("Page", "PagePromise"),
    "request": ("RequestOptions",),
    "streaming": ("Stream",),
    "uploads": ("Uploadable",),
    "webhooks": ("WebhookHeaders", "WebhookPayload", "WebhookProof"),
}


def exported_types(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """The types of the runtime that users may import, but for names that classes of pages have."""
    pages = page_names(plan.api)
    return {
        module: tuple(name for name in names if name not in pages) for module, names in EXPORTED_TYPES.items()
    }


def make_surface(plan: Plan) -> Surface:
    """Everything that users may import, by module."""
    modules: dict[str, list[Member]] = {"": list(_root(plan))}
    for definition in plan.definitions:
        modules.setdefault(definition.symbol.module, []).append(definition.member)
    for node in nodes(plan.root):
        modules.setdefault(node.file, []).append(resource_class(node, plan))
    if pages := list(page_classes(plan)):
        modules[PAGINATION] = list(pages)
    modules[""] += modules.pop(plan.root.file, [])
    return Surface(
        target=TARGET,
        package=plan.package.name,
        distribution=plan.package.name,
        version=plan.package.version,
        modules=tuple(
            Module(
                path="/".join(filter(None, (plan.package.name, path))),
                members=tuple(sorted(members, key=lambda member: member.name)),
            )
            for path, members in sorted(modules.items())
        ),
    )


def resource_class(node: Node, plan: Plan) -> Class:
    """A resource: its subresources as fields, its operations as methods."""
    event = plan.webhook if node.receives else None
    return Class(
        name=plan.naming.classes[node.path].name,
        kind="resource",
        bases=(receiver(event) if event else ts.runtime("APIResource", "client"),),
        fields=subresources(node, plan),
        methods=(*node_methods(node, plan), *(receiving(event) if event else ())),
        doc=_doc(node),
    )


def client_class(plan: Plan) -> Class:
    """The client: resources as fields, and the methods of operations that belong to none."""
    given = Parameter(name="options", kind="positional", type=Symbol(OPTIONS, plan.root.file), default="{}")
    return Class(
        name=plan.package.client,
        kind="client",
        bases=(Apply(ts.runtime("BaseClient", "client"), (Symbol(OPTIONS, plan.root.file),)),),
        fields=subresources(plan.root, plan),
        methods=(
            Method(name="constructor", parameters=(given,), returns=None),
            *node_methods(plan.root, plan),
        ),
        doc=plan.api.description,
    )


def options_class(plan: Plan) -> Class:
    """What the client is made with."""
    return Class(
        name=OPTIONS,
        kind="other",
        bases=(ts.runtime("BaseClientOptions", "configuration"),),
        fields=options(plan.api, plan.package),
    )


def page_classes(plan: Plan) -> Iterator[Class]:
    """The classes of pages, each with what all of its operations respond with alike."""
    types = {each.symbol: each.member for each in plan.definitions}
    envelopes: dict[Symbol, list[tuple[tuple[str, ...], tuple[Field, ...]]]] = {}
    for action in plan.actions.values():
        page, pagination = page_class(action.operation), action.operation.pagination
        if page and pagination:
            response = next((row.type for row in action.outcome.rows), None)
            envelopes.setdefault(page, []).append((pagination.items, envelope(response, types)))
    base: TypeExpression = Apply(ts.runtime("Page", "pagination"), (ITEM,))
    for page in sorted(envelopes, key=lambda each: each.name):
        fields = tuple(envelope_fields(envelopes[page], ts.array(ITEM), PAGE_MEMBERS, _or_null))
        yield Class(name=page.name, kind="page", bases=(base,), fields=fields, doc=PAGES)


def _or_null(type_: TypeExpression) -> TypeExpression:
    return ts.one_of((type_, ts.NULL))


def subresources(node: Node, plan: Plan) -> tuple[Field, ...]:
    """The resources below a resource."""
    return tuple(
        Field(name=child.path[-1], type=plan.naming.classes[child.path], doc=_doc(child))
        for child in node.children
    )


def node_methods(node: Node, plan: Plan) -> tuple[Method, ...]:
    """The methods of a resource, overloads included."""
    return tuple(
        method for name, operation in node.operations for method in methods(name, plan.actions[operation.id])
    )


def _doc(node: Node) -> str:
    return node.description.strip() or (RECEIVES if node.receives else of_resource(node.path))


def _root(plan: Plan) -> Iterator[Member]:
    yield client_class(plan)
    yield options_class(plan)
    for table in (EXPORTS, exported_types(plan)):
        for module, names in table.items():
            yield from (Export(name=name, source=f"runtime/{module}") for name in names)
    yield from (Export(name=name, source=PAGINATION) for name in sorted(page_names(plan.api)))
