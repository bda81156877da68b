"""What a comparison of two values finds, before it is known who sends and who receives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from specpress.diff.levels import Level, at_most
from specpress.diff.rules import RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. `at` leads from the compared value to the place: wire names, `[]`, `{}`."""

    rule: str
    message: str
    at: tuple[str, ...] = ()
    sent: Level
    received: Level
    before: str = ""
    after: str = ""
    old: str = ""
    """JSON Pointer in the old document: of the thing itself, or of its nearest parent there."""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two declarations to be compared, by id. `textual`: as in :class:`specpress.diff.sides.Sides`."""

    old: str
    new: str
    textual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two declarations that the values go on in. `sent`, `received`: the directions in which that matters."""

    pair: Pair
    sent: bool = True
    received: bool = True
    flipped: bool = False
    """Below a `not`: what widens the declaration narrows the value."""


Item: TypeAlias = Change | Link


def change(
    rule: str,
    message: str,
    *,
    where: tuple[str, str],
    before: str = "",
    after: str = "",
) -> Change:
    """A change with the levels of its rule. `where`: the pointers of the place in both documents."""
    levels = RULES[rule]
    return Change(
        rule=rule,
        message=message,
        sent=levels.sent,
        received=levels.received,
        before=before,
        after=after,
        old=where[0],
        new=where[1],
    )


def below(items: Iterable[Item], *tokens: str) -> Iterator[Item]:
    """The same findings, seen from a parent."""
    for item in items:
        yield replace(item, at=(*tokens, *item.at)) if isinstance(item, Change) else item


def masked(items: Iterable[Item], *, sent: bool, received: bool) -> Iterator[Item]:
    """Findings of a value that is not sent, or not received: there nobody notices them."""
    if sent and received:
        yield from items
        return
    for item in items:
        if isinstance(item, Change):
            yield replace(
                item, sent=item.sent if sent else "info", received=item.received if received else "info"
            )
        else:
            yield replace(item, sent=item.sent and sent, received=item.received and received)


def flipped(items: Iterable[Item]) -> Iterator[Item]:
    """Findings below a `not`: fewer values there are more values here."""
    for item in items:
        if isinstance(item, Change):
            yield replace(item, sent=item.received, received=item.sent)
        else:
            yield replace(item, flipped=not item.flipped, sent=item.received, received=item.sent)


def limited(items: Iterable[Item], limit: Level) -> Iterator[Item]:
    """Findings that matter no more than a limit."""
    for item in items:
        if isinstance(item, Change):
            yield replace(item, sent=at_most(item.sent, limit), received=at_most(item.received, limit))
        else:
            yield item
