"""Configured pagination: the rule for an operation and the items that its pages hold."""

from __future__ import annotations

from specpress.ir import types
from specpress.ir.api import Content, Operation, Pagination
from specpress.ir.types import Type
from specpress.lower.options import PageRule
from specpress.lower.schemas import resolved
from specpress.lower.scope import Scope


def pagination(operation: Operation, rule: PageRule | None, scope: Scope) -> Pagination | None:
    """How an operation goes on by its rule; None without one, or where its response has no such items."""
    if rule is None:
        return None
    item = _item(operation, rule.items, scope)
    if item is None:
        where = ".".join(rule.items) or "the response"
        scope.diagnostics.error(
            "page-without-items",
            f"The pages of {operation.id} have no array at {where!r}.",
            operation.pointer,
            hint="Mend `items` in the configuration: wire names from the response to the array.",
        )
        return None
    return Pagination(
        kind=rule.kind,
        page=rule.page,
        items=rule.items,
        request=rule.request,
        next=rule.next,
        has_more=rule.has_more,
        item=item,
    )


def _item(operation: Operation, path: tuple[str, ...], scope: Scope) -> Type | None:
    successes = [response for response in operation.responses if response.status.startswith("2")]
    contents: list[Content] = [
        item for response in successes for item in response.contents if item.kind == "json"
    ]
    if not contents:
        return None
    kind = plain(contents[0].type, scope)
    for wire in path:
        if not isinstance(kind, types.Record):
            return None
        found = next((prop.type for prop in kind.properties if prop.wire == wire), None)
        if found is None:
            return None
        kind = plain(found, scope)
    return kind.item if isinstance(kind, types.Array) else None


def plain(kind: Type, scope: Scope) -> Type:
    """What a type stands for, null aside: through references and declarations made for results."""
    while True:
        if isinstance(kind, types.Nullable):
            kind = kind.inner
        elif isinstance(kind, types.Ref):
            made = scope.declared.made.get(kind.id)
            target = made.type if made is not None else resolved(kind, scope)
            if target is kind:
                return kind
            kind = target
        else:
            return kind
