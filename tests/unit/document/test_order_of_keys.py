"""Objects of JSON have no order: whatever comes first, references lead to the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from specpress.diagnostics import Diagnostics
from specpress.document.references import bundle
from specpress.document.source import LoadOptions, load

_HEAD = {"openapi": "3.1.0", "info": {"title": "Shop", "version": "1"}}


def _answers(*schemas: Any) -> dict[str, Any]:
    """Paths whose operations answer with values of some schemas."""
    return {
        f"/{number}": {
            "get": {"responses": {"200": {"description": "", "content": {"text/x": {"schema": schema}}}}}
        }
        for number, schema in enumerate(schemas)
    }


def _to(place: str) -> dict[str, str]:
    return {"$ref": place}


def _dynamic(schema: str) -> dict[str, Any]:
    item = {"$dynamicAnchor": "item", "$ref": f"#/components/schemas/{schema}"}
    return {"$defs": {"item": item}, "$ref": "#/components/schemas/Page"}


_ANSWER = {"description": "Done", "content": {"application/json": {"schema": {"type": "object"}}}}

DOCUMENTS: dict[str, dict[str, Any]] = {
    "responses that are kept among the schemas": {
        "paths": {"/a": {"get": {"responses": _to("#/components/schemas/All")}}},
        "components": {"schemas": {"All": {"200": _to("#/components/schemas/Done")}, "Done": _ANSWER}},
    },
    "two schemas that are each a reference to the other": {
        "paths": _answers(_to("#/components/schemas/A"), _to("#/components/schemas/B")),
        "components": {
            "schemas": {"A": _to("#/components/schemas/B"), "B": _to("#/components/schemas/A")},
        },
    },
    "a dynamic reference that two schemas bind": {
        "paths": _answers(_dynamic("Dog"), _dynamic("Cat")),
        "components": {
            "schemas": {
                "Dog": {"type": "string"},
                "Cat": {"type": "integer"},
                "Page": {"type": "array", "items": {"$dynamicRef": "#item"}},
            }
        },
    },
    "an anchor that two schemas have": {
        "paths": _answers(_to("#same")),
        "components": {
            "schemas": {
                "A": {"$anchor": "same", "type": "string"},
                "B": {"$anchor": "same", "type": "integer"},
            }
        },
    },
    "namesakes of two files": {
        "paths": _answers(_to("a.json#/Pet"), _to("b.json#/Pet")),
    },
    "two names for what another file holds": {
        "paths": _answers(_to("#/components/schemas/A"), _to("#/components/schemas/B")),
        "components": {"schemas": {"A": _to("a.json#/Pet"), "B": _to("a.json#/Pet")}},
    },
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_references_lead_to_the_same_in_any_order(name: str, tmp_path: Path) -> None:
    document = {**_HEAD, **DOCUMENTS[name]}
    for file, kind in (("a.json", "string"), ("b.json", "integer")):
        (tmp_path / file).write_text(json.dumps({"Pet": {"type": kind}}), encoding="utf-8")
    assert _bundled(tmp_path, document) == _bundled(tmp_path, _turned(document))


def test_a_response_among_the_schemas_is_read_as_one(tmp_path: Path) -> None:
    document = {**_HEAD, **DOCUMENTS["responses that are kept among the schemas"]}
    root = _bundled(tmp_path, document)
    assert root["paths"]["/a"]["get"]["responses"] == {"200": _to("#/components/responses/Done")}
    assert root["components"]["responses"] == {"Done": _ANSWER}


def test_a_dynamic_reference_is_bound_by_the_schema_around_it(tmp_path: Path) -> None:
    nodes = {
        name: {"$dynamicAnchor": "node", "properties": {"next": {"$dynamicRef": "#node"}}}
        for name in ("Tree", "Longer")
    }
    root = _bundled(tmp_path, {**_HEAD, "paths": {}, "components": {"schemas": nodes}})
    for name, schema in root["components"]["schemas"].items():
        assert schema["properties"]["next"] == _to(f"#/components/schemas/{name}")


def _bundled(folder: Path, document: dict[str, Any]) -> dict[str, Any]:
    file = folder / "openapi.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    diagnostics = Diagnostics()
    sources = load(str(file), LoadOptions(strict=False), diagnostics)
    assert sources is not None
    root = bundle(sources, diagnostics).root
    assert isinstance(root, dict)
    return root


def _turned(value: Any) -> Any:
    """The same with the keys of all objects in the opposite order."""
    if isinstance(value, dict):
        return {key: _turned(item) for key, item in reversed(value.items())}
    return [_turned(item) for item in value] if isinstance(value, list) else value
