"""Clients as a whole: verbs, copies, the HTTP client they use, many calls at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from behaviour.server import Reply, Server
from runtime.probes import GET, KEY, async_probe, sync_probe
from sample_sdk._runtime import errors
from sample_sdk._runtime.operation import Json, Operation
from sample_sdk._runtime.values import NOT_GIVEN, omit

Probe = Callable[..., Any]
OK = Reply(json={"ok": True})
POST: Operation[Any] = Operation(
    "POST", "/x", body=Json(), result="object", idempotency_header="Idempotency-Key"
)


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
        deadline = time.monotonic() + 60
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
