"""Credentials: every kind of scheme, and which is used."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

import pytest
from behaviour.server import Reply, Server
from runtime.probes import SETTINGS
from sample_sdk._runtime import errors
from sample_sdk._runtime.oauth import Token
from sample_sdk._runtime.operation import Operation
from sample_sdk._runtime.security import ApiKey, Basic, Bearer, ClientCredentials, MutualTls, Scheme
from sample_sdk._runtime.values import NOT_GIVEN

Probe = Callable[..., Any]
OK = Reply(json={})
OAUTH = ClientCredentials("OAuth", "/token", scopes=("a", "b"))


def use(*alternatives: tuple[str, ...]) -> Operation[Any]:
    return Operation("GET", "/x", result="object", security=alternatives)


def make(probe: Probe, *schemes: Scheme, **credentials: str | None) -> Any:
    variables = {name: f"SAMPLE_{name.upper()}" for name in credentials}
    return probe(
        settings=replace(SETTINGS, schemes=schemes, environment=variables),
        credentials=credentials,
        max_retries=1,
    )


@pytest.mark.parametrize(
    ("scheme", "credentials", "header", "value"),
    [
        (ApiKey("S", "header", "X-Key"), {"api_key": "k"}, "x-key", "k"),
        (ApiKey("S", "cookie", "sid"), {"api_key": "k"}, "cookie", "sid=k"),
        (Bearer("S"), {"auth_token": "t"}, "authorization", "Bearer t"),
        (Bearer("S", "token", "Token"), {"token": "t"}, "authorization", "Token t"),
        (
            Basic("S"),
            {"username": "Aladdin", "password": "open sesame"},
            "authorization",
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        ),
        (Basic("S"), {"username": "u", "password": None}, "authorization", "Basic dTo="),
    ],
)
def test_where_credentials_go(
    probe: Probe, server: Server, scheme: Scheme, credentials: dict[str, str], header: str, value: str
) -> None:
    server.script([OK])
    make(probe, scheme, **credentials).call(use(("S",)))
    assert server.requests[0].header(header) == value


def test_a_key_in_the_query(probe: Probe, server: Server) -> None:
    server.script([OK, OK])
    driver = make(probe, ApiKey("S", "query", "key"), api_key="a&b")
    driver.call(use(("S",)), query={"q": 1})
    driver.call(use(("S",)), extra=(None, {"key": "mine"}, None, NOT_GIVEN))
    assert [request.target for request in server.requests] == ["/x?q=1&key=a%26b", "/x?key=mine"]


@pytest.mark.parametrize("configured", ["k", None])
@pytest.mark.parametrize(
    ("location", "given", "sent"),
    [
        ("query", {"query": {"Key": "mine"}}, "/x?Key=mine"),
        ("header", {"header": {"KEY": "mine"}}, "mine"),
        ("cookie", {"cookie": {"Key": "mine"}}, "Key=mine"),
    ],
)
def test_an_argument_takes_the_place_of_a_credential(
    probe: Probe,
    server: Server,
    location: Literal["query", "header", "cookie"],
    given: dict[str, Any],
    sent: str,
    configured: str | None,
) -> None:
    server.script([OK])
    make(probe, ApiKey("S", location, "Key"), api_key=configured).call(use(("S",)), **given)
    request = server.requests[0]
    read = {"query": request.target, "header": request.header("key"), "cookie": request.header("cookie")}
    assert read[location] == sent


def test_what_is_configured_decides(probe: Probe, server: Server) -> None:
    schemes = (ApiKey("Key", "header", "x-key"), Bearer("Token"), ApiKey("App", "header", "x-app", "app"))
    operation = use(("Key", "App"), ("Token",))
    server.script([OK, OK, OK])
    make(probe, *schemes, api_key="k", app="a", auth_token="t").call(operation)
    make(probe, *schemes, api_key="k", app=None, auth_token="t").call(operation)
    make(probe, *schemes, api_key="k", app=None, auth_token=None).call(use(("App",), ()))
    sent = [
        (one.header("x-key"), one.header("x-app"), one.header("authorization")) for one in server.requests
    ]
    assert sent == [("k", "a", None), (None, None, "Bearer t"), (None, None, None)]


def test_no_security_sends_nothing(probe: Probe, server: Server) -> None:
    server.script([OK])
    make(probe, Bearer("S"), auth_token="t").call(use())
    assert server.requests[0].header("authorization") is None


def test_a_client_certificate_needs_nothing_sent(probe: Probe, server: Server) -> None:
    server.script([OK])
    make(probe, MutualTls("S")).call(use(("S",)))


def test_what_is_missing_is_named(probe: Probe, server: Server) -> None:
    schemes = (Basic("B"), Bearer("T"))
    driver = make(probe, *schemes, username=None, password=None, auth_token=None)
    with pytest.raises(errors.MissingCredentialsError) as caught:
        driver.call(use(("B",), ("T",)))
    assert str(caught.value) == (
        "This request needs credentials: give Sample"
        " `username` (or set the environment variable SAMPLE_USERNAME)"
        " and `password` (or set the environment variable SAMPLE_PASSWORD),"
        " or `auth_token` (or set the environment variable SAMPLE_AUTH_TOKEN)."
    )
    assert server.requests == []


def test_the_environment(probe: Probe, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMPLE_AUTH_TOKEN", "from-environment")
    server.script([OK, OK])
    make(probe, Bearer("T"), auth_token=None).call(use(("T",)))
    make(probe, Bearer("T"), auth_token="given").call(use(("T",)))
    assert [one.header("authorization") for one in server.requests] == [
        "Bearer from-environment",
        "Bearer given",
    ]


@pytest.mark.parametrize("value", ["own", None])
def test_a_header_of_the_users_stands_in(probe: Probe, server: Server, value: str | None) -> None:
    from sample_sdk import omit

    server.script([OK])
    extra = ({"AUTHORIZATION": value or omit}, None, None, NOT_GIVEN)
    make(probe, Bearer("T"), auth_token=None).call(use(("T",)), extra=extra)
    assert server.requests[0].header("authorization") == value


def oauth(probe: Probe) -> Any:
    return make(probe, OAUTH, client_id="id:1", client_secret="s/2", auth_token=None)


def test_client_credentials_are_fetched_once(probe: Probe, server: Server) -> None:
    server.script([Reply(json={"access_token": "one", "expires_in": 3600}), OK, OK])
    driver = oauth(probe)
    driver.call(use(("OAuth",)))
    driver.client = driver.client.copy(max_retries=0)
    driver.call(use(("OAuth",)))
    token, first, second = server.requests
    assert (token.method, token.target) == ("POST", "/token")
    assert token.body == b"grant_type=client_credentials&scope=a+b"
    assert token.header("authorization") == "Basic " + base64.b64encode(b"id%3A1:s%2F2").decode()
    assert first.header("authorization") == second.header("authorization") == "Bearer one"


def test_a_token_is_renewed_when_it_is_refused(probe: Probe, server: Server) -> None:
    refused = Reply(status=401, json={})
    tokens = [Reply(json={"access_token": name}) for name in ("one", "two", "three")]
    server.script([tokens[0], refused, tokens[1], OK, refused, tokens[2], refused])
    driver = oauth(probe)
    driver.call(use(("OAuth",)))
    with pytest.raises(errors.AuthenticationError):
        driver.call(use(("OAuth",)))
    sent = [one.header("authorization") for one in server.requests if one.target == "/x"]
    assert sent == ["Bearer one", "Bearer two", "Bearer two", "Bearer three"]


def test_a_token_is_renewed_when_it_ends(probe: Probe, server: Server) -> None:
    server.script(
        [Reply(json={"access_token": "one", "expires_in": 3600}), OK, Reply(json={"access_token": "two"}), OK]
    )
    driver = oauth(probe)
    driver.call(use(("OAuth",)))
    tokens = driver.client._session.shared.tokens
    (key,) = tokens
    tokens[key] = Token("one", expires=0.0)
    driver.call(use(("OAuth",)))
    assert server.requests[3].header("authorization") == "Bearer two"


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(status=400, json={"error": "invalid_client"}), errors.BadRequestError),
        (Reply(json={"nothing": 1}), errors.APIResponseValidationError),
        (Reply(text="<html>"), errors.APIResponseValidationError),
    ],
)
def test_a_token_that_is_not_given(probe: Probe, server: Server, reply: Reply, kind: type[Exception]) -> None:
    server.script([reply])
    with pytest.raises(kind):
        oauth(probe).call(use(("OAuth",)))


def test_fetching_a_token_is_retried(probe: Probe, server: Server) -> None:
    server.script([Reply(status=500), Reply(json={"access_token": "one"}), OK])
    oauth(probe).call(use(("OAuth",)))
    assert server.requests[2].header("authorization") == "Bearer one"


def test_a_given_token_is_used_as_it_is(probe: Probe, server: Server) -> None:
    server.script([OK])
    make(probe, OAUTH, client_id=None, client_secret=None, auth_token="given").call(use(("OAuth",)))
    assert server.requests[0].header("authorization") == "Bearer given"
