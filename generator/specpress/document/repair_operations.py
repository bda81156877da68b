"""Repairs of operations, parameters, responses and security schemes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from specpress.document.edits import Edit, Gone, Notes
from specpress.document.pointer import JsonValue, join
from specpress.document.wording import shown

_STATUS = re.compile(r"[1-5](\d\d|XX)|default")
_SCHEMA_KEYS: Final = (
    "type",
    "format",
    "items",
    "enum",
    "minimum",
    "maximum",
    "pattern",
    "minLength",
    "maxLength",
)

# What is meant by media types that nobody registered, and no server knows (RFC 7578, and the HTML standard).
_MISCALLED: Final = {
    **dict.fromkeys(
        ("application/form-data", "form-data", "multipart/formdata", "application/multipart-form-data"),
        "multipart/form-data",
    ),
    **dict.fromkeys(
        (
            "application/form-urlencoded",
            "application/x-www-form-urlencode",
            "application/www-form-urlencoded",
        ),
        "application/x-www-form-urlencoded",
    ),
}


def operation_edits(operation: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    """`security` and `tags` in their shapes."""
    security = operation.get("security")
    if isinstance(security, list):
        made = [
            _requirement(item, join(pointer, "security", index), notes) for index, item in enumerate(security)
        ]
        if made != security:
            yield "security", made
    tags = operation.get("tags")
    if isinstance(tags, list) and not all(isinstance(tag, str) for tag in tags):
        notes.warn("not-text", "`tags` holds names; what is none is left out", join(pointer, "tags"))
        yield "tags", [tag for tag in tags if isinstance(tag, str)]


def _requirement(item: JsonValue, pointer: str, notes: Notes) -> JsonValue:
    if isinstance(item, str):
        notes.warn(
            "security-requirement", "a requirement maps a scheme to its scopes; it is read with none", pointer
        )
        return {item: []}
    if not isinstance(item, dict):
        return item
    made: dict[str, JsonValue] = {}
    for name, scopes in item.items():
        if isinstance(scopes, list):
            made[name] = scopes
            continue
        notes.warn(
            "security-requirement",
            f"the scopes of `{name}` are a list, not {shown(scopes)}",
            join(pointer, name),
        )
        made[name] = [scopes] if isinstance(scopes, str) else []
    return made


def responses_edits(responses: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    """Status codes and ranges as they are written (OpenAPI, "Patterned Fields" of the Responses Object)."""
    for key, response in responses.items():
        if _STATUS.fullmatch(key) or key.startswith("x-"):
            continue
        read = key.strip().upper()
        read = "default" if read == "DEFAULT" else read
        here = join(pointer, key)
        if _STATUS.fullmatch(read) and read not in responses:
            notes.warn("response-key", f"the response `{key}` is read as `{read}`", here, key=True)
            notes.moved[join(pointer, read)] = here
            yield key, Gone.GONE
            yield read, response
        elif not _STATUS.fullmatch(read):
            notes.warn("response-key", f"`{key}` is no status code; the response is left out", here, key=True)
            yield key, Gone.GONE


def payload_edits(payload: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    """A schema that stands directly in a response or request body, as Swagger 2.0 had it; media types that
    are forms by another name."""
    yield from _forms(payload, pointer, notes)
    schema = payload.get("schema")
    if schema is None or "content" in payload or "$ref" in payload:
        return
    here = join(pointer, "schema")
    notes.warn(
        "schema-without-content",
        "`schema` belongs into `content`; it is read as that of JSON",
        here,
        key=True,
    )
    notes.moved[join(pointer, "content", "application/json", "schema")] = here
    yield "schema", Gone.GONE
    yield "content", {"application/json": {"schema": schema}}


def _forms(payload: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    content = payload.get("content")
    if not isinstance(content, dict) or _MISCALLED.keys().isdisjoint(content):
        return
    made: dict[str, JsonValue] = {}
    for written, media_type in content.items():
        read = _MISCALLED.get(written, written)
        if read != written and read in content:
            continue
        if read != written:
            here = join(pointer, "content", written)
            notes.warn("media-type", f"there is no `{written}`; it is read as `{read}`", here, key=True)
            notes.moved[join(pointer, "content", read)] = here
        made[read] = media_type
    yield "content", made


def parameter_edits(parameter: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    """A type directly in a parameter, as Swagger 2.0 had it; path parameters are always required."""
    if "$ref" in parameter:
        return
    if "schema" not in parameter and "content" not in parameter and "type" in parameter:
        notes.warn("parameter-without-schema", "the type of a parameter belongs into its `schema`", pointer)
        for key in _SCHEMA_KEYS:
            if key in parameter:
                notes.moved[join(pointer, "schema", key)] = join(pointer, key)
                yield key, Gone.GONE
        yield "schema", {key: parameter[key] for key in _SCHEMA_KEYS if key in parameter}
    where = parameter.get("in")
    if isinstance(where, str) and where != where.lower():
        notes.warn("parameter-place", f"`in: {where}` is read as `{where.lower()}`", join(pointer, "in"))
        yield "in", where.lower()
    if where == "path" and parameter.get("required") is not True:
        name = parameter.get("name")
        notes.warn(
            "optional-path-parameter",
            f"parameters of the path are always required; `{name}` is read as such",
            pointer,
            hint="add `required: true`",
        )
        yield "required", True


def header_edits(header: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    """A header that was written as a parameter has its name from where it stands."""
    yield from parameter_edits(header, pointer, notes)
    if header.get("in") == "header":
        yield "in", Gone.GONE
        yield "name", Gone.GONE


_SCHEME_TYPES: Final = {
    "apikey": "apiKey",
    "oauth2": "oauth2",
    "openidconnect": "openIdConnect",
    "http": "http",
}


def security_scheme_edits(scheme: dict[str, JsonValue], pointer: str, notes: Notes) -> Iterator[Edit]:
    """The types of Swagger 2.0, and those spelt in other cases."""
    written = scheme.get("type")
    if not isinstance(written, str) or written in (*_SCHEME_TYPES.values(), "mutualTLS"):
        return
    word = written.lower()
    here = join(pointer, "type")
    if word in ("basic", "bearer"):
        notes.warn("security-scheme", f"`{written}` is read as `http` with that scheme", here)
        yield "type", "http"
        yield "scheme", word
    elif word in _SCHEME_TYPES:
        notes.warn("security-scheme", f"`{written}` is read as `{_SCHEME_TYPES[word]}`", here)
        yield "type", _SCHEME_TYPES[word]
