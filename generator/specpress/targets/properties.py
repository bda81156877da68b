"""Which properties of an object are sent, and which are received."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from specpress.ir import types as ir

Side: TypeAlias = Literal["response", "request"]


def properties(record: ir.Record, side: Side) -> Iterator[ir.Property]:
    """The properties that one side sees: a request has no read-only ones, a response no write-only ones."""
    for each in record.properties:
        hidden = each.read_only if side == "request" else each.write_only
        if not hidden and not isinstance(each.type, ir.Never):
            yield each
