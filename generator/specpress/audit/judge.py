"""Whether a request is what a document asks for, by an independent validator (openapi-core)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any, Final, Literal, TypeAlias
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import httpx2
from jsonschema_path import SchemaPath
from openapi_core import V30RequestValidator, V31RequestValidator, V32RequestValidator
from openapi_core.datatypes import RequestParameters
from openapi_core.validation.request.exceptions import RequestBodyValidationError
from werkzeug.datastructures import Headers, ImmutableMultiDict

from specpress.audit.raw import Node, Raw, RawOperation, as_list, raw_operations

SERVER = "https://audit.invalid"
"""The server that clients are told to call."""

Verdict: TypeAlias = Literal["valid", "invalid", "unjudged"]


@dataclass(slots=True)
class _Request:
    """A request in the shape that openapi-core asks for (`openapi_core.protocols.Request`)."""

    host_url: str
    path: str
    method: str
    parameters: RequestParameters
    content_type: str
    body: bytes | None


def judge(raw: Raw, operation: RawOperation, request: httpx2.Request) -> tuple[Verdict, str]:
    """What an independent validator says of a request that was made for an operation.

    Returns:
        The verdict, and what it was found for. `unjudged`: the validator cannot read the document, or a way
        of writing parameters that the operation uses, whoever made the request.
    """
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
    if errors and "multipart/" in request.headers.get("content-type", ""):
        errors_elsewhere = [error for error in errors if not isinstance(error, RequestBodyValidationError)]
        if not errors_elsewhere:
            return "unjudged", "parts of a multipart body are read back without their types"
    return ("invalid", "; ".join(map(_told, errors))[:400]) if errors else ("valid", "")


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
    document = raw.root.value
    item = operation.item.value
    if not any(isinstance((place / "servers").value, list) for place in (operation.item, operation.node)):
        document = {**document, "servers": [{"url": SERVER}]}
    document = {**document, "paths": {_quoted(operation.path): item}, "security": []}
    version = str(document.get("openapi"))
    kinds: dict[str, Any] = {"3.0": V30RequestValidator, "3.2": V32RequestValidator}
    return kinds.get(version[:3], V31RequestValidator)(
        SchemaPath.from_dict(document, base_uri=operation.item.uri)
    )


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
            path=_path_values(operation.path, url.path),
        ),
        content_type=request.headers.get("content-type", ""),
        body=request.read() or None,
    )


def _quoted(path: str) -> str:
    """A path template as requests spell it, for openapi-core compares it with the path as it was sent."""
    return quote(path, safe="/{}%:@!$&'()*+,;=~")


def _path_values(template: str, path: str) -> dict[str, str]:
    """The values of a template's parameters, without the percent-encoding that openapi-core leaves in."""
    names = re.findall(r"\{([^{}]*)\}", template)
    literals = re.split(r"\{[^{}]*\}", _quoted(template))
    match = re.search("([^/]*)".join(map(re.escape, literals)) + "$", path)
    return dict(zip(names, map(unquote, match.groups()), strict=True)) if match else {}


def _unreadable(raw: Raw, operation: RawOperation) -> str:
    """A way of writing parameters that openapi-core does not read back; empty where there is none."""
    if "?" in operation.path or "#" in operation.path:
        return "a path with a query or fragment"
    for place in (operation.item, operation.node):
        for stated in (place / "parameters").items():
            try:
                parameter = raw.follow(stated)
                style = str((parameter / "style").value or "")
                if style in ("matrix", "label", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"):
                    return f"style {style}"
                schema = raw.follow(parameter / "schema")
                if _may_be_object(raw, schema, 0) or (parameter / "content").value is not None:
                    return "an object as parameter"
            except LookupError:
                return "a reference leads nowhere"
    return ""


def _may_be_object(raw: Raw, schema: Node, depth: int) -> bool:
    kind = schema.object.get("type")
    if kind == "object" or "object" in as_list(kind) or "properties" in schema.object:
        return True
    parts = [part for word in ("allOf", "oneOf", "anyOf") for part in (schema / word).items()]
    return depth < _DEEPEST and any(_may_be_object(raw, raw.follow(part), depth + 1) for part in parts)


def _told(error: BaseException) -> str:
    cause = error.__cause__ or error
    more = getattr(cause, "schema_errors", ())
    return f"{type(cause).__name__}: {'; '.join(getattr(one, 'message', str(one)) for one in more) or cause}"[
        :300
    ]


_DEEPEST: Final = 5

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
