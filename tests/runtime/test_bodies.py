"""Request bodies on the wire."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from behaviour.server import Recorded, Reply, Server
from runtime.probes import sync_probe
from sample_sdk import file_from_path, omit
from sample_sdk._runtime.encoding import to_json
from sample_sdk._runtime.operation import (
    Binary,
    Content,
    Encoding,
    Form,
    Json,
    JsonLines,
    Multipart,
    Operation,
    Text,
)
from sample_sdk._runtime.values import NOT_GIVEN
from sample_sdk.types import Grant

Probe = Callable[..., Any]
OK = Reply(json={})


class Size(IntEnum):
    BIG = 3


class Colour(StrEnum):
    RED = "red"


def post(*contents: Content) -> Operation[Any]:
    return Operation("POST", "/x", body=contents or (Json(),), result="object")


def sent(
    probe: Probe, server: Server, operation: Operation[Any], body: object = omit, **more: Any
) -> Recorded:
    server.script([OK])
    probe().call(operation, body=body, **more)
    return server.requests[0]


def test_three_states_of_a_property(probe: Probe, server: Server) -> None:
    request = sent(probe, server, post(), {"a": None, "b": omit, "c": 1})
    assert request.body == b'{"a":null,"c":1}'
    assert request.header("content-type") == "application/json"
    assert request.header("content-length") == "16"


@pytest.mark.parametrize(
    ("content", "body", "expected"),
    [
        (Json(required=True), {"a": omit}, b"{}"),
        (Json(required=True), omit, b"{}"),
        (Json(), {"a": omit}, b""),
        (Json(), omit, b""),
        (Json(), {}, b"{}"),
        (Json(), None, b"null"),
        (Json(), [1, "é"], '[1,"é"]'.encode()),
        (Form(required=True), omit, b""),
        (Text(required=True), omit, b""),
    ],
)
def test_what_is_sent_when_nothing_is_given(
    probe: Probe, server: Server, content: Content, body: object, expected: bytes
) -> None:
    request = sent(probe, server, post(content), body)
    assert request.body == expected
    if body is omit and not (content.required and isinstance(content, Json | Form)):
        assert request.header("content-type") is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2026, 3, 15, 10, tzinfo=UTC), '"2026-03-15T10:00:00+00:00"'),
        (date(2026, 3, 15), '"2026-03-15"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        (Decimal("1.5"), "1.5"),
        (Decimal("10"), "10"),
        (Decimal("0.1000000000000000000001"), '"0.1000000000000000000001"'),
        (Size.BIG, "3"),
        (Colour.RED, '"red"'),
        (b"hi", '"aGk="'),
        (
            {
                "a",
            },
            '["a"]',
        ),
        ((x for x in (1, 2)), "[1,2]"),
        (range(2), "[0,1]"),
        (Grant(status="active"), '{"status":"active"}'),
        ({"deep": [Grant(status="pending")]}, '{"deep":[{"status":"pending"}]}'),
        ("\ud800", '"\\ud800"'),
    ],
)
def test_values_go_by_their_value(value: object, text: str) -> None:
    assert to_json({"v": value}) == f'{{"v":{text}}}'.encode()


@pytest.mark.parametrize("value", [object(), {"nested": omit}, {"nested": NOT_GIVEN}])
def test_what_json_cannot_hold_is_a_type_error(value: object) -> None:
    with pytest.raises(TypeError):
        to_json([value])


def test_not_a_number_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json(float("nan"))


def test_a_whole_body_takes_the_place_of_properties(probe: Probe, server: Server) -> None:
    operation = post(Json(), Text(media_type="text/csv"))
    whole = {"whole_body": "a,b", "content_type": "text/csv"}
    request = sent(probe, server, operation, {"a": omit}, **whole)
    assert (request.body, request.header("content-type")) == (b"a,b", "text/csv")
    assert sent(probe, server, operation, {"a": 1}, whole_body=omit).body == b'{"a":1}'
    with pytest.raises(TypeError, match="not both"):
        sync_probe().call(operation, body={"a": 1}, **whole)


def test_extra_body_merges_into_an_object_and_replaces_anything_else(probe: Probe, server: Server) -> None:
    extra = (None, None, {"b": 2, "c": 3}, NOT_GIVEN)
    assert sent(probe, server, post(), {"a": 1, "b": 1}, extra=extra).json() == {"a": 1, "b": 2, "c": 3}
    assert sent(probe, server, post(), {"a": omit}, extra=extra).json() == {"b": 2, "c": 3}
    assert sent(probe, server, post(), [1], extra=extra).json() == {"b": 2, "c": 3}
    assert sent(probe, server, post(), {"a": 1}, extra=(None, None, [7], NOT_GIVEN)).json() == [7]


@pytest.mark.parametrize("octets", [b"abc", bytearray(b"abc"), memoryview(b"abc")])
def test_octets_that_no_body_is_described_for_are_sent_as_they_are(
    probe: Probe, server: Server, octets: object
) -> None:
    operation: Operation[Any] = Operation("POST", "/x", result="object")
    plain = sent(probe, server, operation, extra=(None, None, octets, NOT_GIVEN))
    assert (plain.body, plain.header("content-type")) == (b"abc", "application/octet-stream")
    named = sent(probe, server, operation, extra=({"Content-Type": "image/png"}, None, octets, NOT_GIVEN))
    assert (named.body, named.header("content-type")) == (b"abc", "image/png")
    other = sent(probe, server, operation, extra=(None, None, [1], NOT_GIVEN))
    assert (other.body, other.header("content-type")) == (b"[1]", "application/json")


def test_several_content_types(probe: Probe, server: Server) -> None:
    operation = post(Json(), Form(), Text(media_type="application/xml"))
    assert sent(probe, server, operation, {"a": 1}).body == b'{"a":1}'
    form = sent(probe, server, operation, {"a": 1}, content_type="application/x-www-form-urlencoded")
    assert (form.body, form.header("content-type")) == (b"a=1", "application/x-www-form-urlencoded")
    xml = sent(probe, server, operation, "<a/>", content_type="application/xml")
    assert (xml.body, xml.header("content-type")) == (b"<a/>", "application/xml")
    own = sent(probe, server, operation, {"a": 1}, content_type="application/vnd.own+json")
    assert (own.body, own.header("content-type")) == (b'{"a":1}', "application/vnd.own+json")


def test_the_content_type_that_describes_it_best_says_how_a_body_is_written(
    probe: Probe, server: Server
) -> None:
    operation = post(Json(), Binary(media_type="image/*"), Form(media_type="application/x-form; v=2"))
    image = sent(probe, server, operation, b"png", content_type="image/png")
    assert (image.body, image.header("content-type")) == (b"png", "image/png")
    form = sent(probe, server, operation, {"a": 1}, content_type="application/x-form;V=2; charset=utf-8")
    assert (form.body, form.header("content-type")) == (b"a=1", "application/x-form;V=2; charset=utf-8")


def test_form_encodings(probe: Probe, server: Server) -> None:
    form = Form(
        encodings=(
            Encoding("deep", style="deepObject"),
            Encoding("pipes", style="pipeDelimited", explode=False),
            Encoding("doc", content_type="application/json"),
        )
    )
    body = {
        "a": "x y&z",
        "list": [1, 2],
        "object": {"k": "v"},
        "deep": {"k": "v"},
        "pipes": ["p", "q"],
        "doc": [1],
        "none": None,
        "flag": True,
    }
    assert sent(probe, server, post(form), body).body.decode() == (
        "a=x%20y%26z&list=1&list=2&object=%7B%22k%22%3A%22v%22%7D&deep%5Bk%5D=v&pipes=p%7Cq&doc=%5B1%5D&none=&flag=true"
    )


def parts(request: Recorded) -> list[Message]:
    head = f"Content-Type: {request.header('content-type')}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + request.body)
    assert message.is_multipart()
    return list(message.iter_parts())  # type: ignore[attr-defined]


def shown(part: Any) -> tuple[str | None, str | None, str, bytes]:
    disposition = part.get_param("name", header="content-disposition")
    content = part.get_payload(decode=True)
    return disposition, part.get_filename(), part.get("content-type", ""), content


def test_multipart_files(probe: Probe, server: Server, tmp_path: Path) -> None:
    path = tmp_path / "a b.txt"
    path.write_bytes(b"from a path")
    with open(path, "rb") as file:
        file.seek(5)
        body = {
            "bytes": b"\x00\x01",
            "path": path,
            "io": file,
            "memory": io.BytesIO(b"in memory"),
            "named": ("n.png", b"png"),
            "typed": ("t.bin", b"t", "image/x-own"),
            "full": ('q"\r\n.bin', b"f", None, {"X-Part": "1"}),
            "anonymous": (None, b"x"),
        }
        request = sent(probe, server, post(Multipart()), body)
    assert [shown(part) for part in parts(request)] == [
        ("bytes", "upload", "application/octet-stream", b"\x00\x01"),
        ("path", "a b.txt", "text/plain", b"from a path"),
        ("io", "a b.txt", "text/plain", b"a path"),
        ("memory", "upload", "application/octet-stream", b"in memory"),
        ("named", "n.png", "image/png", b"png"),
        ("typed", "t.bin", "image/x-own", b"t"),
        ("full", "q%22%0D%0A.bin", "application/octet-stream", b"f"),
        ("anonymous", "upload", "application/octet-stream", b"x"),
    ]
    assert parts(request)[6]["x-part"] == "1"
    assert request.header("content-length") == str(len(request.body))


def test_multipart_items(probe: Probe, server: Server) -> None:
    body = [{"a": 1}, "text", b"ab", ("a.png", b"png")]
    request = sent(probe, server, post(Multipart(media_type="multipart/mixed")), body)
    assert [shown(part) for part in parts(request)] == [
        (None, None, "application/json", b'{"a":1}'),
        (None, None, "", b"text"),
        (None, "upload", "application/octet-stream", b"ab"),
        (None, "a.png", "image/png", b"png"),
    ]


def test_multipart_fields(probe: Probe, server: Server) -> None:
    encodings = (
        Encoding("meta", content_type="application/vnd.meta+json", headers=(("X-Part", "1"),)),
        Encoding("csv", content_type="text/csv"),
        Encoding("deep", style="deepObject"),
        Encoding("images", content_type="image/png, image/jpeg"),
        Encoding("list", content_type="application/json"),
    )
    body = {
        "text": "é",
        "flag": True,
        "object": {"a": 1},
        "many": ["x", "y"],
        "files": [b"1", ("two.txt", b"2")],
        "meta": {"m": 1},
        "csv": "a,b",
        "deep": {"k": "v"},
        "images": ("i.png", b"png"),
        "list": [1, 2],
        "pair": ("not", "a file"),
        "left": omit,
    }
    request = sent(probe, server, post(Multipart(encodings=encodings)), body)
    assert [shown(part) for part in parts(request)] == [
        ("text", None, "", "é".encode()),
        ("flag", None, "", b"true"),
        ("object", None, "application/json", b'{"a":1}'),
        ("many", None, "", b"x"),
        ("many", None, "", b"y"),
        ("files", "upload", "application/octet-stream", b"1"),
        ("files", "two.txt", "text/plain", b"2"),
        ("meta", None, "application/vnd.meta+json", b'{"m":1}'),
        ("csv", None, "text/csv", b"a,b"),
        ("deep[k]", None, "", b"v"),
        ("images", "i.png", "image/png", b"png"),
        ("list", None, "application/json", b"[1,2]"),
        ("pair", None, "", b"not"),
        ("pair", None, "", b"a file"),
    ]


def test_a_file_opened_as_text_says_how_to_open_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    with open(path) as file, pytest.raises(TypeError, match="open it in mode 'rb'"):
        sync_probe().call(post(Multipart()), body={"f": file})


def test_file_from_path(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"\x00")
    assert file_from_path(path) == ("a.bin", b"\x00")


def pieces() -> Iterator[bytes]:
    yield b"one "
    yield b"two"


async def async_pieces() -> AsyncIterator[bytes]:
    yield b"one "
    yield b"two"


def test_binary_bodies(probe: Probe, server: Server, tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"x" * 200_000)
    assert sent(probe, server, post(Binary()), b"abc").body == b"abc"
    streamed = sent(probe, server, post(Binary()), path)
    assert (len(streamed.body), streamed.header("content-length"), streamed.chunked) == (
        200_000,
        "200000",
        False,
    )
    assert (
        sent(probe, server, post(Binary(media_type="image/png")), io.BytesIO(b"png")).header("content-type")
        == "image/png"
    )
    generated = sent(probe, server, post(Binary()), pieces())
    assert (generated.body, generated.chunked) == (b"one two", True)


def test_an_async_iterator_is_for_the_async_client(server: Server) -> None:
    import asyncio

    from runtime.probes import async_probe

    async def use() -> None:
        async with async_probe(base_url=server.url) as client:
            await client.call(post(Binary()), body=async_pieces())
            await client.call(post(JsonLines()), body=async_lines())

    async def async_lines() -> AsyncIterator[object]:
        yield {"a": 1}
        yield 2

    server.script([OK, OK])
    asyncio.run(use())
    assert [request.body for request in server.requests] == [b"one two", b'{"a":1}\n2\n']
    with pytest.raises(TypeError, match="asynchronous client alone"):
        sync_probe(base_url=server.url).call(post(Binary()), body=async_pieces())


def test_json_lines(probe: Probe, server: Server) -> None:
    assert sent(probe, server, post(JsonLines()), [{"a": 1}, "x"]).body == b'{"a":1}\n"x"\n'
    streamed = sent(probe, server, post(JsonLines()), ({"n": n} for n in range(3)))
    assert [json.loads(line) for line in streamed.body.splitlines()] == [{"n": 0}, {"n": 1}, {"n": 2}]
    assert streamed.chunked


def test_text(probe: Probe, server: Server) -> None:
    request = sent(probe, server, post(Text(media_type="text/plain; charset=utf-8")), "é")
    assert (request.body, request.header("content-type")) == ("é".encode(), "text/plain; charset=utf-8")


@pytest.mark.parametrize("kind", ["io", "path", "multipart"])
def test_a_body_that_can_be_replayed_is_sent_whole_again(
    probe: Probe, server: Server, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"skip this")
    file = io.BytesIO(b"skip this")
    file.seek(5)
    operation = post(Multipart() if kind == "multipart" else Binary())
    body = {"io": file, "path": path, "multipart": {"f": file}}[kind]
    server.script([Reply(status=500, json={}), Reply(reset="request"), OK])
    probe().call(operation, body=body)
    bodies = [request.body for request in server.requests]
    assert len(bodies) == 3
    assert len(set(bodies)) == 1
    assert b"this" in bodies[0]


@pytest.mark.parametrize("fault", [Reply(status=500, json={}), Reply(reset="request")])
def test_a_body_that_cannot_be_replayed_is_sent_once(probe: Probe, server: Server, fault: Reply) -> None:
    from sample_sdk import APIError

    server.script([fault, OK])
    with pytest.raises(APIError):
        probe().call(post(Binary()), body=pieces())
    assert len(server.requests) == 1
