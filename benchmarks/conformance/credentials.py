"""What a client is given to log in with, as a scenario expects it on the wire."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.scenarios import Exchange
from conformance.surfaces import Package

_ANY = "invalid"
"""For a scenario that says nothing of the credentials that its operation needs."""


def credentials(
    document: Mapping[str, Any], operation: Mapping[str, Any], exchange: Exchange, package: Package
) -> dict[str, str]:
    """The client's options for the security schemes of an operation."""
    schemes: Mapping[str, Any] = document.get("components", {}).get("securitySchemes", {})
    alternatives: list[Mapping[str, Any]] = operation.get("security", document.get("security", []))
    expected = [
        pair for requirement in alternatives for pair in _expected(package, schemes, requirement, exchange)
    ]
    if expected or not alternatives or {} in alternatives:
        return dict(expected)
    return {option: _ANY for id in alternatives[0] for option in _options(package, id, schemes[id])[:1]}


def _expected(
    package: Package, schemes: Mapping[str, Any], requirement: Mapping[str, Any], exchange: Exchange
) -> Iterator[tuple[str, str]]:
    for id in requirement:
        scheme = schemes[id]
        header = scheme["name"].lower() if scheme["type"] == "apiKey" else "authorization"
        text = exchange.headers.get(header)
        options = _options(package, id, scheme)
        if text is not None and options:
            yield options[0], text if scheme["type"] == "apiKey" else text.partition(" ")[2]


def _options(package: Package, id: str, scheme: Mapping[str, Any]) -> list[str]:
    """The options that can hold a scheme's credential, the likeliest first."""
    usual = ("api_key", "apiKey") if scheme["type"] == "apiKey" else ("auth_token", "authToken")
    return [name for name in (*usual, id.lower(), id) if name in package.options]
