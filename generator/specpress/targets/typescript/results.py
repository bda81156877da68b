"""What a method returns, by the responses that its operation may get."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from specpress.ir import types as ir
from specpress.ir.api import Content, Operation, Response
from specpress.targets.base import Apply, TypeExpression
from specpress.targets.successes import successes
from specpress.targets.typescript import symbols as ts
from specpress.targets.typescript.arguments import STREAM, Argument
from specpress.targets.typescript.types import Spelling, spell
from specpress.targets.typescript.xml import is_structured

ACCEPT: Final = "accept"
"""The member of `params` that picks a media type."""
Kind: TypeAlias = Literal["json", "xml", "text", "binary", "json-lines", "sse", "none"]


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of successful response. `type` is that of the value, or of one item of a stream.

    `source` is what the model has for the value.
    """

    kind: Kind
    type: TypeExpression
    status: str
    media_type: str
    source: ir.Type | None = field(default=None, compare=False)

    @property
    def is_stream(self) -> bool:
        """Whether it comes item by item."""
        return self.kind in ("sse", "json-lines")


@dataclass(frozen=True, slots=True)
class Outcome:
    """All kinds of success of one operation, preferred first."""

    rows: tuple[Row, ...]

    @property
    def usual(self) -> tuple[Row, ...]:
        """What comes without an `accept`: the first row of each status."""
        firsts: dict[str, Row] = {}
        for row in self.rows:
            firsts.setdefault(row.status, row)
        return tuple(firsts.values())

    @property
    def accepted(self) -> tuple[Row, ...]:
        """The rows that `accept` chooses among: those of the first status that has several, or none."""
        for first in self.usual:
            rows = tuple(row for row in self.rows if row.status == first.status)
            if len(rows) > 1:
                return rows
        return ()


def outcome(operation: Operation, how: Spelling) -> Outcome:
    """What an operation's responses are read as. `how` spells responses."""
    good = successes(operation)
    return Outcome(tuple(row for each in good for row in _rows(each, operation, how)))


def alike(rows: tuple[Row, ...]) -> tuple[tuple[Row, ...], ...]:
    """The rows by what they are read as, which is what overloads differ in."""
    groups: dict[TypeExpression, list[Row]] = {}
    for row in rows:
        groups.setdefault(value(row), []).append(row)
    return tuple(map(tuple, groups.values()))


def returned(rows: Iterable[Row]) -> TypeExpression:
    """The type of the value that some kinds of response give."""
    rows = tuple(rows)
    values = [value(row) for row in rows if row.kind != "none"]
    if not values:
        return ts.VOID
    return ts.one_of((*values, ts.NULL) if len(values) < len(rows) else values)


def value(row: Row) -> TypeExpression:
    """The type of the value that one kind of response gives."""
    if row.is_stream:
        return Apply(ts.runtime("Stream", "streaming"), (row.type,))
    return row.type


def stream_rows(
    arguments: tuple[Argument, ...], rows: tuple[Row, ...], usual: tuple[Row, ...]
) -> tuple[tuple[Row, ...], tuple[Row, ...]] | None:
    """What comes without and with `stream: true`, or None where no flag in the body decides that."""
    flag = next((each for each in arguments if each.where == "body" and each.wire == STREAM), None)
    if flag is None or flag.name != STREAM or not _is_flag(flag.source):
        return None
    streamed = tuple(row for row in rows if row.is_stream)[:1]
    plain = tuple(row for row in usual if not row.is_stream)
    found = plain or tuple(row for row in rows if row.kind == "json")[:1]
    return (found, streamed) if found and streamed else None


def _rows(response: Response, operation: Operation, how: Spelling) -> Iterator[Row]:
    if not response.contents:
        yield Row("none", ts.VOID, response.status, "")
    seen: list[tuple[Kind, TypeExpression]] = []
    for content in response.contents:
        resolved = how.resolved(content.type)
        kind = _kind(content, resolved)
        type_ = _type(content, kind, operation, how)
        structured = kind == "text" and not isinstance(resolved, ir.Scalar | ir.Enum | ir.Any)
        repeats = any(content.type == other.type for other in response.contents if other.kind == "json")
        # The same schema as JSON under a text media type (`text/plain` of an object) is JSON by another name.
        # A picture is another picture as PNG; JSON is the same JSON under every name.
        repeated = (kind, type_) in seen and kind not in ("binary", "text")
        if not repeated and not (structured and repeats and content.kind != "xml"):
            seen.append((kind, type_))
            yield Row(kind, type_, response.status, content.media_type, content.type)


def _kind(content: Content, resolved: ir.Type) -> Kind:
    match content.kind:
        case "json" | "text" | "binary" | "json-lines" | "sse":
            return content.kind
        case "xml":
            return "xml" if is_structured(resolved) else "text"
        case "form" | "multipart":
            return "binary"


def _type(content: Content, kind: Kind, operation: Operation, how: Spelling) -> TypeExpression:
    match kind:
        case "text":
            return ts.STRING
        case "binary":
            return ts.RESPONSE
        case "none":
            return ts.VOID
        case "sse" | "json-lines":
            return _spelt(content.item or content.type, operation, how)
        case "json" | "xml":
            return _spelt(content.type, operation, how)


def _spelt(type_: ir.Type, operation: Operation, how: Spelling) -> TypeExpression:
    return ts.UNKNOWN if isinstance(type_, ir.Never) else spell(type_, ("result", operation.id), how)


def _is_flag(type_: ir.Type | None) -> bool:
    if isinstance(type_, ir.Nullable):
        return _is_flag(type_.inner)
    if isinstance(type_, ir.Enum):
        return type_.kind == "boolean"
    return isinstance(type_, ir.Scalar) and type_.kind == "boolean"
