"""What comes back from an operation, as the manual shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from specpress.ir import types as ir
from specpress.ir.api import Content, Operation
from specpress.ir.names import Name
from specpress.targets.reference.names import owner_names

Kind: TypeAlias = Literal["value", "page", "stream", "binary", "none"]


@dataclass(frozen=True, slots=True)
class Result:
    """The result of an operation. `type` is that of the value, or of one item of a page or a stream."""

    kind: Kind
    type: ir.Type | None = None
    content: Content | None = None
    """The JSON body, whose sample is shown."""
    event: ir.Type | None = None
    """What a stream yields, where a flag in the body asks for one in place of the value."""
    certain: bool = True
    """Whether it is there to read fields from: not every success may bring it, and events are yet to come."""
    name: tuple[Name, ...] = ()
    """What its type is called where it has no name of its own."""


def result_of(operation: Operation) -> Result:
    """The result of an operation: that of its first success that has a body."""
    good = [each for each in operation.responses if each.status.startswith("2")]
    good = good or [each for each in operation.responses if each.status == "default"]
    contents = [content for each in good for content in each.contents]
    name = (*owner_names(operation), Name(("response",)))
    plain = next((each for each in contents if each.kind in ("json", "text", "xml")), None)
    streamed = next((each for each in contents if each.kind in ("sse", "json-lines")), None)
    event = (streamed.item or streamed.type) if streamed else None
    if operation.pagination:
        content = plain if plain and plain.kind == "json" else None
        return Result("page", operation.pagination.item, content, name=name)
    if plain and plain.kind == "json":
        certain = all(each.contents for each in good)
        return Result("value", plain.type, plain, event, certain, name)
    if plain and not (streamed or any(each.kind == "binary" for each in contents)):
        return Result("value", ir.Scalar(kind="string"), name=name)
    if streamed:
        return Result("stream", event, certain=False, name=name)
    return Result("binary" if contents else "none")
