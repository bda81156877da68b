"""Everything that a client raises by itself.

    SDKError
    ├── ConfigurationError                 a client that cannot work: no base URL, unknown environment
    │   └── MissingCredentialsError        a request needs credentials that were not configured
    ├── WebhookVerificationError           a webhook whose signature is not right
    └── APIError                           a request was tried
        ├── APIConnectionError             no complete response arrived
        │   └── APITimeoutError
        ├── APIStreamError                 a stream of events reported an error
        ├── APIResponseValidationError     the response is invalid JSON, or not what strict validation wants
        └── APIStatusError                 a response says that it failed
            ├── BadRequestError 400 · AuthenticationError 401 · PermissionDeniedError 403 · NotFoundError 404
            ├── ConflictError 409 · RequestTooLargeError 413 · UnprocessableEntityError 422
            ├── RateLimitError 429
            └── InternalServerError 5xx
                ├── ServiceUnavailableError 503 · DeadlineExceededError 504
                └── OverloadedError 529

All can be pickled and copied. Programming errors (a wrong argument, a closed client) are Python's own.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import httpx2


class SDKError(Exception):
    """The root of all errors of this package."""


class ConfigurationError(SDKError):
    """The client is not configured well enough to do what was asked."""


class MissingCredentialsError(ConfigurationError):
    """A request needs credentials that the client does not have; the message says how to give them."""


class WebhookVerificationError(SDKError):
    """A webhook is not signed as it should be, or too old."""


class APIError(SDKError):
    """A request failed.

    Attributes:
      message: What happened.
      request: The request as it was sent last; credentials are in its headers.
    """

    message: str
    request: httpx2.Request

    def __init__(self, message: str, *, request: httpx2.Request) -> None:
        super().__init__(message)
        self.message = message
        self.request = request

    @property
    def body(self) -> object:
        """What the response says: typed by the document, JSON, text, or None where there was no response."""
        return None

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are rebuilt from `args` by default, which the keyword arguments are not part of.
        return _rebuild, (type(self), self.args, self._state())

    def _state(self) -> dict[str, object]:
        return dict(self.__dict__)


class APIConnectionError(APIError):
    """The connection failed before a complete response arrived; `__cause__` says why."""

    def __init__(self, message: str = "Connection error.", *, request: httpx2.Request) -> None:
        super().__init__(message, request=request)


class APITimeoutError(APIConnectionError):
    """A time limit (`timeout`) passed."""

    def __init__(self, message: str = "Request timed out.", *, request: httpx2.Request) -> None:
        super().__init__(message, request=request)


class _ResponseError(APIError):
    response: httpx2.Response
    request_id: str | None

    def __init__(self, message: str, *, response: httpx2.Response, request_id: str | None = None) -> None:
        super().__init__(message, request=response.request)
        self.response = response
        self.request_id = request_id

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def body(self) -> object:
        """What the response says: typed by the document where it says how, else JSON, else text."""
        return self._body

    @cached_property
    def _body(self) -> object:
        return parse_body(self.response)

    def _state(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name != "_body"}


class APIResponseValidationError(_ResponseError):
    """The response cannot be read: invalid JSON, or with strict validation what the types do not allow."""


class APIStreamError(_ResponseError):
    """A stream that began well sent an error event, which is the `body`."""

    def __init__(
        self, message: str, *, response: httpx2.Response, request_id: str | None = None, body: object = None
    ) -> None:
        super().__init__(message, response=response, request_id=request_id)
        self._event = body

    @property
    def body(self) -> object:
        """The data of the error event: JSON, or text."""
        return self._event


class APIStatusError(_ResponseError):
    """The response has a status of 4xx or 5xx.

    Attributes:
      response: The response, read.
      request_id: The API's id of the request, for support.
      retry_after: Seconds that the API asks to wait, where it does.
    """

    retry_after: float | None
    _body_type: tuple[str | None, object] | None
    """The generated package and the reference of the body's type: strings, so that errors can be pickled."""

    def __init__(
        self,
        message: str,
        *,
        response: httpx2.Response,
        request_id: str | None = None,
        retry_after: float | None = None,
        body_type: tuple[str | None, object] | None = None,
    ) -> None:
        super().__init__(message, response=response, request_id=request_id)
        self.retry_after = retry_after
        self._body_type = body_type

    @cached_property
    def _body(self) -> object:
        if self._body_type is None:
            return parse_body(self.response)
        from .decode import decode_leniently

        return decode_leniently(*self._body_type, self.response)


class BadRequestError(APIStatusError):
    """400"""


class AuthenticationError(APIStatusError):
    """401"""


class PermissionDeniedError(APIStatusError):
    """403"""


class NotFoundError(APIStatusError):
    """404"""


class ConflictError(APIStatusError):
    """409"""


class RequestTooLargeError(APIStatusError):
    """413"""


class UnprocessableEntityError(APIStatusError):
    """422"""


class RateLimitError(APIStatusError):
    """429"""


class InternalServerError(APIStatusError):
    """500 and above"""


class ServiceUnavailableError(InternalServerError):
    """503"""


class DeadlineExceededError(InternalServerError):
    """504"""


class OverloadedError(InternalServerError):
    """529"""


_CLASSES: Final[dict[int, type[APIStatusError]]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    413: RequestTooLargeError,
    422: UnprocessableEntityError,
    429: RateLimitError,
    503: ServiceUnavailableError,
    504: DeadlineExceededError,
    529: OverloadedError,
}


def status_error_class(status: int) -> type[APIStatusError]:
    """The class of the error for a status."""
    return _CLASSES.get(status) or (InternalServerError if status >= 500 else APIStatusError)


def parse_body(response: httpx2.Response) -> object:
    """The body as JSON if it is JSON, else as text; None if there is none."""
    if not response.content:
        return None
    try:
        return json.loads(response.content)
    except ValueError:
        return response.text


def _rebuild(cls: type[APIError], args: tuple[object, ...], state: dict[str, object]) -> APIError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error
