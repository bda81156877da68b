"""Conventions about the life of operations and parameters: named policies, each of which can be switched off.

`x-stability-level` is `draft`, `alpha`, `beta` or `stable`; `x-sunset` is the date (RFC 3339, `full-date`) up
to which something deprecated stays. What is draft or alpha promises nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final, TypeAlias

from specpress.diff.changes import Change, change
from specpress.ir.api import Api, Operation, Parameter

Today: TypeAlias = datetime.date

_LEVELS: Final = ("draft", "alpha", "beta", "stable")
UNSTABLE: Final = frozenset({"draft", "alpha"})


def removal(operation: Operation, new: Api, today: Today) -> Change:
    """What it means that an operation is gone."""
    where = (operation.pointer, _surviving(operation, new))
    if not operation.deprecated:
        rule, message = (
            "operation-removed-without-deprecation",
            "the operation was removed without deprecation",
        )
    elif _is_due(operation.sunset, today):
        rule, message = "operation-removed-after-deprecation", "the deprecated operation was removed"
    else:
        rule, message = (
            "operation-removed-before-sunset",
            f"the operation was removed before its sunset, {operation.sunset}",
        )
    return change(rule, message, before=operation.id, where=where)


def parameter_removal(parameter: Parameter, where: tuple[str, str], today: Today) -> Change:
    """What it means that a parameter is gone."""
    before = f"{parameter.location} {parameter.wire}"
    if parameter.annotations.deprecated and not _is_due(parameter.sunset, today):
        message = f"the parameter was removed before its sunset, {parameter.sunset}"
        return change("parameter-removed-before-sunset", message, before=before, where=where)
    return change("parameter-removed", "the parameter was removed", before=before, where=where)


def lifecycle_changes(old: Operation, new: Operation, today: Today) -> Iterator[Change]:
    """What differs between the stability and the sunset of two operations."""
    where = (old.pointer, new.pointer)
    if old.stability != new.stability:
        yield _stability(old.stability, new.stability, where)
    yield from sunset_changes(old.sunset, new.sunset, new.deprecated, where, today)


def sunset_changes(
    old: str, new: str, deprecated: bool, where: tuple[str, str], today: Today
) -> Iterator[Change]:
    """What differs between two sunsets, as they are written. `deprecated`: whether it is now."""
    if old == new:
        return
    was, now = _date(old), _date(new)
    if not new:
        rule, message = "sunset-removed", "the sunset was removed"
        if not deprecated:
            rule, message = "sunset-put-off", "the sunset was withdrawn with the deprecation"
    elif now is None:
        rule, message = "sunset-unreadable", f"the sunset {new!r} is no date"
    elif was is None:
        rule, message = "sunset-stated", "a sunset was stated"
    elif now < was and now < today:
        rule, message = "sunset-brought-forward", "the sunset was moved into the past"
    else:
        rule, message = "sunset-put-off", "the sunset was moved"
    yield change(rule, message, before=old, after=new, where=where)


def _stability(old: str, new: str, where: tuple[str, str]) -> Change:
    before, after = old or "stable", new or "stable"
    if before not in _LEVELS or after not in _LEVELS:
        known = ", ".join(_LEVELS)
        wrong = before if before not in _LEVELS else after
        rule, message = "stability-unknown", f"the stability {wrong!r} is none of {known}"
    elif _LEVELS.index(after) < _LEVELS.index(before):
        rule, message = "stability-decreased", "the stability was decreased"
    else:
        rule, message = "stability-increased", "the stability was increased"
    return change(rule, message, before=before, after=after, where=where)


def _is_due(sunset: str, today: Today) -> bool:
    """Whether something deprecated may go: its day has come, or none was named."""
    if not sunset:
        return True
    date = _date(sunset)
    return date is not None and date <= today


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _surviving(operation: Operation, new: Api) -> str:
    """The path item of a removed operation, if others are left on it."""
    item = operation.pointer.rpartition("/")[0]
    return item if any(other.pointer.startswith(item + "/") for other in new.operations) else "/paths"
