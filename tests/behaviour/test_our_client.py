"""The client in generated/python against a real HTTP server: what is sent, and what comes of it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from anthropic import Anthropic, AsyncAnthropic
from loopback import ROOT, Loopback

PROFILE = {
    "id": "uprof_011CZkZCu8hGbp5mYRQgUmz9",
    "created_at": "2026-03-15T10:00:00Z",
    "metadata": {},
    "relationship": "external",
    "trust_grants": {"cyber": {"status": "active"}},
    "type": "user_profile",
    "updated_at": "2026-03-15T10:00:00Z",
    "external_id": "user_12345",
    "name": "Example User",
}
BETA = "user-profiles-2026-03-24"

Call = Callable[[Callable[[Any], Any]], Any]


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, loopback: Loopback) -> Call:
    """Runs a function of a client's resource `user_profiles`, with the client of either kind."""
    loopback.answer(PROFILE)

    def call_sync(use: Callable[[Any], Any]) -> Any:
        with Anthropic(api_key="key", base_url=loopback.url, max_retries=0) as client:
            return use(client.beta.user_profiles)

    async def call_async(use: Callable[[Any], Any]) -> Any:
        async with AsyncAnthropic(api_key="key", base_url=loopback.url, max_retries=0) as client:
            return await use(client.beta.user_profiles)

    return call_sync if request.param == "sync" else lambda use: asyncio.run(call_async(use))


def test_the_example_of_the_manual_runs_as_printed(loopback: Loopback) -> None:
    loopback.answer(PROFILE)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "generated/python"),
        "ANTHROPIC_API_KEY": "key",
        "ANTHROPIC_BASE_URL": loopback.url,
    }
    example = Path(__file__).with_name("seed_example.txt")
    done = subprocess.run(
        (sys.executable, str(example)),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{PROFILE['id']}\n", "")
    (asked,) = loopback.asked
    assert (asked.method, asked.path, asked.body) == ("GET", f"/v1/user_profiles/{PROFILE['id']}", b"")
    assert asked.headers.get_all("x-api-key") == ["key"]
    assert asked.headers.get_all("anthropic-version") == ["2023-06-01"]
    assert asked.headers.get_all("anthropic-beta") == [BETA]


def test_retrieve(call: Call, loopback: Loopback) -> None:
    profile = call(lambda profiles: profiles.retrieve("uprof_1"))
    assert profile.created_at == datetime(2026, 3, 15, 10, tzinfo=UTC)
    assert profile.trust_grants["cyber"].status == "active"
    assert profile.name == "Example User"
    (asked,) = loopback.asked
    assert (asked.method, asked.path) == ("GET", "/v1/user_profiles/uprof_1")
    assert asked.headers.get_all("x-api-key") == ["key"]
    assert asked.headers.get_all("anthropic-version") == ["2023-06-01"]
    assert asked.headers.get_all("anthropic-beta") == [BETA]


def test_create_without_arguments_sends_an_empty_object(call: Call, loopback: Loopback) -> None:
    assert call(lambda profiles: profiles.create()).id == PROFILE["id"]
    (asked,) = loopback.asked
    assert (asked.method, asked.path, asked.json) == ("POST", "/v1/user_profiles", {})
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers.get_all("anthropic-beta") == [BETA]


def test_null_is_sent_and_what_is_left_out_is_not(call: Call, loopback: Loopback) -> None:
    call(lambda profiles: profiles.create(external_id=None, metadata={"a": "b"}, relationship="external"))
    assert loopback.asked[0].json == {"external_id": None, "metadata": {"a": "b"}, "relationship": "external"}


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (["x"], f"x,{BETA}"),
        (["x", BETA], f"x,{BETA}"),
        ([BETA], BETA),
        ([BETA, "x", BETA, "x"], f"{BETA},x"),
        ([], BETA),
        (None, BETA),
    ],
)
def test_the_token_of_the_method_is_among_the_betas_once(
    call: Call, loopback: Loopback, given: list[str] | None, sent: str
) -> None:
    call(lambda profiles: profiles.create(betas=given))
    assert loopback.asked[0].headers.get_all("anthropic-beta") == [sent]


def test_an_extra_header_takes_the_place_of_what_the_method_sends(call: Call, loopback: Loopback) -> None:
    call(
        lambda profiles: profiles.retrieve("u", extra_headers={"Anthropic-Beta": "own", "X-API-Key": "other"})
    )
    assert loopback.asked[0].headers.get_all("anthropic-beta") == ["own"]
    assert loopback.asked[0].headers.get_all("x-api-key") == ["other"]


def test_one_string_is_not_a_list_of_betas(call: Call, loopback: Loopback) -> None:
    with pytest.raises(TypeError, match=r"betas|anthropic-beta"):
        call(lambda profiles: profiles.create(betas="x"))
    assert loopback.asked == []


@pytest.mark.parametrize(
    ("given", "path"), [("a/b", "a%2Fb"), ("a b?c#d%", "a%20b%3Fc%23d%25"), ("é", "%C3%A9"), ("...", "...")]
)
def test_a_path_argument_is_one_segment(call: Call, loopback: Loopback, given: str, path: str) -> None:
    call(lambda profiles: profiles.retrieve(given))
    assert loopback.asked[0].path == f"/v1/user_profiles/{path}"


@pytest.mark.parametrize("given", ["", ".", "..", "%2e%2E", ".%2e", None])
def test_a_path_argument_that_would_change_the_path_is_refused(
    call: Call, loopback: Loopback, given: str
) -> None:
    with pytest.raises(ValueError, match=r"user_profile"):
        call(lambda profiles: profiles.retrieve(given))
    assert loopback.asked == []


def test_odd_responses_are_kept_as_they_are(call: Call, loopback: Loopback) -> None:
    odd = {
        "id": "uprof_1",
        "created_at": "yesterday",
        "relationship": "adopted",
        "trust_grants": {"cyber": {"status": "paused"}},
        "type": "user_profile",
        "updated_at": "2026-03-15T10:00:00Z",
        "mood": {"good": True},
    }
    loopback.answers.clear()
    loopback.answer(odd)
    profile = call(lambda profiles: profiles.retrieve("uprof_1"))
    assert profile.relationship == "adopted"
    assert profile.created_at == "yesterday"
    assert profile.updated_at == datetime(2026, 3, 15, 10, tzinfo=UTC)
    assert profile.trust_grants["cyber"].status == "paused"
    assert profile.metadata is None
    assert "metadata" not in profile.model_fields_set
    assert profile.mood == {"good": True}


@pytest.mark.parametrize(
    ("status", "error"), [(400, "BadRequestError"), (404, "NotFoundError"), (529, "OverloadedError")]
)
def test_errors_carry_what_the_api_said(call: Call, loopback: Loopback, status: int, error: str) -> None:
    import anthropic

    loopback.answers.clear()
    loopback.answer(
        {"type": "error", "error": {"type": "t", "message": "m"}, "request_id": "req_1"}, status=status
    )
    with pytest.raises(getattr(anthropic, error)) as raised:
        call(lambda profiles: profiles.retrieve("uprof_1"))
    assert isinstance(raised.value, anthropic.APIStatusError)
    assert raised.value.status_code == status
    assert "m" in str(raised.value)


def test_a_failed_request_is_tried_again(loopback: Loopback) -> None:
    loopback.answer({"type": "error"}, status=503)
    loopback.answer(PROFILE)
    with Anthropic(api_key="key", base_url=loopback.url) as client:
        assert client.beta.user_profiles.retrieve("uprof_1").id == PROFILE["id"]
    assert len(loopback.asked) == 2


def test_missing_credentials_are_told_at_the_first_request(
    loopback: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    import anthropic

    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    with (
        Anthropic(base_url=loopback.url) as client,
        pytest.raises(anthropic.MissingCredentialsError, match="ANTHROPIC_API_KEY"),
    ):
        client.beta.user_profiles.retrieve("uprof_1")
    assert loopback.asked == []
