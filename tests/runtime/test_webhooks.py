"""Webhooks, with the example of the Standard Webhooks specification."""

from __future__ import annotations

import hashlib
import hmac
import json
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from runtime.probes import SETTINGS, async_probe, sync_probe
from sample_sdk._runtime.errors import SDKError, WebhookVerificationError
from sample_sdk._runtime.resource import AsyncResource, Resource
from sample_sdk._runtime.webhooks import Webhook, WebhookReceiver, WebhookSigning, verify
from sample_sdk.types import Grant

SHARED = json.loads((Path(__file__).parents[1] / "behaviour/webhooks.json").read_text(encoding="utf-8"))
FIELDS = {"signature": "signature_header", "timestamp": "timestamp_header"}
"""What the cases of all languages call otherwise than this one does."""
SIGNINGS = {
    name: WebhookSigning(**{FIELDS.get(key, key): value for key, value in signing.items()})
    for name, signing in SHARED["signings"].items()
}


@pytest.mark.parametrize("in_octets", [False, True])
@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_a_signature(case: dict[str, Any], in_octets: bool) -> None:
    given = {**SHARED["usual"], **case}
    fields = {**SHARED["usual"]["headers"], **case.get("headers", {})}
    headers = {name: value for name, value in fields.items() if value is not None}
    payload = given["payload"].encode() if in_octets else given["payload"]
    wrong = pytest.raises(WebhookVerificationError, match=case["error"]) if "error" in case else nullcontext()
    with wrong:
        verify(payload, headers, given["key"], SIGNINGS[given["signing"]], now=given["now"])
    assert issubclass(WebhookVerificationError, SDKError)


HUB = SIGNINGS["hub"]


class Hooks(Resource, WebhookReceiver["Grant"]):
    _webhook = Webhook("types.profile:Grant", HUB)


class AsyncHooks(AsyncResource, WebhookReceiver["Grant"]):
    _webhook = Webhook("types.profile:Grant", HUB)


class UnsignedHooks(Resource, WebhookReceiver["Grant"]):
    _webhook = Webhook("types.profile:Grant")


def hub(body: bytes, key: bytes = b"secret") -> dict[str, str]:
    return {"x-hub-signature-256": f"sha256={hmac.new(key, body, hashlib.sha256).hexdigest()}"}


def receivers(**options: Any) -> tuple[Hooks, AsyncHooks]:
    return Hooks(sync_probe(**options)), AsyncHooks(async_probe(**options))


def test_a_webhook_is_verified_and_read_as_what_it_is() -> None:
    body = b'{"status": "active"}'
    for hooks in receivers():
        assert hooks.unwrap(body, hub(body), "secret") == Grant(status="active")
        assert hooks.unwrap(body.decode(), hub(body), key="secret") == Grant(status="active")
        with pytest.raises(WebhookVerificationError, match="does not match"):
            hooks.unwrap(body, hub(body), "another")
        with pytest.raises(WebhookVerificationError, match="does not match"):
            hooks.unwrap(b'{"status": "other"}', hub(body), "secret")
        assert hooks.unsafe_unwrap(b'{"status": "other"}').status == "other"


def test_the_key_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    body = b'{"status": "active"}'
    settings = replace(SETTINGS, environment={"webhook_key": "SAMPLE_WEBHOOK_KEY"})
    hooks, _ = receivers(settings=settings)
    with pytest.raises(WebhookVerificationError, match="environment variable SAMPLE_WEBHOOK_KEY"):
        hooks.unwrap(body, hub(body))
    monkeypatch.setenv("SAMPLE_WEBHOOK_KEY", "secret")
    assert hooks.unwrap(body, hub(body)).status == "active"


def test_webhooks_that_nobody_signs_need_no_key() -> None:
    assert UnsignedHooks(sync_probe()).unwrap('{"status": "active"}', {}).status == "active"


def test_webhooks_are_read_as_strictly_as_responses() -> None:
    odd = b'{"status": 5}'
    lenient, _ = receivers()
    assert lenient.unwrap(odd, hub(odd), "secret").to_dict() == {"status": 5}
    strict, _ = receivers(strict_response_validation=True)
    with pytest.raises(WebhookVerificationError, match="cannot be read"):
        strict.unwrap(odd, hub(odd), "secret")


def test_a_body_that_is_no_json() -> None:
    hooks, _ = receivers()
    with pytest.raises(WebhookVerificationError, match="cannot be read"):
        hooks.unwrap(b"nope", hub(b"nope"), "secret")
