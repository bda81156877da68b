"""Tokens for OAuth 2 client credentials (RFC 6749, 4.4): asked for, read, kept until nearly their end."""

from __future__ import annotations

from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode, urljoin

from .bodies import Payload
from .errors import APIResponseValidationError, parse_body
from .operation import Operation
from .request import Request

if TYPE_CHECKING:
    import httpx2

    from .client import Config
    from .security import ClientCredentials

_TOKEN: Final[Operation[Any]] = Operation("POST", "/", result="object")

LEEWAY: Final = 30.0
"""Seconds before its end from which a token is not used any more."""


@dataclass(frozen=True, slots=True)
class Token:
    """An access token. `expires` is a time of `time.monotonic()`."""

    value: str
    expires: float

    def is_fresh(self, now: float) -> bool:
        """Whether it can still be used."""
        return now < self.expires


def token_key(scheme: ClientCredentials, config: Config) -> tuple[object, ...]:
    """What a token is kept under: whatever another one would be given for."""
    return scheme.token_url, scheme.scopes, config.base_url, config.credentials[scheme.client_id]


def token_request(scheme: ClientCredentials, config: Config) -> Request:
    """The request for a token; the client authenticates with HTTP Basic (RFC 6749, 2.3.1)."""
    pair = (quote(config.credentials[name], safe="") for name in (scheme.client_id, scheme.client_secret))
    fields = {"grant_type": "client_credentials"}
    if scheme.scopes:
        fields["scope"] = " ".join(scheme.scopes)
    body = urlencode(fields).encode()
    headers = {
        "accept": "application/json",
        "content-type": "application/x-www-form-urlencoded",
        "user-agent": config.user_agent,
        "authorization": "Basic " + b64encode(":".join(pair).encode()).decode(),
    }
    return Request(
        method="POST",
        url=urljoin(f"{config.base_url}/", scheme.token_url),
        headers=headers,
        removed=(),
        payload=Payload(body, headers["content-type"], len(body)),
        timeout=config.timeout,
        max_retries=config.max_retries,
        operation=_TOKEN,
    )


def read_token(response: httpx2.Response, now: float) -> Token:
    """The token in a token endpoint's answer (RFC 6749, 5.1).

    Args:
      response: The answer, read.
      now: Of `time.monotonic()`.

    Raises:
      APIResponseValidationError: There is none in it.
    """
    lifetime = 3600.0
    match parse_body(response):
        case {"access_token": str(value), "expires_in": int() | float() | str() as seconds}:
            with suppress(ValueError):
                lifetime = float(seconds)
        case {"access_token": str(value)}:
            pass
        case _:
            raise APIResponseValidationError("The token endpoint gave no access token.", response=response)
    # A token that lives no longer than the leeway is still good for the request that it was fetched for.
    return Token(value, now + max(lifetime - LEEWAY, min(lifetime, 1.0)))
