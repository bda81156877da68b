"""Parameters on the wire: every style of OpenAPI 3.1 (4.8.12.2), with the values of its own table."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import pytest
from runtime.probes import SETTINGS
from sample_sdk._runtime.client import Config, configure
from sample_sdk._runtime.operation import (
    InCookie,
    InHeader,
    InPath,
    InQuery,
    InQueryString,
    Operation,
    Param,
)
from sample_sdk._runtime.request import Request, build_request
from sample_sdk._runtime.values import NOT_GIVEN, omit
from sample_sdk.types import Grant

ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


def config(**options: Any) -> Config:
    return configure(SETTINGS, **{"credentials": {}, "base_url": "http://h", **options})


def build(template: str = "/x", /, *params: Param, options: Any = None, **arguments: Any) -> Request:
    operation: Operation[Any] = Operation("GET", template, parameters=params)
    return build_request(config(**(options or {})), operation, arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("spec", "value", "expected"),
    [
        (InPath("color"), "blue", "blue"),
        (InPath("color"), ARRAY, "blue,black,brown"),
        (InPath("color"), OBJECT, "R,100,G,200,B,150"),
        (InPath("color", explode=True), OBJECT, "R=100,G=200,B=150"),
        (InPath("color", "label"), "blue", ".blue"),
        (InPath("color", "label"), ARRAY, ".blue,black,brown"),
        (InPath("color", "label", explode=True), ARRAY, ".blue.black.brown"),
        (InPath("color", "label"), OBJECT, ".R,100,G,200,B,150"),
        (InPath("color", "label", explode=True), OBJECT, ".R=100.G=200.B=150"),
        (InPath("color", "matrix"), "blue", ";color=blue"),
        (InPath("color", "matrix"), ARRAY, ";color=blue,black,brown"),
        (InPath("color", "matrix", explode=True), ARRAY, ";color=blue;color=black;color=brown"),
        (InPath("color", "matrix"), OBJECT, ";color=R,100,G,200,B,150"),
        (InPath("color", "matrix", explode=True), OBJECT, ";R=100;G=200;B=150"),
        (InPath("color", content="application/json"), {"a": 1}, "%7B%22a%22%3A1%7D"),
        (InPath("color", allow_reserved=True), "a/b?c#d%20e f%", "a/b?c%23d%20e%20f%25"),
        (InPath("color", fixed="red"), omit, "red"),
    ],
)
def test_path_styles(spec: InPath, value: object, expected: str) -> None:
    given = {} if value is omit else {"color": value}
    assert build("/x/{color}/y", spec, path=given).url == f"http://h/x/{expected}/y"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a/b", "a%2Fb"),
        ("a b?#%", "a%20b%3F%23%25"),
        ("é", "%C3%A9"),
        ("...", "..."),
        ("v1.2", "v1.2"),
        (7, "7"),
        (True, "true"),
        (1.5, "1.5"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (datetime(2026, 3, 15, 10, tzinfo=UTC), "2026-03-15T10%3A00%3A00%2B00%3A00"),
    ],
)
def test_path_values_are_percent_encoded(value: object, expected: str) -> None:
    assert build("/x/{id}", path={"id": value}).url == f"http://h/x/{expected}"


@pytest.mark.parametrize("value", ["", None, omit, []])
def test_an_empty_path_value_is_refused(value: object) -> None:
    shown = "None" if value is omit else repr(value)
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole message is compared
        build("/x/{user_profile_id}", path={"user_profile_id": value})
    assert str(caught.value) == f"Expected a non-empty value for `user_profile_id` but received {shown}"


@pytest.mark.parametrize("value", [".", "..", "%2e", "%2E%2e", ".%2e", "%252e%252e"])
def test_a_path_value_cannot_climb(value: str) -> None:
    with pytest.raises(ValueError, match=r"must not be '\.' or '\.\.'"):
        build("/x/{id}", path={"id": value})
    with pytest.raises(ValueError, match=r"must not be '\.' or '\.\.'"):
        build("/x/{id}", InPath("id", allow_reserved=True), path={"id": f"a/{value}/b"})


def test_two_path_values_cannot_climb_together() -> None:
    with pytest.raises(ValueError, match="must not be"):
        build("/x/{a}{b}", path={"a": ".", "b": "."})


@pytest.mark.parametrize(
    ("spec", "value", "expected"),
    [
        (None, "blue", "color=blue"),
        (None, "", "color="),
        (InQuery("color", allow_empty=True), "", "color"),
        (None, ARRAY, "color=blue&color=black&color=brown"),
        (None, [], ""),
        (None, [None, "a", omit], "color=a"),
        (None, OBJECT, "R=100&G=200&B=150"),
        (InQuery("color", explode=False), ARRAY, "color=blue,black,brown"),
        (InQuery("color", explode=False), OBJECT, "color=R,100,G,200,B,150"),
        (InQuery("color", explode=False), ["a,b", "c"], "color=a%2Cb,c"),
        (InQuery("color", "spaceDelimited", explode=False), ARRAY, "color=blue%20black%20brown"),
        (InQuery("color", "spaceDelimited", explode=True), ARRAY, "color=blue&color=black&color=brown"),
        (InQuery("color", "spaceDelimited", explode=False), OBJECT, "color=R%20100%20G%20200%20B%20150"),
        (InQuery("color", "pipeDelimited", explode=False), ARRAY, "color=blue%7Cblack%7Cbrown"),
        (InQuery("color", "pipeDelimited", explode=False), OBJECT, "color=R%7C100%7CG%7C200%7CB%7C150"),
        (InQuery("color", "deepObject"), OBJECT, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
        (
            InQuery("color", "deepObject"),
            {"a": {"b": 1}, "c": [1, 2]},
            "color%5Ba%5D%5Bb%5D=1&color%5Bc%5D=1&color%5Bc%5D=2",
        ),
        (InQuery("color", allow_reserved=True), "a/b?c=d&e", "color=a/b?c=d&e"),
        (None, "a/b?c=d&e", "color=a%2Fb%3Fc%3Dd%26e"),
        (InQuery("color", content="application/json"), {"a": [1]}, "color=%7B%22a%22%3A%5B1%5D%7D"),
        (InQuery("color", fixed="red"), omit, "color=red"),
        (InQuery("color", fixed="red"), "blue", "color=blue"),
        (None, None, ""),
        (
            None,
            {
                "b",
            },
            "color=b",
        ),
        (None, (item for item in "xy"), "color=x&color=y"),
        (None, Grant(status="active"), "status=active"),
    ],
)
def test_query_styles(spec: InQuery | None, value: object, expected: str) -> None:
    url = build("/x", *([spec] if spec else []), query={} if value is omit else {"color": value}).url
    assert url == f"http://h/x?{expected}".rstrip("?")


class Colour(Enum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (Colour.RED, "red"),
        (Decimal("1.10"), "1.10"),
        (date(2026, 1, 2), "2026-01-02"),
        (time(3, 4), "03:04:00"),
        (timedelta(days=1, seconds=2, microseconds=500000), "P1DT2.5S"),
        (timedelta(0), "PT0S"),
        (timedelta(days=-2), "-P2D"),
        (1e22, "1e+22"),
        (b"\x00\xff", "AP8="),
    ],
)
def test_values_as_text(value: object, text: str) -> None:
    assert build(header={"x-a": value}).headers["x-a"] == text


def test_a_value_that_has_no_text_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="object cannot be sent"):
        build(query={"q": object()})


@pytest.mark.parametrize(
    ("spec", "value", "expected"),
    [
        (InHeader("X-A"), ARRAY, "blue,black,brown"),
        (InHeader("X-A", array=True), ["a", "b", "a"], "a,b,a"),
        (InHeader("X-A", always=("b",)), ["a", "b", "a"], "a,b"),
        (InHeader("X-A"), OBJECT, "R,100,G,200,B,150"),
        (InHeader("X-A", explode=True), OBJECT, "R=100,G=200,B=150"),
        (InHeader("X-A", content="application/json"), {"a": 1}, '{"a":1}'),
        (InHeader("X-A", content="application/json"), {"é": "日😀"}, r'{"\u00e9":"\u65e5\ud83d\ude00"}'),
        (InHeader("X-A", content="text/plain"), "é", "é"),
        (InHeader("X-A", always=("z",)), ["a"], "a,z"),
        (InHeader("X-A", always=("z",)), None, "z"),
        (InHeader("X-A", fixed="1"), omit, "1"),
        (InHeader("X-A", fixed="1"), "2", "2"),
        (InHeader("X-A", array=True), [], None),
        (InHeader("X-A", array=True), omit, None),
    ],
)
def test_header_styles(spec: InHeader, value: object, expected: str | None) -> None:
    assert build("/x", spec, header={"X-A": value}).headers.get("x-a") == expected


def test_default_headers_are_the_base_of_always() -> None:
    spec = InHeader("X-A", always=("z",))
    assert build("/x", spec, options={"default_headers": {"x-A": "d, z"}}).headers["x-a"] == "d,z"
    given = build("/x", spec, header={"X-A": ["m"]}, options={"default_headers": {"x-A": "d"}})
    assert given.headers["x-a"] == "m,z"


def test_precedence_of_headers() -> None:
    spec = InHeader("X-A", fixed="document")
    options = {"default_headers": {"x-a": "client"}}
    assert build("/x", spec).headers["x-a"] == "document"
    assert build("/x", spec, options=options).headers["x-a"] == "client"
    assert build("/x", spec, header={"X-A": "call"}, options=options).headers["x-a"] == "call"
    extra = ({"X-a": "extra"}, None, None, NOT_GIVEN)
    assert build("/x", spec, header={"X-A": "call"}, options=options, extra=extra).headers["x-a"] == "extra"
    gone = build("/x", spec, header={"X-A": "call"}, extra=({"x-A": omit}, None, None, NOT_GIVEN))
    assert "x-a" not in gone.headers
    assert gone.removed == ("x-a",)


@pytest.mark.parametrize(
    ("spec", "value", "expected"),
    [
        (None, "blue", "color=blue"),
        (None, "a b;", "color=a%20b%3B"),
        (InCookie("color", explode=False), ARRAY, "color=blue,black,brown"),
        (InCookie("color", "cookie"), "a b", "color=a b"),
        (InCookie("color", "cookie", explode=False), ARRAY, "color=blue,black,brown"),
        (InCookie("color", "cookie"), ARRAY, "color=blue; color=black; color=brown"),
        (InCookie("color", "cookie"), OBJECT, "R=100; G=200; B=150"),
        (InCookie("color", content="application/json"), {"a": 1}, "color=%7B%22a%22%3A1%7D"),
        (InCookie("color", fixed="red"), omit, "color=red"),
    ],
)
def test_cookie_styles(spec: InCookie | None, value: object, expected: str) -> None:
    cookies = {} if value is omit else {"color": value}
    assert build("/x", *([spec] if spec else []), cookie=cookies).headers["cookie"] == expected


def test_cookies_join_those_of_the_user() -> None:
    assert (
        build(cookie={"a": 1, "b": None}, options={"default_headers": {"Cookie": "z=1"}}).headers["cookie"]
        == "z=1; a=1"
    )


@pytest.mark.parametrize(
    ("content", "value", "expected"),
    [
        ("application/x-www-form-urlencoded", {"a": 1, "b": ["x", "y"]}, "a=1&b=x&b=y"),
        ("application/x-www-form-urlencoded", "raw=1", "raw=1"),
        ("application/json", {"a": 1}, "%7B%22a%22%3A1%7D"),
        ("text/plain", "a b", "a%20b"),
    ],
)
def test_whole_query_strings(content: str, value: object, expected: str) -> None:
    assert build("/x", InQueryString("q", content), querystring=value).url == f"http://h/x?{expected}"


def test_queries_replace_one_another_by_name() -> None:
    request = build(
        query={"a": 1, "b": 2, "c": 3},
        extra=(None, {"b": [4, 5], "c": omit, "d": {"e": 6}}, None, NOT_GIVEN),
        options={"default_query": {"a": 0, "z": 9}},
    )
    assert request.url == "http://h/x?a=1&z=9&b=4&b=5&d%5Be%5D=6"


@pytest.mark.parametrize(
    ("options", "server", "url"),
    [
        ({"base_url": "http://h/v1/"}, "", "http://h/v1/x"),
        ({"base_url": "http://h/v1"}, "/v2", "http://h/v2/x"),
        ({"base_url": "http://h/v1"}, "http://files.test", "http://h/v1/x"),
        ({"base_url": None}, "https://files.test/up/", "https://files.test/up/x"),
    ],
)
def test_servers_of_an_operation(
    options: dict[str, Any], server: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from sample_sdk._runtime.client import Server

    settings = replace(SETTINGS, servers=(Server("https://main.test"),))
    own = configure(settings, credentials={}, **options)
    assert build_request(own, Operation("GET", "/x", server=server), {}).url == url
