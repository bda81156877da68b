"""Responses as users see them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

R = TypeVar("R")


class BinaryResponse:
    """A binary result, not read yet."""


class AsyncBinaryResponse:
    """A binary result, not read yet."""


class APIResponse(BinaryResponse, Generic[R]):
    """A response with headers and status."""

    def parse(self) -> R:
        raise RuntimeError


class AsyncAPIResponse(AsyncBinaryResponse, Generic[R]):
    """A response with headers and status."""

    async def parse(self) -> R:
        raise RuntimeError


class ResponseContextManager(Generic[R]):
    def __init__(self, request: Callable[[], APIResponse[R]]) -> None:
        self._request = request


class AsyncResponseContextManager(Generic[R]):
    def __init__(self, request: Callable[[], Coroutine[Any, Any, AsyncAPIResponse[R]]]) -> None:
        self._request = request
