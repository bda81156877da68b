"""How bodies of requests are described to the runtime."""

from __future__ import annotations

import pytest
from packages import typescript


@pytest.mark.parametrize(
    ("media_type", "described"),
    [
        ("image/*", "binaryBody({ mediaType: 'image/*' })"),
        ("*/*", "binaryBody({ mediaType: '*/*' })"),
        ("application/octet-stream", "binaryBody()"),
    ],
)
def test_ranges_of_octets_are_told(media_type: str, described: str) -> None:
    body = {"content": {media_type: {"schema": {"type": "string", "format": "binary"}}}}
    operation = {"requestBody": body, "responses": {"204": {"description": "Done."}}}
    text = typescript({"paths": {"/pets": {"post": operation}}})["src/resources/pets.ts"]
    assert f"  body: {described},\n" in text


def test_the_media_type_of_other_ranges_is_the_usual_one() -> None:
    body = {"content": {"*/*": {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}}}
    operation = {"requestBody": body, "responses": {"204": {"description": "Done."}}}
    text = typescript({"paths": {"/pets": {"post": operation}}})["src/resources/pets.ts"]
    assert "  body: jsonBody(),\n" in text
