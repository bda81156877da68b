"""Where the next page is: read from a response, without IO."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, assert_never, cast
from urllib.parse import urljoin

from .narrow import is_array, is_object

if TYPE_CHECKING:
    from .operation import Pagination
    from .resource import Arguments

_LINK: Final = re.compile(r"<([^>]*)>((?:\s*;\s*[^;,\"=\s]+(?:\s*=\s*(?:\"[^\"]*\"|[^;,\"\s]*))?)*)")
_PARAMETER: Final = re.compile(r";\s*([^;,\"=\s]+)(?:\s*=\s*(?:\"([^\"]*)\"|([^;,\"\s]*)))?")


@dataclass(frozen=True, slots=True)
class NextPage:
    """A change of the request that asks for the next page: another URL, or another value of one parameter."""

    url: str = ""
    parameter: str = ""
    value: object = None


def items_of(pagination: Pagination, body: object) -> list[Any]:
    """The items of a page; none where there is no list."""
    items = find(body, pagination.items)
    return items if is_array(items) else []


def next_page(
    pagination: Pagination, arguments: Arguments, body: object, headers: Mapping[str, str], url: str
) -> NextPage | None:
    """Where the next page is, or None at the end.

    Args:
      pagination: How the operation goes on.
      arguments: What this page was asked for with.
      body: The decoded response.
      headers: Of the response.
      url: Of this page.
    """
    if pagination.has_more and find(body, pagination.has_more) is False:
        return None
    present = _current(arguments, pagination.request)
    match pagination.kind:
        case "cursor":
            cursor = find(body, pagination.next)
            # A cursor that does not move would go on for ever.
            return None if cursor in (None, "", present) else NextPage("", pagination.request, cursor)
        case "page" | "offset":
            count = len(items_of(pagination, body))
            first, step = (1, 1) if pagination.kind == "page" else (0, count)
            start = int(cast("Any", present)) if present is not None else first
            return NextPage("", pagination.request, start + step) if count else None
        case "link":
            link = link_target(headers.get("link", ""), "next")
            return NextPage(urljoin(url, link)) if link else None
        case "next-url":
            target = find(body, pagination.next)
            following = urljoin(url, target) if isinstance(target, str) and target else url
            return NextPage(following) if following != url else None
        case _:
            assert_never(pagination.kind)


def arguments_of(arguments: Arguments, page: NextPage) -> Arguments:
    """The arguments that ask for a page."""
    if page.url:
        changed = {name: value for name, value in arguments.items() if name not in {"path", "query"}}
        extra_headers, _, extra_body, timeout = arguments.get("extra", (None, None, None, None))
        # The URL has the query parameters of the first request already.
        changed |= {"url": page.url}
        if "extra" in arguments:
            changed["extra"] = (extra_headers, None, extra_body, timeout)
        return cast("Arguments", changed)
    place = "body" if _in_body(arguments, page.parameter) else "query"
    values = cast("Mapping[str, object]", arguments.get(place, {}))
    return cast("Arguments", {**arguments, place: {**values, page.parameter: page.value}})


def find(value: object, path: Sequence[str]) -> object:
    """What is at a place in a decoded response; None where there is nothing."""
    for key in path:
        value = _member(value, key)
    return value


def link_target(header: str, relation: str) -> str | None:
    """The target of a `Link` header by its relation (RFC 8288, 3)."""
    for target, parameters in _LINK.findall(header):
        for name, quoted, bare in _PARAMETER.findall(parameters):
            if name.lower() == "rel" and relation in (quoted or bare).lower().split():
                return str(target)
    return None


def _member(value: object, key: str) -> object:
    if is_object(value):
        return value.get(key)
    if is_array(value):
        try:
            return value[int(key)]
        except (ValueError, IndexError):
            return None
    fields: Mapping[str, Any] = getattr(type(value), "__pydantic_fields__", {})
    for name, field in fields.items():
        if field.alias == key:
            return getattr(value, name, None)
    return getattr(value, key, None)


def _current(arguments: Arguments, parameter: str) -> object:
    extra = arguments.get("extra")
    query: dict[str, object] = {**arguments.get("query", {}), **((extra and extra[1]) or {})}
    body = arguments.get("body")
    value = (
        cast("dict[str, object]", body)[parameter] if _in_body(arguments, parameter) else query.get(parameter)
    )
    return value or (value if value == 0 and value is not False else None)


def _in_body(arguments: Arguments, parameter: str) -> bool:
    body = arguments.get("body")
    return isinstance(body, dict) and parameter in body and parameter not in arguments.get("query", {})
