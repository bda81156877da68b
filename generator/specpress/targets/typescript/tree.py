"""The tree of resources that a client's calls make: `client.beta.orderItems.create`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from specpress.ir.api import Api, Operation
from specpress.ir.names import Name
from specpress.targets.scopes import allocate
from specpress.targets.typescript.names import RECEIVER_MEMBERS, RESERVED_MEMBERS, RESERVED_ROOT, camel, kebab

WEBHOOKS: Final = Name(("webhooks",))
"""The resource that receives webhooks, where there are any; it may have operations of its own."""


@dataclass(frozen=True, slots=True)
class Node:
    """A resource; the root is the client itself."""

    path: tuple[str, ...]
    """The members that lead to it: `("beta", "orderItems")`."""
    names: tuple[Name, ...]
    file: str
    """Its module without an ending, from `src` on: `resources/beta/order-items`. The root's is `client`."""
    description: str
    children: tuple[Node, ...]
    operations: tuple[tuple[str, Operation], ...]
    """(method, operation) in the API's order."""
    receives: bool = False
    """It has the methods that read webhooks."""


def resource_tree(api: Api) -> Node:
    """The client's resources, each with the operations that are its methods."""
    descriptions = {resource.path: resource.description for resource in api.resources}
    receiver = (WEBHOOKS,) if api.webhook else None
    return _node(api.operations, (), (), "client", descriptions, receiver)


def nodes(root: Node) -> Iterator[Node]:
    """All resources below a node, parents before their children."""
    for child in root.children:
        yield child
        yield from nodes(child)


def operations_of(root: Node) -> Iterator[tuple[Node, Operation]]:
    """All operations with the resource that each is a method of."""
    for node in (root, *nodes(root)):
        for _, operation in node.operations:
            yield node, operation


def _node(
    operations: tuple[Operation, ...],
    names: tuple[Name, ...],
    path: tuple[str, ...],
    file: str,
    descriptions: Mapping[tuple[Name, ...], str],
    receiver: tuple[Name, ...] | None,
) -> Node:
    depth, receives = len(names), names == receiver
    own = [each for each in operations if len(each.call.resource) == depth]
    below = dict.fromkeys(each.call.resource[depth] for each in operations if len(each.call.resource) > depth)
    if receiver and not names:
        below[WEBHOOKS] = None
    resources = sorted(below, key=lambda name: name.words)
    taken = RESERVED_MEMBERS if names else RESERVED_MEMBERS | RESERVED_ROOT
    members = allocate(
        {
            **{("resource", str(name)): (camel(name, role="member"),) for name in resources},
            **{("method", each.id): (camel(each.call.method, role="member"),) for each in own},
        },
        taken=taken | RECEIVER_MEMBERS if receives else taken,
    )
    files = allocate({str(name): (kebab(name),) for name in resources}, joint="-", fold=str.lower)
    folder = file if names else "resources"
    children = (
        _node(
            tuple(each for each in operations if each.call.resource[: depth + 1] == (*names, name)),
            (*names, name),
            (*path, members["resource", str(name)]),
            f"{folder}/{files[str(name)]}",
            descriptions,
            receiver,
        )
        for name in resources
    )
    return Node(
        path=path,
        names=names,
        file=file,
        description=descriptions.get(names, ""),
        children=tuple(sorted(children, key=lambda node: node.path)),
        operations=tuple((members["method", each.id], each) for each in own),
        receives=receives,
    )
