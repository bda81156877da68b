"""Whether a request is to be tried again, and when. No IO; time and chance come as arguments."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST_WAIT: Final = 60.0
"""Seconds: a server that asks for more is not waited for."""


def is_retryable(status: int, headers: Mapping[str, str]) -> bool:
    """Whether a response is to be tried again: 408, 409, 429, 5xx, unless `x-should-retry` says otherwise."""
    match headers.get("x-should-retry"):
        case "true":
            return status >= 400
        case "false":
            return False
        case _:
            return status in {408, 409, 429} or status >= 500


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that the server asks to wait: `retry-after-ms`, else `retry-after` (RFC 9110, 10.2.3).

    Args:
      headers: Of the response, by name in any case.
      now: Seconds since the epoch, for dates.

    Returns:
      None where it does not ask, or asks for nonsense or the past.
    """
    if (milliseconds := _number(headers.get("retry-after-ms"))) is not None:
        return milliseconds / 1000 if milliseconds > 0 else None
    text = headers.get("retry-after")
    if text is None:
        return None
    if (seconds := _number(text)) is not None:
        return seconds if seconds > 0 else None
    try:
        wait = parsedate_to_datetime(text).timestamp() - now
    except (ValueError, OverflowError):
        return None
    return wait if wait > 0 else None


def backoff(retries_taken: int, chance: float) -> float:
    """Seconds to wait where the server does not say: min(0.5 * 2^n, 8), less up to a quarter.

    Args:
      retries_taken: n, from 0.
      chance: In [0, 1).
    """
    return min(0.5 * 2.0 ** min(retries_taken, 10), 8.0) * (1 - 0.25 * chance)


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if value == value and abs(value) != float("inf") else None
