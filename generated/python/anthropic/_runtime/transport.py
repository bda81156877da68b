"""The HTTP clients that everything is sent with, made at the first request unless the user gives one."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

import httpx2

from .bodies import Payload
from .redirect import harmless
from .values import NotGiven

if TYPE_CHECKING:
    from .client import Config
    from .oauth import Token
    from .request import Request

_CLOSED: Final = "Cannot send a request: the client has been closed."

DEFAULT_TIMEOUT: Final = httpx2.Timeout(600.0, connect=5.0)
DEFAULT_LIMITS: Final = httpx2.Limits(max_connections=1000, max_keepalive_connections=100)

_DEFAULT_TIMEOUTS: Final = DEFAULT_TIMEOUT.as_dict()
_HTTPX_TIMEOUT: Final = httpx2.Timeout(5.0)

HttpT = TypeVar("HttpT", httpx2.Client, httpx2.AsyncClient)


class DefaultHttpxClient(httpx2.Client):
    """An `httpx2.Client` with this package's limits and timeout; set everything else as you like."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**_with_defaults(options))


class DefaultAsyncHttpxClient(httpx2.AsyncClient):
    """An `httpx2.AsyncClient` with this package's limits and timeout; set everything else as you like."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**_with_defaults(options))


class SharedHttp(Generic[HttpT]):
    """The HTTP client of a client and its copies, with the OAuth 2 tokens that they share."""

    def __init__(self, make: Callable[[], HttpT], given: HttpT | None) -> None:
        self._make: Callable[[], HttpT] = make
        self._http: HttpT | None = given
        self._lock = threading.Lock()
        self._closed = False
        self.owned = given is None
        self.tokens: dict[object, Token] = {}

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self._closed or (self._http is not None and self._http.is_closed)

    def get(self) -> HttpT:
        """The client, made now if it was not yet.

        Raises:
          RuntimeError: It is closed.
        """
        if self._closed:
            raise RuntimeError(_CLOSED)
        if self._http is None:
            with self._lock:
                if self._http is None:
                    self._http = self._make()
        return self._http

    def release(self) -> HttpT | None:
        """Mark as closed; what is to be closed now, if it was not handed in by the user."""
        self._closed = True
        return self._http if self.owned else None


def shared_http(given: httpx2.Client | None) -> SharedHttp[httpx2.Client]:
    """The HTTP client of a synchronous client."""
    if given is not None and not isinstance(cast("object", given), httpx2.Client):
        raise TypeError(f"http_client must be an httpx2.Client, got {type(given).__name__}")
    return SharedHttp(DefaultHttpxClient, given)


def shared_async_http(given: httpx2.AsyncClient | None) -> SharedHttp[httpx2.AsyncClient]:
    """The HTTP client of an asynchronous client."""
    if given is not None and not isinstance(cast("object", given), httpx2.AsyncClient):
        raise TypeError(f"http_client must be an httpx2.AsyncClient, got {type(given).__name__}")
    return SharedHttp(DefaultAsyncHttpxClient, given)


def effective_timeout(config: Config) -> float | httpx2.Timeout | None:
    """The configured time limit, or the default one."""
    return DEFAULT_TIMEOUT if isinstance(config.timeout, NotGiven) else config.timeout


def http_request(
    http: httpx2.Client | httpx2.AsyncClient, request: Request, content: Any, owned: bool
) -> httpx2.Request:
    """The request as the HTTP client sends it.

    This is what `http.build_request` does, at a third of its cost: headers, cookies and query parameters that
    the user gave the HTTP client are sent too, ours winning.

    Args:
      http: The client.
      request: What to send.
      content: Its body: bytes, or a new stream of them.
      owned: The client is ours, not one that the user handed in with a timeout of its own.
    """
    if request.stripped:
        headers: dict[str, Any] = harmless(request.headers)
        return httpx2.Request(
            request.method,
            request.url,
            headers=headers,
            extensions={"timeout": _timeout(http, request, owned)},
        )
    headers = {name.decode("latin-1").lower(): value for name, value in http.headers.raw}
    headers |= request.headers
    for name in request.removed:
        headers.pop(name, None)
    return httpx2.Request(
        request.method,
        httpx2.URL(request.url).copy_merge_params(http.params) if http.params else request.url,
        headers=headers,
        cookies=http.cookies if http.cookies else None,
        content=content,
        extensions={"timeout": _timeout(http, request, owned)},
    )


def sync_content(payload: Payload | None) -> bytes | Iterator[bytes] | None:
    """A body for the synchronous client."""
    content = None if payload is None else payload.content
    if not callable(content):
        return content
    stream = content()
    if isinstance(stream, AsyncIterator):
        raise TypeError("An asynchronous iterator can be sent with the asynchronous client alone.")
    return stream


def async_content(payload: Payload | None) -> bytes | AsyncIterator[bytes] | None:
    """A body for the asynchronous client."""
    content = None if payload is None else payload.content
    if not callable(content):
        return content
    stream = content()
    return stream if isinstance(stream, AsyncIterator) else _as_async(stream)


async def _as_async(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


def _with_defaults(options: Mapping[str, Any]) -> dict[str, Any]:
    return {"timeout": DEFAULT_TIMEOUT, "limits": DEFAULT_LIMITS, **options}


def _timeout(http: httpx2.Client | httpx2.AsyncClient, request: Request, owned: bool) -> dict[str, Any]:
    timeout = request.timeout
    if isinstance(timeout, NotGiven):
        # A user's own client may have a timeout of its own; httpx2's default is no wish of the user's.
        if owned or http.timeout == _HTTPX_TIMEOUT:
            return _DEFAULT_TIMEOUTS
        return http.timeout.as_dict()
    return httpx2.Timeout(timeout).as_dict()
