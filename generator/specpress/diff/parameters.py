"""Parameters: what a caller gives beside the body, and how it is spelt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from specpress.diff.annotations import annotation_changes
from specpress.diff.changes import Change, Item, below, change
from specpress.diff.compare import compare_types
from specpress.diff.describe import type_text, value_text
from specpress.diff.levels import worst
from specpress.diff.lifecycle import Today, parameter_removal, sunset_changes
from specpress.diff.sides import Sides
from specpress.ir import types
from specpress.ir.api import Encoded, Operation, Parameter, Styled, Webhook
from specpress.ir.types import Type

Request: TypeAlias = Operation | Webhook
"""A request that a client or the API itself makes."""


def parameter_changes(old: Request, new: Request, sides: Sides, today: Today) -> Iterator[Item]:
    """What differs between the parameters of two requests."""
    was, now = _keyed(old), _keyed(new)
    gone = [parameter for key, parameter in was.items() if key not in now]
    come = [parameter for key, parameter in now.items() if key not in was]
    for before, after in _replaced(gone, come):
        gone.remove(before)
        come.remove(after)
        yield from below([_replacement(before, after, today)], _label(before))
        yield from below(_one(before, after, sides, today), _label(before))
    for parameter in gone:
        found = parameter_removal(parameter, (parameter.pointer, new.pointer), today)
        received = "breaking" if parameter.required else found.received
        yield from below([replace(found, received=received)], _label(parameter))
    for parameter in come:
        yield from below([_added(parameter, old.pointer)], _label(parameter))
    for key, parameter in was.items():
        if key in now:
            yield from below(_one(parameter, now[key], sides, today), _label(parameter))
    yield from _order([key for key in was if key in now], [key for key in now if key in was], old, new)


def _keyed(operation: Request) -> dict[tuple[str, str], Parameter]:
    """Parameters by location and name; those of the path by position, since their names are never sent."""
    found: dict[tuple[str, str], Parameter] = {}
    for index, parameter in enumerate(operation.parameters):
        if parameter.location == "path":
            found["path", str(index)] = parameter
        else:
            wire = parameter.wire.lower() if parameter.location == "header" else parameter.wire
            found[parameter.location, wire] = parameter
    return found


def _label(parameter: Parameter) -> str:
    return f"{parameter.location} {parameter.wire}".rstrip()


def _added(parameter: Parameter, parent: str) -> Change:
    rule, kind = (
        ("parameter-added", "required") if parameter.required else ("optional-parameter-added", "optional")
    )
    return change(
        rule,
        f"the {kind} parameter was added",
        after=type_text(parameter.type),
        where=(parent, parameter.pointer),
    )


def _replaced(gone: Sequence[Parameter], come: Sequence[Parameter]) -> list[tuple[Parameter, Parameter]]:
    """Parameters that moved to another location under their name, or changed their name in their location."""
    found: list[tuple[Parameter, Parameter]] = []
    for before in gone:
        same = [after for after in come if after.wire.lower() == before.wire.lower()]
        if len(same) == 1:
            found.append((before, same[0]))
    if not found and len(gone) == len(come) == 1 and _is_renamed(gone[0], come[0]):
        found.append((gone[0], come[0]))
    return found


def _is_renamed(old: Parameter, new: Parameter) -> bool:
    """Whether two parameters differ in nothing but their name, and say enough for that to be no accident."""
    same = replace(old, wire=new.wire, name=new.name) == new
    return same and (old.required or old.annotations.description != "")


def _replacement(old: Parameter, new: Parameter, today: Today) -> Change:
    rule = "parameter-moved"
    if old.location == new.location:
        message = f"the parameter was renamed to `{new.wire}`"
    else:
        message = f"the parameter was moved from {old.location} to {new.location}"
    where = (old.pointer, new.pointer)
    found = change(rule, message, before=_label(old), after=_label(new), where=where)
    level = worst(parameter_removal(old, where, today).sent, _added(new, "").sent)
    return found if old.location != new.location else replace(found, sent=level)


def _one(old: Parameter, new: Parameter, sides: Sides, today: Today) -> Iterator[Item]:
    where = (old.pointer, new.pointer)
    if old.location == new.location == "path" and old.wire != new.wire:
        message = "the path parameter has another name; it is never sent"
        yield change("path-parameter-renamed", message, before=old.wire, after=new.wire, where=where)
    if new.required and not old.required:
        yield change("parameter-required", "became required", where=where)
    elif old.required and not new.required:
        yield change("parameter-optional", "became optional", where=where)
    yield from _spelling(old, new, where)
    yield from _always(old, new, where)
    yield from annotation_changes(old.annotations, new.annotations, where)
    yield from sunset_changes(old.sunset, new.sunset, new.annotations.deprecated, where, today)
    yield from _default(old, new, where, sides)
    styled = isinstance(old.serialization, Styled) and isinstance(new.serialization, Styled)
    repeated = (
        isinstance(new.serialization, Styled)
        and new.serialization.style == "form"
        and new.serialization.explode
    )
    travelling = replace(sides, textual=styled, repeated=repeated)
    yield from compare_types(_without_default(old.type), _without_default(new.type), travelling)


def _spelling(old: Parameter, new: Parameter, where: tuple[str, str]) -> Iterator[Change]:
    was, now = old.serialization, new.serialization
    if isinstance(was, Styled) and isinstance(now, Styled):
        if old.location == new.location and (was.style, was.explode) != (now.style, now.explode):
            found = change(
                "parameter-style-changed",
                "the style was changed",
                before=_style(was),
                after=_style(now),
                where=where,
            )
            same = was.style == now.style and _is_scalar(old.type) and _is_scalar(new.type)
            yield replace(found, sent="info") if same else found
        if was.allow_reserved != now.allow_reserved:
            rule, what = (
                ("reserved-characters-allowed", "are sent as they are now")
                if now.allow_reserved
                else ("reserved-characters-refused", "are percent-encoded now")
            )
            yield change(rule, f"reserved characters {what}", where=where)
        if was.allow_empty != now.allow_empty:
            rule, what = (
                ("empty-value-allowed", "may be empty now")
                if now.allow_empty
                else ("empty-value-refused", "may be empty no longer")
            )
            yield change(rule, f"the value {what}", where=where)
    elif was != now:
        before, after = (
            side.media_type if isinstance(side, Encoded) else _style(side) for side in (was, now)
        )
        message = "the value is spelt otherwise"
        yield change("parameter-style-changed", message, before=before, after=after, where=where)


def _style(styled: Styled) -> str:
    return f"{styled.style}, explode: {'true' if styled.explode else 'false'}"


def _is_scalar(kind: Type) -> bool:
    """Whether the value is one piece of text, which `explode` leaves alone."""
    inner = kind.inner if isinstance(kind, types.Nullable) else kind
    return isinstance(inner, types.Scalar | types.Enum | types.Literal)


def _always(old: Parameter, new: Parameter, where: tuple[str, str]) -> Iterator[Change]:
    for value in old.always:
        if value not in new.always:
            text = value_text(value)
            yield change("sent-value-removed", f"{text} is no longer sent always", before=text, where=where)
    for value in new.always:
        if value not in old.always:
            text = value_text(value)
            yield change("sent-value-added", f"{text} is sent always now", after=text, where=where)


def _default(old: Parameter, new: Parameter, where: tuple[str, str], sides: Sides) -> Iterator[Change]:
    """The default of a parameter that may be left out: changing it changes what leaving it out means."""
    was, now = _stated_default(old.type, sides.old), _stated_default(new.type, sides.new)
    if was == now:
        return
    before, after = (value_text(side.value) if side else "" for side in (was, now))
    rule = "default-changed" if old.required or new.required else "parameter-default-changed"
    yield change(rule, "the default was changed", before=before, after=after, where=where)


def _stated_default(kind: Type, declared: Mapping[str, Type]) -> types.Given | None:
    for _ in range(len(declared) + 1):
        if kind.annotations.default is not None or not isinstance(kind, types.Ref):
            break
        kind = declared[kind.id]
    return kind.annotations.default


def _without_default(kind: Type) -> Type:
    """A parameter's default says what the server does, and is compared as such."""
    if kind.annotations.default is None:
        return kind
    return replace(kind, annotations=replace(kind.annotations, default=None))


def _order(
    before: list[tuple[str, str]], after: list[tuple[str, str]], old: Request, new: Request
) -> Iterator[Change]:
    if before != after:
        yield change(
            "parameters-reordered",
            "the parameters were reordered",
            before=", ".join(key[1] for key in before),
            after=", ".join(key[1] for key in after),
            where=(old.pointer, new.pointer),
        )
