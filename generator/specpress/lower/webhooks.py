"""Requests that the API sends: webhooks of the document and callbacks of operations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from specpress.document.operations import METHODS, Located
from specpress.document.pointer import Cursor
from specpress.ir.api import Body, Content, Webhook
from specpress.ir.declarations import Declaration
from specpress.ir.names import Name, named
from specpress.ir.types import Ref, Type
from specpress.lower.bodies import request_body
from specpress.lower.parameters import described_parameters
from specpress.lower.responses import described_responses, is_nameless
from specpress.lower.scope import Scope
from specpress.lower.unions import join


def webhooks(root: Cursor, scope: Scope) -> tuple[Webhook, ...]:
    """The webhooks of a document (OpenAPI 3.1, 4.8.1; `x-webhooks` before), sorted by key and method."""
    found = [
        hook
        for keyword in ("webhooks", "x-webhooks")
        for key, item in (root / keyword).entries()
        for hook in _requests(key, named(key), item, scope)
    ]
    return tuple(sorted(found, key=lambda hook: (hook.wire, hook.method)))


def webhook(hooks: tuple[Webhook, ...], root: Cursor, scope: Scope) -> Type | None:
    """What the JSON body of any of these webhooks is, by a name where they are several; None: no body."""
    bodies = [
        content.type
        for hook in hooks
        if hook.body
        for content in hook.body.contents
        if content.kind == "json"
    ]
    if not bodies:
        return None
    pointer = (root / "webhooks").pointer
    joined = join(bodies, exclusive=True, pointer=pointer)
    if isinstance(joined, Ref):
        return joined
    name = named("webhook", "event")
    return scope.declared.add(Declaration(id=pointer, name=name, type=joined, origin="item", pointer=pointer))


def callbacks(operation: Cursor, owner: Name, scope: Scope) -> tuple[Webhook, ...]:
    """The callbacks of an operation (OpenAPI 3.1, 4.8.18); `wire` is the expression that gives the URL."""
    found = [
        hook
        for key, callback in (operation / "callbacks").entries()
        for expression, item in callback.follow().entries()
        if not expression.startswith("x-")
        for hook in _requests(expression, named(owner, key), item, scope)
    ]
    return tuple(sorted(found, key=lambda hook: (hook.name.words, hook.wire, hook.method)))


def _requests(wire: str, name: Name, reference: Cursor, scope: Scope) -> Iterator[Webhook]:
    item = reference.follow()
    present = [
        *((method.upper(), item / method) for method in METHODS if method in item),
        *(item / "additionalOperations").entries(),
    ]
    for method, operation in present:
        yield Webhook(
            wire=wire,
            name=name if len(present) == 1 else named(name, method.lower()),
            method=method,
            parameters=described_parameters(
                Located(f"{method} {wire}", method, wire, item, operation), scope
            ),
            body=_named(request_body(operation, scope), name, scope),
            responses=described_responses(operation, scope),
            summary=(operation / "summary").text or (item / "summary").text,
            description=(operation / "description").text or (item / "description").text,
            pointer=operation.pointer,
        )


def _named(body: Body | None, name: Name, scope: Scope) -> Body | None:
    """The body with a declared payload: whoever receives it needs its type by name."""
    if body is None:
        return None
    contents: list[Content] = []
    for content in body.contents:
        if content.kind == "json" and is_nameless(content.type):
            kind = content.type
            reference = scope.declared.add(
                Declaration(
                    id=kind.pointer,
                    name=named(name, "event"),
                    type=kind,
                    origin="item",
                    annotations=kind.annotations,
                    pointer=kind.pointer,
                )
            )
            content = replace(content, type=reference)
        contents.append(content)
    return replace(body, contents=tuple(contents))
