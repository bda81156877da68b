from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ._runtime.async_client import AsyncClient
from ._runtime.client import Server, Settings
from ._runtime.security import ApiKey
from ._runtime.sync_client import SyncClient
from ._runtime.values import DEFAULT_MAX_RETRIES, NOT_GIVEN

if TYPE_CHECKING:
    from typing import Self

    import httpx2

    from ._runtime.values import Headers, NotGiven, Query, Timeout
    from .resources.profiles import AsyncProfiles, Profiles

_SETTINGS = Settings(
    package=__package__,
    client="Sample",
    version="0.1.0",
    servers=(Server("https://api.example.com"),),
    schemes=(ApiKey("ApiKeyAuth", "header", "x-api-key"),),
    environment={"api_key": "SAMPLE_API_KEY", "base_url": "SAMPLE_BASE_URL", "log": "SAMPLE_LOG"},
    idempotency_header="idempotency-key",
)


class Sample(SyncClient):
    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | httpx2.URL | None = None,
        timeout: float | Timeout | NotGiven | None = NOT_GIVEN,
        max_retries: int = DEFAULT_MAX_RETRIES,
        default_headers: Headers | None = None,
        default_query: Query | None = None,
        http_client: httpx2.Client | None = None,
        strict_response_validation: bool = False,
    ) -> None:
        super().__init__(
            _SETTINGS,
            credentials={"api_key": api_key},
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            default_headers=default_headers,
            default_query=default_query,
            http_client=http_client,
            strict_response_validation=strict_response_validation,
        )

    @cached_property
    def profiles(self) -> Profiles:
        from .resources.profiles import Profiles

        return Profiles(self)

    @property
    def api_key(self) -> str | None:
        return self._credential("api_key")

    def copy(
        self,
        *,
        api_key: str | NotGiven | None = NOT_GIVEN,
        base_url: str | httpx2.URL | None = None,
        timeout: float | Timeout | NotGiven | None = NOT_GIVEN,
        max_retries: int | NotGiven = NOT_GIVEN,
        default_headers: Headers | None = None,
        set_default_headers: Headers | None = None,
        default_query: Query | None = None,
        set_default_query: Query | None = None,
        http_client: httpx2.Client | None = None,
    ) -> Self:
        return self._copy(
            {"api_key": api_key},
            http_client,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            default_headers=default_headers,
            set_default_headers=set_default_headers,
            default_query=default_query,
            set_default_query=set_default_query,
        )

    with_options = copy


class AsyncSample(AsyncClient):
    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | httpx2.URL | None = None,
        timeout: float | Timeout | NotGiven | None = NOT_GIVEN,
        max_retries: int = DEFAULT_MAX_RETRIES,
        default_headers: Headers | None = None,
        default_query: Query | None = None,
        http_client: httpx2.AsyncClient | None = None,
        strict_response_validation: bool = False,
    ) -> None:
        super().__init__(
            _SETTINGS,
            credentials={"api_key": api_key},
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            default_headers=default_headers,
            default_query=default_query,
            http_client=http_client,
            strict_response_validation=strict_response_validation,
        )

    @cached_property
    def profiles(self) -> AsyncProfiles:
        from .resources.profiles import AsyncProfiles

        return AsyncProfiles(self)

    @property
    def api_key(self) -> str | None:
        return self._credential("api_key")

    def copy(
        self,
        *,
        api_key: str | NotGiven | None = NOT_GIVEN,
        base_url: str | httpx2.URL | None = None,
        timeout: float | Timeout | NotGiven | None = NOT_GIVEN,
        max_retries: int | NotGiven = NOT_GIVEN,
        default_headers: Headers | None = None,
        set_default_headers: Headers | None = None,
        default_query: Query | None = None,
        set_default_query: Query | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> Self:
        return self._copy(
            {"api_key": api_key},
            http_client,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            default_headers=default_headers,
            set_default_headers=set_default_headers,
            default_query=default_query,
            set_default_query=set_default_query,
        )

    with_options = copy
