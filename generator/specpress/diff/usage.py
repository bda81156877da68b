"""Who uses a declaration, and in which direction: a changed shared schema is one finding, not one a use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from specpress.diff.changes import Change, Link, Pair
from specpress.diff.compare import compare_types
from specpress.diff.directions import Direction
from specpress.diff.operations import Use
from specpress.diff.sides import Sides

Node: TypeAlias = tuple[Pair, Direction]


@dataclass(slots=True)
class Graph:
    """Every pair of declarations that is compared, what differs in it, and who leads to it."""

    changes: dict[Pair, tuple[Change, ...]] = field(default_factory=dict[Pair, tuple[Change, ...]])
    owners: dict[Node, dict[str, None]] = field(default_factory=dict[Node, dict[str, None]])
    above: dict[Node, dict[Node, None]] = field(default_factory=dict[Node, dict[Node, None]])

    def users(self, pair: Pair, direction: Direction) -> Mapping[str, None]:
        """The owners that send or receive a pair of declarations, directly or through others."""
        found: dict[str, None] = {}
        seen: set[Node] = {(pair, direction)}
        waiting: list[Node] = [(pair, direction)]
        while waiting:
            node = waiting.pop()
            found.update(self.owners.get(node, {}))
            for other in self.above.get(node, {}):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return found


def graph(uses: Iterable[Use], further: Iterable[Pair], sides: Sides) -> Graph:
    """Compare all pairs of declarations that uses lead to, and some further ones, each once."""
    found = Graph()
    waiting: list[Pair] = []
    for use in uses:
        if isinstance(use.item, Link):
            for direction, below in _directions(use.item):
                if direction == use.direction:
                    found.owners.setdefault((use.item.pair, below), {})[use.owner] = None
            waiting.append(use.item.pair)
    waiting.extend(further)
    while waiting:
        pair = waiting.pop()
        if pair in found.changes:
            continue
        changes: list[Change] = []
        travelling = _travelling(sides, pair)
        for item in compare_types(sides.old[pair.old], sides.new[pair.new], travelling):
            if isinstance(item, Change):
                changes.append(item)
                continue
            waiting.append(item.pair)
            for direction, below in _directions(item):
                found.above.setdefault((item.pair, below), {})[(pair, direction)] = None
        found.changes[pair] = tuple(changes)
    return found


def _travelling(sides: Sides, pair: Pair) -> Sides:
    return Sides(old=sides.old, new=sides.new, textual=pair.textual)


def _directions(link: Link) -> Iterator[tuple[Direction, Direction]]:
    """The direction of the whole, and that of the declaration below it."""
    if link.sent:
        yield "sent", "received" if link.flipped else "sent"
    if link.received:
        yield "received", "sent" if link.flipped else "received"
