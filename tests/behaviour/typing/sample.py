"""Uses every method and field of the client in generated/python. It is type-checked, not run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, assert_type

from anthropic import Anthropic, AsyncAnthropic, Timeout, omit
from anthropic.types import AnthropicBeta, AnthropicBetaParam, ErrorDetail, ErrorResponse
from anthropic.types.beta import (
    BetaUserProfile,
    BetaUserProfileRelationship,
    BetaUserProfileTrustGrant,
    UserProfileCreateParams,
    UserProfileRetrieveParams,
)


def read(profile: BetaUserProfile) -> None:
    """Every field of every model."""
    assert_type(profile.id, str)
    assert_type(profile.created_at, datetime)
    assert_type(profile.updated_at, datetime)
    assert_type(profile.metadata, dict[str, str])
    assert_type(profile.relationship, Literal["external", "resold", "internal"])
    assert_type(profile.trust_grants, dict[str, BetaUserProfileTrustGrant])
    assert_type(profile.trust_grants["x"].status, Literal["active", "pending", "rejected"])
    assert_type(profile.type, Literal["user_profile"])
    assert_type(profile.external_id, str | None)
    assert_type(profile.name, str | None)
    assert_type(profile.to_dict(), dict[str, Any])


def read_error(response: ErrorResponse) -> None:
    """Every field of the body of an error."""
    assert_type(response.type, Literal["error"])
    assert_type(response.request_id, str | None)
    detail: ErrorDetail = response.error
    assert_type(detail.type, str)
    assert_type(detail.message, str)


def call(client: Anthropic) -> None:
    """Every method with every argument."""
    profiles = client.beta.user_profiles
    read(profiles.retrieve("uprof_1"))
    read(
        profiles.retrieve(
            user_profile_id="uprof_1",
            betas=["files-api-2025-04-14", "any-other"],
            extra_headers={"x": "y"},
            extra_query={"x": "y"},
            extra_body={"x": "y"},
            timeout=Timeout(5.0),
        )
    )
    read(profiles.create())
    read(
        profiles.create(
            external_id=None,
            metadata={"a": "b"},
            name=omit,
            relationship="resold",
            betas=None,
            extra_headers=None,
            timeout=None,
        )
    )
    parameters: UserProfileCreateParams = {"external_id": "x", "name": None, "relationship": "internal"}
    read(profiles.create(**parameters))
    others: UserProfileRetrieveParams = {"betas": ["x"]}
    read(profiles.retrieve("uprof_1", **others))
    raw = profiles.with_raw_response.retrieve("uprof_1")
    assert_type(raw.parse(), BetaUserProfile)
    headers: Mapping[str, str] = raw.headers
    assert_type(headers["x"], str)
    with profiles.with_streaming_response.create(name="x") as streamed:
        assert_type(streamed.parse(), BetaUserProfile)
    again = client.with_options(max_retries=5, timeout=1.0)
    assert_type(again, Anthropic)


async def call_async(client: AsyncAnthropic) -> None:
    """The same without blocking."""
    profiles = client.beta.user_profiles
    read(await profiles.retrieve("uprof_1", betas=["x"]))
    read(await profiles.create(relationship="external"))
    raw = await profiles.with_raw_response.retrieve("uprof_1")
    assert_type(await raw.parse(), BetaUserProfile)
    async with profiles.with_streaming_response.create(name="x") as streamed:
        assert_type(await streamed.parse(), BetaUserProfile)


def spell(
    beta: AnthropicBeta, parameter: AnthropicBetaParam, relationship: BetaUserProfileRelationship
) -> None:
    """The aliases stand for what they spell."""
    text: str = beta
    other: str = parameter
    word: Literal["external", "resold", "internal"] = relationship
    assert_type((text, other, word), tuple[str, str, Literal["external", "resold", "internal"]])
