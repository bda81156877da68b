"""The examples of the README."""

from __future__ import annotations

from packages import typescript


def test_a_long_call_is_indented_as_what_it_stands_in() -> None:
    names = [f"parameter_with_a_long_name_{number}" for number in range(4)]
    stated = [{"name": each, "in": "query", "required": True, "schema": {"type": "string"}} for each in names]
    operation = {"parameters": stated, "responses": {"204": {"description": "Done."}}}
    text = typescript({"paths": {"/pets": {"get": operation}}})["README.md"]
    members = [f"{each}: 'string'," for each in names]
    assert "".join(f"\n  {each}" for each in members) + "\n});" in text
    assert "try {\n  await client.pets.get({" in text
    assert "".join(f"\n    {each}" for each in members) + "\n  });\n} catch" in text


def test_the_path_of_a_server_without_a_host_is_told() -> None:
    paths = {"/pets": {"get": {"responses": {"204": {"description": "Done."}}}}}
    assert "baseURL: 'https://api.example.com/v1.33'," in typescript(
        {"paths": paths, "servers": [{"url": "/v1.33"}]}
    )["README.md"]  # fmt: skip
    assert "baseURL: 'https://api.example.com'," in typescript({"paths": paths})["README.md"]
