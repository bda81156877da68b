"""The fast validators find what those of openapi-spec-validator find."""

from __future__ import annotations

import copy
from typing import Any

import openapi_spec_validator
import pytest
from specpress.document import schema_checks, validator

SCHEMAS: list[Any] = [
    {"type": "object", "properties": {"a": {"type": "string", "default": 3}}},
    {"type": "strin"},
    {"type": "string", "pattern": "("},
    {"allOf": [{"$ref": "#/components/schemas/B"}, {"required": ["c"]}], "required": ["d"]},
    {"properties": {"a": {"minimum": "1"}}},
    {"properties": {"a": {"required": True}}},
    {"xml": 3, "discriminator": {"mapping": {}}},
    {"$ref": " #/a b"},
    {"$schema": "https://nowhere.test/schema"},
    {"$schema": "http://json-schema.org/draft-07/schema#", "type": 3},
    True,
    [],
]
ORIGINALS = {
    "3.0": openapi_spec_validator.OpenAPIV30SpecValidator,
    "3.1": openapi_spec_validator.OpenAPIV31SpecValidator,
    "3.2": openapi_spec_validator.OpenAPIV32SpecValidator,
}


def document(version: str, schema: Any) -> Any:
    return {
        "openapi": f"{version}.0",
        "info": {"title": "It", "version": "1"},
        "paths": {},
        "components": {"schemas": {"A": schema, "B": {"type": "object"}, "C": copy.deepcopy(schema)}},
    }


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("version", sorted(ORIGINALS))
@pytest.mark.parametrize("schema", SCHEMAS)
def test_findings_are_those_of_the_validator(
    version: str, schema: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = validator.findings(version, document(version, schema))
    monkeypatch.setattr(validator, "VALIDATORS", ORIGINALS)
    assert fast == validator.findings(version, document(version, schema))


@pytest.mark.parametrize("version", sorted(ORIGINALS))
def test_a_schema_that_is_right_is_not_checked_in_python(
    version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(*arguments: Any, **options: Any) -> None:
        raise AssertionError("it was checked")

    for judge in schema_checks.KNOWN:
        monkeypatch.setattr(judge, "check_schema", classmethod(check))
    assert (
        validator.findings(version, document(version, {"type": "object", "properties": {"a": {"enum": [1]}}}))
        == []
    )
    assert "it was checked" in str(validator.findings(version, document(version, {"type": "strin"})))
