"""Security schemes, their names, and what operations require."""

from __future__ import annotations

from typing import Any

import pytest
from lowering import lowered
from specpress.diagnostics import Diagnostics, Severity
from specpress.ir.api import Api, ApiKey, Http, OAuth2, Requirement
from specpress.ir.names import Name
from specpress.lower.options import LoweringOptions

KEY = {"type": "apiKey", "in": "header", "name": "x-api-key"}
BEARER = {"type": "http", "scheme": "Bearer"}
BASIC = {"type": "http", "scheme": "basic"}
OAUTH = {
    "type": "oauth2",
    "flows": {
        "clientCredentials": {"tokenUrl": "https://x/token", "scopes": {"b": "", "a": ""}},
        "implicit": {"authorizationUrl": "https://x", "scopes": {"c": ""}},
    },
}
OPENID = {"type": "openIdConnect", "openIdConnectUrl": "https://x"}
ANONYMOUS = Requirement(schemes=())


def api(schemes: dict[str, Any], operation: dict[str, Any], **root: Any) -> tuple[Api, Diagnostics]:
    diagnostics = Diagnostics()
    found = lowered(
        {"components": {"securitySchemes": schemes}, "paths": {"/a": {"get": operation}}, **root},
        diagnostics=diagnostics,
    )
    return found, diagnostics


@pytest.mark.parametrize(
    ("schemes", "names"),
    [
        ({"Key": KEY}, ["api key"]),
        ({"Key": KEY, "AppKey": KEY}, ["App Key", "Key"]),
        ({"b": BEARER}, ["auth token"]),
        ({"userToken": BEARER, "botToken": BEARER}, ["bot Token", "user Token"]),
        ({"b": BEARER, "o": OAUTH, "c": OPENID}, ["auth token", "auth token", "auth token"]),
        ({"b": BASIC}, ["basic"]),
        ({"d": {"type": "http", "scheme": "digest"}}, ["d"]),
        ({"m": {"type": "mutualTLS"}}, ["m"]),
    ],
)
def test_names_of_credentials(schemes: dict[str, Any], names: list[str]) -> None:
    found, _ = api(schemes, {"security": []})
    assert [str(scheme.name) for scheme in found.schemes] == names


def test_what_schemes_say() -> None:
    found, _ = api({"a": KEY, "b": BEARER, "c": OAUTH}, {"security": []})
    assert found.schemes == (
        ApiKey(id="a", name=Name(("api", "key")), location="header", wire="x-api-key"),
        Http(id="b", name=Name(("auth", "token")), scheme="bearer"),
        OAuth2(id="c", name=Name(("auth", "token")), token_url="https://x/token", scopes=("a", "b", "c")),
    )


@pytest.mark.parametrize(
    ("whole", "stated", "required"),
    [
        ([{"Key": []}], None, [[("Key", ())]]),
        ([{"Key": []}], [], []),
        ([{"Key": []}], [{}], [[]]),
        ([{"Key": []}], [{"b": ["read"]}], [[("b", ("read",))]]),
        ([{"Key": [], "b": []}, {"b": []}], None, [[("Key", ()), ("b", ())], [("b", ())]]),
        ([{"Key": []}, {"Key": []}], None, [[("Key", ())]]),
        (None, [{"b": []}], [[("b", ())]]),
    ],
)
def test_requirements(whole: Any, stated: Any, required: Any) -> None:
    operation = {} if stated is None else {"security": stated}
    root = {} if whole is None else {"security": whole}
    found, _ = api({"Key": KEY, "b": BEARER}, operation, **root)
    assert [list(item.schemes) for item in found.operations[0].security] == required


def test_an_operation_that_says_nothing_where_others_do_is_anonymous() -> None:
    found = lowered(
        {
            "components": {"securitySchemes": {"Key": KEY}},
            "paths": {"/a": {"get": {}, "post": {"security": [{"Key": []}]}}},
        }
    )
    assert found.operations[0].security == ()


def test_an_alternative_with_an_unknown_scheme_is_left_out() -> None:
    found, diagnostics = api({"Key": KEY}, {"security": [{"Kye": []}, {"Key": []}]})
    assert found.operations[0].security == (Requirement(schemes=(("Key", ()),)),)
    assert diagnostics.codes()["unknown-security-scheme"] == 1


@pytest.mark.parametrize(
    ("schemes", "root", "operation", "errors"),
    [
        ({"Key": KEY}, {}, {"security": [{"Kye": []}, {"Key": []}]}, 1),
        ({"Key": KEY}, {"security": [{"Kye": []}]}, {}, 1),
        ({}, {"security": [{"Kye": []}]}, {}, 1),
        ({}, {}, {"security": [{"Kye": []}]}, 1),
        ({"Key": KEY, "odd": {"type": "magic"}}, {}, {"security": [{"odd": []}]}, 0),
        ({"Key": KEY}, {}, {"security": [{"#/components/securitySchemes/Key": []}]}, 0),
        ({"Key": KEY}, {}, {"security": [{"Key": []}, {}]}, 0),
    ],
)
def test_what_nobody_declares_is_an_error_when_reading_strictly(
    schemes: Any, root: Any, operation: Any, errors: int
) -> None:
    document = {"components": {"securitySchemes": schemes}, "paths": {"/a": {"get": operation}}, **root}
    for strict in (True, False):
        diagnostics = Diagnostics()
        lowered(document, LoweringOptions(strict=strict), diagnostics=diagnostics)
        assert diagnostics.codes(Severity.ERROR)["unknown-security-scheme"] == errors * strict


def test_a_scheme_of_an_unknown_type_is_left_out() -> None:
    found, diagnostics = api({"Key": KEY, "odd": {"type": "magic"}}, {})
    assert [scheme.id for scheme in found.schemes] == ["Key"]
    assert diagnostics.codes()["unknown-security-type"] == 1


def test_schemes_that_nothing_requires_are_optional_everywhere() -> None:
    found, diagnostics = api({"Key": KEY}, {})
    assert found.operations[0].security == (Requirement(schemes=(("Key", ()),)), ANONYMOUS)
    assert diagnostics.codes()["security-not-required"] == 1


def test_without_schemes_a_bearer_token_is_optional() -> None:
    found, diagnostics = api({}, {})
    (scheme,) = found.schemes
    assert isinstance(scheme, Http)
    assert (str(scheme.name), scheme.scheme) == ("auth token", "bearer")
    assert found.operations[0].security == (Requirement(schemes=((scheme.id, ()),)), ANONYMOUS)
    assert diagnostics.codes()["no-security-scheme"] == 1


def test_configuration_says_what_takes_the_place_of_missing_schemes() -> None:
    diagnostics = Diagnostics()
    found = lowered({"paths": {"/a": {"get": {}}}}, LoweringOptions(auth=()), diagnostics)
    assert (found.schemes, found.operations[0].security) == ((), ())
    assert "no-security-scheme" not in diagnostics.codes()


@pytest.mark.parametrize(
    ("whole", "required"),
    [
        ([{"Key": []}], [False, True, True]),
        ([{"Key": [], "Token": []}, {"Key": []}], [False, True, True]),
        ([{"Key": []}, {"Token": []}], [True, True, True]),
        ([{"Key": []}, {}], [True, True, True]),
        ([], [True, True, True]),
    ],
)
def test_a_parameter_that_a_credential_is_sent_as_is_not_asked_for(
    whole: list[Any], required: list[bool]
) -> None:
    stated = [
        {"name": name, "in": where, "required": True, "schema": {"type": "string"}}
        for name, where in (("X-API-Key", "header"), ("x-api-key", "query"), ("other", "header"))
    ]
    found, _ = api({"Key": KEY, "Token": BEARER}, {"security": whole, "parameters": stated})
    assert [each.required for each in found.operations[0].parameters] == required


@pytest.mark.parametrize(
    ("schemes", "required", "alternatives"),
    [
        ({"a": BEARER, "b": OAUTH}, {"a": [], "b": ["x"]}, [["a"], ["b"]]),
        ({"a": BEARER, "b": BASIC, "k": KEY}, {"a": [], "k": [], "b": []}, [["a", "k"], ["b", "k"]]),
        ({"k": KEY, "l": {**KEY, "name": "X-API-KEY"}}, {"k": [], "l": []}, [["k"], ["l"]]),
    ],
)
def test_of_credentials_that_are_sent_in_one_place_either_will_do(
    schemes: dict[str, Any], required: dict[str, Any], alternatives: list[list[str]]
) -> None:
    found, diagnostics = api(schemes, {"security": [required]})
    security = found.operations[0].security
    assert [[id for id, _ in each.schemes] for each in security] == alternatives
    assert "credentials-in-one-place" in [each.code for each in diagnostics]


def test_credentials_that_are_sent_in_several_places_are_all_wanted() -> None:
    found, diagnostics = api({"a": BEARER, "k": KEY}, {"security": [{"a": [], "k": []}]})
    assert [[id for id, _ in each.schemes] for each in found.operations[0].security] == [["a", "k"]]
    assert "credentials-in-one-place" not in [each.code for each in diagnostics]
