"""What a method returns, by the responses that its operation may get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from specpress.ir import types as ir
from specpress.ir.api import Content, Operation, Response
from specpress.targets.base import Apply, Symbol, TypeExpression
from specpress.targets.python import symbols as py
from specpress.targets.python.types import Spelling, spell
from specpress.targets.successes import successes

Kind: TypeAlias = Literal["json", "text", "binary", "json-lines", "sse", "none"]


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of successful response. `type` is that of the value, or of one item of a stream."""

    kind: Kind
    type: TypeExpression
    status: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """All kinds of success of one operation, preferred first, and the types of its errors by status."""

    rows: tuple[Row, ...]
    errors: tuple[tuple[str, TypeExpression], ...]

    @property
    def usual(self) -> tuple[Row, ...]:
        """What comes without an `accept`: the first row of each status."""
        firsts: dict[str, Row] = {}
        for row in self.rows:
            firsts.setdefault(row.status, row)
        return tuple(firsts.values())

    @property
    def accepted(self) -> tuple[Row, ...]:
        """The rows that `accept` chooses among: those of the first status that has several."""
        for first in self.usual:
            rows = tuple(row for row in self.rows if row.status == first.status)
            if len(rows) > 1:
                return rows
        return ()


def outcome(operation: Operation, how: Spelling) -> Outcome:
    """What an operation's responses are read as. `how` spells responses."""
    good = successes(operation)
    rows = tuple(row for each in good for row in _rows(each, operation, how))
    errors = (
        (each.status, _error(each, operation, how))
        for each in operation.responses
        if each not in good and not each.status.startswith(("1", "3"))
    )
    return Outcome(rows, tuple((status, type_) for status, type_ in errors if type_ != py.OBJECT))


def alike(rows: tuple[Row, ...]) -> tuple[tuple[Row, ...], ...]:
    """The rows by what they are read as, which is what overloads differ in."""
    groups: dict[tuple[Kind, TypeExpression], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.kind, row.type), []).append(row)
    return tuple(map(tuple, groups.values()))


def returned(rows: tuple[Row, ...], runtime: str, *, asynchronous: bool) -> TypeExpression:
    """The type that a method returns for some kinds of response."""
    types = [_value(row, runtime, asynchronous) for row in rows if row.kind != "none"]
    if len(types) < len(rows) or not rows:
        types.append(py.NONE)
    return py.one_of(iter(types))


def _rows(response: Response, operation: Operation, how: Spelling) -> Iterator[Row]:
    if not response.contents:
        yield Row("none", py.NONE, response.status, "")
    seen: list[tuple[Kind, TypeExpression]] = []
    for content in response.contents:
        kind = _kind(content)
        type_ = _type(content, kind, operation, how)
        structured = kind == "text" and not isinstance(
            how.resolved(content.type), ir.Scalar | ir.Enum | ir.Any
        )
        repeats = any(content.type == other.type for other in response.contents if other.kind == "json")
        # The same schema as JSON under a text media type (`text/plain` of an object) is JSON by another name.
        # A picture is another picture as PNG; JSON is the same JSON under every name.
        repeated = (kind, type_) in seen and kind not in ("binary", "text")
        if not repeated and not (structured and repeats and content.kind != "xml"):
            seen.append((kind, type_))
            yield Row(kind, type_, response.status, content.media_type)


def _kind(content: Content) -> Kind:
    match content.kind:
        case "json" | "text" | "binary" | "json-lines" | "sse":
            return content.kind
        case "xml":
            return "text"
        case "form" | "multipart":
            return "binary"


def _type(content: Content, kind: Kind, operation: Operation, how: Spelling) -> TypeExpression:
    match kind:
        case "text":
            return py.STR
        case "binary" | "none":
            return py.BYTES
        case "sse" | "json-lines":
            return _named(content.item or content.type, operation, how)
        case "json":
            return _named(content.type, operation, how)


def _named(type_: ir.Type, operation: Operation, how: Spelling) -> TypeExpression:
    """The type by a name that the runtime can import; any JSON where it has none."""
    if isinstance(type_, ir.Never):
        return py.OBJECT
    spelt = spell(type_, ("result", operation.id), how)
    return spelt if isinstance(spelt, Symbol) else py.OBJECT


def _error(response: Response, operation: Operation, how: Spelling) -> TypeExpression:
    kinds = [content for content in response.contents if content.kind == "json"]
    return _named(kinds[0].type, operation, how) if kinds else py.OBJECT


def _value(row: Row, runtime: str, asynchronous: bool) -> TypeExpression:
    prefix = "Async" if asynchronous else ""
    match row.kind:
        case "binary":
            return Symbol(f"{prefix}BinaryResponse", f"{runtime}.response")
        case "sse" | "json-lines":
            return Apply(Symbol(f"{prefix}Stream", f"{runtime}.streaming"), (row.type,))
        case "none":
            return py.NONE
        case "json" | "text":
            return row.type
