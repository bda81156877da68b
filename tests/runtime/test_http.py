"""Retries, errors, time limits and redirects of both clients against a real server."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

import httpx2
import pytest
from behaviour.server import Reply, Server
from sample_sdk._runtime import errors
from sample_sdk._runtime.operation import Json, Operation
from sample_sdk._runtime.retry import backoff, is_retryable, retry_after
from sample_sdk._runtime.values import NOT_GIVEN

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


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://[::1"])
def test_a_redirect_out_of_http_is_not_followed(probe: Probe, server: Server, location: str) -> None:
    server.script([Reply(status=302, headers={"location": location})])
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


def test_gzip_is_what_it_says() -> None:
    assert gzip.decompress(Reply(text="x", gzip=True).body()) == b"x"
