"""The tree of resources that a client's calls make: `client.pets.tags.create`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from specpress.ir.api import Api, Operation
from specpress.ir.names import Name
from specpress.targets.base import Symbol
from specpress.targets.python.names import RECEIVER_MEMBERS, RESERVED_MEMBERS, RESERVED_ROOT, pascal, snake
from specpress.targets.python.packages import Package
from specpress.targets.scopes import allocate

WEBHOOKS: Final = Name(("webhooks",))
"""The resource that receives webhooks, where there are any; it may have operations of its own."""


@dataclass(frozen=True, slots=True)
class Node:
    """A resource; the root is the client itself."""

    path: tuple[str, ...]
    """The attributes that lead to it: `("pets", "tags")`."""
    names: tuple[Name, ...]
    class_name: str
    description: str
    children: tuple[Node, ...]
    operations: tuple[tuple[str, Operation], ...]
    """(method, operation) in the API's order."""
    receives: bool = False
    """It has the methods that read webhooks."""

    @property
    def package(self) -> str:
        """The public module of its class, below `resources`: `beta`."""
        return ".".join(self.path[:-1])


def resource_tree(api: Api) -> Node:
    """The client's resources, each with the operations that are its methods."""
    descriptions = {resource.path: resource.description for resource in api.resources}
    receiver = (WEBHOOKS,) if api.webhook else None
    return _node(api.operations, (), (), "", descriptions, receiver)


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


def resource_class_name(node: Node, asynchronous: bool) -> str:
    """The name of a resource's class."""
    return ("Async" if asynchronous else "") + node.class_name


def resource_symbol(node: Node, package: Package, asynchronous: bool) -> Symbol:
    """A resource's class, where users import it from."""
    module = ".".join(filter(None, (package.resources, node.package)))
    return Symbol(resource_class_name(node, asynchronous), module)


def resource_files(root: Node, package: Package) -> dict[Symbol, str]:
    """The modules of all resources' classes. A resource with others below has a package with them."""
    return {
        resource_symbol(node, package, mode): ".".join((package.resources, *node.path, *_own_file(node)))
        for node in nodes(root)
        for mode in (False, True)
    }


def _own_file(node: Node) -> tuple[str, ...]:
    if not node.children:
        return ()
    name = node.path[-1]
    return (f"{name}_",) if any(child.path[-1] == name for child in node.children) else (name,)


def _node(
    operations: tuple[Operation, ...],
    names: tuple[Name, ...],
    path: tuple[str, ...],
    class_name: str,
    descriptions: dict[tuple[Name, ...], str],
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
            **{("resource", str(name)): (snake(name, role="resource"),) for name in resources},
            **{("method", each.id): (snake(each.call.method, role="method"),) for each in own},
        },
        taken=taken | RECEIVER_MEMBERS if receives else taken,
    )
    classes = allocate({str(name): (pascal(name),) for name in resources}, joint="")
    children = (
        _node(
            tuple(each for each in operations if each.call.resource[: depth + 1] == (*names, name)),
            (*names, name),
            (*path, members["resource", str(name)]),
            classes[str(name)],
            descriptions,
            receiver,
        )
        for name in resources
    )
    return Node(
        path=path,
        names=names,
        class_name=class_name,
        description=descriptions.get(names, ""),
        children=tuple(sorted(children, key=lambda node: node.path)),
        operations=tuple((members["method", each.id], each) for each in own),
        receives=receives,
    )
