"""Names that every object has a member of already."""

from __future__ import annotations

import pytest
from printing import typescript

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
