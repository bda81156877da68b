from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from specpress.audit.judge import SERVER, judge, self_test
from specpress.audit.raw import raw_operations, read


def test_the_self_test_passes() -> None:
    self_test()


def operation(tmp_path: Path, path: str, stated: dict[str, Any]) -> Any:
    file = tmp_path / "api.json"
    document = {
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "servers": [{"url": "https://elsewhere.example/v1"}],
        "paths": {
            path: {"get": {"responses": {"200": {"description": ""}}, **stated}},
            "/other": {"get": {}},
        },
    }
    file.write_text(json.dumps(document))
    raw = read(file)
    return raw, raw_operations(raw)[0]


def test_the_server_is_the_audits_own_or_that_of_the_operation(tmp_path: Path) -> None:
    own = operation(tmp_path, "/a", {})
    assert judge(*own, httpx2.Request("GET", f"{SERVER}/a")) == ("valid", "")
    assert judge(*own, httpx2.Request("GET", "https://elsewhere.example/v1/a"))[0] == "invalid"
    others = operation(tmp_path, "/a", {"servers": [{"url": "https://files.example"}]})
    assert judge(*others, httpx2.Request("GET", "https://files.example/a")) == ("valid", "")
    assert judge(*others, httpx2.Request("GET", f"{SERVER}/a")) == ("valid", "")


@pytest.mark.parametrize(
    ("path", "parameter", "reason"),
    [
        ("/a?b=c", {}, "a path with more than OpenAPI allows"),
        ("/a", {"style": "deepObject", "schema": {"type": "object"}}, "style deepObject"),
        ("/a", {"schema": {"type": "object"}}, "an object as parameter"),
        ("/a", {"schema": {"type": "array", "items": {"properties": {}}}}, "an object as parameter"),
        ("/a", {"schema": {"anyOf": [{"type": "array"}]}}, "a parameter that is a list in some cases"),
        (
            "/a",
            {"schema": {"anyOf": [{"type": "string", "pattern": "x"}, {"type": "integer"}]}},
            "a parameter of several types",
        ),
        ("/{a}}", {}, "a path with more than OpenAPI allows"),
        ("//a", {}, "a path that is taken for a host"),
        ("/a", {"in": "path"}, "a path parameter that the path does not have"),
        ("/a", {"name": "Accept", "in": "header"}, "a header parameter that OpenAPI ignores"),
        ("/a", {"schema": {"$ref": "#/nowhere"}}, "a reference leads nowhere"),
    ],
)
def test_what_cannot_be_judged_is_said(
    tmp_path: Path, path: str, parameter: dict[str, Any], reason: str
) -> None:
    stated = {"parameters": [{"name": "p", "in": "query", **parameter}]}
    assert judge(*operation(tmp_path, path, stated), httpx2.Request("GET", SERVER + path)) == (
        "unjudged",
        reason,
    )


def test_paths_are_compared_as_they_are_sent(tmp_path: Path) -> None:
    stated = {
        "parameters": [{"name": "an-id", "in": "path", "required": True, "schema": {"enum": ["a/b c"]}}]
    }
    api = operation(tmp_path, "/Äpfel/{an-id}:eat", stated)
    assert judge(*api, httpx2.Request("GET", f"{SERVER}/%C3%84pfel/a%2Fb%20c:eat")) == ("valid", "")
    assert judge(*api, httpx2.Request("GET", f"{SERVER}/%C3%84pfel/a:eat"))[0] == "invalid"
    assert judge(*api, httpx2.Request("GET", f"{SERVER}/%C3%84pfel/a/b%20c:eat"))[0] == "invalid"


def test_json_by_another_name_is_read(tmp_path: Path) -> None:
    schema = {"type": "array", "items": {"type": "integer"}}
    body = {"content": {"application/json-patch+json": {"schema": schema}}}
    api = operation(tmp_path, "/a", {"requestBody": body})
    headers = {"content-type": "application/json-patch+json"}
    assert judge(*api, httpx2.Request("GET", f"{SERVER}/a", headers=headers, content=b"[1]")) == ("valid", "")
    assert (
        judge(*api, httpx2.Request("GET", f"{SERVER}/a", headers=headers, content=b"[true]"))[0] == "invalid"
    )


def test_octets_are_not_judged(tmp_path: Path) -> None:
    body = {"content": {"application/pdf": {"schema": {"type": "string", "maxLength": 3}}}}
    api = operation(tmp_path, "/a", {"requestBody": body})
    request = httpx2.Request(
        "GET", f"{SERVER}/a", headers={"content-type": "application/pdf"}, content=b"%PDF"
    )
    assert judge(*api, request) == (
        "unjudged",
        "a body that openapi-core does not read back, or a default that is not valid",
    )


def test_operations_of_other_files_are_judged_by_what_they_say_there(tmp_path: Path) -> None:
    shared = {"Name": {"type": "string", "maxLength": 3}}
    get = {
        "parameters": [{"name": "n", "in": "query", "schema": {"$ref": "#/Name"}}],
        "responses": {"200": {"description": ""}},
    }
    (tmp_path / "get.json").write_text(json.dumps({**shared, "get": get}))
    (tmp_path / "api.json").write_text(
        json.dumps(
            {
                "openapi": "3.1.0",
                "info": {"title": "t", "version": "1"},
                "paths": {"/a": {"get": {"$ref": "get.json#/get"}}},
            }
        )
    )
    raw = read(tmp_path / "api.json")
    (found,) = raw_operations(raw)
    assert judge(raw, found, httpx2.Request("GET", f"{SERVER}/a?n=abc")) == ("valid", "")
    assert judge(raw, found, httpx2.Request("GET", f"{SERVER}/a?n=abcd"))[0] == "invalid"


def test_files_that_a_mapping_names_from_another_file_are_no_fault_of_the_request(tmp_path: Path) -> None:
    mapping = {"x": "models/pet.json"}
    schema = {
        "oneOf": [{"$ref": "models/pet.json"}],
        "discriminator": {"propertyName": "a", "mapping": mapping},
    }
    post = {
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": {"200": {"description": ""}},
    }
    document = {
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"post": {"$ref": "parts/post.json"}}},
    }
    files = {"parts/models/pet.json": {"required": ["a"]}, "parts/post.json": post, "api.json": document}
    (tmp_path / "parts/models").mkdir(parents=True)
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content))
    raw = read(tmp_path / "api.json")
    (found,) = raw_operations(raw)
    assert judge(raw, found, httpx2.Request("POST", f"{SERVER}/a", json={"a": "x"}))[0] == "unjudged"


def test_a_wrong_default_of_what_was_not_sent_is_no_fault_of_the_request(tmp_path: Path) -> None:
    schema = {"type": "integer", "default": "1"}
    api = operation(tmp_path, "/a", {"parameters": [{"name": "p", "in": "query", "schema": schema}]})
    assert judge(*api, httpx2.Request("GET", f"{SERVER}/a"))[0] == "unjudged"
    assert judge(*api, httpx2.Request("GET", f"{SERVER}/a?p=x"))[0] == "invalid"
