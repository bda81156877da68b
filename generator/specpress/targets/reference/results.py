"""What comes back from an operation, as the manual shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from specpress.ir import types as ir
from specpress.ir.api import Api, Content, Operation
from specpress.ir.declarations import Declaration
from specpress.ir.names import Name
from specpress.targets.reference.names import owner_names
from specpress.targets.reference.schemas import Schemas, bare
from specpress.targets.successes import successes

Kind: TypeAlias = Literal["value", "page", "stream", "binary", "none"]


@dataclass(frozen=True, slots=True)
class Result:
    """The result of an operation. `type` is that of the value, or of one item of a page or a stream."""

    kind: Kind
    type: ir.Type | None = None
    content: Content | None = None
    """The JSON body, whose sample is shown."""
    xml: ir.Type | None = None
    """What the text is XML of, which clients may read."""
    event: ir.Type | None = None
    """What a stream yields, where a flag in the body asks for one in place of the value."""
    certain: bool = True
    """Whether it is there to read fields from: not every success may bring it, and events are yet to come."""
    name: tuple[Name, ...] = ()
    """What its type is called where it has no name of its own."""


def result_of(operation: Operation) -> Result:
    """The result of an operation: that of its first success that has a body."""
    good = successes(operation)
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
        return Result("value", plain.type, plain, event=event, certain=certain, name=name)
    if plain and not (streamed or any(each.kind == "binary" for each in contents)):
        xml = plain.type if plain.kind == "xml" else None
        return Result("value", ir.Scalar(kind="string"), xml=xml, name=name)
    first = next((each for each in contents if each.kind == "binary" or each is streamed), None)
    if streamed and first is streamed:
        return Result("stream", event, certain=False, name=name)
    return Result("binary" if contents else "none")


def with_named_results(api: Api, schemas: Schemas) -> Api:
    """The Api with all results that have parts and no name to show named after their methods.

    Such are types that configuration shows in place, arrays and maps, and the items of pages and streams.
    """
    own = {each.id: made for each in api.operations if (made := _own(each, schemas))}
    if not own:
        return api
    return replace(
        api,
        operations=tuple(
            _resulting_in(each, ir.Ref(id=own[each.id].id)) if each.id in own else each
            for each in api.operations
        ),
        declarations=(*api.declarations, *own.values()),
    )


def _own(operation: Operation, schemas: Schemas) -> Declaration | None:
    """The type that is made for what an operation results in, if it needs one."""
    result = result_of(operation)
    if result.type is None:
        return None
    found = bare(result.type, schemas)
    if isinstance(found, ir.Ref) and schemas.declared[found.id].origin == "item":
        found = schemas.declared[found.id].type
    if not isinstance(found, ir.Record | ir.Union | ir.Enum | ir.Array | ir.Tuple | ir.Map):
        return None
    return Declaration(
        id=f"{operation.id} result",
        name=Name(tuple(word for name in result.name for word in name.words)),
        type=found,
        origin="response",
        home=operation.call.resource,
        annotations=found.annotations,
        pointer=operation.pointer,
    )


def _resulting_in(operation: Operation, ref: ir.Ref) -> Operation:
    """The operation with another type for what it results in, which may be null if that was."""
    result = result_of(operation)
    type_ = replace(result.type, inner=ref) if isinstance(result.type, ir.Nullable) else ref
    if operation.pagination:
        return replace(operation, pagination=replace(operation.pagination, item=type_))

    def content(given: Content) -> Content:
        if result.content is not None:
            return replace(given, type=type_) if given == result.content else given
        if given.kind in ("sse", "json-lines") and (given.item or given.type) == result.type:
            return replace(given, item=type_, type=ir.Array(item=type_))
        return given

    return replace(
        operation,
        responses=tuple(
            replace(each, contents=tuple(map(content, each.contents))) for each in operation.responses
        ),
    )
