from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from .._runtime.operation import InHeader, Json, Operation, Pagination
from .._runtime.pagination import AsyncPage, SyncPage
from .._runtime.resource import (
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
from .._runtime.values import NOT_GIVEN, omit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .._runtime.pagination import AsyncPaginator
    from .._runtime.values import Body, Headers, NotGiven, Omit, Query, Timeout
    from ..types.profile import Profile

_CREATE: Operation[Profile] = Operation(
    "POST",
    "/v1/profiles",
    parameters=(
        InHeader("anthropic-beta", always=("user-profiles-2026-03-24",)),
        InHeader("anthropic-version", fixed="2023-06-01"),
    ),
    body=Json(required=True),
    result="types.profile:Profile",
    security=(("ApiKeyAuth",),),
)

_RETRIEVE: Operation[Profile] = Operation(
    "GET",
    "/v1/profiles/{profile_id}",
    parameters=(
        InHeader("anthropic-beta", always=("user-profiles-2026-03-24",)),
        InHeader("anthropic-version", fixed="2023-06-01"),
    ),
    result="types.profile:Profile",
    security=(("ApiKeyAuth",),),
)

_LIST: Operation[Profile] = Operation(
    "GET",
    "/v1/profiles",
    result="types.profile_list:ProfileList",
    pagination=Pagination(
        kind="cursor", items=("data",), request="after", next=("next_cursor",), has_more=("has_more",)
    ),
    security=(("ApiKeyAuth",),),
)


class Profiles(Resource):
    @cached_property
    def with_raw_response(self) -> ProfilesWithRawResponse:
        return ProfilesWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> ProfilesWithStreamingResponse:
        return ProfilesWithStreamingResponse(self)

    def create(
        self,
        *,
        external_id: str | Omit | None = omit,
        metadata: Mapping[str, str] | Omit = omit,
        relationship: Literal["external", "internal"] | Omit = omit,
        betas: Sequence[str] | Omit | None = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | Timeout | NotGiven | None = NOT_GIVEN,
    ) -> Profile:
        return self._call(
            _CREATE,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "relationship": relationship,
            },
            header={"anthropic-beta": betas},
            extra=(extra_headers, extra_query, extra_body, timeout),
        )

    def retrieve(
        self,
        profile_id: str,
        *,
        betas: Sequence[str] | Omit | None = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | Timeout | NotGiven | None = NOT_GIVEN,
    ) -> Profile:
        return self._call(
            _RETRIEVE,
            path={"profile_id": profile_id},
            header={"anthropic-beta": betas},
            extra=(extra_headers, extra_query, extra_body, timeout),
        )

    def list(
        self,
        *,
        after: str | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | Timeout | NotGiven | None = NOT_GIVEN,
    ) -> SyncPage[Profile]:
        return self._list(
            SyncPage,
            _LIST,
            query={"after": after},
            extra=(extra_headers, extra_query, extra_body, timeout),
        )


class AsyncProfiles(AsyncResource):
    @cached_property
    def with_raw_response(self) -> AsyncProfilesWithRawResponse:
        return AsyncProfilesWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncProfilesWithStreamingResponse:
        return AsyncProfilesWithStreamingResponse(self)

    async def create(
        self,
        *,
        external_id: str | Omit | None = omit,
        metadata: Mapping[str, str] | Omit = omit,
        relationship: Literal["external", "internal"] | Omit = omit,
        betas: Sequence[str] | Omit | None = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | Timeout | NotGiven | None = NOT_GIVEN,
    ) -> Profile:
        return await self._call(
            _CREATE,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "relationship": relationship,
            },
            header={"anthropic-beta": betas},
            extra=(extra_headers, extra_query, extra_body, timeout),
        )

    async def retrieve(
        self,
        profile_id: str,
        *,
        betas: Sequence[str] | Omit | None = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | Timeout | NotGiven | None = NOT_GIVEN,
    ) -> Profile:
        return await self._call(
            _RETRIEVE,
            path={"profile_id": profile_id},
            header={"anthropic-beta": betas},
            extra=(extra_headers, extra_query, extra_body, timeout),
        )

    def list(
        self,
        *,
        after: str | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | Timeout | NotGiven | None = NOT_GIVEN,
    ) -> AsyncPaginator[Profile, AsyncPage[Profile]]:
        return self._list(
            AsyncPage,
            _LIST,
            query={"after": after},
            extra=(extra_headers, extra_query, extra_body, timeout),
        )


class ProfilesWithRawResponse(RawResource[Profiles]):
    create = raw(Profiles.create)
    retrieve = raw(Profiles.retrieve)
    list = raw(Profiles.list)


class ProfilesWithStreamingResponse(StreamedResource[Profiles]):
    create = streamed(Profiles.create)
    retrieve = streamed(Profiles.retrieve)
    list = streamed(Profiles.list)


class AsyncProfilesWithRawResponse(AsyncRawResource[AsyncProfiles]):
    create = async_raw(AsyncProfiles.create)
    retrieve = async_raw(AsyncProfiles.retrieve)
    list = async_raw(AsyncProfiles.list)


class AsyncProfilesWithStreamingResponse(AsyncStreamedResource[AsyncProfiles]):
    create = async_streamed(AsyncProfiles.create)
    retrieve = async_streamed(AsyncProfiles.retrieve)
    list = async_streamed(AsyncProfiles.list)
