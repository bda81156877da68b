"""Pages of every kind, in both clients."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from behaviour.server import Reply, Server
from pydantic import Field
from sample_sdk import BaseModel
from sample_sdk._runtime.operation import Json, Operation, Pagination
from sample_sdk._runtime.pagination import AsyncPage, SyncPage
from sample_sdk._runtime.paging import link_target

Probe = Callable[..., Any]
T = TypeVar("T")


class Meta(BaseModel):
    next_token: str | None = Field(None, alias="nextToken")


class Envelope(BaseModel):
    data: list[int]
    meta: Meta | None = None
    has_more: bool | None = None


class OwnSyncPage(SyncPage[T]):
    has_more: bool | None


class OwnAsyncPage(AsyncPage[T]):
    has_more: bool | None


def listing(result: object = Envelope, body: Any = None, **pagination: Any) -> Operation[int]:
    return Operation(
        "POST" if body else "GET", "/l", result=result, body=body, pagination=Pagination(**pagination)
    )


def collect(driver: Any, operation: Operation[int], **arguments: Any) -> list[int]:
    if not hasattr(driver, "run"):
        return list(driver.client.pages(OwnSyncPage, operation, **arguments))

    async def gather() -> list[int]:
        return [item async for item in driver.client.pages(OwnAsyncPage, operation, **arguments)]

    return driver.run(gather())


def first_page(driver: Any, operation: Operation[int], **arguments: Any) -> Any:
    if not hasattr(driver, "run"):
        return driver.client.pages(OwnSyncPage, operation, **arguments)

    async def fetch() -> Any:
        return await driver.client.pages(OwnAsyncPage, operation, **arguments)

    return driver.run(fetch())


CURSOR: dict[str, Any] = {
    "kind": "cursor",
    "items": ("data",),
    "request": "token",
    "next": ("meta", "nextToken"),
}


def test_cursors(probe: Probe, server: Server) -> None:
    server.script(
        [
            Reply(json={"data": [1, 2], "meta": {"nextToken": "a b"}}),
            Reply(json={"data": [], "meta": {"nextToken": "c"}}),
            Reply(json={"data": [3], "meta": {"nextToken": None}}),
        ]
    )
    assert collect(probe(), listing(**CURSOR), query={"q": 1, "token": None}) == [1, 2, 3]
    assert [request.target for request in server.requests] == [
        "/l?q=1",
        "/l?q=1&token=a%20b",
        "/l?q=1&token=c",
    ]


def test_a_cursor_that_does_not_move_ends(probe: Probe, server: Server) -> None:
    server.script([Reply(json={"data": [1], "meta": {"nextToken": "same"}})] * 3)
    assert collect(probe(), listing(**CURSOR)) == [1, 1]


def test_a_cursor_in_the_body(probe: Probe, server: Server) -> None:
    server.script([Reply(json={"data": [1], "meta": {"nextToken": "n"}}), Reply(json={"data": [2]})])
    assert collect(probe(), listing(body=Json(), **CURSOR), body={"token": None, "size": 1}) == [1, 2]
    assert [request.json() for request in server.requests] == [
        {"token": None, "size": 1},
        {"token": "n", "size": 1},
    ]


def test_the_last_item_as_cursor(probe: Probe, server: Server) -> None:
    after = listing(
        result="object",
        kind="cursor",
        items=("data",),
        request="after",
        next=("data", "-1", "id"),
        has_more=("has_more",),
    )
    server.script(
        [
            Reply(json={"data": [{"id": "a"}, {"id": "b"}], "has_more": True}),
            Reply(json={"data": [{"id": "c"}], "has_more": False}),
        ]
    )
    assert collect(probe(), after) == [{"id": "a"}, {"id": "b"}, {"id": "c"}]
    assert server.requests[1].target == "/l?after=b"


def test_page_numbers(probe: Probe, server: Server) -> None:
    pages = listing(kind="page", items=("data",), request="page")
    server.script([Reply(json={"data": [1]}), Reply(json={"data": [2]}), Reply(json={"data": []})] * 2)
    assert collect(probe(), pages) == [1, 2]
    assert collect(probe(), pages, query={"page": 5}) == [1, 2]
    targets = [request.target for request in server.requests]
    assert targets == ["/l", "/l?page=2", "/l?page=3", "/l?page=5", "/l?page=6", "/l?page=7"]


def test_offsets(probe: Probe, server: Server) -> None:
    offsets = listing(kind="offset", items=("data",), request="offset", has_more=("has_more",))
    server.script(
        [Reply(json={"data": [1, 2], "has_more": True}), Reply(json={"data": [3], "has_more": False})]
    )
    assert collect(probe(), offsets) == [1, 2, 3]
    assert server.requests[1].target == "/l?offset=2"


def test_link_headers(probe: Probe, server: Server) -> None:
    links = listing(result=list[int], kind="link")
    link = '<{url}/l?page=1>; rel="prev", </l?page=3&q=1>; rel="next last"; title="a, b"'
    server.script([Reply(json=[1], headers={"Link": link}), Reply(json=[2])])
    driver = probe(default_query={"q": 1})
    assert collect(driver, links, query={"per": 1}) == [1, 2]
    assert [request.target for request in server.requests] == ["/l?q=1&per=1", "/l?page=3&q=1"]


def test_next_urls(probe: Probe, server: Server) -> None:
    urls = listing(result="object", kind="next-url", items=("data",), next=("next",))
    server.script(
        [
            Reply(json={"data": [1], "next": "/more?cursor=x"}),
            Reply(json={"data": [2], "next": f"{server.other}/foreign"}),
            Reply(json={"data": [3], "next": None}),
        ]
    )
    assert collect(probe(default_headers={"x-secret": "s"}), urls) == [1, 2, 3]
    one, two, three = server.requests
    assert (two.target, two.header("x-secret")) == ("/more?cursor=x", "s")
    assert (three.origin, three.header("x-secret")) == ("other", None)
    assert one.header("x-secret") == "s"


def test_what_a_page_has(probe: Probe, server: Server) -> None:
    operation = listing(**CURSOR, has_more=("has_more",))
    server.script(
        [Reply(json={"data": [1], "meta": {"nextToken": "n"}, "has_more": True}), Reply(json={"data": [2]})]
    )
    driver = probe()
    page = first_page(driver, operation)
    assert (page.items, page.data, page.has_more, page.has_next_page()) == ([1], [1], True, True)
    assert isinstance(page.body, Envelope)
    following = page.get_next_page()
    page = driver.run(following) if hasattr(driver, "run") else following
    assert (page.items, page.has_next_page()) == ([2], False)
    assert isinstance(page, OwnSyncPage | OwnAsyncPage)
    with pytest.raises(AttributeError):
        page.unheard_of()
    with pytest.raises(IndexError, match="no next page"):
        driver.run(page.get_next_page()) if hasattr(driver, "run") else page.get_next_page()


@pytest.mark.parametrize("body", [{"data": "odd"}, {"data": None}, {}, [1], "text"])
def test_an_odd_page_is_an_empty_one(probe: Probe, server: Server, body: object) -> None:
    server.script([Reply(json=body)])
    assert collect(probe(), listing(**CURSOR)) == []


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("", None),
        ("<a>; rel=next", "a"),
        ('<a>;rel="prev",<b>;rel="next"', "b"),
        ('<a,b>; title="x, <y>; rel=next"; rel="last"', None),
        ("nonsense", None),
    ],
)
def test_link_targets(header: str, target: str | None) -> None:
    assert link_target(header, "next") == target
