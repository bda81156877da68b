"""Webhooks: requests that the API sends to its user, verified by their signature and read like responses."""

from __future__ import annotations

import hashlib
import hmac
import os
import time
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Literal, TypeVar, cast

from .errors import WebhookVerificationError

if TYPE_CHECKING:
    from .client import Config

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSigning:
    """How webhooks are signed with HMAC-SHA256. The defaults are those of Standard Webhooks 1.0."""

    signature_header: str = "webhook-signature"
    """One or more signatures, separated by spaces."""
    prefix: str = "v1,"
    """What stands before each signature: `v1,` or `sha256=`."""
    encoding: Literal["base64", "hex"] = "base64"
    id_header: str = "webhook-id"
    """Part of what is signed, with the timestamp; empty: the body alone is signed."""
    timestamp_header: str = "webhook-timestamp"
    """Seconds since the epoch; empty: there is none."""
    secret_prefix: str = "whsec_"
    """A secret that starts so is base64 after it; any other is taken as it is."""
    tolerance: float = 300.0
    """Seconds that a webhook may be old, or early."""


STANDARD: Final = WebhookSigning()


def verify(
    payload: bytes | str,
    headers: Mapping[str, str],
    secret: str,
    signing: WebhookSigning = STANDARD,
    now: float | None = None,
) -> None:
    """Check that a webhook was sent by who knows the secret, and not long ago.

    Args:
      payload: The body exactly as it came: parsed and dumped again it has another signature.
      headers: Of the request, by name in any case.
      secret: The shared secret.
      signing: How webhooks are signed.
      now: Seconds since the epoch; None: the present.

    Raises:
      WebhookVerificationError: It was not.
    """
    fields = {name.lower(): value for name, value in headers.items()}
    body = payload.encode() if isinstance(payload, str) else payload
    signed = body
    if signing.timestamp_header:
        timestamp = _field(fields, signing.timestamp_header)
        _check_age(timestamp, signing.tolerance, time.time() if now is None else now)
        identity = f"{_field(fields, signing.id_header)}." if signing.id_header else ""
        signed = f"{identity}{timestamp}.".encode() + body
    digest = hmac.new(_key(secret, signing.secret_prefix), signed, hashlib.sha256)
    expected = b64encode(digest.digest()).decode() if signing.encoding == "base64" else digest.hexdigest()
    wanted = f"{signing.prefix}{expected}".encode()
    given = _field(fields, signing.signature_header).split()
    # All are compared, so that the time taken tells nothing.
    if not any(hmac.compare_digest(wanted, signature.encode()) for signature in given):
        raise WebhookVerificationError("The webhook's signature does not match its body and the secret.")


@dataclass(frozen=True, slots=True)
class Webhook:
    """What webhooks hold, for `WebhookReceiver`."""

    reference: object
    """The type of their bodies, see `operation.Reference`."""
    signing: WebhookSigning | None = None
    """How they are signed; None: they are not."""


class WebhookReceiver(Generic[T]):
    """What receives webhooks: requests that the API sends. It sends nothing itself."""

    _session: Any
    """That of the resource of either kind that a receiver is as well."""
    _webhook: ClassVar[Webhook]

    def unwrap(self, payload: bytes | str, headers: Mapping[str, str], key: str | None = None) -> T:
        """Verify a webhook by its signature, where webhooks are signed, and read it.

        Args:
          payload: The body exactly as it came: parsed and dumped again it has another signature.
          headers: Of the request, by name in any case.
          key: The secret that you share with the API; left out: that of the environment.

        Raises:
          WebhookVerificationError: The signature is not right, there is no key, or the body is no JSON.
        """
        if self._webhook.signing is not None:
            config: Config = self._session.config
            variable = config.settings.environment.get("webhook_key", "")
            secret = key or os.environ.get(variable)
            if not secret:
                hint = f" or set the environment variable {variable}" if variable else ""
                raise WebhookVerificationError(f"A key is needed to verify a webhook: pass key='...'{hint}.")
            verify(payload, headers, secret, self._webhook.signing)
        return self.unsafe_unwrap(payload)

    def unsafe_unwrap(self, payload: bytes | str) -> T:
        """Read a webhook without verifying it: anybody may have sent it.

        Raises:
          WebhookVerificationError: The body is no JSON.
        """
        from .decode import reader

        config: Config = self._session.config
        content = payload.encode() if isinstance(payload, str) else payload
        read = reader(config.settings.package, self._webhook.reference, config.strict)
        try:
            return cast("T", read(content))
        except ValueError as error:
            raise WebhookVerificationError(f"The webhook cannot be read: {error}") from error


def _field(fields: Mapping[str, str], name: str) -> str:
    try:
        return fields[name.lower()]
    except KeyError:
        raise WebhookVerificationError(f"The webhook has no header {name!r}.") from None


def _check_age(timestamp: str, tolerance: float, now: float) -> None:
    try:
        age = now - int(timestamp)
    except ValueError:
        raise WebhookVerificationError(f"The webhook's timestamp is no number: {timestamp!r}") from None
    if abs(age) > tolerance:
        raise WebhookVerificationError(
            f"The webhook is {'too old' if age > 0 else 'from the future'}: {age:.0f} s."
        )


def _key(secret: str, prefix: str) -> bytes:
    if not prefix or not secret.startswith(prefix):
        return secret.encode()
    try:
        return b64decode(secret.removeprefix(prefix), validate=True)
    except Error:
        raise WebhookVerificationError(f"The secret is not base64 after {prefix!r}.") from None
