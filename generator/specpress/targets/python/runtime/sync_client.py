"""The synchronous shell: it sends, sleeps and closes; what to send and what to do next is decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, Unpack

from .client import Config, CopyOptions, Settings
from .resource import Arguments, Mode, Resource
from .values import DEFAULT_MAX_RETRIES, NOT_GIVEN, Body, Headers, NotGiven, Query, RequestOptions

if TYPE_CHECKING:
    import httpx2

    from .operation import Operation
    from .values import Timeout

T = TypeVar("T")


class SyncSession:
    """One configuration over one HTTP client, which copies of a client share."""

    config: Config

    def call(
        self,
        operation: Operation[Any],
        arguments: Arguments,
        mode: Mode = "parsed",
        page: Callable[[Any], object] | None = None,
    ) -> object:
        """Send a request as often as it takes.

        Returns:
          What the result decodes to; in the modes `raw` and `streamed` an `APIResponse`.
        """
        raise RuntimeError


class SyncClient(Resource):
    """What every generated synchronous client inherits."""

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
    ) -> None: ...

    def _copy(
        self,
        credentials: Mapping[str, str | NotGiven | None],
        http_client: httpx2.Client | None = None,
        **options: Unpack[CopyOptions],
    ) -> Self:
        """A client of the same class with other options, over the same HTTP client unless another is given."""
        raise RuntimeError

    def _credential(self, argument: str) -> str | None:
        raise RuntimeError

    @property
    def base_url(self) -> str:
        raise RuntimeError

    def get(self, path: str, *, cast_to: type[T], options: RequestOptions | None = None) -> T:
        raise RuntimeError

    def post(
        self, path: str, *, cast_to: type[T], body: Body | None = None, options: RequestOptions | None = None
    ) -> T:
        raise RuntimeError

    def close(self) -> None: ...
    @property
    def is_closed(self) -> bool:
        raise RuntimeError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
