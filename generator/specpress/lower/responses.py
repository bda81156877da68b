"""Responses, and names for results that the document leaves without one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from specpress.document.pointer import Cursor, split
from specpress.ir import types
from specpress.ir.api import Content, Response
from specpress.ir.declarations import Declaration, Origin
from specpress.ir.names import Call, Name, named, singular
from specpress.ir.types import Type
from specpress.lower.bodies import contents, header_list
from specpress.lower.scope import Scope

_STATUS: Final = re.compile(r"[1-5](\d\d|[xX]{2})|default")
_SHARED: Final = "/components/responses/"


def responses(operation: Cursor, id: str, call: Call, scope: Scope) -> tuple[Response, ...]:
    """The responses of an operation (OpenAPI 3.1, 4.8.16), sorted by status: `200`, `2XX`, `4XX`, `default`.

    The result of a successful one becomes a declaration where it has a type worth a name and none of its own.
    """
    return _named(described_responses(operation, scope), id, call, scope)


def described_responses(operation: Cursor, scope: Scope) -> tuple[Response, ...]:
    """The responses as they are described, sorted by status: no result gets a name that it does not have."""
    found: list[Response] = []
    for status, reference in (operation / "responses").entries():
        if status.startswith("x-"):
            continue
        if not _STATUS.fullmatch(status):
            scope.diagnostics.warning(
                "unknown-status",
                f"{status!r} is no status code, range or `default`; this response is left out.",
                reference.pointer,
                hint="Write a code such as `200`, a range such as `4XX`, or `default`.",
            )
            continue
        status = status if status == "default" else status.upper()
        found.append(replace(_response(reference.follow(), scope), status=status))
    found.sort(key=lambda response: (response.status == "default", response.status))
    return tuple(found)


def result_name(call: Call, *last: str) -> Name:
    """The words of what a call results in: `repos.list_commits` and `response` give `repo list commits
    response`."""
    resource = call.resource[-1].words if call.resource else ()
    return named(*((Name((*resource[:-1], singular(resource[-1]))),) if resource else ()), call.method, *last)


def is_nameless(kind: Type) -> bool:
    """Whether a type is worth a declaration: it is no reference, and more than a scalar or octets."""
    return not isinstance(
        kind, types.Ref | types.Scalar | types.Literal | types.Bytes | types.Any | types.Never
    )


def _response(cursor: Cursor, scope: Scope) -> Response:
    known = scope.declared.responses
    if cursor.pointer not in known:
        known[cursor.pointer] = Response(
            status="",
            contents=contents(cursor / "content", scope),
            headers=header_list(cursor, scope),
            description=(cursor / "description").text,
            pointer=cursor.pointer,
        )
    return known[cursor.pointer]


def _named(found: tuple[Response, ...], id: str, call: Call, scope: Scope) -> tuple[Response, ...]:
    """Give names to results: those of a shared response after it, others after the call."""
    known: list[tuple[Origin, Type, types.Ref]] = []
    successes = [response for response in found if response.status.startswith("2")] or [
        response for response in found if response.status == "default"
    ]

    def declared(kind: Type, origin: Origin, last: str, status: str) -> Type:
        if not is_nameless(kind):
            return kind
        shared = _shared_key(kind.pointer)
        if shared:
            return _declare(kind, kind.pointer, named(*_ending(shared, last)), origin, (), scope)
        for other, same, reference in known:
            if other == origin and same == kind:
                return reference
        again = any(origin == other for other, _, _ in known)
        name = result_name(call, status, last) if again else result_name(call, last)
        suffix = f" {status}" if again else ""
        reference = _declare(kind, f"{id} {last}{suffix}", name, origin, call.resource, scope)
        known.append((origin, kind, reference))
        return reference

    def content(content: Content, status: str) -> Content:
        if content.kind in ("json", "xml"):
            return replace(content, type=declared(content.type, "response", "response", status))
        if content.item is None:
            return content
        item = declared(content.item, "item", "event" if content.kind == "sse" else "item", status)
        return replace(content, item=item, type=types.Array(item=item, pointer=content.type.pointer))

    def response(response: Response) -> Response:
        wanted = response in successes or response.pointer.startswith(_SHARED)
        if not wanted:
            return response
        return replace(response, contents=tuple(content(item, response.status) for item in response.contents))

    return tuple(response(item) for item in found)


def _shared_key(pointer: str) -> str:
    return split(pointer)[2] if pointer.startswith(_SHARED) else ""


def _ending(key: str, last: str) -> tuple[str, ...]:
    words = named(key).words
    return (key,) if words[-1].lower() == last else (key, last)


def _declare(
    kind: Type, id: str, name: Name, origin: Origin, home: tuple[Name, ...], scope: Scope
) -> types.Ref:
    return scope.declared.add(
        Declaration(
            id=id,
            name=name,
            type=kind,
            origin=origin,
            home=home,
            annotations=kind.annotations,
            pointer=kind.pointer,
        )
    )
