"""Whether a request is what a document asks for, by an independent validator (openapi-core)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any, Final, Literal, TypeAlias
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx2
from jsonschema_path import SchemaPath
from openapi_core import V30RequestValidator, V31RequestValidator, V32RequestValidator
from openapi_core.datatypes import RequestParameters
from openapi_core.validation.request.exceptions import InvalidParameter, RequestBodyValidationError
from werkzeug.datastructures import Headers, ImmutableMultiDict

from specpress.audit.by_value import path_values, quoted, wrong_by_value
from specpress.audit.raw import (
    IGNORED_HEADERS,
    METHODS,
    JsonValue,
    Node,
    Raw,
    RawOperation,
    as_list,
    as_object,
    is_json,
    raw_operations,
)
from specpress.audit.requests import Given, concrete, parameters
from specpress.audit.styles import Unspecified

SERVER = "https://audit.invalid"
"""The server that clients are told to call."""

Verdict: TypeAlias = Literal["valid", "equal", "invalid", "unjudged"]


@dataclass(slots=True)
class _Request:
    """A request in the shape that openapi-core asks for (`openapi_core.protocols.Request`)."""

    host_url: str
    path: str
    method: str
    parameters: RequestParameters
    content_type: str
    body: bytes | None


def judge(
    raw: Raw, operation: RawOperation, request: httpx2.Request, given: Given | None = None
) -> tuple[Verdict, str]:
    """What an independent validator says of a request that was made for an operation.

    Where the validator cannot read the document, or a way of writing parameters that the operation uses,
    whoever made the request, it is compared with the values that the method was `given`.

    Returns:
        The verdict, and what it was found for. `equal`: by comparison. `unjudged`: OpenAPI does not say
        how the values are written, or nothing was given.
    """
    verdict, reason = _read_back(raw, operation, request)
    if verdict != "unjudged" or given is None:
        return verdict, reason
    try:
        wrong = wrong_by_value(raw, operation, given, request)
    except (Unspecified, LookupError, ValueError) as error:
        return "unjudged", f"{reason}; {_told(error)}"
    return ("invalid", "; ".join(wrong)) if wrong else ("equal", reason)


def _read_back(raw: Raw, operation: RawOperation, request: httpx2.Request) -> tuple[Verdict, str]:
    unreadable = _unreadable(raw, operation)
    if unreadable:
        return "unjudged", unreadable
    try:
        validator = _validator(raw, operation)
    except Exception as error:  # whatever the document does to the validator, it is no fault of the request
        return "unjudged", _told(error)
    try:
        errors = list(validator.iter_errors(_as_request(request, operation)))
    except Exception as error:
        return "unjudged", _told(error)
    told = [error for error in errors if not _is_limit(error, request)]
    if errors and not told:
        return "unjudged", "a body that openapi-core does not read back, or a default that is not valid"
    return ("invalid", "; ".join(map(_told, told))[:400]) if told else ("valid", "")


def self_test() -> None:
    """Raise `AssertionError` unless requests that are wrong on purpose are found so, and the right one not.

    Everything that the audit says of requests stands on this.
    """
    raw = Raw("file:///self-test.json", {"file:///self-test.json": _SELF_TEST})
    (operation,) = raw_operations(raw)

    def verdict(url: str, headers: Mapping[str, str], body: object) -> Verdict:
        return judge(raw, operation, httpx2.Request("POST", SERVER + url, headers=headers, json=body))[0]

    right = "/pets/7?kind=cat&kind=dog", {"x-lives": "9"}, {"name": "Tib"}
    url, headers, body = right
    assert verdict(*right) == "valid"
    wrongs: list[tuple[str, Mapping[str, str], object]] = [
        ("/pets/seven?kind=cat", headers, body),
        ("/pets/7?kind=fish", headers, body),
        ("/pets/7", headers, body),
        (url, {}, body),
        (url, {"x-lives": "nine"}, body),
        (url, headers, {}),
        (url, headers, {"name": 1}),
        ("/cats/7?kind=cat", headers, body),
    ]
    for wrong in wrongs:
        assert verdict(*wrong) == "invalid", wrong


def _validator(raw: Raw, operation: RawOperation) -> Any:
    """A validator of this one operation: with the other paths gone, none is searched for it."""
    stated = [
        as_list((place / "servers").value)
        for place in (operation.node, operation.item)
        if as_list((place / "servers").value)
    ]
    item = {key: value for key, value in _absolute(raw, operation.item).items() if key != "servers"}
    node = {key: value for key, value in _absolute(raw, operation.node).items() if key != "servers"}
    document = {
        **raw.root.object,
        "servers": [{"url": SERVER}, *(stated[0] if stated else ())],
        "paths": {quoted(operation.path): {**item, operation.method.lower(): node}},
        "security": [],
    }
    kinds: dict[str, Any] = {"3.0": V30RequestValidator, "3.2": V32RequestValidator}
    kind = kinds.get(str(document.get("openapi"))[:3], V31RequestValidator)
    json_like = dict.fromkeys(_sent_as_json(raw, operation), _parsed)
    spec = SchemaPath.from_dict(document, base_uri=raw.uri)
    return kind(spec, extra_media_type_deserializers=json_like)


def _absolute(raw: Raw, node: Node) -> dict[str, Any]:
    """An object of any file with references that hold in the document itself."""

    def moved(value: JsonValue) -> Any:
        if isinstance(value, list):
            return [moved(item) for item in as_list(value)]
        stated = as_object(value)
        if isinstance(reference := stated.get("$ref"), str):
            stated = {**stated, "$ref": urljoin(node.uri, reference)}
        return {key: moved(item) for key, item in stated.items()} if stated else value

    return node.object if node.uri == raw.uri else as_object(moved(node.value))


def _sent_as_json(raw: Raw, operation: RawOperation) -> Iterator[str]:
    """Media types of a request that are JSON by another name, which openapi-core wants to be told."""
    body = raw.follow(operation.node / "requestBody")
    for media_type in (body / "content").object:
        if is_json(concrete(media_type)):
            yield media_type
            yield media_type.partition(";")[0].strip()


def _parsed(body: bytes, **_: str) -> Any:
    """JSON, whatever the media type's parameters are."""
    return json.loads(body)


def _is_limit(error: Any, request: httpx2.Request) -> bool:
    """Whether an error says nothing of the request.

    It may be that openapi-core cannot read a body back with its types, that the document's default of a
    parameter that was not sent is not as its schema asks, that a parameter's schema is `readOnly`, which
    means something for properties alone (OpenAPI 3.0.4, 4.7.24.2), that a header is the transport's own,
    that it takes an empty text, which is a string like others, for no value at all, or that it does not find
    another file from the one that it is in.
    """
    told = _told(error)
    if "could not be resolved" in told or "EmptyQueryParameterValue" in told:
        return True
    if isinstance(error, InvalidParameter):
        own = error.name.lower() in _TRANSPORT or "read-only" in told
        return own or (error.location == "query" and error.name not in request.url.params)
    media_type = request.headers.get("content-type", "")
    if not isinstance(error, RequestBodyValidationError):
        return False
    if is_json(media_type):
        return type(error.__cause__).__name__ == "DeserializeError"
    return True


def _as_request(request: httpx2.Request, operation: RawOperation) -> _Request:
    url = urlsplit(str(request.url))
    cookies = SimpleCookie(request.headers.get("cookie", ""))
    return _Request(
        host_url=f"{url.scheme}://{url.netloc}",
        path=url.path,
        method=request.method.lower(),
        parameters=RequestParameters(
            query=ImmutableMultiDict[str, str](parse_qsl(url.query, keep_blank_values=True)),
            header=Headers(list(request.headers.multi_items())),
            cookie={name: morsel.value for name, morsel in cookies.items()},
            path=path_values(operation.path, url.path),
        ),
        content_type=request.headers.get("content-type", ""),
        body=request.read() or None,
    )


def _unreadable(raw: Raw, operation: RawOperation) -> str:
    """A way of writing parameters that openapi-core does not read back; empty where there is none."""
    if re.search(r"[?#]|\*\}|\}\}|\{\{|\}\{", operation.path):
        return "a path with more than OpenAPI allows"
    if operation.path.startswith("//"):
        return "a path that is taken for a host"
    if operation.method.lower() not in METHODS:
        return "an additional operation"
    try:
        ways = (_unreadable_parameter(raw, operation, each) for _, each in parameters(raw, operation))
        return next(filter(None, ways), "")
    except LookupError:
        return "a reference leads nowhere"


def _unreadable_parameter(raw: Raw, operation: RawOperation, parameter: Node) -> str:
    if parameter.value is None:
        raise LookupError(parameter.reference)
    name, location = str((parameter / "name").value), (parameter / "in").value
    if location == "path" and "{" + name + "}" not in operation.path:
        return "a path parameter that the path does not have"
    style = str((parameter / "style").value or "")
    if location == "header" and name.lower() in IGNORED_HEADERS:
        return "a header parameter that OpenAPI ignores"
    if style in ("matrix", "label", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"):
        return f"style {style}"
    schema = raw.follow(parameter / "schema")
    kinds = _kinds(raw, schema, 0)
    if "object" in kinds or (parameter / "content").value is not None:
        return "an object as parameter"
    if "array" in kinds and schema.object.get("type") != "array":
        return "a parameter that is a list in some cases"
    if "type" not in schema.object and kinds & {"integer", "number", "boolean"}:
        return "a parameter of several types"
    return ""


def _kinds(raw: Raw, schema: Node, depth: int) -> set[str]:
    """The JSON types that a schema speaks of, also in its parts and items."""
    stated = schema.object
    found = {str(kind) for kind in as_list(stated.get("type")) or [stated.get("type")]}
    if "properties" in stated:
        found.add("object")
    parts = [part for word in ("allOf", "oneOf", "anyOf") for part in (schema / word).items()]
    if (schema / "items").is_object:
        parts.append(schema / "items")
    for part in parts if depth < _DEEPEST else ():
        found |= _kinds(raw, raw.follow(part), depth + 1)
    return found


def _told(error: BaseException) -> str:
    cause = error.__cause__ or error
    more = getattr(cause, "schema_errors", ())
    said = "; ".join(getattr(one, "message", str(one)) for one in more) or _text(cause)
    return f"{type(cause).__name__}: {said}"[:300]


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except AttributeError:  # one of openapi-core's takes text for bytes
        return "it has no words"


_DEEPEST: Final = 5
_TRANSPORT: Final = ("accept-encoding", "connection", "user-agent")  # sent in any case

_SELF_TEST: Final = {
    "openapi": "3.1.0",
    "info": {"title": "Self-test", "version": "1"},
    "paths": {
        "/pets/{id}": {
            "post": {
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}},
                    {"name": "x-lives", "in": "header", "required": True, "schema": {"type": "integer"}},
                    {
                        "name": "kind",
                        "in": "query",
                        "required": True,
                        "schema": {"type": "array", "items": {"enum": ["cat", "dog"]}},
                    },
                ],
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {"name": {"type": "string"}},
                            }
                        }
                    },
                },
                "responses": {"200": {"description": ""}},
            }
        }
    },
}
