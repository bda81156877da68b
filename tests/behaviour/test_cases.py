"""The cases of `cases/*.yaml` with the Python client in generated/python, of either kind."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import reduce
from typing import Any

import anthropic
import pytest
from anthropic import Anthropic, AsyncAnthropic
from behaviour.case_files import load_cases
from behaviour.server import Recorded, Server

ERRORS = {
    "bad_request": "BadRequestError",
    "authentication": "AuthenticationError",
    "permission_denied": "PermissionDeniedError",
    "not_found": "NotFoundError",
    "conflict": "ConflictError",
    "request_too_large": "RequestTooLargeError",
    "unprocessable_entity": "UnprocessableEntityError",
    "rate_limit": "RateLimitError",
    "internal_server": "InternalServerError",
    "service_unavailable": "ServiceUnavailableError",
    "deadline_exceeded": "DeadlineExceededError",
    "overloaded": "OverloadedError",
    "status": "APIStatusError",
    "connection": "APIConnectionError",
    "timeout": "APITimeoutError",
    "invalid_response": "APIResponseValidationError",
    "credentials": "MissingCredentialsError",
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in load_cases()])
def test_case(server: Server, case: dict[str, Any], kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    server.script(case.get("responses", [{"json": {"id": "ok"}}]))
    run = call_sync if kind == "sync" else call_async
    outcome = case.get("outcome", {})
    if "error" in outcome:
        with pytest.raises(Exception) as caught:  # noqa: PT011 - its class and its message are compared
            run(server.url, case)
        assert_error(caught.value, outcome)
    else:
        result = run(server.url, case)
        assert_result(result, outcome)
    assert not [request for request in server.requests if request.unexpected]
    if "requests" in case:
        assert len(server.requests) == len(case["requests"])
        for request, wanted in zip(server.requests, case["requests"], strict=True):
            assert_request(request, wanted)


def call_sync(url: str, case: dict[str, Any]) -> Any:
    with Anthropic(**client_options(url, case)) as client:
        return method_of(client, case)(**call_options(case))


def call_async(url: str, case: dict[str, Any]) -> Any:
    async def use() -> Any:
        async with AsyncAnthropic(**client_options(url, case)) as client:
            return await method_of(client, case)(**call_options(case))

    return asyncio.run(use())


def client_options(url: str, case: dict[str, Any]) -> dict[str, Any]:
    return {"api_key": "test-key", "base_url": url, **case.get("client", {})}


def call_options(case: dict[str, Any]) -> dict[str, Any]:
    names = {"headers": "extra_headers", "query": "extra_query", "timeout": "timeout"}
    options = {names[name]: value for name, value in case.get("options", {}).items()}
    return {**case.get("arguments", {}), **options}


def method_of(client: Any, case: dict[str, Any]) -> Any:
    return reduce(getattr, case["call"].split("."), client)


def assert_error(error: Exception, outcome: dict[str, Any]) -> None:
    if outcome["error"] == "argument":
        assert type(error) is ValueError
    else:
        assert type(error).__name__ == ERRORS[outcome["error"]], repr(error)
        assert isinstance(error, anthropic.APIError) or outcome["error"] == "credentials"
    assert outcome.get("message", "") in str(error)
    for name in ("status", "request_id"):
        if name in outcome:
            assert getattr(error, {"status": "status_code"}.get(name, name)) == outcome[name]
    if "body" in outcome:
        assert plain(error.body) == outcome["body"]  # type: ignore[attr-defined]


def assert_result(result: Any, outcome: dict[str, Any]) -> None:
    if "result" in outcome:
        wanted = outcome["result"]
        value = plain(result)
        assert value == wanted if wanted is None else {key: value.get(key) for key in wanted} == wanted
    if "request_id" in outcome:
        assert result._request_id == outcome["request_id"]


def assert_request(request: Recorded, wanted: dict[str, Any]) -> None:
    for name in ("method", "target", "origin"):
        if name in wanted:
            assert getattr(request, name) == wanted[name]
    for name, value in wanted.get("headers", {}).items():
        assert request.header(name) == value
    if "json" in wanted:
        assert request.json() == wanted["json"]
    if "body" in wanted:
        assert request.body.decode() == wanted["body"]


def plain(value: Any) -> Any:
    return value.to_dict(mode="json") if hasattr(value, "to_dict") else value
