"""Server-sent events: from the event as OpenAPI 3.2 describes it to the payload that a caller wants."""

from __future__ import annotations

from typing import Final

from specpress.document.pointer import Cursor
from specpress.ir.types import Type
from specpress.lower.schemas import convert
from specpress.lower.scope import Scope
from specpress.lower.unions import join

_FIELDS: Final = frozenset({"data", "event", "id", "retry"})
_UNIONS: Final = ("oneOf", "anyOf")


def event_type(schema: Cursor, scope: Scope) -> Type:
    """The type of the data of one event (OpenAPI 3.2, 4.14.4).

    `itemSchema` describes an event with its fields `data`, `event`, `id` and `retry`; what `data` holds is
    under its `contentSchema`, for each variant where there are several. A schema of any other shape describes
    the data itself.
    """
    payloads = _payloads(schema, None, scope, set())
    if payloads is None:
        return convert(schema, scope)
    return join([convert(payload, scope) for payload in payloads], pointer=schema.pointer)


def _payloads(schema: Cursor, inherited: Cursor | None, scope: Scope, seen: set[str]) -> list[Cursor] | None:
    """The schemas of the data of an event and its variants; None where it describes no event."""
    if schema.pointer in seen:
        return None
    seen.add(schema.pointer)
    reference = (schema / "$ref").text
    if reference:
        return _payloads(scope.at(reference.removeprefix("#")), inherited, scope, seen)
    properties = schema / "properties"
    if not properties.mapping.keys() <= _FIELDS:
        return None
    data = _content(properties / "data") if "data" in properties else inherited
    branches = [branch for keyword in _UNIONS for branch in (schema / keyword).items()]
    if not branches:
        return None if data is None else [data]
    found: list[Cursor] = []
    for branch in branches:
        payloads = _payloads(branch, data, scope, seen)
        if payloads is None:
            return None
        found.extend(payloads)
    return found


def _content(data: Cursor) -> Cursor:
    return data / "contentSchema" if "contentSchema" in data else data
