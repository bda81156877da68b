"""What the classes of clients say of themselves, and what they make of their arguments."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from packages import imported, package

PATHS = {"/pets": {"get": {"responses": {"200": {"description": "ok"}}}}}


def documented(root: Mapping[str, Any]) -> dict[str, str]:
    """What the two clients say, by class."""
    tree = ast.parse(package({"paths": PATHS, **root})["pets/_client.py"])
    classes = {each.name: each for each in tree.body if isinstance(each, ast.ClassDef)}
    for each in classes.values():
        assert not [part for part in each.body[1:] if isinstance(part, ast.Expr)], "a string between members"
    return {name: ast.get_docstring(classes[name]) or "" for name in ("Pets", "AsyncPets")}


def test_clients_say_what_the_document_says_of_the_api() -> None:
    said = documented(
        {"info": {"title": "Pets", "version": "1", "description": "All pets.\n\n- cats\n- dogs"}}
    )
    assert said == {
        "Pets": "The client of Pets.\n\nAll pets.\n\n- cats\n- dogs",
        "AsyncPets": "The asynchronous client of Pets.\n\nAll pets.\n\n- cats\n- dogs",
    }
    assert documented({})["Pets"] == "The client of Pets."


@pytest.mark.parametrize(
    ("servers", "url"),
    [
        ([{"url": "/v1.33"}], "https://api.example.com/v1.33"),
        (
            [{"url": "/{stage}/v1/", "variables": {"stage": {"default": "beta"}}}],
            "https://api.example.com/beta/v1",
        ),
        ([{"url": "/"}], "https://api.example.com"),
        ([], "https://api.example.com"),
    ],
)
def test_the_path_of_a_server_without_a_host_is_told(
    servers: list[dict[str, Any]], url: str, tmp_path: Path
) -> None:
    document = {"paths": PATHS, "servers": servers}
    assert f'\n    base_url="{url}",\n' in package(document)["README.md"]
    with imported(document, tmp_path) as pets:
        told = url.replace("api.example.com", "...")
        with pytest.raises(pets.SDKError, match=rf"pass base_url='{re.escape(told)}' or"):
            pets.Pets()


def test_a_server_without_a_host_is_no_environment() -> None:
    servers = [
        {"url": "/v1"},
        {"url": "https://a.example.com"},
        {"url": "{url}", "variables": {"url": {"default": ""}}},
    ]
    client = package({"paths": PATHS, "servers": servers})["pets/_client.py"]
    assert 'environment: Literal["a", "default_2"] | None' in client
    assert (
        "environment:"
        not in package({"paths": PATHS, "servers": [{"url": "/v1"}, {"url": "/v2"}]})["pets/_client.py"]
    )


SEARCH = {
    "url": "https://{service}.search.example.com",
    "name": "search",
    "description": "Where the index is",
    "variables": {"service": {"default": "common", "description": "Whose index."}},
}
SERVERS = [{"url": "https://a.example.com", "description": "Production server"}, SEARCH]


def test_arguments_of_clients_are_explained_where_the_document_explains_them() -> None:
    schemes = {
        "key": {
            "type": "apiKey",
            "in": "header",
            "name": "x-key",
            "description": "A key, from the dashboard.",
        },
        "login": {"type": "http", "scheme": "basic", "description": "Who you are."},
        "token": {"type": "http", "scheme": "bearer"},
    }
    document = {
        "servers": SERVERS,
        "security": [{id: []} for id in schemes],
        "components": {"securitySchemes": schemes},
    }
    args = """

Args:
  api_key: A key, from the dashboard.

      By default, `PETS_API_KEY` of the environment.
  username: Who you are.

      By default, `PETS_USERNAME` of the environment.
  environment: One of the servers:
      - `production`: https://a.example.com
      - `search`: https://{service}.search.example.com (Where the index is)
  service: Whose index."""
    said = documented(document)
    assert said["Pets"] == f"The client of Pets.{args}"
    assert said["AsyncPets"] == f"The asynchronous client of Pets.{args}"


def test_the_path_that_a_base_url_has_is_told() -> None:
    said = documented({"servers": [{"url": "/v1"}]})["Pets"]
    told = "base_url: Where the API is, with the path that it has there: `https://api.example.com/v1`."
    assert " ".join(said.split()).endswith(f" Args: {told}")
    assert "Args" not in documented({"servers": [{"url": "/"}]})["Pets"]


def test_a_variable_that_the_chosen_server_does_not_have_is_refused(tmp_path: Path) -> None:
    with imported({"paths": PATHS, "servers": SERVERS}, tmp_path) as pets:
        with pytest.raises(
            pets.SDKError, match="The server 'production' has no 'service': pass environment='search'"
        ):
            pets.Pets(service="mine")
        chosen = pets.AsyncPets(service="mine", environment="search")
        assert str(chosen.base_url) == "https://mine.search.example.com"
