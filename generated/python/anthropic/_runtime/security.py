"""Security schemes as data (OpenAPI 3.1, 4.8.27); each names the client arguments with its credentials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key in a header, a query parameter or a cookie called `name`."""

    id: str
    location: Literal["header", "query", "cookie"]
    name: str
    argument: str = "api_key"


@dataclass(frozen=True, slots=True)
class Bearer:
    """A token in `Authorization` (RFC 6750).

    Also OpenID Connect, OAuth 2 without client credentials, and other HTTP schemes, whose word is `prefix`.
    """

    id: str
    argument: str = "auth_token"
    prefix: str = "Bearer"


@dataclass(frozen=True, slots=True)
class Basic:
    """User name and password in `Authorization` (RFC 7617)."""

    id: str
    username: str = "username"
    password: str = "password"


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """OAuth 2 client credentials (RFC 6749, 4.4): a token is fetched, kept until it ends, and fetched again.

    A token that the user gives as `argument` is used as it is.
    """

    id: str
    token_url: str
    """Absolute, or relative to the base URL."""
    scopes: tuple[str, ...] = ()
    client_id: str = "client_id"
    client_secret: str = "client_secret"
    argument: str = "auth_token"


@dataclass(frozen=True, slots=True)
class MutualTls:
    """A client certificate: configured on the HTTP client, nothing to send."""

    id: str


Scheme: TypeAlias = ApiKey | Bearer | Basic | ClientCredentials | MutualTls
