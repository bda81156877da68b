"""What comes after a response or a failure: it is final, or something is sent again. No IO."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

import httpx2

from .exchange import connection_error, is_connection_failure
from .redirect import LONGEST_CHAIN, follow
from .retry import LONGEST_WAIT, backoff, is_retryable, retry_after

if TYPE_CHECKING:
    from .request import Request

Why: TypeAlias = Literal["first", "retry", "redirect", "token"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sending of a request."""

    request: Request
    retries: int = 0
    redirects: int = 0
    delay: float = 0.0
    """Seconds to wait before it."""
    why: Why = "first"


def after_response(attempt: Attempt, response: httpx2.Response, now: float, chance: float) -> Attempt | None:
    """What follows a response.

    Args:
      attempt: What was sent.
      response: What came.
      now: Seconds since the epoch.
      chance: In [0, 1), for jitter.

    Returns:
      The next attempt, or None where the response is final.
    """
    status, headers, request = response.status_code, response.headers, attempt.request
    if 200 <= status < 300:
        return None
    if status < 400:
        target = follow(request, status, headers.get("location"))
        if target is None or attempt.redirects >= LONGEST_CHAIN:
            return None
        return replace(attempt, request=target, redirects=attempt.redirects + 1, delay=0.0, why="redirect")
    if not _replayable(request):
        return None
    if status == 401 and request.token is not None and attempt.why != "token":
        return replace(attempt, delay=0.0, why="token")
    if not is_retryable(status, headers) or attempt.retries >= request.max_retries:
        return None
    asked = retry_after(headers, now)
    if asked is not None and asked > LONGEST_WAIT:
        return None
    return _again(attempt, backoff(attempt.retries, chance) if asked is None else asked)


def after_failure(
    attempt: Attempt, error: httpx2.RequestError, request: httpx2.Request, chance: float
) -> Attempt:
    """What follows a failure of the connection: the next attempt.

    Raises:
      APIConnectionError: There is none; `APITimeoutError` after a time limit.
      httpx2.RequestError: It is a mistake of the program.
    """
    if not is_connection_failure(error):
        raise error
    if attempt.retries >= attempt.request.max_retries or not _replayable(attempt.request):
        raise connection_error(error, request) from error
    return _again(attempt, backoff(attempt.retries, chance))


def _again(attempt: Attempt, delay: float) -> Attempt:
    return replace(attempt, retries=attempt.retries + 1, delay=delay, why="retry")


def _replayable(request: Request) -> bool:
    return request.payload is None or request.payload.replayable
