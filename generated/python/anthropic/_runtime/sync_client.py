"""What every generated synchronous client inherits. Importing it imports neither httpx2 nor pydantic."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar, Unpack, cast

from .client import CopyOptions, Settings, configure, reconfigure
from .resource import Resource
from .values import DEFAULT_MAX_RETRIES, NOT_GIVEN, Body, Headers, NotGiven, Query, RequestOptions
from .verbs import raw_call

if TYPE_CHECKING:
    import httpx2

    from .values import Timeout

T = TypeVar("T")


class SyncClient(Resource):
    """A client of the API. It can be used by several threads; `with` or `close()` frees its connections."""

    def __init__(
        self,
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
        http_client: httpx2.Client | None = None,
        strict_response_validation: bool = False,
    ) -> None:
        from .sync_session import SyncSession
        from .transport import shared_http

        config = configure(
            settings,
            credentials=credentials,
            base_url=base_url,
            environment=environment,
            server_variables=server_variables,
            timeout=timeout,
            max_retries=max_retries,
            default_headers=default_headers,
            default_query=default_query,
            strict_response_validation=strict_response_validation,
        )
        self._session = SyncSession(config, shared_http(http_client))

    @property
    def base_url(self) -> str:
        """Where requests go, without a slash at the end."""
        return self._session.config.base_url

    @property
    def timeout(self) -> float | Timeout | None:
        """The time limit of a request, in seconds or as a `Timeout`."""
        from .transport import effective_timeout

        return effective_timeout(self._session.config)

    @property
    def max_retries(self) -> int:
        """How often a failed request is sent again."""
        return self._session.config.max_retries

    @property
    def default_headers(self) -> Headers:
        """Headers that the user wants on every request, by lower-case name."""
        return self._session.config.default_headers

    @property
    def default_query(self) -> Query:
        """Query parameters that the user wants on every request."""
        return self._session.config.default_query

    def get(self, path: str, *, cast_to: type[T], options: RequestOptions | None = None) -> T:
        """Send a GET request that the document does not describe.

        Args:
          path: Relative to the base URL, or a whole URL.
          cast_to: Type of the result: a model, `dict`, `str`, `list[...]`, `object`, `httpx2.Response`.
          options: Headers, query parameters, timeout and the like.
        """
        return self._verb("GET", path, cast_to, None, options)

    def post(
        self, path: str, *, cast_to: type[T], body: Body | None = None, options: RequestOptions | None = None
    ) -> T:
        """Send a POST request; see `get`. `body` is sent as JSON."""
        return self._verb("POST", path, cast_to, body, options)

    def put(
        self, path: str, *, cast_to: type[T], body: Body | None = None, options: RequestOptions | None = None
    ) -> T:
        """Send a PUT request; see `get`. `body` is sent as JSON."""
        return self._verb("PUT", path, cast_to, body, options)

    def patch(
        self, path: str, *, cast_to: type[T], body: Body | None = None, options: RequestOptions | None = None
    ) -> T:
        """Send a PATCH request; see `get`. `body` is sent as JSON."""
        return self._verb("PATCH", path, cast_to, body, options)

    def delete(
        self, path: str, *, cast_to: type[T], body: Body | None = None, options: RequestOptions | None = None
    ) -> T:
        """Send a DELETE request; see `get`. `body` is sent as JSON."""
        return self._verb("DELETE", path, cast_to, body, options)

    @property
    def is_closed(self) -> bool:
        """Whether `close()` was called."""
        return self._session.shared.is_closed

    def close(self) -> None:
        """Free the connections, those of copies too. An `http_client` that was handed in stays open."""
        http = self._session.shared.release()
        if http is not None:
            http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.base_url}>"

    def _copy(
        self,
        credentials: Mapping[str, str | NotGiven | None],
        http_client: httpx2.Client | None = None,
        **options: Unpack[CopyOptions],
    ) -> Self:
        """A client with other options, over the same HTTP client unless another is given."""
        from .sync_session import SyncSession
        from .transport import shared_http

        config = reconfigure(self._session.config, credentials, options)
        shared = self._session.shared if http_client is None else shared_http(http_client)
        clone = object.__new__(type(self))
        clone._session = SyncSession(config, shared)
        return clone

    def _credential(self, argument: str) -> str | None:
        """What was given as an argument of the client, or by its environment variable."""
        return self._session.config.credentials.get(argument)

    def _verb(
        self, method: str, path: str, cast_to: type[T], body: Body | None, options: RequestOptions | None
    ) -> T:
        operation, arguments = raw_call(self._session.config, method, path, cast_to, body, options)
        return cast("T", self._session.call(operation, arguments, self._mode))
