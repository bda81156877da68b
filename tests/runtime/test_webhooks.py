"""Webhooks, with the example of the Standard Webhooks specification."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import pytest
from sample_sdk._runtime.errors import SDKError, WebhookVerificationError
from sample_sdk._runtime.webhooks import WebhookSigning, unwrap, verify
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


def test_another_way_of_signing() -> None:
    signing = WebhookSigning(
        signature_header="X-Hub-Signature-256", prefix="sha256=", encoding="hex", timestamp_header=""
    )
    body = b'{"status": "active"}'
    digest = hmac.new(b"secret", body, hashlib.sha256).hexdigest()
    headers = {"x-hub-signature-256": f"sha256={digest}"}
    assert unwrap("sample_sdk", "types.profile:Grant", body, headers, "secret", signing) == Grant(
        status="active"
    )
    with pytest.raises(WebhookVerificationError, match="A secret is needed"):
        unwrap("sample_sdk", "object", body, headers, None, signing)


def test_a_body_that_is_no_json() -> None:
    signing = WebhookSigning(signature_header="s", prefix="", encoding="hex", timestamp_header="")
    headers = {"s": hmac.new(b"secret", b"nope", hashlib.sha256).hexdigest()}
    with pytest.raises(WebhookVerificationError, match="no JSON"):
        unwrap("sample_sdk", "object", b"nope", headers, "secret", signing)
