"""Calls of generated methods that follow from what a server expects."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from specpress.targets.base import Literals, Method, Parameter

from conformance.credentials import credentials
from conformance.matching import ADDRESS, Match, match
from conformance.scenarios import Exchange, File, Payload, Scenario
from conformance.surfaces import Offered, Package
from conformance.values import (
    bytes_value,
    file_value,
    from_json,
    from_text,
    is_object,
    sample,
    shape_of,
    styled,
)

_DELIMITERS = {"spaceDelimited": " ", "pipeDelimited": "|"}
_BASE_URL = {"python": "base_url", "typescript": "baseURL"}
_STATED = ("accept", "content-type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One version of a description, and the client that was made from it."""

    document: Mapping[str, Any]
    package: Package
    files: Mapping[str, File] = field(default_factory=dict[str, File])
    """The suite's own files, by media type: what it expects of uploads that it gives no data for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of one method: JSON can hold all of it."""

    scenario: str
    package: str
    client: str
    options: Mapping[str, Any]
    """What the client is made from; `{address}` stands for the server."""
    attributes: tuple[str, ...]
    positional: tuple[Any, ...]
    members: bool
    """Whether the others go into one parameter, as in TypeScript."""
    keywords: Mapping[str, Any]
    extra_body: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Properties that the document admits without naming them."""


def calls_of(scenario: Scenario, editions: Sequence[Edition]) -> Iterator[Call | str]:
    """The calls of a scenario; in the place of a call that cannot be made, why.

    Args:
      scenario: What the server expects.
      editions: The description, in each of its versions, the newest last.
    """
    for exchange in scenario.exchanges:
        found = _edition(editions, exchange)
        if found is not None:
            yield _call(scenario.name, exchange, *found)
        else:  # not in the document, or a further page, which the client asks for by itself
            yield f"OpenAPI has no {exchange.method.upper()} {exchange.path}"


def _edition(editions: Sequence[Edition], exchange: Exchange) -> tuple[Match, Edition] | None:
    """The operation, in the version that the server's URL names, else in the newest that has it."""
    found = [
        (hit, edition)
        for edition in reversed(editions)
        if (hit := match(edition.document, exchange.method, exchange.path)) is not None
    ]
    named = [pair for pair in found if pair[1].document["info"]["version"] in pair[0].server.values()]
    return next(iter([*named, *found]), None)


def _call(name: str, exchange: Exchange, found: Match, edition: Edition) -> Call | str:
    package = edition.package
    offered = package.methods.get(found.id)
    if offered is None:
        return f"the client has no method for {found.id}"
    method = _overload(offered, exchange)
    body, extra = _body_values(method, exchange.body, package)
    positional: list[Any] = []
    keywords: dict[str, Any] = {}
    for parameter in method.parameters:
        if parameter.location == "body" and parameter.name in body:
            value = body[parameter.name]
        else:
            value = _parameter_value(parameter, exchange, found, package)
            if value is None and parameter.required and parameter.location:
                value = _stand_in(parameter, found, edition)
            if value is None:
                continue
        if parameter.kind in ("positional", "positional-or-keyword"):
            positional.append(value)
        else:
            keywords[parameter.name] = value
    return Call(
        scenario=name,
        package=package.name,
        client=package.client,
        options={
            **_address(found, package),
            **credentials(edition.document, found.operation, exchange, package),
        },
        attributes=offered.attributes,
        positional=tuple(positional),
        members=any(one.kind == "member" for one in method.parameters),
        keywords=keywords,
        extra_body=extra,
    )


def _address(found: Match, package: Package) -> Mapping[str, str]:
    """The options that lead a client to the server: variables of its URL, else the URL."""
    options = {name.replace("_", "").lower(): name for name in package.options}
    variables = {options.get(name.replace("_", "").lower(), ""): text for name, text in found.server.items()}
    if "" in variables or ADDRESS not in variables.values():
        return {_BASE_URL[package.target]: found.base_url}
    return variables


def _overload(offered: Offered, exchange: Exchange) -> Method:
    """The overload for the media type that is asked for; the first where none says so."""
    asked = exchange.headers.get("accept")
    for method in offered.overloads:
        for parameter in method.parameters:
            offers = parameter.type.values if isinstance(parameter.type, Literals) else ()
            if parameter.name == "accept" and asked in offers:
                return method
    return offered.overloads[0]


def _parameter_value(parameter: Parameter, exchange: Exchange, found: Match, package: Package) -> Any:
    wire, type = parameter.wire, parameter.type
    described = _described(found, parameter)
    if parameter.location == "path" and wire in found.path:
        style, explode = described.get("style", "simple"), bool(described.get("explode", False))
        text = styled(found.path[wire], style, explode, wire, shape_of(package, type))
        return from_text(package, type, text)
    if parameter.location == "query":
        style = described.get("style", "form")
        explode = bool(described.get("explode", style == "form"))
        if wire in exchange.query:
            return from_text(package, type, exchange.query[wire], _DELIMITERS.get(style, ","))
        if shape_of(package, type) == "map" and explode and exchange.query:
            return from_text(package, type, exchange.query)
    if parameter.location == "header" and wire.lower() in exchange.headers:
        return from_text(package, type, exchange.headers[wire.lower()])
    if parameter.location == "" and (header := parameter.name.replace("_", "-").lower()) in (
        *_STATED,
        "contenttype",
    ):
        return _stated(header, exchange)
    return None


def _stand_in(parameter: Parameter, found: Match, edition: Edition) -> Any:
    """A value for an argument that must be given although the expectations name none."""
    form = found.operation.get("requestBody", {}).get("content", {}).get("multipart/form-data", {})
    media_type = form.get("encoding", {}).get(parameter.wire, {}).get("contentType", "")
    if parameter.location != "body" or media_type not in edition.files:
        return sample(edition.package, parameter.type)
    file = file_value(edition.files[media_type])
    return [file, file] if shape_of(edition.package, parameter.type) == "list" else file


def _stated(header: str, exchange: Exchange) -> str | None:
    if header == "accept":
        return exchange.headers.get("accept")
    return None if exchange.body is None else exchange.body.media_type


def _described(found: Match, parameter: Parameter) -> Mapping[str, Any]:
    for one in found.parameters:
        if one.get("name") == parameter.wire and one.get("in") == parameter.location:
            return one
    return {}


def _body_values(
    method: Method, body: Payload | None, package: Package
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The arguments of a body by name, and those of its properties that no argument names."""
    if body is None:
        return {}, {}
    members = [one for one in method.parameters if one.location == "body"]
    value = _body_value(body)
    whole = next((one for one in members if _is_whole(one, members, value)), None)
    if whole is not None:
        return {whole.name: from_json(package, whole.type, value)}, {}
    if not is_object(value):
        return {}, {}
    by_wire = {one.wire: one for one in members}
    given = {
        by_wire[key].name: from_json(package, by_wire[key].type, item)
        for key, item in value.items()
        if key in by_wire
    }
    return given, {key: item for key, item in value.items() if key not in by_wire}


def _is_whole(parameter: Parameter, members: list[Parameter], value: Any) -> bool:
    if parameter.wire != "body" or len(members) != 1:
        return False
    return not isinstance(value, dict) or "body" not in value


def _body_value(body: Payload) -> Any:
    if body.parts is not None:
        value = dict(body.parts)
        for file in body.files:
            several = sum(one.field == file.field for one in body.files) > 1
            if several:
                value.setdefault(file.field, []).append(file_value(file))
            else:
                value[file.field] = file_value(file)
        return value
    if body.data is not None:
        return bytes_value(body.data)
    if body.text is not None and body.media_type.partition(";")[0].endswith(("/json", "+json")):
        return json.loads(body.text)
    return body.text
