"""What a method returns depends on an argument, and so does what its views return. Checked, not run."""

from __future__ import annotations

from typing import Literal, assert_type, overload

from sample_sdk._runtime.resource import (
    AsyncRawResource,
    AsyncResource,
    AsyncStreamedResource,
    RawResource,
    Resource,
    StreamedResource,
    async_raw,
    async_streamed,
    raw,
    streamed,
)
from sample_sdk._runtime.response import APIResponse, AsyncAPIResponse


class Tales(Resource):
    @overload
    def tell(self, title: str, *, stream: Literal[False] = False) -> str: ...
    @overload
    def tell(self, title: str, *, stream: Literal[True]) -> list[str]: ...
    def tell(self, title: str, *, stream: bool = False) -> str | list[str]:
        return [title] if stream else title


class AsyncTales(AsyncResource):
    @overload
    async def tell(self, title: str, *, stream: Literal[False] = False) -> str: ...
    @overload
    async def tell(self, title: str, *, stream: Literal[True]) -> list[str]: ...
    async def tell(self, title: str, *, stream: bool = False) -> str | list[str]:
        return [title] if stream else title


class TalesWithRawResponse(RawResource[Tales]):
    tell = raw(Tales.tell)


class TalesWithStreamingResponse(StreamedResource[Tales]):
    tell = streamed(Tales.tell)


class AsyncTalesWithRawResponse(AsyncRawResource[AsyncTales]):
    tell = async_raw(AsyncTales.tell)


class AsyncTalesWithStreamingResponse(AsyncStreamedResource[AsyncTales]):
    tell = async_streamed(AsyncTales.tell)


def synchronous(answers: TalesWithRawResponse, streams: TalesWithStreamingResponse) -> None:
    assert_type(answers.tell("x"), APIResponse[str])
    assert_type(answers.tell("x", stream=True), APIResponse[list[str]])
    with streams.tell("x") as one, streams.tell(title="x", stream=True) as other:
        assert_type(one, APIResponse[str])
        assert_type(other, APIResponse[list[str]])


async def asynchronous(answers: AsyncTalesWithRawResponse, streams: AsyncTalesWithStreamingResponse) -> None:
    assert_type(await answers.tell("x"), AsyncAPIResponse[str])
    assert_type(await answers.tell("x", stream=True), AsyncAPIResponse[list[str]])
    async with streams.tell("x") as one, streams.tell(title="x", stream=True) as other:
        assert_type(one, AsyncAPIResponse[str])
        assert_type(other, AsyncAPIResponse[list[str]])
