"""Responses as users see them: of `with_raw_response` and `with_streaming_response`, and binary results."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from os import PathLike
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from .exchange import Exchange, read_json, read_result, reading, request_id, result_of

if TYPE_CHECKING:
    import httpx2

R = TypeVar("R")
To = TypeVar("To")


class _Response:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self.http_response: httpx2.Response = exchange.response

    @property
    def headers(self) -> httpx2.Headers:
        """The headers, by name in any case."""
        return self.http_response.headers

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.http_response.status_code

    @property
    def request_id(self) -> str | None:
        """The API's id of the request."""
        return request_id(self._exchange.config, self.http_response)

    @property
    def retries_taken(self) -> int:
        """How often the request was sent again."""
        return self._exchange.retries_taken

    @property
    def url(self) -> httpx2.URL:
        """Where the response comes from, redirects followed."""
        return self.http_response.url

    @property
    def method(self) -> str:
        """The HTTP method."""
        return self.http_response.request.method

    @property
    def is_closed(self) -> bool:
        """Whether the connection is released."""
        return self.http_response.is_closed

    def __repr__(self) -> str:
        return f"<{type(self).__name__} [{self.status_code}] {self.method} {self.url.copy_with(query=None)}>"


class BinaryResponse(_Response):
    """A body that is read when you ask for it.

    Reading it to its end, `close()` and leaving `with` free the connection.
    """

    def read(self) -> bytes:
        """The whole body."""
        with reading(self.http_response):
            return self.http_response.read()

    def text(self) -> str:
        """The whole body, decoded as its content type says."""
        self.read()
        return self.http_response.text

    def json(self) -> Any:
        """The whole body as plain JSON values.

        Raises:
          APIResponseValidationError: It is no JSON.
        """
        return read_json(self._exchange, object, self.read())

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The body in pieces, decompressed."""
        return self._iterate(lambda: self.http_response.iter_bytes(chunk_size))

    def iter_text(self, chunk_size: int | None = None) -> Iterator[str]:
        """The body in pieces of text."""
        return self._iterate(lambda: self.http_response.iter_text(chunk_size))

    def iter_lines(self) -> Iterator[str]:
        """The body line by line, without line ends."""
        return self._iterate(self.http_response.iter_lines)

    def write_to_file(self, path: str | PathLike[str]) -> None:
        """Write the body to a file, piece by piece."""
        with open(path, "wb") as file:
            for piece in self.iter_bytes():
                file.write(piece)

    def close(self) -> None:
        """Free the connection."""
        self.http_response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _iterate(self, start: Callable[[], Iterator[R]]) -> Iterator[R]:
        try:
            with reading(self.http_response):
                yield from start()
        finally:
            self.close()


class APIResponse(BinaryResponse, Generic[R]):
    """A response with its headers and status; `parse()` gives what the method returns otherwise."""

    @overload
    def parse(self) -> R: ...
    @overload
    def parse(self, *, to: type[To]) -> To: ...
    def parse(self, *, to: Any = None) -> Any:
        """The result, typed.

        Args:
          to: A type to read JSON as, instead of the method's own.
        """
        return parse(self._exchange, to)


class AsyncBinaryResponse(_Response):
    """A body that is read when you ask for it.

    Reading it to its end, `close()` and leaving `async with` free the connection.
    """

    async def read(self) -> bytes:
        """The whole body."""
        with reading(self.http_response):
            return await self.http_response.aread()

    async def text(self) -> str:
        """The whole body, decoded as its content type says."""
        await self.read()
        return self.http_response.text

    async def json(self) -> Any:
        """The whole body as plain JSON values.

        Raises:
          APIResponseValidationError: It is no JSON.
        """
        return read_json(self._exchange, object, await self.read())

    def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """The body in pieces, decompressed."""
        return self._iterate(lambda: self.http_response.aiter_bytes(chunk_size))

    def iter_text(self, chunk_size: int | None = None) -> AsyncIterator[str]:
        """The body in pieces of text."""
        return self._iterate(lambda: self.http_response.aiter_text(chunk_size))

    def iter_lines(self) -> AsyncIterator[str]:
        """The body line by line, without line ends."""
        return self._iterate(self.http_response.aiter_lines)

    async def write_to_file(self, path: str | PathLike[str]) -> None:
        """Write the body to a file, piece by piece."""
        with open(path, "wb") as file:
            async for piece in self.iter_bytes():
                file.write(piece)

    async def close(self) -> None:
        """Free the connection."""
        await self.http_response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _iterate(self, start: Callable[[], AsyncIterator[R]]) -> AsyncIterator[R]:
        try:
            with reading(self.http_response):
                async for piece in start():
                    yield piece
        finally:
            await self.close()


class AsyncAPIResponse(AsyncBinaryResponse, Generic[R]):
    """A response with its headers and status; `parse()` gives what the method returns otherwise."""

    @overload
    async def parse(self) -> R: ...
    @overload
    async def parse(self, *, to: type[To]) -> To: ...
    async def parse(self, *, to: Any = None) -> Any:
        """The result, typed.

        Args:
          to: A type to read JSON as, instead of the method's own.
        """
        return await aparse(self._exchange, to)


class ResponseContextManager(Generic[R]):
    """Sends the request on entering, and releases the connection on leaving."""

    def __init__(self, request: Callable[[], APIResponse[R]]) -> None:
        self._request = request
        self._response: APIResponse[R] | None = None

    def __enter__(self) -> APIResponse[R]:
        self._response = self._request()
        return self._response

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._response is not None:
            self._response.close()


class AsyncResponseContextManager(Generic[R]):
    """Sends the request on entering, and releases the connection on leaving."""

    def __init__(self, request: Callable[[], Awaitable[AsyncAPIResponse[R]]]) -> None:
        self._request = request
        self._response: AsyncAPIResponse[R] | None = None

    async def __aenter__(self) -> AsyncAPIResponse[R]:
        self._response = await self._request()
        return self._response

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._response is not None:
            await self._response.close()


def parse(exchange: Exchange, to: object = None) -> object:
    """The result of a response: decoded, or what reads it piece by piece."""
    result = result_of(exchange)
    if to is None and result.kind in {"sse", "json-lines"}:
        from .streaming import Stream

        stream: Stream[object] = Stream(exchange, result)
        return stream
    if to is None and result.kind == "binary":
        return BinaryResponse(exchange)
    response = exchange.response
    content = response.content if response.is_closed else BinaryResponse(exchange).read()
    return read_result(exchange, result, content) if to is None else read_json(exchange, to, content)


async def aparse(exchange: Exchange, to: object = None) -> object:
    """The result of a response: decoded, or what reads it piece by piece."""
    result = result_of(exchange)
    if to is None and result.kind in {"sse", "json-lines"}:
        from .streaming import AsyncStream

        stream: AsyncStream[object] = AsyncStream(exchange, result)
        return stream
    if to is None and result.kind == "binary":
        return AsyncBinaryResponse(exchange)
    response = exchange.response
    content = response.content if response.is_closed else await AsyncBinaryResponse(exchange).read()
    return read_result(exchange, result, content) if to is None else read_json(exchange, to, content)
