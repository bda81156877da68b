"""Where the items of pages are among the types of a package."""

from __future__ import annotations

from specpress.ir import types as ir
from specpress.ir.api import Operation
from specpress.targets.nesting import Place
from specpress.targets.python.types import Spelling
from specpress.targets.successes import successes


def item_place(operation: Operation, how: Spelling) -> Place:
    """The place of a page's items inside its response, so that both spell them alike."""
    page = operation.pagination
    contents = (
        content
        for response in successes(operation)
        for content in response.contents
        if content.kind == "json"
    )
    response = next(contents, None)
    if page is None or response is None:
        raise ValueError(operation.id)
    type_, place = _inside(response.type, ("result", operation.id), how)
    for wire in page.items:
        if isinstance(type_, ir.Record):
            held = next(each.type for each in type_.properties if each.wire == wire)
            type_, place = _inside(held, (*place, f".{wire}"), how)
    return (*place, "[]")


def _inside(type_: ir.Type, place: Place, how: Spelling) -> tuple[ir.Type, Place]:
    """What a type stands for and where that is: through references, null aside."""
    seen: set[str] = set()
    while True:
        if isinstance(type_, ir.Nullable):
            type_, place = type_.inner, (*place, "?")
        elif isinstance(type_, ir.Ref) and type_.id not in seen:
            seen.add(type_.id)
            place = (how.side, type_.id)
            type_ = how.declared[type_.id]
        else:
            return type_, place
