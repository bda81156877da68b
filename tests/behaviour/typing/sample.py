"""Uses everything that the package in generated/python offers. It is type-checked, not run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, assert_type

import httpx2
from anthropic import (
    DEFAULT_MAX_RETRIES,
    DEFAULT_TIMEOUT,
    NOT_GIVEN,
    Anthropic,
    APIConnectionError,
    APIError,
    APIResponse,
    APIResponseValidationError,
    APIStatusError,
    APIStreamError,
    APITimeoutError,
    AsyncAnthropic,
    AsyncAPIResponse,
    AsyncStream,
    AuthenticationError,
    BadRequestError,
    BaseModel,
    ConfigurationError,
    ConflictError,
    DeadlineExceededError,
    DefaultAsyncHttpxClient,
    DefaultHttpxClient,
    InternalServerError,
    MissingCredentialsError,
    NotFoundError,
    NotGiven,
    Omit,
    OverloadedError,
    PermissionDeniedError,
    RateLimitError,
    RequestOptions,
    RequestTooLargeError,
    SDKError,
    ServiceUnavailableError,
    Stream,
    Timeout,
    UnprocessableEntityError,
    WebhookVerificationError,
    __version__,
    file_from_path,
    omit,
)
from anthropic.types import AnthropicBeta, AnthropicBetaParam, ErrorDetail, ErrorResponse, Timestamp
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
    created: Timestamp = profile.created_at
    assert_type(created, datetime)
    assert_type(profile.updated_at, datetime)
    assert_type(profile.metadata, dict[str, str])
    assert_type(profile.relationship, Literal["external", "resold", "internal"])
    assert_type(profile.trust_grants, dict[str, BetaUserProfileTrustGrant])
    assert_type(profile.trust_grants["x"].status, Literal["active", "pending", "rejected"])
    assert_type(profile.type, Literal["user_profile"])
    assert_type(profile.external_id, str | None)
    assert_type(profile.name, str | None)
    assert_type(profile.to_dict(), dict[str, Any])
    assert_type(profile.to_json(), str)
    assert_type(profile.model_fields_set, set[str])


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


def configure(key: str | None) -> None:
    """Every option of a client, and everything that a client tells of itself."""
    unset: NotGiven = NOT_GIVEN
    with Anthropic(
        api_key=key,
        base_url="https://api.test",
        timeout=DEFAULT_TIMEOUT,
        max_retries=DEFAULT_MAX_RETRIES,
        default_headers={"x": "y", "z": omit},
        default_query={"x": 1},
        http_client=DefaultHttpxClient(proxy="http://proxy.test"),
        strict_response_validation=True,
    ) as client:
        other = client.copy(
            api_key=unset,
            base_url=httpx2.URL("https://api.test"),
            timeout=None,
            max_retries=unset,
            default_headers={"x": omit},
            set_default_headers=None,
            default_query=None,
            set_default_query={"x": [1, 2]},
            http_client=httpx2.Client(),
        )
        assert_type((other.base_url, other.api_key, other.max_retries), tuple[str, str | None, int])
        assert_type(other.timeout, float | Timeout | None)
        headers: Mapping[str, str | Omit] = other.default_headers
        query: Mapping[str, object] = other.default_query
        assert_type((client.is_closed, len(headers), len(query)), tuple[bool, int, int])
        other.close()
    version: str = __version__
    assert version


def verbs(client: Anthropic, file: Path) -> None:
    """Requests that the document does not describe."""
    options: RequestOptions = {
        "headers": {"x": "y"},
        "params": {"x": 1},
        "extra_json": {"x": None},
        "timeout": 5,
        "max_retries": 0,
        "idempotency_key": "x",
    }
    assert_type(client.get("/x", cast_to=BetaUserProfile, options=options), BetaUserProfile)
    assert_type(client.post("/x", cast_to=dict[str, int], body={"x": 1}), dict[str, int])
    assert_type(client.put("/x", cast_to=str, body=[1]), str)
    assert_type(client.patch("/x", cast_to=httpx2.Response, body=None), httpx2.Response)
    assert_type(client.delete("/x", cast_to=object), object)
    assert_type(file_from_path(file), tuple[str, bytes])


def responses(client: Anthropic, file: Path) -> None:
    """Everything that a response tells, read at once or as it arrives."""
    response: APIResponse[BetaUserProfile] = client.beta.user_profiles.with_raw_response.retrieve("x")
    assert_type((response.status_code, response.retries_taken, response.method), tuple[int, int, str])
    assert_type((response.request_id, response.url, response.is_closed), tuple[str | None, httpx2.URL, bool])
    assert_type(response.parse(to=int), int)
    with client.beta.user_profiles.with_streaming_response.retrieve("x") as streamed:
        assert_type((streamed.read(), streamed.text(), streamed.json()), tuple[bytes, str, Any])
        for chunk in streamed.iter_bytes(1024):
            assert_type(chunk, bytes)
        for text in streamed.iter_text():
            assert_type(text, str)
        for line in streamed.iter_lines():
            assert_type(line, str)
        streamed.write_to_file(file)
        streamed.close()


async def async_responses(client: AsyncAnthropic, file: Path) -> None:
    """The same without blocking."""
    profiles = client.beta.user_profiles
    response: AsyncAPIResponse[BetaUserProfile] = await profiles.with_raw_response.create()
    assert_type(await response.parse(to=int), int)
    async with profiles.with_streaming_response.retrieve("x") as streamed:
        assert_type((await streamed.read(), await streamed.text()), tuple[bytes, str])
        async for chunk in streamed.iter_bytes():
            assert_type(chunk, bytes)
        async for line in streamed.iter_lines():
            assert_type(line, str)
        await streamed.write_to_file(file)
    async with AsyncAnthropic(http_client=DefaultAsyncHttpxClient(http2=True)) as other:
        assert_type(await other.get("/x", cast_to=BetaUserProfile), BetaUserProfile)
        assert_type(await other.post("/x", cast_to=str, body={}), str)
        assert_type(other.with_options(timeout=5), AsyncAnthropic)
    await client.close()


def streams(events: Stream[BetaUserProfile]) -> None:
    """What methods return that stream; there is none here."""
    with events:
        for event in events:
            read(event)
    read(next(events))
    events.close()


async def async_streams(events: AsyncStream[BetaUserProfile]) -> None:
    """The same without blocking."""
    async with events:
        async for event in events:
            read(event)
    await events.close()


def fail(client: Anthropic) -> None:
    """Every error, from the particular to the general."""
    try:
        client.beta.user_profiles.retrieve("x")
    except (BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError) as error:
        assert_type((error.status_code, error.request_id, error.message), tuple[int, str | None, str])
    except (ConflictError, RequestTooLargeError, UnprocessableEntityError, RateLimitError) as error:
        assert_type((error.response, error.retry_after), tuple[httpx2.Response, float | None])
    except (ServiceUnavailableError, DeadlineExceededError, OverloadedError) as error:
        internal: InternalServerError = error
        status: APIStatusError = internal
        if isinstance(status.body, ErrorResponse):
            read_error(status.body)
    except (APIStreamError, APIResponseValidationError) as error:
        assert_type(error.response, httpx2.Response)
    except APITimeoutError as error:
        connection: APIConnectionError = error
        assert_type(connection.request, httpx2.Request)
    except APIError as error:
        general: SDKError = error
        raise ValueError("it failed") from general
    except (MissingCredentialsError, WebhookVerificationError) as error:
        raise ConfigurationError(str(error)) from error


class Own(BaseModel):
    """A model of one's own, for what the document does not describe."""

    id: str
    profile: BetaUserProfile | None = None
