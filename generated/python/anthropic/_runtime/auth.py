"""Credentials on requests: which scheme is used is decided by what is configured."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from .errors import MissingCredentialsError
from .security import ApiKey, Basic, Bearer, ClientCredentials, MutualTls, Scheme

if TYPE_CHECKING:
    from .client import Config, Settings


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request carries: headers by lower-case name, queries and cookies as encoded pairs, and perhaps a
    scheme whose token has to be fetched first."""

    headers: Mapping[str, str]
    queries: Mapping[str, str]
    cookies: Mapping[str, str]
    token: ClientCredentials | None = None


NO_CREDENTIALS = Credentials({}, {}, {})


def choose_credentials(
    config: Config,
    alternatives: tuple[tuple[str, ...], ...],
    headers: Mapping[str, object],
    queries: Mapping[str, object],
    cookies: Mapping[str, object],
) -> Credentials:
    """Take the first alternative that is configured (OpenAPI 3.1, 4.8.30).

    Args:
      config: The client's configuration.
      alternatives: Scheme ids that go together, of the operation.
      headers: What the user gives by lower-case name: it stands in for a credential, `omit` too.
      queries: Likewise, by name.
      cookies: Likewise.

    Raises:
      MissingCredentialsError: None is.
    """
    schemes = {scheme.id: scheme for scheme in config.settings.schemes}
    optional = False
    for alternative in alternatives:
        if not alternative:
            optional = True
            continue
        parts = [
            _part(schemes[scheme], config, headers, queries, cookies)
            for scheme in alternative
            if scheme in schemes
        ]
        found = [part for part in parts if part is not None]
        if len(found) == len(parts):
            return _together(found)
    if optional or not alternatives:
        return NO_CREDENTIALS
    raise MissingCredentialsError(_how_to_give(config.settings, alternatives, schemes))


def _part(
    scheme: Scheme,
    config: Config,
    headers: Mapping[str, object],
    queries: Mapping[str, object],
    cookies: Mapping[str, object],
) -> Credentials | None:
    values = config.credentials
    match scheme:
        case ApiKey():
            key = values.get(scheme.argument)
            if scheme.location == "header":
                name = scheme.name.lower()
                if name in headers:
                    return NO_CREDENTIALS
                return Credentials({name: key}, {}, {}) if key else None
            if scheme.location == "query":
                if scheme.name in queries:
                    return NO_CREDENTIALS
                return Credentials({}, {scheme.name: key}, {}) if key else None
            if scheme.name in cookies:
                return NO_CREDENTIALS
            return Credentials({}, {}, {scheme.name: key}) if key else None
        case MutualTls():
            return NO_CREDENTIALS
        case Bearer() | Basic() | ClientCredentials():
            if "authorization" in headers:
                return NO_CREDENTIALS
            return _authorization(scheme, values)
        case _:
            assert_never(scheme)


def _authorization(
    scheme: Bearer | Basic | ClientCredentials, values: Mapping[str, str]
) -> Credentials | None:
    match scheme:
        case Basic():
            user, password = values.get(scheme.username), values.get(scheme.password)
            if user is None and password is None:
                return None
            pair = b64encode(f"{user or ''}:{password or ''}".encode()).decode()
            return Credentials({"authorization": f"Basic {pair}"}, {}, {})
        case Bearer():
            token = values.get(scheme.argument)
            return Credentials({"authorization": f"{scheme.prefix} {token}"}, {}, {}) if token else None
        case ClientCredentials():
            if token := values.get(scheme.argument):
                return Credentials({"authorization": f"Bearer {token}"}, {}, {})
            if scheme.client_id in values and scheme.client_secret in values:
                return Credentials({}, {}, {}, scheme)
            return None
        case _:
            assert_never(scheme)


def _together(parts: Sequence[Credentials]) -> Credentials:
    if len(parts) == 1:
        return parts[0]
    return Credentials(
        {name: value for part in parts for name, value in part.headers.items()},
        {name: value for part in parts for name, value in part.queries.items()},
        {name: value for part in parts for name, value in part.cookies.items()},
        next((part.token for part in parts if part.token is not None), None),
    )


def _how_to_give(
    settings: Settings, alternatives: tuple[tuple[str, ...], ...], schemes: Mapping[str, Scheme]
) -> str:
    ways = [
        " and ".join(
            _argument(settings, name) for id in ids if id in schemes for name in arguments(schemes[id])
        )
        for ids in alternatives
    ]
    return f"This request needs credentials: give {settings.client} {', or '.join(dict.fromkeys(ways))}."


def _argument(settings: Settings, name: str) -> str:
    variable = settings.environment.get(name)
    return f"`{name}` (or set the environment variable {variable})" if variable else f"`{name}`"


def arguments(scheme: Scheme) -> tuple[str, ...]:
    """The client arguments that hold a scheme's credentials."""
    match scheme:
        case ApiKey() | Bearer():
            return (scheme.argument,)
        case Basic():
            return (scheme.username, scheme.password)
        case ClientCredentials():
            return (scheme.client_id, scheme.client_secret)
        case MutualTls():
            return ()
        case _:
            assert_never(scheme)
