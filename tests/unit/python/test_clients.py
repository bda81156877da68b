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
