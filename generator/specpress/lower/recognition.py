"""Pagination that a document describes without saying so: what goes in, and what comes back, tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from specpress.ir import types
from specpress.ir.api import Api, Content, Operation, Parameter, Response
from specpress.ir.names import Name, same_word, words
from specpress.ir.types import Type
from specpress.lower.listing import CONTENTS
from specpress.lower.options import LoweringOptions, PageRule
from specpress.lower.pagination import plain
from specpress.lower.scope import Scope

_Members: TypeAlias = Mapping[tuple[str, ...], Type]


def recognised(operation: Operation, scope: Scope) -> PageRule | None:
    """How a list operation goes on, as far as its description leaves one reading; None where it does not.

    It must be a GET whose response holds one array of items, and

    - a query parameter that takes a cursor, and a string in the response that is the next one (or, as in
      `starting_after`, the id of the last item),
    - or a string in the response that is the URL of the next page,
    - or a `Link` header (RFC 8288) beside an array that is the whole response,
    - or a query parameter that counts pages, or one that counts items, beside one that limits their number.
    """
    if operation.method != "GET":
        return None
    response, content = _success(operation)
    if response is None or content is None:
        return None
    members = dict(_members(plain(content.type, scope), scope))
    items = _items(plain(content.type, scope), members, operation.path)
    if items is None:
        return None
    queries = {_spelt(each.wire): each for each in operation.parameters if each.location == "query"}
    more = next(
        (path for path, kind in members.items() if _spelt(path[-1]) in _MORE and _is(kind, "boolean")), ()
    )
    cursor = _by_cursor(queries, members, items, more, scope)
    if cursor is not None:
        return cursor
    url = next((path for path, kind in members.items() if _is_next_url(path, kind, members)), None)
    if url is not None:
        return PageRule(kind="next-url", page=Name(("next", "page")), items=items, next=url, has_more=more)
    if not items and any(header.wire.lower() == "link" for header in response.headers):
        return PageRule(kind="link", page=Name(("linked", "page")), items=items)
    return _by_number(queries, items, more)


def recognised_pages(api: Api, options: LoweringOptions) -> Mapping[str, str]:
    """The operations that were recognised to go on, by id, each with the kind of its pages."""
    return {
        each.id: each.pagination.kind
        for each in api.operations
        if each.pagination is not None and each.id not in options.pagination
    }


def _by_cursor(
    queries: Mapping[str, Parameter],
    members: _Members,
    items: tuple[str, ...],
    more: tuple[str, ...],
    scope: Scope,
) -> PageRule | None:
    asked = next((queries[name].wire for name in _CURSORS if name in queries), None)
    if asked is None and ("next_page", "offset") in members and "offset" in queries:
        asked = queries["offset"].wire
    if asked is None:
        return None
    following = next(
        (
            path
            for name in _NEXT
            for path, kind in members.items()
            if _spelt(path[-1]) == name and _is_token(kind) and not _is_link(path)
        ),
        (),
    )
    item = _item(members, items, scope)
    if not following and _spelt(asked) in _LAST_ID and more and _has_id(item):
        following = (*items, "-1", "id")
    if not following:
        return None
    page = Name(("cursor", "page"))
    return PageRule(kind="cursor", page=page, items=items, request=asked, next=following, has_more=more)


def _by_number(
    queries: Mapping[str, Parameter], items: tuple[str, ...], more: tuple[str, ...]
) -> PageRule | None:
    if not _LIMITS & queries.keys():
        return None
    numbers = {name: each.wire for name, each in queries.items() if _is(each.type, "integer")}
    for name in _PAGES:
        # pages that begin at zero could not be told from those that begin at one
        if name in numbers and not _begins_at_zero(queries[name]):
            page = Name(("numbered", "page"))
            return PageRule(kind="page", page=page, items=items, request=numbers[name], has_more=more)
    for name in _OFFSETS:
        if name in numbers:
            page = Name(("offset", "page"))
            return PageRule(kind="offset", page=page, items=items, request=numbers[name], has_more=more)
    return None


def _success(operation: Operation) -> tuple[Response | None, Content | None]:
    for response in operation.responses:
        if response.status.startswith("2"):
            return response, next((content for content in response.contents if content.kind == "json"), None)
    return None, None


def _members(kind: Type, scope: Scope, depth: int = 0) -> Iterator[tuple[tuple[str, ...], Type]]:
    """The properties of a response, and those of what it keeps apart from its items (`meta.cursors.next`)."""
    for prop in kind.properties if isinstance(kind, types.Record) else ():
        value = plain(prop.type, scope)
        yield (prop.wire,), value
        if _spelt(prop.wire) in _CONTAINERS and depth < _DEEPEST:
            yield from (((prop.wire, *path), inner) for path, inner in _members(value, scope, depth + 1))


def _items(kind: Type, members: _Members, path: str) -> tuple[str, ...] | None:
    """Where the items are: the one array there is, or that is called as in any page, or like the path."""
    if isinstance(kind, types.Array):
        return ()
    arrays = [
        member[0]
        for member, value in members.items()
        if len(member) == 1 and isinstance(value, types.Array) and _spelt(member[0]) not in _BESIDE
    ]
    noun = next((part for part in reversed(path.split("/")) if part and "{" not in part), "")
    for found in (
        arrays,
        [wire for wire in arrays if wire.lower() in CONTENTS - _PEOPLE],
        [wire for wire in arrays if same_word(wire, noun)],
    ):
        if len(found) == 1:
            return (found[0],)
    return None


def _item(members: _Members, items: tuple[str, ...], scope: Scope) -> Type | None:
    array = members.get(items)
    return plain(array.item, scope) if isinstance(array, types.Array) else None


def _has_id(kind: Type | None) -> bool:
    return isinstance(kind, types.Record) and any(prop.wire == "id" for prop in kind.properties)


def _is_next_url(path: tuple[str, ...], kind: Type, members: _Members) -> bool:
    """`next_url` and the like; a bare `next` counts among links, as a URI, or where it has a `previous`."""
    if not (isinstance(kind, types.Scalar) and kind.kind == "string"):
        return False
    name = _spelt(path[-1])
    if (
        name in _NEXT_URLS
        or (name == "next_page" and _speaks_of_url(kind))
        or (name == "next" and _is_link(path))
    ):
        return True
    beside = {_spelt(other[-1]) for other in members if other[:-1] == path[:-1]}
    return name == "next" and (kind.format.startswith("ur") or not beside.isdisjoint(("previous", "prev")))


def _is_link(path: tuple[str, ...]) -> bool:
    """Whether it stands among links, which are URLs (JSON:API 1.1, 7.6)."""
    return len(path) > 1 and _spelt(path[-2]) == "links"


def _is_token(kind: Type) -> bool:
    return (
        isinstance(kind, types.Scalar)
        and kind.kind in ("string", "integer")
        and kind.format not in _URIS
        and not _speaks_of_url(kind)
    )


def _speaks_of_url(kind: Type) -> bool:
    return {"url", "uri"} & {word.lower() for word in words(kind.annotations.description or "-")} != set()


def _is(kind: Type, name: str) -> bool:
    inner = kind.inner if isinstance(kind, types.Nullable) else kind
    return isinstance(inner, types.Scalar) and inner.kind == name


def _begins_at_zero(parameter: Parameter) -> bool:
    stated = [
        constraint.value for constraint in parameter.type.constraints if constraint.keyword == "minimum"
    ]
    given = parameter.type.annotations.default
    return 0 in stated or (given is not None and given.value == 0)


def _spelt(wire: str) -> str:
    return "_".join(word.lower() for word in words(wire))


_DEEPEST: Final = 2
"""Containers in containers that are looked into."""
_URIS: Final = ("uri", "url", "uri-reference")

# In order of preference: a name further on may mean something else where one of these is there too.
_CURSOR_WORDS = """
    cursor page_cursor next_cursor start_cursor after after_cursor after_id start_after starting_after
    page_token next_page_token next_token pagination_token continuation_token continuation continue marker
    start_key page_after
"""
_NEXT_WORDS = """
    next_cursor next_page_cursor end_cursor after_cursor cursor_next next_page_token next_token next_page
    pagination_token continuation_token next_marker continuation continue last_id after next cursor
    offset
"""
_CONTAINER_WORDS = """
    meta metadata pagination paging page_info page paging_info links cursors response_metadata list_metadata
    next_page
"""
_LIMIT_WORDS = "limit per_page page_size size count max_results results_per_page top take max"

_CURSORS: Final = tuple(_CURSOR_WORDS.split())
_NEXT: Final = tuple(_NEXT_WORDS.split())
_CONTAINERS: Final = frozenset(_CONTAINER_WORDS.split())
_LIMITS: Final = frozenset(_LIMIT_WORDS.split())
_BESIDE: Final = frozenset(("errors", "warnings"))
_PEOPLE: Final = frozenset(("members",))
_LAST_ID: Final = frozenset(("starting_after", "after", "after_id", "start_after"))
_NEXT_URLS: Final = frozenset(
    ("next_url", "next_page_url", "next_page_uri", "next_uri", "next_link", "next_href")
)
_MORE: Final = frozenset(("has_more", "has_next", "has_next_page", "more", "more_results", "has_more_items"))
_PAGES: Final = ("page", "page_number", "page_num", "page_no", "page_index", "pg")
_OFFSETS: Final = ("offset", "skip", "start", "start_index")
