from __future__ import annotations

import json
from pathlib import Path

from specpress.audit.raw import raw_operations, read
from specpress.audit.requests import answers
from specpress.audit.schemas import Schemas
from specpress.audit.values import Maker


def test_an_answer_is_made_of_a_media_type_that_is_referred_to(tmp_path: Path) -> None:
    media = {"schema": {"const": "Tib"}, "example": "Tib"}
    document = {
        "openapi": "3.2.0",
        "info": {"title": "t", "version": "1"},
        "components": {"mediaTypes": {"Name": media}},
        "paths": {
            "/a": {
                "get": {
                    "responses": {
                        "200": {
                            "description": "",
                            "content": {"application/json": {"$ref": "#/components/mediaTypes/Name"}},
                        }
                    }
                }
            }
        },
    }
    file = tmp_path / "api.json"
    file.write_text(json.dumps(document))
    raw = read(file)
    (operation,) = raw_operations(raw)
    made, example = answers(Maker(raw, Schemas(raw)), operation)
    assert made.body == example.body == b'"Tib"'
    assert example.stated
