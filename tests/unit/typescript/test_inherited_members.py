"""Names that every object has a member of already."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lowering import lowered
from packages import typescript, typescript_of
from specpress.ir.names import Call, Name, words

NO_CONTENT = {"204": {"description": "Done."}}


def parameter(name: str, location: str) -> dict[str, object]:
    return {"name": name, "in": location, "required": location == "path", "schema": {"type": "string"}}


def method(path: str, *parameters: dict[str, object], **stated: object) -> str:
    """The source of the only resource, whose one operation is a POST."""
    operation = {"parameters": list(parameters), "responses": NO_CONTENT, **stated}
    return typescript({"paths": {path: {"post": operation}}})["src/resources/pets.ts"]


@pytest.mark.parametrize("name", ["constructor", "toString", "hasOwnProperty", "__proto__"])
def test_what_objects_inherit_is_not_taken_out_of_params(name: str) -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string"}, name: {"type": "string"}}}
    text = method(
        "/pets",
        parameter(name, "query"),
        parameter("x-plain", "header"),
        requestBody={"content": {"application/json": {"schema": schema}}},
    )
    (pattern,) = (line for line in text.splitlines() if line.startswith("    const {"))
    assert pattern.startswith(f"    const {{ query_{name}: query")
    assert pattern.endswith("'x-plain': xPlain, ...body } = params ?? {};")
    assert f"  query_{name}?: string;\n" in text
    assert f"  {name}?: string;\n" in text  # the property of the body


def test_names_that_objects_do_not_have_stay() -> None:
    text = method("/pets", parameter("prototype", "query"), parameter("x-plain", "header"))
    assert "const { 'x-plain': xPlain, ...query } = params ?? {};" in text


def test_inputs_are_members_of_their_own_whatever_their_names() -> None:
    text = method("/pets/{__proto__}", parameter("__proto__", "path"), parameter("__proto__", "header"))
    assert "{ path: { ['__proto__']: proto }, header: { ['__proto__']: headerProto } }" in text


@pytest.mark.parametrize("name", ["constructor", "toString", "valueOf", "hasOwnProperty"])
def test_no_resource_or_method_overrides_what_objects_inherit(name: str) -> None:
    api = lowered({"paths": {"/pets": {"post": {"responses": NO_CONTENT}}}})
    called = Call((Name(words(name)),), Name(words(name)))
    (operation,) = api.operations
    files = typescript_of(replace(api, operations=(replace(operation, call=called),)))
    assert f"  readonly {name}_2: " in files["src/client.ts"]
    (resource,) = (text for path, text in files.items() if path.startswith("src/resources/"))
    assert f"\n  {name}_2(options?: RequestOptions)" in resource


def test_no_option_of_the_client_is_inherited() -> None:
    schemes = {name: {"type": "apiKey", "in": "header", "name": f"x-{name}"} for name in ("valueOf", "other")}
    server = {"url": "https://{toString}.example.com", "variables": {"toString": {"default": "eu"}}}
    text = typescript(
        {
            "servers": [server],
            "security": [{"valueOf": []}, {"other": []}],
            "paths": {"/pets": {"post": {"responses": NO_CONTENT}}},
            "components": {"securitySchemes": schemes},
        }
    )["src/client.ts"]
    assert "\n  valueOfCredential?: " in text
    assert "\n  serverToString?: " in text
