"""Each keyword of the official meta-schemas has a row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
import yaml
from loopback import ROOT
from openapi_spec_validator.schemas.utils import get_schema_content
from specpress.document.grammar import FIELDS, Kind, Shape, fields
from specpress.document.keywords import ROWS, Status

CASES = ROOT / "tests/cases"
_DEFINED: dict[str, Kind] = {
    **{kind.value.removesuffix(" Object").replace(" ", ""): kind for kind in Kind},
    "ExternalDocumentation": Kind.EXTERNAL_DOCS,
}


def kind_of(definition: str) -> Kind | None:
    name = definition if definition[:1].isupper() else definition.title().replace("-", "")
    if name.endswith("SecurityScheme"):
        return Kind.SECURITY_SCHEME
    if name.endswith(("OAuthFlow", "CredentialsFlow")):
        return Kind.OAUTH_FLOW
    if name == "OauthFlows":
        return Kind.OAUTH_FLOWS
    return _DEFINED.get(name)


def properties(schema: Any) -> Iterator[str]:
    """The keywords that a definition gives a meaning to, in itself and in its conditions."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "properties" and isinstance(value, dict):
                yield from value
            elif key not in ("items", "additionalProperties", "patternProperties", "$defs"):
                yield from properties(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from properties(item)


def keywords() -> Iterator[tuple[str, Kind, str]]:
    for version in ("3.0", "3.1", "3.2"):
        meta = get_schema_content(version)
        for name in meta["properties"]:
            yield version, Kind.OPENAPI, name
        for definition, schema in (meta.get("$defs") or meta.get("definitions")).items():
            kind = kind_of(definition)
            if kind is None or kind not in ROWS:
                continue
            for name in properties(schema):
                yield version, kind, name
            for inner in schema.get("$defs", {}).values():
                for name in properties(inner):
                    yield version, Kind.OAUTH_FLOW if kind is Kind.OAUTH_FLOWS else kind, name
    for package, path in (
        ("jsonschema_specifications", "schemas/draft202012/vocabularies"),
        ("openapi_schema_validator", "schemas/oas3.1/vocabularies"),
        ("openapi_schema_validator", "schemas/oas3.2/meta"),
    ):
        for file in resources.files(package).joinpath(path).iterdir():
            for name in json.loads(file.read_text(encoding="utf-8")).get("properties", {}):
                yield file.name, Kind.SCHEMA, name


def test_every_keyword_has_a_row() -> None:
    found = set(keywords())
    assert len(found) > 300
    assert {(kind.value, name) for _, kind, name in found if name not in ROWS[kind]} == set()


def test_every_definition_is_looked_at() -> None:
    looked_at = {kind for _, kind, _ in keywords()}
    assert looked_at >= {kind for kind in ROWS if kind not in (Kind.DISCRIMINATOR, Kind.XML)}


@pytest.mark.parametrize("kind", ROWS)
def test_what_is_walked_has_a_row(kind: Kind) -> None:
    assert set(FIELDS.get(kind, {})) <= set(ROWS[kind])


def test_what_is_not_supported_says_why() -> None:
    assert all(
        bool(row.why) is (row.status is not Status.SUPPORTED)
        for rows in ROWS.values()
        for row in rows.values()
    )


def used(kind: Kind, value: Any) -> Iterator[tuple[Kind, str]]:
    """The keywords that a document uses."""
    if isinstance(value, dict):
        yield from ((kind, key) for key in value)
        for _, child, field in fields(kind, value):
            below = (
                [child] if field.shape is Shape.ONE else child.values() if isinstance(child, dict) else child
            )
            for each in below:
                yield from used(field.kind, each)


def test_every_keyword_has_a_case_that_uses_it() -> None:
    cases = {row.case for rows in ROWS.values() for row in rows.values()}
    using = {
        case: set(used(Kind.OPENAPI, yaml.safe_load((CASES / case / "openapi.yaml").read_text("utf-8"))))
        for case in cases
    }
    missing = {
        (kind.value, name, row.case)
        for kind, rows in ROWS.items()
        for name, row in rows.items()
        if (kind, name) not in using[row.case]
    }
    assert missing == set()
