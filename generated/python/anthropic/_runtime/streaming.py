"""Streams of typed events and lines."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Generic, Self, TypeAlias, TypeVar, cast

from .errors import APIStreamError
from .exchange import Exchange, json_reader, read_with, reading, request_id
from .sse import EventParser, LineSplitter

if TYPE_CHECKING:
    import httpx2

    from .operation import Result
    from .sse import ServerSentEvent

T = TypeVar("T")
Feed: TypeAlias = Callable[[list[bytes]], Iterator[object]]

_END: Final = object()


class _Stream(Generic[T]):
    def __init__(self, exchange: Exchange, result: Result) -> None:
        self.response: httpx2.Response = exchange.response
        self._items = _feed(exchange, result)
        self._splitter = LineSplitter(result.kind == "sse")


class Stream(_Stream[T]):
    """The typed events or lines of a response.

    Iterate over it, best inside `with`. Its end, leaving the loop or the `with` block, and `close()` all
    release the connection.
    """

    def __init__(self, exchange: Exchange, result: Result) -> None:
        super().__init__(exchange, result)
        self._iterator = self._iterate()

    def __iter__(self) -> Iterator[T]:
        try:
            yield from self._iterator
        finally:
            self.close()

    def __next__(self) -> T:
        return next(self._iterator)

    def _iterate(self) -> Iterator[T]:
        try:
            with reading(self.response):
                for piece in self.response.iter_bytes():
                    for item in self._items(self._splitter.feed(piece)):
                        if item is _END:
                            return
                        yield cast("T", item)
            for item in self._items(self._splitter.end()):
                if item is not _END:
                    yield cast("T", item)
        finally:
            self.response.close()

    def close(self) -> None:
        """Release the connection."""
        self.response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncStream(_Stream[T]):
    """The typed events or lines of a response.

    Iterate over it inside `async with`: its end, leaving the block, and `close()` release the connection. A
    loop that is left early without the block releases it when the event loop gets to it.
    """

    def __init__(self, exchange: Exchange, result: Result) -> None:
        super().__init__(exchange, result)
        self._iterator = self._iterate()

    async def __aiter__(self) -> AsyncIterator[T]:
        try:
            async for item in self._iterator:
                yield item
        finally:
            await self.close()

    async def __anext__(self) -> T:
        return await anext(self._iterator)

    async def _iterate(self) -> AsyncIterator[T]:
        try:
            with reading(self.response):
                async for piece in self.response.aiter_bytes():
                    for item in self._items(self._splitter.feed(piece)):
                        if item is _END:
                            return
                        yield cast("T", item)
            for item in self._items(self._splitter.end()):
                if item is not _END:
                    yield cast("T", item)
        finally:
            await self.response.aclose()

    async def close(self) -> None:
        """Release the connection."""
        await self.response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def _feed(exchange: Exchange, result: Result) -> Feed:
    """What makes items of lines; `_END` where the stream says that it is over."""
    read = json_reader(exchange, result.type)

    def lines(group: list[bytes]) -> Iterator[object]:
        return (read_with(exchange, read, line) for line in group if line.strip())

    parser = EventParser()

    def events(group: list[bytes]) -> Iterator[object]:
        for event in parser.feed(group):
            yield _item(exchange, event, read, result.type == "str")

    return events if result.kind == "sse" else lines


def _item(exchange: Exchange, event: ServerSentEvent, read: Callable[[bytes], Any], text: bool) -> object:
    if event.data == "[DONE]":
        return _END
    if event.event == "error":
        raise _stream_error(exchange, event)
    return event.data if text else read_with(exchange, read, event.data.encode("utf-8", "surrogatepass"))


def _stream_error(exchange: Exchange, event: ServerSentEvent) -> APIStreamError:
    from .decode import load_json

    try:
        body = load_json(event.data.encode())
    except ValueError:
        body = event.data
    return APIStreamError(
        f"The stream reported an error: {body}",
        response=exchange.response,
        request_id=request_id(exchange.config, exchange.response),
        body=body,
    )
