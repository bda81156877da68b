"""What our document demands of a request, a validator enforces: it is not merely told in descriptions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from loopback import ROOT

DOCUMENT: dict[str, Any] = yaml.safe_load((ROOT / "spec/openapi.yaml").read_text(encoding="utf-8"))
BODY = "#/paths/~1v1~1user_profiles/post/requestBody/content/application~1json/schema"
BETAS = "#/components/parameters/AnthropicBeta/schema"
MANUAL = Path(__file__).parent / "reference/expected/python-user_profiles-retrieve.md"


def refused_by(pointer: str, value: object) -> list[str]:
    """The keywords that refuse a value under a schema of our document, each once, sorted."""
    validator = jsonschema_rs.Draft202012Validator({**DOCUMENT, "$ref": pointer})
    return sorted({str(error.schema_path[-1]) for error in validator.iter_errors(value)})


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"relationship": "resold", "name": "Example Ltd"}, id="resold, with a name"),
        pytest.param({"relationship": "external"}, id="external, without a name"),
        pytest.param({"relationship": "internal", "name": None}, id="internal, with a null name"),
        pytest.param({"name": None}, id="a null name without a relationship"),
        pytest.param({"name": "n" * 255}, id="name of 255"),
        pytest.param({"external_id": None}, id="null external_id"),
        pytest.param({"external_id": "e" * 255}, id="external_id of 255"),
        pytest.param({"metadata": {f"key{n}": "value" for n in range(16)}}, id="16 pairs"),
        pytest.param({"metadata": {"k" * 64: "v" * 512}}, id="key of 64, value of 512"),
    ],
)
def test_a_body_within_the_limits_is_accepted(body: dict[str, object]) -> None:
    assert refused_by(BODY, body) == []


@pytest.mark.parametrize(
    ("body", "keyword"),
    [
        pytest.param({"relationship": "resold"}, "required", id="resold, without a name"),
        pytest.param({"relationship": "resold", "name": None}, "type", id="resold, with a null name"),
        pytest.param({"relationship": "partner"}, "enum", id="unknown relationship"),
        pytest.param({"name": "n" * 256}, "maxLength", id="name of 256"),
        pytest.param({"external_id": "e" * 256}, "maxLength", id="external_id of 256"),
        pytest.param({"metadata": {f"key{n}": "value" for n in range(17)}}, "maxProperties", id="17 pairs"),
        pytest.param({"metadata": {"k" * 65: "value"}}, "maxLength", id="key of 65"),
        pytest.param({"metadata": {"key": ""}}, "minLength", id="empty value"),
        pytest.param({"metadata": {"key": "v" * 513}}, "maxLength", id="value of 513"),
        pytest.param({"metadata": {"key": None}}, "type", id="null value"),
    ],
)
def test_a_body_beyond_a_limit_is_refused_for_it_alone(body: dict[str, object], keyword: str) -> None:
    assert refused_by(BODY, body) == [keyword]


def test_whoever_names_betas_names_our_own_and_may_name_unknown_ones() -> None:
    assert refused_by(BETAS, ["user-profiles-2026-03-24", "not-known-yet"]) == []
    assert refused_by(BETAS, ["files-api-2025-04-14"]) == ["contains"]


def test_the_known_betas_stand_in_the_order_of_the_manual() -> None:
    section = MANUAL.read_text(encoding="utf-8").partition("- `betas:")[2].partition("### Returns")[0]
    known = re.findall(r'^ +- `"([^"]+)"`$', section, re.MULTILINE)
    assert len(known) == 26
    _, values = DOCUMENT["components"]["schemas"]["AnthropicBeta"]["anyOf"]
    assert values["enum"] == known
