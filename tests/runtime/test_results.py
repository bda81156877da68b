"""Raw, binary and streamed results against a real server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from behaviour.server import Reply, Server
from runtime.probes import GET, async_probe, sync_probe
from sample_sdk._runtime import errors
from sample_sdk._runtime.operation import Json, Operation, Result

Probe = Callable[..., Any]
OK = Reply(json={"ok": True})
POST: Operation[Any] = Operation(
    "POST", "/x", body=Json(), result="object", idempotency_header="Idempotency-Key"
)


def test_raw_responses(probe: Probe, server: Server) -> None:
    server.script(
        [Reply(status=500, json={}), Reply(json={"a": 1}, headers={"Request-Id": "r", "X-More": "m"})] * 2
    )
    driver = probe()
    raw = _in_mode(driver.client, "raw")
    if hasattr(driver, "run"):
        response = driver.run(raw.call(GET))
        assert driver.run(response.parse()) == driver.run(response.json()) == {"a": 1}
        assert driver.run(response.text()) == '{"a": 1}'
    else:
        response = raw.call(GET)
        assert response.parse() == response.json() == {"a": 1}
        assert response.text() == '{"a": 1}'
        assert response.parse(to=dict) == {"a": 1}
    assert (response.status_code, response.request_id, response.retries_taken) == (200, "r", 1)
    assert response.headers["x-more"] == "m"
    assert (response.method, response.url.path) == ("GET", "/thing")
    assert repr(response).endswith(f"[200] GET {server.url}/thing>")


def test_binary_results_are_streamed(server: Server) -> None:
    operation: Operation[Any] = Operation("GET", "/file", result=(Result(kind="binary"),))
    chunks = Reply(chunks=["one ", "two ", "three"])
    server.script([chunks] * 4)
    with sync_probe(base_url=server.url) as client:
        assert b"".join(client.call(operation).iter_bytes()) == b"one two three"
        assert client.call(operation).read() == b"one two three"
        with client.call(operation) as response:
            pieces = response.iter_bytes()
            assert next(pieces) == b"one "
            assert not response.is_closed
        assert response.is_closed
        assert list(client.call(operation).iter_lines()) == ["one two three"]


def test_binary_results_go_to_files(server: Server, tmp_path: Any) -> None:
    operation: Operation[Any] = Operation("GET", "/file", result=(Result(kind="binary"),))
    server.script([Reply(base64="AAEC")] * 2)
    with sync_probe(base_url=server.url) as client:
        client.call(operation).write_to_file(tmp_path / "a")

    async def use() -> None:
        async with async_probe(base_url=server.url) as client:
            await (await client.call(operation)).write_to_file(tmp_path / "b")

    asyncio.run(use())
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == b"\x00\x01\x02"


def test_a_reset_while_a_body_is_streamed_is_an_error_of_ours(server: Server) -> None:
    operation: Operation[Any] = Operation("GET", "/file", result=(Result(kind="binary"),))
    server.script([Reply(text="x" * 1000, reset="body")])
    with sync_probe(base_url=server.url) as client, pytest.raises(errors.APIConnectionError):
        client.call(operation).read()


def test_events(server: Server) -> None:
    operation: Operation[Any] = Operation(
        "GET", "/events", result=(Result("types.profile:Grant", "sse", media_type="text/event-stream"),)
    )
    chunks = [
        ": hello\r\n\r\nevent: grant\r\nda",
        'ta: {"status":\r',
        '\ndata: "active"}\n\n',
        "id: 7\nretry: 5\n\n" + f"retry: {'9' * 5_000}\n\n",
        'data:{"status": "pen',
        'ding"}\r\rdata: [DONE]\n\ndata: never\n\n',
    ]
    server.script([Reply(chunks=chunks)] * 2)
    expected = ["active", "pending"]
    with sync_probe(base_url=server.url) as client, client.call(operation) as stream:
        assert [grant.status for grant in stream] == expected
        assert stream.response.is_closed
    assert server.requests[0].header("accept") == "text/event-stream"

    async def use() -> list[str]:
        async with async_probe(base_url=server.url) as client:
            return [grant.status async for grant in await client.call(operation)]

    assert asyncio.run(use()) == expected


@pytest.mark.parametrize(
    ("sent", "result"),
    [
        ("application/json;profile=v1", {"status": "active"}),
        ("application/json; Profile=V1; charset=utf-8", {"status": "active"}),
        ("application/json", '{"status": "active"}'),
        ("application/json; profile=v2", '{"status": "active"}'),
        ("text/csv", '{"status": "active"}'),
        ("image/png", b'{"status": "active"}'),
        ("unknown/type", {"status": "active"}),
    ],
)
def test_the_media_type_that_describes_it_best_says_how_a_result_is_read(
    server: Server, sent: str, result: object
) -> None:
    operation: Operation[Any] = Operation(
        "GET",
        "/",
        result=(
            Result("object", media_type="application/json; profile=v1"),
            Result(kind="text", media_type="application/json"),
            Result(kind="binary", media_type="image/*"),
            Result(kind="text", media_type="text/*"),
        ),
    )
    server.script([Reply(text='{"status": "active"}', headers={"content-type": sent})])
    with sync_probe(base_url=server.url) as client:
        found = client.call(operation)
        assert (found.read() if isinstance(result, bytes) else found) == result


@pytest.mark.parametrize("data", ['{"type": "overloaded"}', "plain words"])
def test_an_error_event_raises(server: Server, data: str) -> None:
    operation: Operation[Any] = Operation("GET", "/e", result=(Result("object", "sse"),))
    server.script(
        [Reply(chunks=["data: 1\n\n", f"event: error\ndata: {data}\n\n"], headers={"request-id": "r"})]
    )
    with sync_probe(base_url=server.url) as client, client.call(operation) as stream:
        assert next(stream) == 1
        with pytest.raises(errors.APIStreamError, match=r"overloaded|plain words") as caught:
            next(stream)
    assert caught.value.body == ({"type": "overloaded"} if data.startswith("{") else data)
    assert caught.value.request_id == "r"
    assert stream.response.is_closed


def test_json_lines(server: Server) -> None:
    operation: Operation[Any] = Operation(
        "GET", "/lines", result=(Result("object", "json-lines", media_type="application/jsonl"),)
    )
    chunks = ['{"n": 1}\n{"n"', ': 2}\r\n\n{"n": "a\u2028b"}']
    server.script([Reply(chunks=chunks)] * 2)
    with sync_probe(base_url=server.url) as client:
        assert list(client.call(operation)) == [{"n": 1}, {"n": 2}, {"n": "a\u2028b"}]

    async def use() -> Any:
        async with async_probe(base_url=server.url) as client:
            return [line async for line in await client.call(operation)]

    assert asyncio.run(use()) == [{"n": 1}, {"n": 2}, {"n": "a\u2028b"}]


def test_a_line_that_is_no_json_is_an_error_of_ours(server: Server) -> None:
    operation: Operation[Any] = Operation("GET", "/lines", result=(Result("object", "json-lines"),))
    server.script([Reply(text="{}\nnope\n")])
    with sync_probe(base_url=server.url) as client, pytest.raises(errors.APIResponseValidationError):
        list(client.call(operation))


def _in_mode(client: Any, mode: str) -> Any:
    clone = client.copy()
    clone._mode = mode
    return clone


JPEG = Result(kind="binary", media_type="image/jpeg")
PNG = Result(kind="binary", media_type="image/png")
CSV = Result(kind="text", media_type="text/csv")


@pytest.mark.parametrize(
    ("results", "accepted"),
    [
        ((PNG, JPEG), "image/png, image/jpeg"),
        ((CSV, Result(kind="text", media_type="text/plain")), "text/csv, text/plain"),
        ((PNG, CSV), "image/png"),
        ((PNG, JPEG, CSV), "image/png"),
        ((Result(), PNG, JPEG), "application/json"),
        ((PNG, JPEG, Result(status="202")), "image/png, image/jpeg, application/json"),
    ],
)
def test_media_types_that_are_read_alike_are_all_accepted(
    probe: Probe, server: Server, results: tuple[Result, ...], accepted: str
) -> None:
    server.script([Reply(base64="AAEC", headers={"content-type": "image/jpeg"})])
    probe().call(Operation("GET", "/", result=results))
    assert server.requests[0].header("accept") == accepted
