"""Webhooks, with the example of the Standard Webhooks specification."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from typing import Any

import pytest
from runtime.probes import SETTINGS, async_probe, sync_probe
from sample_sdk._runtime.errors import SDKError, WebhookVerificationError
from sample_sdk._runtime.resource import AsyncResource, Resource
from sample_sdk._runtime.webhooks import Webhook, WebhookReceiver, WebhookSigning, verify
from sample_sdk.types import Grant

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = '{"test": 2432232314}'
HEADERS = {
    "Webhook-Id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "Webhook-Timestamp": "1614265330",
    "Webhook-Signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}
NOW = 1614265330.0


@pytest.mark.parametrize("payload", [BODY, BODY.encode()])
def test_a_right_signature(payload: Any) -> None:
    verify(payload, HEADERS, SECRET, now=NOW)
    both = {**HEADERS, "Webhook-Signature": f"v1,AAAA {HEADERS['Webhook-Signature']}"}
    verify(payload, both, SECRET, now=NOW + 299)


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        ({}, {"payload": BODY + " "}, "does not match"),
        ({}, {"secret": "whsec_AAAA"}, "does not match"),
        ({}, {"secret": "whsec_no base64"}, "not base64"),
        ({}, {"now": NOW + 301}, "too old: 301 s"),
        ({}, {"now": NOW - 301}, "from the future"),
        ({"Webhook-Timestamp": "soon"}, {}, "no number"),
        ({"Webhook-Id": "msg_other"}, {}, "does not match"),
        ({"Webhook-Signature": ""}, {}, "does not match"),
        ({"Webhook-Signature": None}, {}, "no header 'webhook-signature'"),
    ],
)
def test_a_wrong_signature(change: dict[str, Any], options: dict[str, Any], message: str) -> None:
    headers = {name: value for name, value in {**HEADERS, **change}.items() if value is not None}
    given = {"payload": BODY, "secret": SECRET, "now": NOW, **options}
    with pytest.raises(WebhookVerificationError, match=message):
        verify(given["payload"], headers, given["secret"], now=given["now"])
    assert issubclass(WebhookVerificationError, SDKError)


HUB = WebhookSigning(
    signature_header="X-Hub-Signature-256", prefix="sha256=", encoding="hex", timestamp_header=""
)


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
