"""Clients of both kinds against a real server."""

from __future__ import annotations

import asyncio
import gzip
import socket
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

import httpx2
import pytest
from behaviour.server import Reply, Server
from runtime.probes import GET, KEY, async_probe, sync_probe
from sample_sdk._runtime import errors
from sample_sdk._runtime.operation import Json, Operation, Result
from sample_sdk._runtime.retry import backoff, is_retryable, retry_after
from sample_sdk._runtime.values import NOT_GIVEN, omit

Probe = Callable[..., Any]
OK = Reply(json={"ok": True})
POST: Operation[Any] = Operation(
    "POST", "/x", body=Json(), result="object", idempotency_header="Idempotency-Key"
)


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504, 529])
def test_what_is_retried(probe: Probe, server: Server, no_waiting: list[float], status: int) -> None:
    server.script([Reply(status=status, json={}), Reply(status=status, json={}), OK])
    assert probe().call() == {"ok": True}
    assert len(no_waiting) == 2
    assert 0.375 <= no_waiting[0] <= 0.5
    assert 0.75 <= no_waiting[1] <= 1.0


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "BadRequestError"),
        (401, "AuthenticationError"),
        (402, "APIStatusError"),
        (403, "PermissionDeniedError"),
        (404, "NotFoundError"),
        (409, "ConflictError"),
        (413, "RequestTooLargeError"),
        (422, "UnprocessableEntityError"),
        (429, "RateLimitError"),
        (500, "InternalServerError"),
        (502, "InternalServerError"),
        (503, "ServiceUnavailableError"),
        (504, "DeadlineExceededError"),
        (529, "OverloadedError"),
        (599, "InternalServerError"),
    ],
)
def test_every_status_has_its_class(probe: Probe, server: Server, status: int, name: str) -> None:
    server.script([Reply(status=status, json={"why": "no"}, headers={"Request-Id": "r"})])
    with pytest.raises(errors.APIStatusError) as caught:
        probe(max_retries=0).call()
    assert type(caught.value).__name__ == name
    assert str(caught.value) == f"Error code: {status} - {{'why': 'no'}}"
    assert (caught.value.status_code, caught.value.request_id) == (status, "r")
    assert caught.value.response.headers["request-id"] == "r"


def test_an_error_body_is_typed_by_the_document(probe: Probe, server: Server) -> None:
    from sample_sdk.types import Grant

    operation: Operation[Any] = Operation(
        "GET",
        "/x",
        errors=(("default", "object"), ("4XX", "types.profile:Grant"), ("404", "types.profile:Profile")),
    )
    server.script(
        [Reply(status=400, json={"status": "odd"}), Reply(status=400, text="<html>"), Reply(status=400)]
    )
    client = probe()
    with pytest.raises(errors.BadRequestError) as typed:
        client.call(operation)
    assert isinstance(typed.value.body, Grant)
    assert typed.value.body.status == "odd"
    with pytest.raises(errors.BadRequestError, match=r"Error code: 400 - <html>") as text:
        client.call(operation)
    assert text.value.body == "<html>"
    with pytest.raises(errors.BadRequestError, match=r"^Error code: 400$") as nothing:
        client.call(operation)
    assert nothing.value.body is None


@pytest.mark.parametrize(("status", "should", "sent"), [(400, "true", 2), (500, "false", 1), (400, None, 1)])
def test_the_server_decides_about_retries(
    probe: Probe, server: Server, status: int, should: str | None, sent: int
) -> None:
    headers = {"x-should-retry": should} if should else {}
    server.script([Reply(status=status, json={}, headers=headers), OK])
    client = probe()
    if sent == 2:
        assert client.call() == {"ok": True}
    else:
        with pytest.raises(errors.APIStatusError):
            client.call()
    assert len(server.requests) == sent


@pytest.mark.parametrize(("retries", "sent"), [(0, 1), (1, 2), (3, 4)])
def test_how_often(probe: Probe, server: Server, retries: int, sent: int) -> None:
    server.script([Reply(status=500, json={})] * 5)
    with pytest.raises(errors.InternalServerError):
        probe(max_retries=retries).call()
    assert len(server.requests) == sent


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after-ms": "x", "retry-after": "9"}, 9),
        ({"retry-after": formatdate(1_000_010, usegmt=True)}, 10),
        ({"retry-after": formatdate(999_990, usegmt=True)}, None),
    ],
)
def test_retry_after(headers: dict[str, str], expected: float | None) -> None:
    assert retry_after(headers, 1_000_000) == expected


def test_backoff() -> None:
    assert [backoff(n, 0) for n in (0, 1, 2, 3, 4, 5, 5000)] == [0.5, 1, 2, 4, 8, 8, 8]
    assert backoff(0, 0.999) == pytest.approx(0.375, abs=1e-3)
    assert is_retryable(200, {"x-should-retry": "true"}) is False


@pytest.mark.parametrize("fault", ["request", "headers", "body"])
def test_a_reset_is_retried_and_then_an_error(probe: Probe, server: Server, fault: Any) -> None:
    reset = Reply(json={"a": "x" * 100}, reset=fault)
    server.script([reset, reset, OK, reset, reset, reset])
    client = probe()
    assert client.call() == {"ok": True}
    with pytest.raises(errors.APIConnectionError) as caught:
        client.call()
    assert isinstance(caught.value.__cause__, httpx2.TransportError)
    assert str(caught.value).startswith("Connection error")


def test_nobody_listens(probe: Probe, server: Server, no_waiting: list[float]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(errors.APIConnectionError):
        probe(base_url=f"http://127.0.0.1:{port}").call()
    assert len(no_waiting) == 2


@pytest.mark.parametrize("reply", [Reply(json={}, delay=1), Reply(chunks=["{", "}"], chunk_delay=1)])
def test_slow_headers_and_slow_bodies_time_out(probe: Probe, server: Server, reply: Reply) -> None:
    server.script([reply, reply])
    with pytest.raises(errors.APITimeoutError, match="Request timed out"):
        probe(timeout=0.1, max_retries=0).call()
    with pytest.raises(errors.APITimeoutError):
        probe(max_retries=0).call(extra=(None, None, None, 0.1))


def test_chunked_gzip_and_keep_alive(probe: Probe, server: Server) -> None:
    server.script(
        [
            Reply(chunks=['{"ok"', ": true}"], headers={"content-type": "application/json"}),
            Reply(json={"ok": True}, gzip=True),
            OK,
            Reply(status=404, json={}),
            OK,
        ]
    )
    client = probe()
    for _ in range(3):
        assert client.call() == {"ok": True}
    with pytest.raises(errors.NotFoundError):
        client.call()
    assert client.call() == {"ok": True}
    assert len({request.connection for request in server.requests}) == 1


def test_a_broken_gzip_body_is_an_error_of_ours(probe: Probe, server: Server) -> None:
    broken = Reply(text="not gzip", headers={"content-encoding": "gzip"})
    server.script([broken] * 3)
    with pytest.raises(errors.APIConnectionError):
        probe().call()


def test_one_idempotency_key_per_call(probe: Probe, server: Server) -> None:
    server.script([Reply(status=500, json={}), Reply(reset="request"), OK, OK, OK])
    client = probe()
    client.call(POST, body={})
    client.call(POST, body={})
    client.call(POST, body={}, extra=({"idempotency-key": "mine"}, None, None, NOT_GIVEN))
    keys = [request.header("idempotency-key") for request in server.requests]
    assert keys[0] == keys[1] == keys[2]
    assert len({*keys}) == 3
    assert keys[4] == "mine"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_get_follows_redirects_with_its_credentials_at_home(
    probe: Probe, server: Server, status: int
) -> None:
    server.script([Reply(status=status, headers={"location": "/there?x=1"}), OK])
    assert probe().call() == {"ok": True}
    assert [request.target for request in server.requests] == ["/thing", "/there?x=1"]
    assert server.requests[1].header("x-api-key") == "sk-test-123"


@pytest.mark.parametrize(
    ("status", "location", "followed"),
    [(307, "/y", True), (308, "/y", True), (302, "/y", False), (303, "/y", False), (307, "{other}/y", False)],
)
def test_a_body_is_sent_again_at_home_only(
    probe: Probe, server: Server, status: int, location: str, followed: bool
) -> None:
    server.script([Reply(status=status, headers={"location": location}), OK])
    client = probe()
    if followed:
        assert client.call(POST, body={"a": 1}) == {"ok": True}
        assert [request.body for request in server.requests] == [b'{"a":1}'] * 2
    else:
        with pytest.raises(errors.APIStatusError, match=r"a redirect to .* that is not followed") as caught:
            client.call(POST, body={"a": 1})
        assert caught.value.status_code == status
        assert len(server.requests) == 1


def test_redirects_end(probe: Probe, server: Server) -> None:
    server.script([Reply(status=302, headers={"location": "/again"})] * 30)
    with pytest.raises(errors.APIStatusError, match="not followed"):
        probe().call()
    assert len(server.requests) == 21


def test_a_redirect_out_of_http_is_not_followed(probe: Probe, server: Server) -> None:
    server.script([Reply(status=302, headers={"location": "file:///etc/passwd"})])
    with pytest.raises(errors.APIStatusError, match="not followed"):
        probe().call()


def test_a_redirect_back_home_stays_without_credentials(probe: Probe, server: Server) -> None:
    server.script(
        [
            Reply(status=302, headers={"location": "{other}/a"}),
            Reply(status=302, headers={"location": "{url}/b"}),
            OK,
        ]
    )
    assert probe().call() == {"ok": True}
    assert [request.header("x-api-key") for request in server.requests] == ["sk-test-123", None, None]


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
        "id: 7\nretry: 5\n\n",
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


def test_raw_verbs(probe: Probe, server: Server) -> None:
    from sample_sdk.types import Grant

    server.script([Reply(json={"status": "active"})] * 6)
    driver = probe()

    def run(result: Any) -> Any:
        return driver.run(result) if hasattr(driver, "run") else result

    client = driver.client
    options = {"headers": {"X-A": "1"}, "params": {"q": ["a", "b"]}, "idempotency_key": "k"}
    assert run(client.get("/g?x=1", cast_to=Grant, options=options)) == Grant(status="active")
    assert run(client.post("p", cast_to=dict, body={"a": 1}, options={"extra_json": {"b": 2}})) == {
        "status": "active"
    }
    assert run(client.put("/u", cast_to=object, body=[1])) == {"status": "active"}
    assert run(client.patch("/u", cast_to=type(None))) is None
    assert run(client.delete("/u", cast_to=httpx2.Response)).status_code == 200
    run(client.get(f"{server.other}/foreign", cast_to=object))
    got = server.requests
    assert [(one.method, one.target) for one in got] == [
        ("GET", "/g?x=1&q=a&q=b"),
        ("POST", "/p"),
        ("PUT", "/u"),
        ("PATCH", "/u"),
        ("DELETE", "/u"),
        ("GET", "/foreign"),
    ]
    assert (got[0].header("x-a"), got[0].header("idempotency-key")) == ("1", "k")
    assert got[1].json() == {"a": 1, "b": 2}
    assert [one.header("x-api-key") for one in got] == ["sk-test-123"] * 5 + [None]


def test_copies_share_the_connection_and_nothing_else(probe: Probe, server: Server) -> None:
    server.script([OK, OK, Reply(status=500, json={})])
    driver = probe(default_headers={"x-a": "1", "x-b": "1"}, default_query={"q": 1})
    original = driver.client
    driver.call()
    driver.client = original.copy(
        {"api_key": "second"}, default_headers={"X-B": omit, "x-c": "3"}, set_default_query={}, max_retries=0
    )
    driver.call()
    with pytest.raises(errors.InternalServerError):
        driver.call()
    first, second, _ = server.requests
    assert first.connection == second.connection
    assert (first.target, second.target) == ("/thing?q=1", "/thing")
    assert [second.header(f"x-{name}") for name in "abc"] == ["1", None, "3"]
    assert (first.header("x-api-key"), second.header("x-api-key")) == ("sk-test-123", "second")
    assert driver.client.copy(set_default_headers={"x-d": "4"}).default_headers == {"x-d": "4"}
    with pytest.raises(errors.MissingCredentialsError):
        original.copy({"api_key": None}).call(GET) if not hasattr(driver, "run") else driver.run(
            original.copy({"api_key": None}).call(GET)
        )


def test_whoever_hands_a_client_in_closes_it() -> None:
    with httpx2.Client() as http:
        client = sync_probe(http_client=http)
        client.close()
        assert client.is_closed
        assert not http.is_closed
    own = sync_probe()
    made = own._session.shared.get()
    own.close()
    assert made.is_closed


def test_a_handed_in_client_of_the_wrong_kind_is_a_type_error() -> None:
    with pytest.raises(TypeError, match=r"must be an httpx2\.Client"):
        sync_probe(http_client=httpx2.AsyncClient())


def test_what_the_user_gave_the_http_client_is_sent(server: Server) -> None:
    server.script([OK])
    with httpx2.Client(headers={"X-Own": "h"}, params={"p": "1"}, cookies={"c": "1"}) as http:
        sync_probe(http_client=http, base_url=server.url).call(GET, query={"q": 2})
    request = server.requests[0]
    assert (request.target, request.header("x-own"), request.header("cookie")) == (
        "/thing?q=2&p=1",
        "h",
        "c=1",
    )


@pytest.mark.parametrize(
    ("own", "given", "connect"),
    [
        (None, NOT_GIVEN, 5.0),
        (httpx2.Timeout(33), NOT_GIVEN, 33.0),
        (httpx2.Timeout(33), 7, 7.0),
        (None, None, None),
    ],
)
def test_timeouts(own: httpx2.Timeout | None, given: Any, connect: float | None) -> None:
    seen: list[Any] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.extensions["timeout"])
        return httpx2.Response(200, json={})

    options = {} if own is None else {"timeout": own}
    http = httpx2.Client(transport=httpx2.MockTransport(handler), **options)
    sync_probe(http_client=http, timeout=given).call(GET)
    assert seen[0]["connect"] == connect
    assert seen[0]["read"] == (600.0 if connect == 5.0 else connect)


def test_concurrent_calls(server: Server) -> None:
    """1,000 calls on a pool of 100, a fifth of them with faults: each ends once, and nothing leaks."""
    done: dict[str, int] = {}
    faults = [Reply(status=503, json={}), Reply(reset="request"), Reply(status=400, json={})]

    def answer(request: Any) -> Reply:
        key = request.header("idempotency-key")
        number = int(request.target.rpartition("/")[2])
        done[key] = done.get(key, 0) + 1
        fault = faults[number % 3] if number % 5 == 0 and done[key] == 1 else None
        return fault or Reply(json={"n": number})

    operation: Operation[Any] = Operation(
        "POST", "/n/{n}", result="object", security=KEY, idempotency_header="idempotency-key"
    )

    async def use(url: str) -> list[Any]:
        limits = httpx2.Limits(max_connections=100)
        async with httpx2.AsyncClient(limits=limits) as http:
            client = async_probe(http_client=http, base_url=url)
            calls = (client.call(operation, path={"n": n}) for n in range(1, 1001))
            results = await asyncio.gather(*calls, return_exceptions=True)
        assert len(asyncio.all_tasks()) == 1
        return results

    with Server(answer) as busy:
        results = asyncio.run(use(busy.url))
        deadline = time.monotonic() + 5
        while busy.open_connections and time.monotonic() < deadline:
            time.sleep(0.01)
        assert busy.open_connections == 0
    for number, result in enumerate(results, 1):
        if number % 5 == 0 and number % 3 == 2:
            assert type(result) is errors.BadRequestError
        else:
            assert result == {"n": number}
    # The server saw each call once, or twice where the first was retried.
    retried = sum(1 for n in range(1, 1001) if n % 5 == 0 and n % 3 != 2)
    assert len(done) == 1000
    assert sorted(done.values()) == [1] * (1000 - retried) + [2] * retried


def test_gzip_is_what_it_says() -> None:
    assert gzip.decompress(Reply(text="x", gzip=True).body()) == b"x"


def _in_mode(client: Any, mode: str) -> Any:
    clone = client.copy()
    clone._mode = mode
    return clone
