from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from specpress.audit.patterns import matching
from specpress.audit.raw import Node, Raw, read
from specpress.audit.schemas import Schemas
from specpress.audit.values import Maker, Unmade

SCHEMAS: dict[str, Any] = {
    "Pet": {
        "type": "object",
        "required": ["name", "kind"],
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "name": {"type": "string", "minLength": 12},
            "kind": {"enum": ["cat", "dog"]},
            "secret": {"type": "string", "writeOnly": True},
            "born": {"type": "string", "format": "date"},
            "parents": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}, "maxItems": 2},
            "weight": {"type": "number", "exclusiveMinimum": 0, "maximum": 0.5},
            "code": {"type": "string", "pattern": "^pet_[a-z0-9]{8}$"},
        },
    },
    "Loop": {"required": ["next"], "properties": {"next": {"$ref": "#/components/schemas/Loop"}}},
    "Either": {"oneOf": [{"type": "null"}, {"type": "integer", "multipleOf": 7, "minimum": 8}]},
    "Both": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"required": ["born"]}]},
    "Stated": {"type": "string", "pattern": "^(?=x)x+$", "examples": ["xxx"]},
    "Unknown": {"type": "string", "pattern": "^(?=x)x+$"},
    "Open": {"type": "object", "minProperties": 1, "additionalProperties": {"type": "boolean"}},
    "Tagged": {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}],
        "discriminator": {"propertyName": "type", "mapping": {"tom": "#/components/schemas/Cat"}},
    },
    "Cat": {"type": "object", "required": ["type"], "properties": {"type": {"type": "string"}}},
    "Some": {
        "type": "object",
        "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}},
        "anyOf": [{"required": ["a"]}, {"required": ["b"]}],
    },
    "Least": {"type": "object", "minProperties": 1, "properties": {"a": {"type": "integer"}}},
    "One": {"oneOf": [{"type": "object"}, {"type": "object", "maxProperties": 9}, {"type": "integer"}]},
    "Anything": True,
}  # fmt: skip


@pytest.fixture(params=["3.0.3", "3.1.0"])
def raw(request: pytest.FixtureRequest, tmp_path: Path) -> Raw:
    schemas = dict(SCHEMAS)
    if request.param == "3.0.3":
        schemas["Either"] = {"oneOf": [{"type": "integer", "multipleOf": 7, "minimum": 8}]}
        pet = json.loads(json.dumps(schemas["Pet"]))
        pet["properties"]["weight"] = {
            "type": "number",
            "minimum": 0,
            "exclusiveMinimum": True,
            "maximum": 0.5,
        }
        schemas |= {"Pet": pet, "Stated": {"type": "string", "pattern": "^(?=x)x+$", "example": "xxx"}}
        del schemas["Anything"]
    file = tmp_path / "api.json"
    file.write_text(json.dumps({"openapi": request.param, "components": {"schemas": schemas}}))
    return read(file)


def schema(raw: Raw, name: str) -> Node:
    return raw.root / "components" / "schemas" / name


def test_values_are_valid_whichever_way(raw: Raw) -> None:
    maker = Maker(raw, Schemas(raw))
    names = [name for name, _ in (raw.root / "components" / "schemas").entries()]
    for name in names:
        for everything in (False, True):
            for request in (False, True):
                if name in ("Loop", "Unknown"):
                    with pytest.raises(Unmade):
                        maker.value(schema(raw, name), everything=everything, request=request)
                    continue
                value = maker.value(schema(raw, name), everything=everything, request=request)
                assert maker.schemas.problem(value, schema(raw, name), request=request) == ""
                assert value == maker.value(schema(raw, name), everything=everything, request=request)


def test_the_least_and_everything(raw: Raw) -> None:
    maker = Maker(raw, Schemas(raw))
    pet = schema(raw, "Pet")
    assert set(maker.value(pet, everything=False, request=True)) == {"name", "kind"}
    sent = maker.value(pet, everything=True, request=True)
    assert set(sent) == {"name", "kind", "secret", "born", "parents", "weight", "code"}
    received = maker.value(pet, everything=True, request=False)
    assert set(received) == {"id", "name", "kind", "born", "parents", "weight", "code"}
    assert maker.value(schema(raw, "Tagged"), everything=True, request=True) == {"type": "tom"}


def test_what_is_wrong_is_told(raw: Raw) -> None:
    assert Schemas(raw).problem({"name": "x"}, schema(raw, "Pet"), request=True)
    assert Schemas(raw).problem("x", raw.root / "nowhere", request=True)


@pytest.mark.parametrize(
    "pattern",
    [
        *("^adr_[a-zA-Z0-9]+$", "^AC[0-9a-fA-F]{32}$", r"^\d{4}-\d{2}$", "^(a|b)c?$", "^[^/]+$"),
        *(r"^\+[1-9]\d{1,14}$", "^(?:x|y){2}$", r"^\u0041\x42$", "^[]a]+$", r"^[\d]+$"),
        *(r"[\w.-]{3,}", "^(?P<n>a)*$", "^$", "a.c"),
    ],
)  # fmt: skip
def test_texts_for_patterns(pattern: str) -> None:
    text = matching(pattern)
    assert text is not None
    assert re.search(pattern, text)


@pytest.mark.parametrize("pattern", ["(?=a)", r"\p{L}", "(", "[a", "a)", r"\1", "{2,"])
def test_patterns_that_are_not_known(pattern: str) -> None:
    assert matching(pattern) in (None, "{2,")


@pytest.mark.parametrize(("name", "made"), [("Some", {"a": 1}), ("Least", {"a": 1}), ("One", 1)])
def test_what_only_some_values_fit(raw: Raw, name: str, made: Any) -> None:
    schema = raw.root / "components" / "schemas" / name
    assert Maker(raw, Schemas(raw)).value(schema, everything=False, request=True) == made


def test_a_date_that_is_none_is_not_valid(raw: Raw) -> None:
    schema = raw.root / "components" / "schemas" / "Pet" / "properties" / "born"
    schemas = Schemas(raw)
    assert schemas.problem("2024-02-29", schema, request=False) == ""
    assert schemas.problem("birthday", schema, request=False) != ""
