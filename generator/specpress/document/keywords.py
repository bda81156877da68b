"""What becomes of each keyword of OpenAPI 3.0, 3.1, 3.2 and JSON Schema 2020-12.

Nothing is ignored in silence: a keyword that is not in this table is a warning where it stands, and so is
one that is rejected. Each row names the folder below `tests/cases` whose document uses the keyword.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from specpress.diagnostics import Diagnostics, Place
from specpress.document.grammar import SECTIONS, Kind
from specpress.document.pointer import JsonValue, join
from specpress.document.wording import a


class Status(Enum):
    """What is made of a keyword.

    `SUPPORTED`: what is made depends on it. `IGNORED`: nothing does, and nothing has to. `REJECTED`:
    something should, and nothing does.
    """

    SUPPORTED = "supported"
    IGNORED = "ignored"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Row:
    """One keyword of one kind of object. `why` says why it is ignored or rejected."""

    status: Status
    case: str
    why: str = ""


def check_keywords(kind: Kind, value: dict[str, JsonValue], pointer: str, diagnostics: Diagnostics) -> None:
    """Tell of the keywords of one object that are unknown or rejected; `x-` keys are extensions."""
    table = ROWS.get(kind)
    if (
        table is None
        or value.keys() <= _QUIET[kind]
        or ("$ref" in value and kind in SECTIONS and kind not in _REFERENCES_WITH_FIELDS)
    ):
        return
    for key in value:
        if key in _QUIET[kind] or key.startswith("x-"):
            continue
        row = table.get(key)
        place = Place(join(pointer, key), key=True)
        if row is None:
            message = f"{a(kind.value)} has no keyword `{key}`; it is ignored"
            diagnostics.warning("unknown-keyword", message, place, hint=_meant(key, table, value))
        else:
            diagnostics.warning("rejected-keyword", f"`{key}` is ignored: {row.why}", place)


def _meant(key: str, table: Mapping[str, Row], value: dict[str, JsonValue]) -> str:
    """A hint at the keyword that a close one was meant to be, where that is not there."""
    spelt = {name.lower(): name for name in table if name not in value}
    close = difflib.get_close_matches(key.lower(), spelt, n=1, cutoff=0.8)
    return f"did you mean `{spelt[close[0]]}`?" if close else ""


def _rows(
    case: str,
    supported: str,
    ignored: Mapping[str, str] | None = None,
    rejected: Mapping[str, str] | None = None,
) -> dict[str, Row]:
    return {
        **{name: Row(Status.SUPPORTED, case) for name in supported.split()},
        **{name: Row(Status.IGNORED, case, why) for name, why in (ignored or {}).items()},
        **{name: Row(Status.REJECTED, case, why) for name, why in (rejected or {}).items()},
    }


def _all(why: str, names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), why)


_DOCUMENT = "document_keywords"
_OPERATION = "operation_keywords"
_SCHEMA = "schema_keywords"
_SERVER_CHECKS = "a constraint that the server checks"
_HUMANS = "for people who read the document"
_SAMPLES = "samples; nothing is made of them yet"
_LINKS = "links relate responses to later calls; clients call what they like"
_HEADERS_OF_PARTS = "headers of single parts are not sent"
_STREAMS = "parts by position are read as they come"
_VALUE_FIELDS = (
    "name in required deprecated description schema content style explode allowReserved allowEmptyValue"
)

ROWS: Final[dict[Kind, dict[str, Row]]] = {
    Kind.OPENAPI: _rows(
        _DOCUMENT,
        "openapi $self info servers paths webhooks components security tags",
        {"externalDocs": _HUMANS, "jsonSchemaDialect": "schemas are read as JSON Schema 2020-12"},
    ),
    Kind.INFO: _rows(
        _DOCUMENT, "title summary description version", _all(_HUMANS, "termsOfService contact license")
    ),
    Kind.CONTACT: _rows(_DOCUMENT, "", _all(_HUMANS, "name url email")),
    Kind.LICENSE: _rows(_DOCUMENT, "", _all(_HUMANS, "name identifier url")),
    Kind.SERVER: _rows(_DOCUMENT, "url description name variables"),
    Kind.SERVER_VARIABLE: _rows(_DOCUMENT, "enum default description"),
    Kind.COMPONENTS: _rows(
        _DOCUMENT,
        "schemas responses parameters requestBodies headers securitySchemes pathItems mediaTypes callbacks",
        {"examples": _SAMPLES, "links": _LINKS},
    ),
    Kind.PATH_ITEM: _rows(
        _OPERATION,
        "$ref parameters servers get put post delete options head patch trace query additionalOperations",
        _all(_HUMANS, "summary description"),
    ),
    Kind.OPERATION: _rows(
        _OPERATION,
        "tags summary description operationId parameters requestBody responses deprecated security servers",
        {"externalDocs": _HUMANS, "callbacks": "calls that the server makes, not the client"},
    ),
    Kind.EXTERNAL_DOCS: _rows(_DOCUMENT, "", _all(_HUMANS, "description url")),
    Kind.PARAMETER: _rows(_OPERATION, _VALUE_FIELDS, _all(_SAMPLES, "example examples")),
    Kind.HEADER: _rows(
        _OPERATION, _VALUE_FIELDS.removeprefix("name in "), _all(_SAMPLES, "example examples")
    ),
    Kind.REQUEST_BODY: _rows(_OPERATION, "description content required"),
    Kind.MEDIA_TYPE: _rows(
        _OPERATION,
        "schema itemSchema encoding",
        {"description": _HUMANS, **_all(_SAMPLES, "example examples")},
        _all(_STREAMS, "prefixEncoding itemEncoding"),
    ),
    Kind.ENCODING: _rows(
        _OPERATION,
        "contentType style explode allowReserved",
        {"headers": _HEADERS_OF_PARTS},
        _all("parts within parts are not taken apart", "encoding prefixEncoding itemEncoding"),
    ),
    Kind.RESPONSE: _rows(_OPERATION, "description headers content", {"summary": _HUMANS, "links": _LINKS}),
    Kind.EXAMPLE: _rows(
        _OPERATION, "", _all(_SAMPLES, "summary description dataValue serializedValue value externalValue")
    ),
    Kind.LINK: _rows(
        _OPERATION,
        "",
        _all(_LINKS, "operationRef operationId parameters requestBody description server body"),
    ),
    Kind.TAG: _rows(_DOCUMENT, "name description", _all(_HUMANS, "summary externalDocs parent kind")),
    Kind.SECURITY_SCHEME: _rows(
        _DOCUMENT,
        "type description name in scheme flows",
        {
            "bearerFormat": _HUMANS,
            "deprecated": _HUMANS,
            **_all("tokens are got by the caller", "openIdConnectUrl oauth2MetadataUrl"),
        },
    ),
    Kind.OAUTH_FLOWS: _rows(
        _DOCUMENT,
        "implicit password clientCredentials authorizationCode deviceAuthorization",
    ),
    Kind.OAUTH_FLOW: _rows(
        _DOCUMENT,
        "tokenUrl scopes",
        _all("tokens are got by the caller", "authorizationUrl refreshUrl deviceAuthorizationUrl"),
    ),
    Kind.DISCRIMINATOR: _rows(_SCHEMA, "propertyName mapping defaultMapping"),
    Kind.XML: _rows("xml_bodies", "name namespace prefix attribute wrapped nodeType"),
    Kind.SCHEMA: _rows(
        _SCHEMA,
        "$ref $id $anchor $defs $dynamicRef $dynamicAnchor definitions"
        " type enum const format contentEncoding contentMediaType nullable"
        " properties required additionalProperties patternProperties unevaluatedProperties"
        " items prefixItems allOf anyOf oneOf not discriminator"
        " title description default deprecated readOnly writeOnly xml"
        " multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern"
        " maxItems minItems uniqueItems maxProperties minProperties contains",
        {
            **_all(
                _SERVER_CHECKS, "if then else dependentSchemas dependentRequired dependencies propertyNames"
            ),
            **_all(_SERVER_CHECKS, "minContains maxContains unevaluatedItems additionalItems"),
            **_all(_SAMPLES, "example examples"),
            **_all(_HUMANS, "$comment externalDocs"),
            **_all("schemas are read as JSON Schema 2020-12", "$schema $vocabulary"),
            "contentSchema": "strings that hold documents stay strings",
        },
        _all("it is of JSON Schema 2019-09; write `$dynamicRef`", "$recursiveRef $recursiveAnchor"),
    ),
}
"""The rows, by kind of object. Kinds whose keys their author chooses have none."""

_REFERENCES_WITH_FIELDS = (Kind.SCHEMA, Kind.PATH_ITEM)
_QUIET: Final = {
    kind: frozenset(name for name, row in rows.items() if row.status is not Status.REJECTED)
    for kind, rows in ROWS.items()
}
