"""Defects that SDKs of this kind have had, one test each, by the names of the complaints."""

from __future__ import annotations

import asyncio
import copy
import gc
import json
import logging
import pickle
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from behaviour.server import Reply, Server
from runtime.probes import GET, KEY, SETTINGS, async_probe, sync_probe
from sample_sdk import NOT_GIVEN, Sample, omit
from sample_sdk._runtime import errors
from sample_sdk._runtime.client import Settings
from sample_sdk._runtime.operation import InHeader, Json, Operation, Result
from sample_sdk._runtime.request import build_request

Probe = Callable[..., Any]
BETA = "user-profiles-2026-03-24"
CREATE: Operation[Any] = Operation(
    "POST",
    "/v1/profiles",
    parameters=(
        InHeader("anthropic-beta", always=(BETA,)),
        InHeader("anthropic-version", fixed="2023-06-01"),
    ),
    body=Json(required=True),
    result="types.profile:Profile",
    security=KEY,
)
EVENTS: Operation[Any] = Operation(
    "GET", "/events", result=(Result("object", "sse", media_type="text/event-stream"),)
)


def test_no_literal_not_given_on_the_wire(probe: Probe, server: Server) -> None:
    server.script([Reply(json={})])
    probe(default_headers={"x-a": omit}).call(
        header={"x-b": omit, "x-c": None},
        query={"q": omit, "r": None},
        extra=({"x-d": omit, "x-e": NOT_GIVEN}, {"s": omit}, None, NOT_GIVEN),
    )
    request = server.requests[0]
    assert request.target == "/thing"
    assert not {"x-a", "x-b", "x-c", "x-d", "x-e"} & {name.lower() for name, _ in request.headers}
    assert "NOT_GIVEN" not in str(request)
    assert "omit" not in str(request)


@pytest.mark.parametrize("name", ["X-API-KEY", "x-api-key", "X-Api-Key"])
def test_a_case_different_override_sends_one_key(probe: Probe, server: Server, name: str) -> None:
    server.script([Reply(json={}), Reply(json={})])
    probe().call(extra=({name: "other"}, None, None, NOT_GIVEN))
    probe(default_headers={name: "other"}).call()
    assert [request.header("x-api-key") for request in server.requests] == ["other", "other"]


def test_a_case_different_override_sends_one_beta_header(probe: Probe, server: Server) -> None:
    server.script([Reply(json={})])
    probe().call(CREATE, extra=({"Anthropic-Beta": "mine"}, None, None, NOT_GIVEN))
    assert server.requests[0].header("anthropic-beta") == "mine"


def test_a_bare_string_is_not_sent_letter_by_letter(probe: Probe, server: Server) -> None:
    with pytest.raises(TypeError, match="takes a list of strings, got the string 'abc'"):
        probe().call(CREATE, header={"anthropic-beta": "abc"})
    assert server.requests == []


def test_beta_tokens_are_sent_once(probe: Probe, server: Server) -> None:
    server.script([Reply(json={})] * 4)
    client = probe()
    for betas in (["x"], [BETA, "x", "x"], None, omit):
        client.call(CREATE, header={"anthropic-beta": betas})
    sent = [request.header("anthropic-beta") for request in server.requests]
    assert sent == [f"x,{BETA}", f"{BETA},x", BETA, BETA]


@pytest.mark.parametrize(
    "key", ["_fields_set", "model_fields", "copy", "__class__", "model_validate", "_request_id"]
)
def test_no_response_key_crashes_the_parser(key: str) -> None:
    client = sync_probe(lambda request: httpx2.Response(200, json={"id": "p", key: {"a": 1}}))
    profile = client.call(CREATE)
    assert profile.id == "p"
    assert profile.to_dict() == {"id": "p", key: {"a": 1}}
    assert json.loads(profile.to_json()) == {"id": "p", key: {"a": 1}}


def test_invalid_json_is_an_error_of_ours(probe: Probe, server: Server) -> None:
    server.script([Reply(text="{not json", headers={"content-type": "application/json", "request-id": "r1"})])
    with pytest.raises(errors.APIResponseValidationError, match="cannot be read") as caught:
        probe().call(CREATE)
    assert caught.value.request_id == "r1"
    assert not isinstance(caught.value, json.JSONDecodeError)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 418, 422, 429, 500, 503, 504, 529])
def test_status_errors_can_be_pickled_and_copied(status: int) -> None:
    response = httpx2.Response(status, json={"error": {"message": "no"}}, headers={"request-id": "r"})
    client = sync_probe(lambda request: response, max_retries=0)
    with pytest.raises(errors.APIStatusError) as caught:
        client.call(GET)
    error = caught.value
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(other) is type(error)
        assert str(other) == str(error) == f"Error code: {status} - {{'error': {{'message': 'no'}}}}"
        assert (other.status_code, other.request_id, other.body) == (
            status,
            "r",
            {"error": {"message": "no"}},
        )


def test_connection_errors_can_be_pickled() -> None:
    def refuse(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectTimeout("slow", request=request)

    with pytest.raises(errors.APITimeoutError) as caught:
        sync_probe(refuse, max_retries=0).call(GET)
    assert str(pickle.loads(pickle.dumps(caught.value))) == "Request timed out."


def test_errors_of_bodies_and_streams_can_be_pickled() -> None:
    answers = [
        httpx2.Response(200, text="{", headers={"request-id": "r"}),
        httpx2.Response(200, text='event: error\ndata: {"a": 1}\n\n', headers={"request-id": "r"}),
    ]
    client = sync_probe(lambda request: answers.pop(0))
    with pytest.raises(errors.APIResponseValidationError) as unreadable:
        client.call(CREATE)
    with pytest.raises(errors.APIStreamError) as ended:
        list(client.call(EVENTS))
    for error in (unreadable.value, ended.value):
        for other in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
            assert type(other) is type(error)
            assert (str(other), other.request_id, other.body) == (str(error), "r", error.body)
    assert ended.value.body == {"a": 1}


def test_programming_errors_are_raised_as_themselves_and_once(no_waiting: list[float]) -> None:
    calls: list[httpx2.Request] = []

    def wrong(request: httpx2.Request) -> httpx2.Response:
        calls.append(request)
        raise KeyError("a mistake")

    with pytest.raises(KeyError, match="a mistake"):
        sync_probe(wrong).call(GET)
    with pytest.raises(KeyError, match="a mistake"):
        asyncio.run(async_probe(wrong).call(GET))
    assert len(calls) == 2
    assert no_waiting == []


def test_a_closed_client_is_a_programming_error(
    probe: Probe, server: Server, no_waiting: list[float]
) -> None:
    driver = probe()
    closing = driver.client.close()
    if closing is not None:
        driver.run(closing)
    with pytest.raises(RuntimeError, match="client has been closed"):
        driver.call()
    assert driver.client.is_closed
    assert no_waiting == []


def test_a_handed_in_client_that_is_closed_is_a_programming_error(no_waiting: list[float]) -> None:
    http = httpx2.Client()
    http.close()
    with pytest.raises(RuntimeError, match="closed"):
        sync_probe(http_client=http).call(GET)
    assert no_waiting == []


def test_a_header_that_cannot_be_sent_is_a_programming_error(
    probe: Probe, server: Server, no_waiting: list[float]
) -> None:
    with pytest.raises((ValueError, httpx2.LocalProtocolError)):
        probe().call(extra=({"x-a": "one\r\nx-b: two"}, None, None, NOT_GIVEN))
    assert no_waiting == []


@pytest.mark.parametrize("make", [sync_probe, async_probe])
def test_negative_retries_are_a_value_error(make: Any) -> None:
    with pytest.raises(ValueError, match="max_retries must not be negative, got -1"):
        make(max_retries=-1)
    with pytest.raises(ValueError, match="max_retries"):
        make().copy(max_retries=-1)


def test_no_credential_is_logged(probe: Probe, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="sample_sdk")
    server.script([Reply(status=500, json={}), Reply(json={}, headers={"set-cookie": "session=s3cr3t-jar"})])
    probe(
        credentials={"api_key": "s3cr3t-configured"},
        default_headers={"X-Custom-Token": "s3cr3t-default", "x-note": "has s3cr3t-configured inside"},
        default_query={"sig": "s3cr3t-query", "page": 1},
    ).call(
        extra=({"Authorization": "Bearer s3cr3t-extra", "cookie": "a=s3cr3t-cookie"}, None, None, NOT_GIVEN)
    )
    assert "s3cr3t" not in caplog.text
    assert "<redacted>" in caplog.text
    assert "page=1" in caplog.text
    assert "HTTP 500" in caplog.text
    assert "Retry 1 of 2" in caplog.text


def test_a_logged_url_has_no_password(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="sample_sdk")
    sync_probe(lambda request: httpx2.Response(200, json={}), base_url="https://user:s3cr3t@api.test").call(
        GET
    )
    assert "https://api.test/thing" in caplog.text
    assert "s3cr3t" not in caplog.text


def test_nothing_is_scheduled_when_an_async_client_is_forgotten(server: Server) -> None:
    server.script([Reply(json={})])
    problems: list[dict[str, Any]] = []

    async def use() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: problems.append(context))
        client = async_probe(lambda request: httpx2.Response(200, json={}))
        await client.call(GET)
        before = asyncio.all_tasks()
        del client
        gc.collect()
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == before

    asyncio.run(use())
    gc.collect()
    assert problems == []
    assert not hasattr(type(async_probe()), "__del__")


@pytest.mark.parametrize("headers", [{"retry-after": "61"}, {"retry-after-ms": "61000"}])
def test_a_long_retry_after_is_not_cut_short(
    probe: Probe, server: Server, no_waiting: list[float], headers: dict[str, str]
) -> None:
    server.script([Reply(status=429, json={"e": 1}, headers=headers)])
    with pytest.raises(errors.RateLimitError, match="not retried: the server asks to wait 61 s") as caught:
        probe().call()
    assert caught.value.retry_after == 61
    assert len(server.requests) == 1
    assert no_waiting == []


@pytest.mark.parametrize("headers", [{"retry-after": "60"}, {"retry-after-ms": "1500", "retry-after": "7"}])
def test_a_short_retry_after_is_kept_to(
    probe: Probe, server: Server, no_waiting: list[float], headers: dict[str, str]
) -> None:
    server.script([Reply(status=429, json={}, headers=headers), Reply(json={"ok": True})])
    assert probe().call() == {"ok": True}
    assert no_waiting == [1.5 if "retry-after-ms" in headers else 60.0]


def _small_pool() -> httpx2.Limits:
    return httpx2.Limits(max_connections=1)


@pytest.mark.parametrize("way", ["with", "break", "close", "error"])
def test_a_stream_left_early_frees_its_connection(server: Server, way: str) -> None:
    events = Reply(chunks=["data: 1\n\n", "data: 2\n\n", "data: 3\n\n"], chunk_delay=0.05)
    server.script([events, Reply(json={"ok": True})])
    http = httpx2.Client(limits=_small_pool(), timeout=httpx2.Timeout(5.0, pool=1.0))
    with http, sync_probe(http_client=http, base_url=server.url, timeout=httpx2.Timeout(5, pool=1)) as client:
        if way == "with":
            with client.call(EVENTS) as stream:
                assert next(stream) == 1
        elif way == "break":
            for item in client.call(EVENTS):
                assert item == 1
                break
        elif way == "close":
            stream = client.call(EVENTS)
            assert next(stream) == 1
            stream.close()
        else:
            with pytest.raises(ZeroDivisionError), client.call(EVENTS) as stream:
                1 / (next(stream) - 1)
        assert client.call(GET) == {"ok": True}


@pytest.mark.parametrize("way", ["with", "break", "close"])
def test_an_async_stream_left_early_frees_its_connection(server: Server, way: str) -> None:
    events = Reply(chunks=["data: 1\n\n", "data: 2\n\n", "data: 3\n\n"], chunk_delay=0.05)
    server.script([events, Reply(json={"ok": True})])

    async def use() -> None:
        async with httpx2.AsyncClient(limits=_small_pool()) as http:
            client = async_probe(http_client=http, base_url=server.url, timeout=httpx2.Timeout(5, pool=1))
            if way == "with":
                async with await client.call(EVENTS) as stream:
                    assert await anext(stream) == 1
            elif way == "break":
                async for item in await client.call(EVENTS):
                    assert item == 1
                    break
            else:
                stream = await client.call(EVENTS)
                assert await anext(stream) == 1
                await stream.close()
            assert await client.call(GET) == {"ok": True}

    asyncio.run(use())


def test_no_credential_follows_a_redirect_to_another_host(probe: Probe, server: Server) -> None:
    moved = Reply(status=302, headers={"location": "{other}/elsewhere?x=1", "set-cookie": "jar=1"})
    server.script([moved, Reply(json={"ok": True})])
    driver = probe(
        default_headers={"x-tenant": "t", "cookie": "a=b"}, default_query={"secret": "q"}, max_retries=0
    )
    assert driver.call(extra=({"authorization": "Bearer t"}, None, None, NOT_GIVEN)) == {"ok": True}
    first, second = server.requests
    assert (first.header("x-api-key"), first.header("authorization")) == ("sk-test-123", "Bearer t")
    assert (second.origin, second.target) == ("other", "/elsewhere?x=1")
    names = {name.lower() for name, _ in second.headers}
    assert names <= {"host", "accept", "accept-encoding", "connection", "user-agent"}


def test_an_http_clients_own_headers_do_not_follow_either(server: Server) -> None:
    server.script([Reply(status=307, headers={"location": "{other}/x"}), Reply(json={})])
    with httpx2.Client(headers={"x-proxy-key": "k"}, auth=("user", "pass")) as http:
        sync_probe(http_client=http, base_url=server.url).call(GET)
    first, second = server.requests
    assert first.header("x-proxy-key") == "k"
    assert second.header("x-proxy-key") is None
    assert second.header("authorization") is None


def test_importing_the_package_imports_nothing_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMPLE_API_KEY", "from-environment")
    with Sample(base_url="http://api.test") as client:
        assert client.api_key == "from-environment"


def test_a_missing_credential_says_which_variable_to_set() -> None:
    client = sync_probe(credentials={"api_key": None})
    with pytest.raises(
        errors.MissingCredentialsError, match=r"`api_key` \(or set the environment variable SAMPLE_API_KEY\)"
    ):
        client.call(GET)
    assert issubclass(errors.MissingCredentialsError, errors.SDKError)


def test_settings_are_all_that_a_request_needs() -> None:
    from sample_sdk._runtime.client import configure

    config = configure(Settings(package=None, client="S", version="1"), credentials={}, base_url="http://x/")
    request = build_request(config, Operation("GET", "/a b/{id}"), {"path": {"id": "c d"}})
    assert request.url == "http://x/a%20b/c%20d"
    assert SETTINGS.client == "Sample"
