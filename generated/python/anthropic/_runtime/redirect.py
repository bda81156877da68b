"""Redirects (RFC 9110, 15.4), followed by us so that no credential reaches another host."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import urljoin, urlsplit

from .request import Request, same_origin

LONGEST_CHAIN: Final = 20

# What tells nothing of the user, and so may go to another origin.
_HARMLESS: Final = frozenset({"accept", "accept-encoding", "accept-language", "range", "user-agent"})


def follow(request: Request, status: int, location: str | None) -> Request | None:
    """The request that a response redirects to.

    GET and HEAD are followed anywhere: to another origin without credentials, cookies and other headers of
    the user's. Other methods are repeated only by 307 and 308 and only at the same origin, since their bodies
    are the user's too.

    Returns:
      None where the redirect is not to be followed.
    """
    if status not in {301, 302, 303, 307, 308} or not location:
        return None
    target = _joined(request.url, location)
    if target is None or urlsplit(target).scheme not in {"http", "https"}:
        return None
    same = same_origin(request.url, target)
    if request.method in {"GET", "HEAD"} and request.payload is None:
        headers = request.headers if same else harmless(request.headers)
        stripped = request.stripped or not same
        return replace(request, url=target, headers=headers, stripped=stripped, token=None)
    if status in {307, 308} and same and (request.payload is None or request.payload.replayable):
        return replace(request, url=target)
    return None


def _joined(url: str, location: str) -> str | None:
    try:
        return urljoin(url, location)
    except ValueError:  # no URI at all
        return None


def harmless(headers: dict[str, str]) -> dict[str, str]:
    """The headers that may go to another origin."""
    return {name: value for name, value in headers.items() if name.lower() in _HARMLESS}
