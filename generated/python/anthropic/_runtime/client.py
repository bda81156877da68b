"""What a client knows: settings that a generated package prints, and configuration that its user gives."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypedDict

from .errors import ConfigurationError
from .values import DEFAULT_MAX_RETRIES, NOT_GIVEN, Headers, NotGiven, Omit, Query

if TYPE_CHECKING:
    import httpx2

    from .security import Scheme
    from .values import Timeout


@dataclass(frozen=True, slots=True)
class Server:
    """A base URL. `name` is what `environment=` picks it by; `variables` are (name, default)."""

    url: str
    name: str = ""
    variables: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What all clients of one generated package have in common."""

    package: str | None
    """The name it is imported by (`__package__` of its `_client.py`): types are imported relative to it."""
    client: str
    """Name of the client class, for the `User-Agent`."""
    version: str
    servers: tuple[Server, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    """Argument -> environment variable: `{"api_key": "PETS_API_KEY", "base_url": ..., "log": ...}`."""
    request_id_headers: tuple[str, ...] = ("request-id", "x-request-id")
    idempotency_header: str = ""
    """Header with one random key per call that is not GET, HEAD or OPTIONS; empty: none."""


class CopyOptions(TypedDict, total=False):
    """What `copy` of every client takes besides credentials. Left out: as it is."""

    base_url: str | httpx2.URL | None
    timeout: float | Timeout | NotGiven | None
    max_retries: int | NotGiven
    default_headers: Headers | None
    """Merged into the present ones; `omit` removes one."""
    set_default_headers: Headers | None
    """Replace the present ones."""
    default_query: Query | None
    set_default_query: Query | None
    strict_response_validation: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What one client was given, environment variables included."""

    settings: Settings
    base_url: str
    """Without a slash at its end."""
    base_url_given: bool
    """The user gave it: then it also stands in for the servers that single operations name."""
    credentials: Mapping[str, str]
    timeout: float | Timeout | NotGiven | None
    max_retries: int
    default_headers: Mapping[str, str | Omit]
    """By lower-case name."""
    default_query: Mapping[str, object]
    strict: bool

    @property
    def user_agent(self) -> str:
        """Who is calling."""
        return f"{self.settings.client}/Python {self.settings.version}"


def configure(
    settings: Settings,
    *,
    credentials: Mapping[str, str | None],
    base_url: str | httpx2.URL | None = None,
    environment: str | None = None,
    server_variables: Mapping[str, str | None] | None = None,
    timeout: float | Timeout | NotGiven | None = NOT_GIVEN,
    max_retries: int = DEFAULT_MAX_RETRIES,
    default_headers: Headers | None = None,
    default_query: Query | None = None,
    strict_response_validation: bool = False,
) -> Config:
    """Complete what a user gave from environment variables and the settings.

    Raises:
      ConfigurationError: No base URL can be made of it.
      ValueError: `max_retries` is negative.
      TypeError: A value is of the wrong type.
    """
    variables = settings.environment
    given = {name: value or os.environ.get(variables.get(name, "")) for name, value in credentials.items()}
    own = str(base_url or "") or os.environ.get(variables.get("base_url", ""), "")
    return Config(
        settings=settings,
        base_url=(own or _server_url(settings, environment, server_variables or {})).rstrip("/"),
        base_url_given=bool(own),
        credentials={name: value for name, value in given.items() if value},
        timeout=timeout,
        max_retries=_retries(max_retries),
        default_headers=_lower(default_headers),
        default_query=dict(default_query or {}),
        strict=strict_response_validation,
    )


def reconfigure(
    config: Config, credentials: Mapping[str, str | NotGiven | None], options: CopyOptions
) -> Config:
    """The configuration with what `options` gives.

    Args:
      config: The present one.
      credentials: By argument; NOT_GIVEN leaves one as it is, None unsets it.
      options: See `CopyOptions`.
    """
    changes: dict[str, Any] = {}
    kept = {
        name: value
        for name, value in config.credentials.items()
        if credentials.get(name, NOT_GIVEN) is NOT_GIVEN
    }
    added = {name: value for name, value in credentials.items() if isinstance(value, str) and value}
    changes["credentials"] = kept | added
    if base_url := options.get("base_url"):
        changes["base_url"] = str(base_url).rstrip("/")
        changes["base_url_given"] = True
    if (timeout := options.get("timeout", NOT_GIVEN)) is not NOT_GIVEN:
        changes["timeout"] = timeout
    max_retries = options.get("max_retries", NOT_GIVEN)
    if not isinstance(max_retries, NotGiven):
        changes["max_retries"] = _retries(max_retries)
    if "strict_response_validation" in options:
        changes["strict"] = options["strict_response_validation"]
    headers, query = options.get("set_default_headers"), options.get("set_default_query")
    changes["default_headers"] = {
        **(config.default_headers if headers is None else _lower(headers)),
        **_lower(options.get("default_headers")),
    }
    changes["default_query"] = {
        **(config.default_query if query is None else query),
        **(options.get("default_query") or {}),
    }
    return replace(config, **changes)


def _server_url(settings: Settings, environment: str | None, given: Mapping[str, str | None]) -> str:
    servers = [server for server in settings.servers if not environment or server.name == environment]
    if not servers and environment:
        names = ", ".join(repr(server.name) for server in settings.servers if server.name)
        raise ConfigurationError(f"Unknown environment {environment!r}: it is one of {names or 'none'}.")
    url = _filled(servers[0], settings, given) if servers else ""
    if "://" not in url:
        variable = settings.environment.get("base_url")
        hint = f" or set the environment variable {variable}" if variable else ""
        path = "" if url.startswith("//") else url.strip("/")
        example = f"https://.../{path}" if path else "https://..."
        raise ConfigurationError(f"{settings.client} needs a base URL: pass base_url={example!r}{hint}.")
    return url


def _filled(server: Server, settings: Settings, given: Mapping[str, str | None]) -> str:
    """The URL of a server with its variables as they are given, else by default."""
    values = dict(server.variables)
    for name, value in given.items():
        if value is None:
            continue
        if name not in values:
            holders = (other.name for other in settings.servers if name in dict(other.variables))
            choices = " or ".join(f"environment={holder!r}" for holder in holders)
            raise ConfigurationError(f"The server {server.name!r} has no {name!r}: pass {choices} as well.")
        values[name] = value
    return re.sub(r"\{([^{}]+)\}", lambda found: values.get(found[1], found[0]), server.url)


def _retries(value: int) -> int:
    if value < 0:
        raise ValueError(f"max_retries must not be negative, got {value}; 0 turns retries off")
    return value


def _lower(headers: Headers | None) -> dict[str, str | Omit]:
    return {name.lower(): value for name, value in (headers or {}).items()}
