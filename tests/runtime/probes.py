"""Clients for one test each: any settings, any operation, both kinds behind one face."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Self

import httpx2
from sample_sdk._runtime.async_client import AsyncClient
from sample_sdk._runtime.client import Settings
from sample_sdk._runtime.operation import Operation
from sample_sdk._runtime.security import ApiKey
from sample_sdk._runtime.sync_client import SyncClient

SETTINGS = Settings(
    package="sample_sdk",
    client="Sample",
    version="1.2.3",
    schemes=(ApiKey("Key", "header", "X-Api-Key"),),
    environment={"api_key": "SAMPLE_API_KEY", "base_url": "SAMPLE_BASE_URL", "log": "SAMPLE_LOG"},
)
KEY = (("Key",),)
GET: Operation[Any] = Operation("GET", "/thing", result="object", security=KEY)


class SyncProbe(SyncClient):
    """A client whose protected methods are for everyone."""

    def call(self, operation: Operation[Any], **arguments: Any) -> Any:
        return self._call(operation, **arguments)

    def pages(self, page: Any, operation: Operation[Any], **arguments: Any) -> Any:
        return self._list(page, operation, **arguments)

    def copy(self, credentials: Any = None, **options: Any) -> Self:
        return self._copy(credentials or {}, **options)


class AsyncProbe(AsyncClient):
    """A client whose protected methods are for everyone."""

    async def call(self, operation: Operation[Any], **arguments: Any) -> Any:
        return await self._call(operation, **arguments)

    def pages(self, page: Any, operation: Operation[Any], **arguments: Any) -> Any:
        return self._list(page, operation, **arguments)

    def copy(self, credentials: Any = None, **options: Any) -> Self:
        return self._copy(credentials or {}, **options)


def sync_probe(handler: Any = None, **options: Any) -> SyncProbe:
    """A synchronous client, over a function of requests if one is given."""
    return SyncProbe(**_options(options, handler and httpx2.Client(transport=httpx2.MockTransport(handler))))


def async_probe(handler: Any = None, **options: Any) -> AsyncProbe:
    """An asynchronous client, over a function of requests if one is given."""
    http = handler and httpx2.AsyncClient(transport=httpx2.MockTransport(handler))
    return AsyncProbe(**_options(options, http))


class SyncDriver:
    """A synchronous client for a server."""

    def __init__(self, **options: Any) -> None:
        self.client: Any = sync_probe(**options)

    def call(self, operation: Operation[Any] = GET, **arguments: Any) -> Any:
        return self.client.call(operation, **arguments)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()


class AsyncDriver:
    """An asynchronous client for a server, with an event loop of its own."""

    def __init__(self, **options: Any) -> None:
        self.runner = asyncio.Runner()
        self.client: Any = async_probe(**options)

    def call(self, operation: Operation[Any] = GET, **arguments: Any) -> Any:
        return self.run(self.client.call(operation, **arguments))

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(coroutine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self.client.close())
        self.runner.close()


def _options(options: dict[str, Any], http: Any) -> dict[str, Any]:
    settings = {
        "settings": SETTINGS,
        "credentials": {"api_key": "sk-test-123"},
        "base_url": "http://api.test",
    }
    return {**settings, **({"http_client": http} if http else {}), **options}
