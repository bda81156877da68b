from __future__ import annotations

from typing import Any

import pytest
from lowering import lowered
from specpress.lower.options import LoweringOptions, PageRule
from specpress.lower.recognition import recognised_pages

STRING = {"type": ["string"]}
NUMBER = {"type": ["integer"]}
ITEM = {"type": ["object"], "properties": {"id": STRING}}
ITEMS = {"type": ["array"], "items": ITEM}
MORE = {"type": ["boolean"]}


def shown(
    response: Any, *parameters: Any, path: str = "/pets", headers: Any = None, method: str = "get"
) -> str:
    """How an operation goes on, in one line; empty where it does not."""
    stated = {
        "description": "",
        "content": {"application/json": {"schema": response}},
        "headers": headers or {},
    }
    queries = [{"name": name, "in": "query", "schema": schema} for name, schema in parameters]
    item = {method: {"parameters": queries, "responses": {"200": stated}}}
    api = lowered({"paths": {path: item}}, LoweringOptions(recognise_pages=True))
    page = api.operations[0].pagination
    if page is None:
        return ""
    told = (page.kind, ".".join(page.items), page.request, ".".join(page.next), ".".join(page.has_more))
    return " ".join(part or "-" for part in told)


def record(**properties: Any) -> Any:
    return {"type": ["object"], "properties": properties}


NULLABLE = {"type": ["string", "null"]}


@pytest.mark.parametrize(
    ("response", "parameters", "expected"),
    [
        (record(data=ITEMS, next_cursor=NULLABLE), [("cursor", STRING)], "cursor data cursor next_cursor -"),
        (
            record(items=ITEMS, nextPageToken=STRING),
            [("pageToken", STRING)],
            "cursor items pageToken nextPageToken -",
        ),
        (
            record(data=ITEMS, last_id=STRING, has_more=MORE),
            [("after_id", STRING)],
            "cursor data after_id last_id has_more",
        ),
        (
            record(data=ITEMS, has_more=MORE),
            [("starting_after", STRING)],
            "cursor data starting_after data.-1.id has_more",
        ),
        (
            record(data=ITEMS, meta=record(next=STRING)),
            [("cursor", STRING)],
            "cursor data cursor meta.next -",
        ),
        (
            record(data=ITEMS, next_page=record(offset=STRING)),
            [("offset", STRING)],
            "cursor data offset next_page.offset -",
        ),
        (
            record(pets=ITEMS, errors=ITEMS, cursor=STRING),
            [("cursor", STRING)],
            "cursor pets cursor cursor -",
        ),
        (
            record(data=ITEMS, links=record(next=STRING), meta=record(cursors=record(next=NULLABLE))),
            [("cursor", STRING)],
            "cursor data cursor meta.cursors.next -",
        ),
        (record(data=ITEMS, links=record(next=STRING)), [("cursor", STRING)], "next-url data - links.next -"),
        (record(results=ITEMS, next=STRING, previous=STRING), [], "next-url results - next -"),
        (record(data=ITEMS, next={**STRING, "format": "uri"}), [], "next-url data - next -"),
        (
            record(data=ITEMS, next_page={**STRING, "description": "URL of more"}),
            [("cursor", STRING)],
            "next-url data - next_page -",
        ),
        (record(data=ITEMS), [("page", NUMBER), ("per_page", NUMBER)], "page data page - -"),
        (record(pets=ITEMS, more=MORE), [("offset", NUMBER), ("limit", NUMBER)], "offset pets offset - more"),
        (ITEMS, [("offset", NUMBER), ("limit", NUMBER)], "offset - offset - -"),
        (record(pets=ITEMS, owners=ITEMS, next=STRING), [("cursor", STRING)], "cursor pets cursor next -"),
    ],
)
def test_what_is_described_well_enough(response: Any, parameters: list[Any], expected: str) -> None:
    assert shown(response, *parameters) == expected


@pytest.mark.parametrize(
    ("response", "parameters"),
    [
        (record(data=ITEMS), []),
        (record(data=ITEMS), [("cursor", STRING)]),
        (record(data=ITEMS, next_cursor=STRING), []),
        (record(data=ITEMS, next=STRING), []),
        (record(data=ITEMS), [("page", NUMBER)]),
        (record(data=ITEMS), [("page", {**NUMBER, "minimum": 0}), ("limit", NUMBER)]),
        (record(cats=ITEMS, dogs=ITEMS, next=STRING), [("cursor", STRING)]),
        (record(name=STRING, next=STRING), [("cursor", STRING)]),
        (STRING, [("page", NUMBER), ("limit", NUMBER)]),
    ],
)
def test_what_leaves_a_doubt_is_left_alone(response: Any, parameters: list[Any]) -> None:
    assert shown(response, *parameters) == ""


def test_a_link_header_beside_an_array() -> None:
    link = {"Link": {"schema": STRING}}
    assert shown(ITEMS, ("page", NUMBER), ("per_page", NUMBER), headers=link) == "link - - - -"


def test_only_what_is_read_goes_on() -> None:
    assert shown(record(data=ITEMS, next_cursor=STRING), ("cursor", STRING), method="post") == ""


def test_a_rule_of_the_configuration_goes_first() -> None:
    rule = PageRule(kind="link", page=lowered({}).name, items=("data",))
    page = record(data=ITEMS, next_cursor=STRING)
    stated = {"200": {"description": "", "content": {"application/json": {"schema": page}}}}
    query = {"name": "cursor", "in": "query", "schema": STRING}
    paths = {path: {"get": {"parameters": [query], "responses": stated}} for path in ("/a", "/b")}
    options = LoweringOptions(recognise_pages=True, pagination={"GET /a": rule})
    api = lowered({"paths": paths}, options)
    assert [each.pagination and each.pagination.kind for each in api.operations] == ["link", "cursor"]
    assert recognised_pages(api, options) == {"GET /b": "cursor"}
