"""What became of a request: reading a response's outcome from its parts. No IO."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx2

from .errors import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    parse_body,
    status_error_class,
)
from .media_types import closest
from .operation import Result
from .paging import arguments_of, items_of, next_page
from .retry import LONGEST_WAIT, is_retryable, retry_after

if TYPE_CHECKING:
    from .client import Config
    from .decode import Reader
    from .operation import Operation
    from .paging import NextPage
    from .resource import Arguments

_NONE = Result(None, "none")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A response with all that is needed to read it."""

    config: Config
    operation: Operation[Any]
    arguments: Arguments
    response: httpx2.Response
    retries_taken: int
    page: Callable[[Any], object] | None
    """The class of pages, for an operation that has them."""
    again: Callable[[Arguments], Any]
    """Makes the same call with other arguments."""


def request_id(config: Config, response: httpx2.Response) -> str | None:
    """The API's id of a request."""
    for name in config.settings.request_id_headers:
        if (value := response.headers.get(name)) is not None:
            return value
    return None


def is_read_at_once(operation: Operation[Any]) -> bool:
    """Whether the body of every result is read before the method returns."""
    return all(result.kind in {"json", "text", "none"} for result in operation.plan.results)


def result_of(exchange: Exchange) -> Result:
    """The kind of result that a response is: by its status, then by its media type."""
    results = exchange.operation.plan.results
    if len(results) == 1:
        return results[0]
    status = str(exchange.response.status_code)
    best = max((_fit(result.status, status) for result in results), default=0)
    fitting = [result for result in results if _fit(result.status, status) == best] if best else []
    sent = exchange.response.headers.get("content-type", "")
    found = closest((result.media_type for result in fitting), sent) or 0
    return fitting[found] if fitting else _NONE


def read_result(exchange: Exchange, result: Result, content: bytes) -> object:
    """A JSON or text result of a response that has been read.

    Raises:
      APIResponseValidationError: It is not JSON, or with strict validation not as its type says.
    """
    if result.kind == "none" or exchange.response.status_code == 204 or not content:
        return None
    if result.kind == "text":
        return exchange.response.text
    if result.type is httpx2.Response:
        return exchange.response
    value = read_json(exchange, result.type, content)
    if exchange.page is not None and exchange.operation.pagination is not None:
        return exchange.page(_page_state(exchange, value))
    return value


def read_json(exchange: Exchange, reference: object, content: bytes) -> Any:
    """JSON as a type; see `read_result`."""
    return read_with(exchange, json_reader(exchange, reference), content)


def json_reader(exchange: Exchange, reference: object) -> Reader:
    """What reads JSON as a type."""
    from .decode import reader

    return reader(exchange.config.settings.package, reference, exchange.config.strict)


def read_with(exchange: Exchange, read: Reader, content: bytes) -> Any:
    """JSON by its reader; see `read_result`."""
    try:
        value = read(content)
    except ValueError as error:
        raise _unreadable(exchange, error) from error
    identify = getattr(value, "_identify", None)
    if identify is not None:
        identify(request_id(exchange.config, exchange.response))
    return value


def status_error(
    config: Config, operation: Operation[Any], response: httpx2.Response, now: float
) -> APIStatusError:
    """The error of a response that has been read.

    Args:
      config: The client's configuration.
      operation: What was called.
      response: A response that is no success.
      now: Seconds since the epoch.
    """
    status = response.status_code
    body = parse_body(response)
    message = f"Error code: {status}" + (f" - {body}" if body is not None else "")
    if response.is_redirect:
        message += f" (a redirect to {response.headers.get('location')!r} that is not followed)"
    wait = retry_after(response.headers, now)
    if wait is not None and wait > LONGEST_WAIT and is_retryable(status, response.headers):
        message += f" (not retried: the server asks to wait {wait:.0f} s)"
    return status_error_class(status)(
        message,
        response=response,
        request_id=request_id(config, response),
        retry_after=wait,
        body_type=_error_type(config, operation, str(status)),
    )


def connection_error(error: httpx2.RequestError, request: httpx2.Request) -> APIConnectionError:
    """Our error for a failure of the connection."""
    if isinstance(error, httpx2.TimeoutException):
        return APITimeoutError(request=request)
    reason = str(error) or type(error).__name__
    return APIConnectionError(f"Connection error: {reason}", request=request)


def is_connection_failure(error: httpx2.RequestError) -> bool:
    """Whether a failure is the connection's, and not a mistake of the program."""
    return not isinstance(
        error, httpx2.UnsupportedProtocol | httpx2.LocalProtocolError | httpx2.TooManyRedirects
    )


@contextmanager
def reading(response: httpx2.Response) -> Generator[None]:
    """Turn failures while a body is read into our errors."""
    try:
        yield
    except httpx2.RequestError as error:
        if not is_connection_failure(error):
            raise
        raise connection_error(error, response.request) from error


def _fit(pattern: str, status: str) -> int:
    if pattern == status:
        return 3
    if pattern.upper() == f"{status[0]}XX":
        return 2
    return 1 if pattern == "default" else 0


def _error_type(config: Config, operation: Operation[Any], status: str) -> tuple[str | None, object] | None:
    fitting = [(_fit(pattern, status), reference) for pattern, reference in operation.errors]
    best = max(fitting, key=lambda pair: pair[0], default=(0, None))
    return (config.settings.package, best[1]) if best[0] else None


def _unreadable(exchange: Exchange, error: ValueError) -> APIResponseValidationError:
    response = exchange.response
    media_type = response.headers.get("content-type", "no content type")
    return APIResponseValidationError(
        f"The response ({response.status_code}, {media_type}) cannot be read: {error}",
        response=response,
        request_id=request_id(exchange.config, response),
    )


def _page_state(exchange: Exchange, body: object) -> object:
    from .pagination import PageState

    pagination = exchange.operation.pagination
    assert pagination is not None
    response, arguments = exchange.response, exchange.arguments
    following = next_page(pagination, arguments, body, response.headers, str(response.request.url))

    def fetch(page: NextPage) -> object:
        return exchange.again(arguments_of(arguments, page))

    return PageState(items_of(pagination, body), body, following, fetch)
