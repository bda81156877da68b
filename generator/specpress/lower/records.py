"""The properties of records: their order, and which of them are required."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from specpress.ir import types
from specpress.ir.names import named
from specpress.ir.types import Property, Type


def require(record: types.Record, names: Iterable[str]) -> types.Record:
    """The record with these properties required; one that is not declared has the type of all others."""
    wanted = dict.fromkeys(names)
    known = {prop.wire for prop in record.properties}
    kept = [
        replace(prop, required=True) if prop.wire in wanted and not prop.required else prop
        for prop in record.properties
    ]
    added = [
        Property(wire=name, name=named(name), type=record.extra, required=True, pointer=record.pointer)
        for name in wanted
        if name not in known
    ]
    return replace(record, properties=ordered((*kept, *added)))


def ordered(properties: Iterable[Property]) -> tuple[Property, ...]:
    """Properties as the model sorts them: required first, then `id`, then by wire name."""
    return tuple(sorted(properties, key=lambda prop: (not prop.required, prop.wire != "id", prop.wire)))


def required_names(kind: Type) -> tuple[str, ...]:
    """What `required` names among the constraints of a type that has no properties of its own."""
    stated = (item.value for item in kind.constraints if item.keyword == "required")
    return tuple(
        name
        for value in stated
        if isinstance(value, list)
        for name in cast("list[object]", value)
        if isinstance(name, str)
    )
