"""The behaviour cases of all languages (tests/behaviour/cases) with the packed TypeScript client."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from behaviour.case_files import load_cases
from behaviour.server import Recorded, Server
from nodetools import HOME, run

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
    "status": "APIError",
    "connection": "APIConnectionError",
    "timeout": "APIConnectionTimeoutError",
    "invalid_response": "APIResponseValidationError",
    "credentials": "MissingCredentialsError",
    "argument": "TypeError",
}
CASES = load_cases()


@pytest.fixture(scope="module")
def outcomes(project: Path) -> dict[str, dict[str, Any]]:
    """What came of each case."""
    script = HOME / "package/behaviour.mjs"
    (project / script.name).write_bytes(script.read_bytes())
    (project / "cases.json").write_text(json.dumps([case for _, case in CASES]))
    with Server() as server:
        done = run("node", script.name, server.url, "cases.json", cwd=project)
    return dict(zip((name for name, _ in CASES), json.loads(done.stdout), strict=True))


@pytest.mark.parametrize(("name", "case"), CASES, ids=[name for name, _ in CASES])
def test_case(outcomes: dict[str, dict[str, Any]], name: str, case: dict[str, Any]) -> None:
    came, wanted = outcomes[name], case.get("outcome", {})
    assert came.get("error") == (ERRORS[wanted["error"]] if "error" in wanted else None), came
    assert wanted.get("message", "") in came.get("message", "")
    for key in ("status", "request_id", "body"):
        if key in wanted:
            assert came[key] == wanted[key]
    if "result" in wanted:
        result = wanted["result"]
        assert came["result"] == result if result is None else result.items() <= came["result"].items()
    requests = [Recorded(**{**each, "body": base64.b64decode(each["body"])}) for each in came["requests"]]
    assert not [each for each in requests if each.unexpected]
    if "requests" in case:
        assert len(requests) == len(case["requests"])
        for request, expected in zip(requests, case["requests"], strict=True):
            _compare(request, expected)


def _compare(request: Recorded, wanted: dict[str, Any]) -> None:
    for name in ("method", "target", "origin"):
        if name in wanted:
            assert getattr(request, name) == wanted[name]
    for name, value in wanted.get("headers", {}).items():
        assert request.header(name) == value
    if "json" in wanted:
        assert request.json() == wanted["json"]
    if "body" in wanted:
        assert request.body.decode() == wanted["body"]
