"""Directed graphs as mappings from a node to the nodes that it leads to."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def components(graph: Mapping[Node, Iterable[Node]]) -> tuple[tuple[Node, ...], ...]:
    """Strongly connected components (Tarjan's algorithm), each after those that it leads to.

    Nodes of a component stand in the mapping's order. Iterative, since documents are as deep as they please.
    """
    order = {node: position for position, node in enumerate(graph)}
    numbers: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    stack: list[Node] = []
    finished: set[Node] = set()
    found: list[tuple[Node, ...]] = []
    for root in graph:
        work = [] if root in numbers else [(root, iter(graph[root]))]
        while work:
            node, targets = work[-1]
            if node not in numbers:
                numbers[node] = lowest[node] = len(numbers)
                stack.append(node)
            for target in targets:
                if target not in numbers:
                    work.append((target, iter(graph[target])))
                    break
                if target not in finished:
                    lowest[node] = min(lowest[node], numbers[target])
            else:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[node])
                if lowest[node] == numbers[node]:
                    start = stack.index(node)
                    members, stack[start:] = stack[start:], []
                    finished.update(members)
                    found.append(tuple(sorted(members, key=order.__getitem__)))
    return tuple(found)


def reachable(graph: Mapping[Node, Iterable[Node]], roots: Iterable[Node]) -> frozenset[Node]:
    """The roots and all nodes that they lead to."""
    seen = set(roots)
    waiting = list(seen)
    while waiting:
        for target in graph.get(waiting.pop(), ()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return frozenset(seen)
