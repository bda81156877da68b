from __future__ import annotations

import pytest
from specpress.document.pointer import Cursor, JsonValue
from specpress.ir.names import Name
from specpress.lower.api_names import name_api
from specpress.lower.options import LoweringOptions
from specpress.lower.type_names import name_types, with_names


def api_name(title: str, server: JsonValue = None, override: str = "", stem: str = "openapi") -> str:
    root: JsonValue = {"info": {"title": title}, "servers": [server] if server else []}
    return " ".join(name_api(Cursor(root, "", root), override, stem).words)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Stripe API", "Stripe"),
        ("The Plaid API", "Plaid"),
        ("GitHub's official OpenAPI spec + Octokit extension", "GitHub"),
        ("Twilio - Verify", "Twilio Verify"),
        ("Acme.io ~ API Documentation", "Acme"),
        ("Discord HTTP API (Preview)", "Discord"),
        ("Swagger Petstore - OpenAPI 3.0", "Petstore"),
        ("Spotify Web API", "Spotify"),
        ("Control API v1", "Control"),
        ("Météo API", "Meteo"),
        ("Automation Automation V4", "Automation"),
        ("OpenAI API", "OpenAI"),
        ('Evil"""); import os #', "Evil import os"),
    ],
)
def test_an_api_is_called_by_its_title(title: str, name: str) -> None:
    assert api_name(title) == name


@pytest.mark.parametrize(
    ("server", "name"),
    [
        ({"url": "https://api.acme-shop.com/v1"}, "acme shop"),
        ({"url": "https://api.shop.co.uk"}, "shop"),
        ({"url": "https://{site}/v1", "variables": {"site": {"default": "eu.acme.dev"}}}, "acme"),
        ({"url": "http://localhost:8080"}, "my service2"),
        ({"url": "http://127.0.0.1"}, "my service2"),
        ({"url": "/v1"}, "my service2"),
    ],
)
def test_a_title_that_says_too_little_or_too_much(server: JsonValue, name: str) -> None:
    assert api_name("API", server, stem="my-service2.openapi") == name
    assert api_name("One two three four", server, stem="my-service2.openapi") == name


def test_what_the_user_says_wins() -> None:
    assert api_name("Stripe API", override="AcmeCloud") == "AcmeCloud"
    assert api_name("Stripe API", override="acme-cloud") == "acme cloud"


def test_there_is_always_a_name_in_ascii() -> None:
    assert api_name("Двач", stem="форум") == "API"
    assert api_name("Двач", stem="2ch") == "2ch"
    assert api_name("API") == "API"


def test_types_lose_their_qualifiers_where_that_is_clear() -> None:
    names = name_types(
        [
            "Pet",
            "io.k8s.api.core.v1.Pod",
            "api.v2010.account.address",
            "app__models__user__User",
            "a__b__Item-Input",
            "c__d__Item-Input",
            "user_id",
        ]
    )
    assert {key: str(name) for key, name in names.items()} == {
        "Pet": "Pet",
        "io.k8s.api.core.v1.Pod": "Pod",
        "api.v2010.account.address": "account address",
        "app__models__user__User": "User",
        "a__b__Item-Input": "a b Item Input",
        "c__d__Item-Input": "c d Item Input",
        "user_id": "user id",
    }


def test_types_differ_in_more_than_case() -> None:
    names = name_types(["user-name", "UserName", "username", "USER"])
    assert {key: str(name) for key, name in names.items()} == {
        "USER": "USER",
        "UserName": "User Name",
        "user-name": "user name 2",
        "username": "username 3",
    }


def test_configuration_names_types_above_the_rules() -> None:
    root: JsonValue = {
        "info": {"title": "Zoo"},
        "components": {"schemas": {"io.zoo.v1.Pet": {}, "Cage": {}}},
    }
    given = LoweringOptions(names={"Cage": Name(("Enclosure",))})
    options = with_names(Cursor(root, "", root), given, "", "zoo")
    assert options.name == Name(("Zoo",))
    assert {key: str(name) for key, name in options.names.items()} == {
        "Cage": "Enclosure",
        "io.zoo.v1.Pet": "Pet",
    }
