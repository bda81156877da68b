from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from specpress.audit.by_value import path_values
from specpress.audit.judge import SERVER, judge
from specpress.audit.raw import Node, raw_operations, read
from specpress.audit.requests import Given
from specpress.audit.styles import Style, Unspecified, pairs, segment


@pytest.mark.parametrize(
    ("style", "value", "written"),
    [
        (Style("form", True), ["a", 1], [("p", "a"), ("p", "1")]),
        (Style("form", False), ["a", True], [("p", "a,true")]),
        (Style("form", True), {"R": 100, "G": 200}, [("R", "100"), ("G", "200")]),
        (Style("form", False), {"R": 100, "G": 200}, [("p", "R,100,G,200")]),
        (Style("spaceDelimited", False), ["a", "b"], [("p", "a b")]),
        (Style("pipeDelimited", False), ["a", "b"], [("p", "a|b")]),
        (Style("deepObject", True), {"R": 100}, [("p[R]", "100")]),
        (Style("form", False), [], []),
    ],
)
def test_pairs(style: Style, value: Any, written: list[tuple[str, str]]) -> None:
    assert pairs("p", value, style) == written


@pytest.mark.parametrize(
    ("style", "value", "written"),
    [
        (Style("simple", False), ["a", "b"], "a,b"),
        (Style("simple", True), {"R": 1, "G": 2}, "R=1,G=2"),
        (Style("simple", False), {"R": 1, "G": 2}, "R,1,G,2"),
        (Style("label", True), ["a", "b"], ".a.b"),
        (Style("matrix", True), ["a", "b"], ";p=a;p=b"),
        (Style("matrix", False), ["a", "b"], ";p=a,b"),
        (Style("matrix", False), 5, ";p=5"),
    ],
)
def test_segments(style: Style, value: Any, written: str) -> None:
    assert segment("p", value, style) == written


def test_what_openapi_leaves_open_is_said() -> None:
    with pytest.raises(Unspecified):
        pairs("p", [["a"]], Style("form", True))


def verdict(
    tmp_path: Path,
    request: httpx2.Request,
    parameters: dict[tuple[str, str], Any],
    body: Any = None,
    media_type: str = "",
    encoding: Any = None,
) -> str:
    schema = {"type": "object", "properties": {"a": {}}}
    media = {"schema": schema, "encoding": encoding or {}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {
            "/x/{id}": {
                "post": {
                    "parameters": [
                        {"name": "id", "in": "path", "required": True, "style": "label", "schema": {}},
                        {"name": "q", "in": "query", "style": "deepObject", "schema": schema},
                        {"name": "X-List", "in": "header", "schema": {"anyOf": [{"type": "array"}]}},
                        {"name": "c", "in": "cookie", "schema": {"type": "string"}},
                        {"name": "X-Text", "in": "header", "content": {"text/plain": {"schema": {}}}},
                        {"name": "X-Json", "in": "header", "content": {"application/json": {"schema": {}}}},
                    ],
                    "requestBody": {"content": {media_type or "text/plain": media}},
                    "responses": {"200": {"description": ""}},
                }
            }
        },
    }
    file = tmp_path / "api.json"
    file.write_text(json.dumps(document))
    raw = read(file)
    (operation,) = raw_operations(raw)
    content: Node = operation.node / "requestBody" / "content" / media_type
    return judge(raw, operation, request, Given({}, parameters, bool(media_type), body, media_type, content))[
        0
    ]


PARAMETERS = {("path", "id"): "a/b", ("query", "q"): {"a": [1, 2]}, ("header", "x-list"): ["u", "v"]}


@pytest.mark.parametrize(
    ("url", "headers", "expected"),
    [
        ("/x/.a%2Fb?q[a]=1&q[a]=2", {"x-list": "u, v"}, "equal"),
        ("/x/a%2Fb?q[a]=1&q[a]=2", {"x-list": "u,v"}, "invalid"),
        ("/x/.a%2Fb?q[a]=1", {"x-list": "u,v"}, "invalid"),
        ("/x/.a%2Fb?q[a]=1&q[a]=2", {"x-list": "u"}, "invalid"),
        ("/x/.a%2Fb?q[a]=1&q[a]=2", {}, "invalid"),
    ],
)
def test_parameters_are_compared(tmp_path: Path, url: str, headers: dict[str, str], expected: str) -> None:
    request = httpx2.Request("POST", SERVER + url, headers=headers)
    assert verdict(tmp_path, request, PARAMETERS) == expected


def test_braces_of_no_parameter_are_text() -> None:
    assert path_values("/a/{b}/{c}}", "/v1/a/x%2Fy/z%7D") == {"b": "x/y", "c": "z"}


def test_values_in_the_query_of_a_path_are_read() -> None:
    assert path_values("/a/{b}?c=1", "/a/x?c=1&d=2") == {"b": "x"}
    assert path_values("/a/{b}?c={c}", "/a/x?c=y%26&d=2") == {"b": "x", "c": "y&"}


@pytest.mark.parametrize(
    ("name", "sent", "expected"),
    [
        ("x-text", "a b", "equal"),
        ("x-text", '"a b"', "invalid"),
        ("x-json", '"a b"', "equal"),
        ("x-json", "a b", "invalid"),
    ],
)
def test_contents_of_parameters_are_compared(tmp_path: Path, name: str, sent: str, expected: str) -> None:
    request = httpx2.Request("POST", f"{SERVER}/x/.a%2Fb", headers={name: sent})
    parameters = {("path", "id"): "a/b", ("header", name): "a b"}
    assert verdict(tmp_path, request, parameters) == expected


@pytest.mark.parametrize(
    ("media_type", "query", "expected"),
    [
        ("application/x-www-form-urlencoded", "a=1&b=c+d", "equal"),
        ("application/x-www-form-urlencoded", "a=1", "invalid"),
        ("application/json", "%7B%22a%22:1,%22b%22:%22c%20d%22%7D", "equal"),
        ("application/json", "a=1&b=c+d", "invalid"),
    ],
)
def test_a_query_string_as_a_whole_is_compared(
    tmp_path: Path, media_type: str, query: str, expected: str
) -> None:
    stated = {"name": "q", "in": "querystring", "content": {media_type: {"schema": {"type": "object"}}}}
    document = {
        "openapi": "3.2.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/x": {"get": {"parameters": [stated], "responses": {"200": {"description": ""}}}}},
    }
    file = tmp_path / "api.json"
    file.write_text(json.dumps(document))
    raw = read(file)
    (operation,) = raw_operations(raw)
    request = httpx2.Request("GET", f"{SERVER}/x?{query}")
    given = Given({}, {("querystring", "q"): {"a": 1, "b": "c d"}}, False, None, "", operation.node)
    assert judge(raw, operation, request, given)[0] == expected


PARTS = {"a": b"x", "b": [1, 2]}


@pytest.mark.parametrize(
    ("media_type", "body", "sent", "expected"),
    [
        ("application/json", {"a": 1}, {"json": {"a": 1}}, "equal"),
        ("application/json", {"a": 1}, {"json": {"a": "1"}}, "invalid"),
        ("application/x-www-form-urlencoded", {"a": "x"}, {"data": {"a": "x"}}, "equal"),
        ("application/x-www-form-urlencoded", {"a": "x"}, {"data": {"a": "y"}}, "invalid"),
        ("application/x-www-form-urlencoded", {"a": {"b": 1}}, {"data": {"a": '{"b":1}'}}, "equal"),
        ("multipart/form-data", PARTS, {"files": [("a", b"x"), ("b", "1"), ("b", "2")]}, "equal"),
        ("multipart/form-data", PARTS, {"files": [("a", b"x"), ("b", "1")]}, "invalid"),
        ("application/octet-stream", b"x", {"content": b"x"}, "equal"),
        ("application/octet-stream", b"x", {"content": b"y"}, "invalid"),
        ("application/xml", {"a": 1}, {"content": b"<a/>"}, "unjudged"),
    ],
)
def test_bodies_are_compared(
    tmp_path: Path, media_type: str, body: Any, sent: dict[str, Any], expected: str
) -> None:
    request = httpx2.Request("POST", f"{SERVER}/x/.1", **sent)
    assert verdict(tmp_path, request, {("path", "id"): 1}, body, media_type) == expected


@pytest.mark.parametrize(("name", "expected"), [("a[b]", "equal"), ("a", "invalid")])
def test_parts_may_have_styles(tmp_path: Path, name: str, expected: str) -> None:
    request = httpx2.Request("POST", f"{SERVER}/x/.1", files=[(name, (None, "1"))])
    encoding = {"a": {"style": "deepObject", "explode": True}}
    parameters = {("path", "id"): 1}
    assert (
        verdict(tmp_path, request, parameters, {"a": {"b": 1}}, "multipart/form-data", encoding) == expected
    )
