"""Whether a request carries the values that its method was given, where openapi-core cannot read it back.

The values are valid by an independent validator; so is a request that says the same in the document's styles.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import httpx2
from werkzeug.formparser import parse_form_data

from specpress.audit.raw import (
    IGNORED_HEADERS,
    JsonValue,
    Node,
    Raw,
    RawOperation,
    as_list,
    as_object,
    is_json,
)
from specpress.audit.requests import Given, parameters
from specpress.audit.styles import Style, Unspecified, leaves, pairs, same_text, segment, style_of, text


def wrong_by_value(raw: Raw, operation: RawOperation, given: Given, request: httpx2.Request) -> list[str]:
    """What a request says otherwise than its method was told; empty where it says the same.

    Raises `Unspecified` where OpenAPI leaves open how one of the values is written, `LookupError` where a
    parameter is not to be found.
    """
    found: list[str] = []
    if request.method != operation.method.upper():
        found.append(f"method {request.method}")
    sent = _Sent(operation, request)
    for key, parameter in dict(parameters(raw, operation)).items():
        if parameter.value is None:
            raise LookupError("a reference leads nowhere")
        location, name = key[0], str((parameter / "name").value)
        if key not in given.parameters or (location == "header" and key[1] in IGNORED_HEADERS):
            continue
        if not sent.has(location, name, given.parameters[key], style_of(parameter)):
            found.append(f"{location} parameter {name!r} is not {given.parameters[key]!r}"[:200])
    if given.sends_body and not _same_body(given, request):
        found.append(f"the body is not {given.body!r}"[:200])
    return found


class _Sent:
    """The parameters that a request carries, decoded."""

    def __init__(self, operation: RawOperation, request: httpx2.Request) -> None:
        url = urlsplit(str(request.url))
        self.querystring = unquote(url.query)
        self.query = parse_qsl(url.query, keep_blank_values=True)
        self.path = path_values(operation.path, f"{url.path}?{url.query}")
        # Where one value ends and the next begins (`{id}{extension}`) cannot be told.
        self.run_together = unquote(url.path) if "}{" in operation.path else ""
        self.headers = request.headers
        cookies = request.headers.get("cookie", "")
        self.cookies = [
            (name, unquote(value))
            for name, _, value in (cookie.strip().partition("=") for cookie in cookies.split(";"))
        ]

    def has(self, location: str, name: str, value: JsonValue, style: Style) -> bool:
        """Whether a parameter has a value. Raises `Unspecified`."""
        if location == "query":
            return _are_among(self.query, name, value, style)
        if location == "cookie":
            return _are_among(self.cookies, name, value, style)
        if location == "querystring":
            if style.json or not isinstance(value, dict):
                return same_text(self.querystring, json.dumps(value) if style.json else text(value))
            return Counter(pairs("", value, style)) <= Counter(self.query)
        written = json.dumps(value) if style.json else segment(name, value, style)
        if location == "header":
            return same_text(self.headers.get(name, ""), written)
        return name in self.path and (same_text(self.path[name], written) or written in self.run_together)


def path_values(template: str, target: str) -> dict[str, str]:
    """The decoded values of a path template's parameters in the path, and query, that were sent."""
    path, _, query = template.partition("#")[0].partition("?")
    asks = "{" in query
    stated = [path, query] if asks else [path]
    names = re.findall(r"\{([^{}]*)\}", "?".join(stated))
    # A brace that belongs to no parameter is sent as any other character.
    literals = [
        literal.replace("{", "%7B").replace("}", "%7D")
        for literal in re.split(r"\{[^{}]*\}", "?".join(map(quoted, stated)))
    ]
    pattern = "([^/&]*)".join(map(re.escape, literals)) + ("(?:$|&)" if asks else "$")
    match = re.search(pattern, target if asks else target.partition("?")[0])
    values = list(map(unquote, match.groups())) if match else []
    # An operator belongs to the name where a parameter is called so (`{.format}`).
    plain = (name.lstrip(".;/?+#&").rstrip("*") for name in names)
    return dict(zip(plain, values, strict=False)) | dict(zip(names, values, strict=False))


def quoted(path: str) -> str:
    """A path template as requests spell it."""
    return quote(path, safe="/{}%:@!$&'()*+,;=~")


def _are_among(sent: Sequence[tuple[str, str]], name: str, value: JsonValue, style: Style) -> bool:
    """Whether what stands for a value is among names and values, and nothing else of its names."""
    try:
        wanted = pairs(name, value, style)
    except Unspecified:
        if style.name != "deepObject":
            raise
        # OpenAPI says nothing of objects in objects: any spelling that holds every scalar will do
        values = [item for key, item in sent if key.startswith(f"{name}[")]
        return Counter(values) == Counter(leaves(value))
    if isinstance(value, dict) and style.explode and not style.json:
        return not Counter(wanted) - Counter(sent)  # other objects may have members of the same names
    names = {name, *(key for key, _ in wanted)}
    got = sorted((key, item) for key, item in sent if key in names)
    return len(got) == len(wanted) and all(
        one[0] == other[0] and same_text(one[1], other[1])
        for one, other in zip(got, sorted(wanted), strict=True)
    )


def _same_body(given: Given, request: httpx2.Request) -> bool:
    content = request.read()
    kind = given.media_type.partition(";")[0].strip().lower()
    if is_json(kind):
        return bool(json.loads(content) == given.body) if content else given.body == {}
    if kind == "application/x-www-form-urlencoded":
        fields = parse_qsl(content.decode(), keep_blank_values=True)
        return all(
            _are_among(fields, name, value, _form_style(given.content, name, value))
            for name, value in as_object(given.body).items()
            if value is not None
        )
    if kind.startswith("multipart/"):
        return _parts(request) == _wanted_parts(given.content, given.body)
    if isinstance(given.body, str | bytes):
        return content == (given.body.encode() if isinstance(given.body, str) else given.body)
    raise Unspecified(f"how a body of {kind} is written")


def _form_style(content: Node, name: str, value: JsonValue) -> Style:
    """The style of a form's property: the encoding's, else JSON for what is nested (OpenAPI 3.2, 4.15)."""
    encoding = (content / "encoding" / name).object
    if encoding.keys() & _STYLED:
        style = str(encoding.get("style") or "form")
        return Style(style, bool(encoding.get("explode", style == "form")))
    return Style("form", explode=True, json=isinstance(value, dict))


def _parts(request: httpx2.Request) -> dict[str, list[str]]:
    environ = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": request.headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(request.read())),
        "wsgi.input": BytesIO(request.read()),
    }
    _, fields, files = parse_form_data(environ, stream_factory=_in_memory)
    found: dict[str, list[str]] = {key: list(values) for key, values in fields.lists()}
    for key, uploads in files.lists():
        found.setdefault(key, []).extend(upload.read().decode(errors="replace") for upload in uploads)
    return {key: [_plain(value) for value in values] for key, values in found.items()}


def _in_memory(*_: Any, **__: Any) -> BytesIO:
    return BytesIO()


def _wanted_parts(content: Node, body: Mapping[str, JsonValue]) -> dict[str, list[str]]:
    """The parts that stand for a body, by name; those with a style as in a form (OpenAPI 3.0.4, 4.7.15)."""
    found: dict[str, list[str]] = {}
    for key, value in body.items():
        if (content / "encoding" / key).object.keys() & _STYLED:
            for name, text_ in pairs(key, value, _form_style(content, key, value)):
                found.setdefault(name, []).append(_plain(text_))
            continue
        values = as_list(value) if isinstance(value, list) else [value]
        if written := [_plain(_part(item)) for item in values if item is not None]:
            found[key] = written
    return found


def _part(value: JsonValue | bytes) -> str:
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return json.dumps(value) if isinstance(value, dict | list) else text(value)


def _plain(value: str) -> str:
    """One spelling of each JSON value, so that spaces in it do not count."""
    try:
        return json.dumps(json.loads(value), sort_keys=True)
    except ValueError:
        return value


_STYLED: Final = frozenset(("style", "explode", "allowReserved"))
