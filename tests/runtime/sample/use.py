"""Every kind of call, for the type checkers: what is revealed here is compared by test_typing.py."""

from __future__ import annotations

from typing import reveal_type

from sample_sdk import NOT_GIVEN, AsyncSample, Sample, Timeout, omit
from sample_sdk.types import Profile, ProfileCreateParams


def synchronous(client: Sample, params: ProfileCreateParams) -> None:
    reveal_type(client.profiles.retrieve("x"))  # Profile
    reveal_type(client.profiles.with_raw_response.retrieve("x").parse())  # Profile
    reveal_type(client.profiles.with_raw_response.list().parse())  # SyncPage[Profile]
    reveal_type(client.copy(api_key=None).profiles.list().items)  # list[Profile]
    reveal_type(client.get("/x", cast_to=Profile))  # Profile
    with client.profiles.with_streaming_response.create(relationship="internal") as response:
        reveal_type(response.parse())  # Profile
        reveal_type(response.parse(to=int))  # int
    client.profiles.create(external_id=None, metadata={"a": "b"}, betas=omit, timeout=NOT_GIVEN)
    client.profiles.create(**params)
    client.profiles.create(timeout=Timeout(5), extra_headers={"x-a": omit}, extra_body={"a": 1})


async def asynchronous(client: AsyncSample) -> None:
    reveal_type(await client.profiles.retrieve("x"))  # Profile
    reveal_type(await (await client.profiles.with_raw_response.retrieve("x")).parse())  # Profile
    reveal_type(await client.profiles.list())  # AsyncPage[Profile]
    async for profile in client.profiles.list():
        reveal_type(profile)  # Profile
    async with client.profiles.with_streaming_response.retrieve("x") as response:
        reveal_type(await response.parse())  # Profile
