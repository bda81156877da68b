"""The wire as data: the `Operation` value of each method, and how the method hands its inputs to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from specpress.ir import types as ir
from specpress.ir.api import Content, Encoded, Encoding, Operation, Parameter
from specpress.ir.graph import resolved
from specpress.ir.names import Name, words
from specpress.targets.bodies import Shape
from specpress.targets.scopes import allocate
from specpress.targets.servers import usual_url
from specpress.targets.typescript import symbols as ts
from specpress.targets.typescript.arguments import Argument
from specpress.targets.typescript.expressions import source
from specpress.targets.typescript.imports import Imports
from specpress.targets.typescript.layout import (
    Atom,
    Group,
    Source,
    array,
    call,
    flat,
    key,
    literal,
    record,
    string,
    strings,
)
from specpress.targets.typescript.methods import answers, page_class
from specpress.targets.typescript.names import RESERVED_ARGUMENTS, camel
from specpress.targets.typescript.plan import Action, Plan
from specpress.targets.typescript.results import Row, returned
from specpress.targets.typescript.xml import document

Members = list[tuple[str, Source]]


def operation_value(action: Action, plan: Plan, imports: Imports) -> Source:
    """The object that describes an operation; what is OpenAPI's default is not stated."""
    operation = action.operation
    members: Members = [("method", string(operation.method)), ("path", string(operation.path))]
    declared = {each.id: each.type for each in plan.api.declarations}
    if parameters := [each for each in (_parameter(each, declared) for each in operation.parameters) if each]:
        members.append(("parameters", array(parameters)))
    if action.shape:
        members.append(("body", _body(action.shape, plan, imports)))
    if result := _result(answers(action), plan, imports):
        members.append(("result", result))
    if operation.security:
        ids = dict.fromkeys(tuple(id for id, _ in each.schemes) for each in operation.security)
        alternatives = [strings(each) for each in ids]
        members.append(("security", array(alternatives)))
    if operation.servers:
        members.append(("server", string(usual_url(operation.servers[0]))))
    if operation.pagination:
        members.append(("pagination", _pagination(operation)))
    return record(members, explode=True)


def operation_type(action: Action, imports: Imports) -> Source:
    """The type of that object."""
    if page_class(action.operation):
        return Atom(imports.name(ts.runtime("ListOperation", "pagination")))
    name = imports.name(ts.runtime("Operation", "operation"))
    return call_type(name, source(returned(answers(action)), imports))


def call_type(name: str, *arguments: Source) -> Source:
    """A generic type."""
    return Group(name, "<>", arguments)


@dataclass(frozen=True, slots=True)
class Handing:
    """The statements of a method: what it takes out of `params`, and the inputs that it hands over."""

    taking: Source | None
    """The pattern that `params` is taken apart by."""
    inputs: Source | None


def handing(action: Action) -> Handing:
    """How a method hands its inputs to its operation.

    What has no place of its own goes into the body, or into the query where there is no body: members that a
    later version of the API knows are sent as well.
    """
    members = action.members
    rest = _rest(action)
    taken = [each for each in members if each.where != rest]
    locals_ = _locals(action, taken)
    params = "params" if any(each.required for each in members) else "params ?? {}"
    pattern: Source | None = None
    if taken:
        names: list[Source] = [
            Atom(local if local == each.name else f"{key(each.name)}: {local}")
            for each, local in zip(taken, locals_, strict=True)
        ]
        spread = [Atom(f"...{rest}")] if rest else []
        pattern = Group("", "{}", (*names, *spread), trailing=not rest)
    values = {id(each): Atom(local) for each, local in zip(taken, locals_, strict=True)}
    values |= {id(each): Atom(each.name) for each in action.arguments if each.positional}
    given = ("params" if rest == "query" else params) if action.params else "{}"
    whole = Atom(rest if taken else given) if rest else None
    inputs = list(_inputs(action, values, rest, whole))
    return Handing(pattern, record(inputs) if inputs else None)


def _rest(action: Action) -> str:
    if action.shape and action.shape.record is not None:
        return "body"
    return "query" if any(each.where == "query" and each.name == each.wire for each in action.members) else ""


def _locals(action: Action, taken: list[Argument]) -> list[str]:
    positional = {each.name for each in action.arguments if each.positional}
    wants = {
        index: (each.name if each.where == "whole" else camel(Name(words(each.name)), role="argument"),)
        for index, each in enumerate(taken)
    }
    free = {each.wire for each in taken if each.where == "option" or (each.whole and each.where == "body")}
    reserved = RESERVED_ARGUMENTS - free
    names = allocate(wants, positional | reserved, joint="")
    return list(names.values())


def _inputs(
    action: Action, values: Mapping[int, Source], rest: str, whole: Source | None
) -> Iterator[tuple[str, Source]]:
    by_place: dict[str, Members] = {}
    for each in action.arguments:
        if id(each) in values:
            by_place.setdefault(each.where, []).append((each.wire, values[id(each)]))
    for place in ("path", "query", "querystring", "header", "cookie", "body"):
        given = by_place.get(place, [])
        if place == "body" and "whole" in by_place and whole is not None:
            other = flat(by_place["whole"][0][1])
            yield place, Atom(f"{other} === undefined ? {flat(whole)} : {other}")
        elif place == rest and whole is not None:
            own = record(given).items
            yield place, Group("", "{}", (*own, Atom(f"...{flat(whole)}"))) if own else whole
        elif (place == "querystring" and given) or (place == "body" and given):
            yield place, given[0][1]
        elif given:
            yield place, record(given)
    yield from by_place.get("option", ())
    if action.streams and whole is not None:
        plain, streamed = (rows[0].media_type for rows in action.streams)
        flag = flat(whole).removesuffix(" ?? {}")
        dot = "?." if flat(whole) != flag else "."
        yield "accept", Atom(f"{flag}{dot}stream ? {flat(string(streamed))} : {flat(string(plain))}")


_PARAMETER_DEFAULTS: Final[Mapping[str, Mapping[str, ir.Json]]] = {
    "path": {"style": "simple", "explode": False, "allowReserved": False},
    "query": {"style": "form", "explode": True, "allowReserved": False, "allowEmpty": False},
    "header": {"explode": False},
    "cookie": {"style": "form", "explode": True},
    "querystring": {},
}


def _parameter(each: Parameter, declared: Mapping[str, ir.Type]) -> Source | None:
    """The entry of a parameter, or None where it needs none."""
    said: dict[str, ir.Json] = {}
    styled = each.serialization
    if isinstance(styled, Encoded):
        said["content"] = styled.media_type
    else:
        stated: dict[str, ir.Json] = {
            "style": styled.style,
            "explode": styled.explode,
            "allowReserved": styled.allow_reserved,
            "allowEmpty": styled.allow_empty,
        }
        defaults = _PARAMETER_DEFAULTS[each.location]
        said = {name: value for name, value in stated.items() if defaults.get(name, value) != value}
    if each.location == "header" and not each.always:
        type_ = resolved(each.type, declared)
        type_ = type_.inner if isinstance(type_, ir.Nullable) else type_
        said |= {"array": True} if isinstance(type_, ir.Array | ir.Tuple) else {}
    if each.always:
        said["always"] = list(each.always)
    if each.fixed is not None:
        said["fixed"] = _text(each.fixed)
    if not said and each.location != "querystring":
        return None
    head: Members = [("in", string(each.location)), ("name", string(each.wire))]
    return record([*head, *((name, literal(value)) for name, value in said.items())])


_BODIES: Final = {
    "json": ("jsonBody", "bodies", "application/json"),
    "form": ("formBody", "bodies", "application/x-www-form-urlencoded"),
    "multipart": ("multipartBody", "multipart", "multipart/form-data"),
    "text": ("textBody", "bodies", "text/plain"),
    "xml": ("textBody", "bodies", "text/plain"),
    "sse": ("textBody", "bodies", "text/plain"),
    "binary": ("binaryBody", "uploads", "application/octet-stream"),
    "json-lines": ("jsonLinesBody", "bodies", "application/jsonl"),
}


def _body(shape: Shape, plan: Plan, imports: Imports) -> Source:
    described = (shape.content, *shape.alternatives, *shape.others)
    contents = [_content(each, shape, plan, imports) for each in described]
    return contents[0] if len(contents) == 1 else array(contents)


def _content(content: Content, shape: Shape, plan: Plan, imports: Imports) -> Source:
    name, module, default = _BODIES[content.kind]
    structured = content.kind == "xml" and plan.shapes.are_for(content.type)
    if structured:
        name, module, default = "xmlBody", "xml", "application/xml"
    members: Members = [("required", Atom("true"))] if shape.body.required else []
    # What octets are they may say themselves, or the caller; all else is written in one way only.
    if content.media_type != default and (content.kind == "binary" or "*" not in content.media_type):
        members.append(("mediaType", string(content.media_type)))
    if content.kind in ("form", "multipart"):
        encodings = [(each.property, spelt) for each in content.encodings if (spelt := _encoding(each))]
        members += [("encodings", record(encodings))] if encodings else []
    members += [("shape", document(content.type, plan.shapes, imports))] if structured else []
    made = imports.name(ts.runtime(name, module), value=True)
    return call(made, record(members)) if members else call(made)


def _encoding(each: Encoding) -> Source | None:
    members: Members = [("contentType", string(each.content_type))] if each.content_type else []
    if each.styled:
        members.append(("style", string(each.styled.style)))
        if not each.styled.explode:
            members.append(("explode", Atom("false")))
        if each.styled.allow_reserved:
            members.append(("allowReserved", Atom("true")))
    headers: Members = [
        (header.wire, string(_text(header.type.value)))
        for header in each.headers
        if isinstance(header.type, ir.Literal)
    ]
    members += [("headers", record(headers))] if headers else []
    return record(members) if members else None


_RESULTS: Final = {
    "json": ("json", "responses", "application/json"),
    "xml": ("xml", "xml", "application/xml"),
    "text": ("text", "responses", "text/plain"),
    "binary": ("binary", "responses", "application/octet-stream"),
    "none": ("none", "responses", ""),
    "empty": ("empty", "responses", ""),
    "sse": ("sse", "streaming", "text/event-stream"),
    "json-lines": ("jsonLines", "streaming", "application/jsonl"),
}


def _result(rows: tuple[Row, ...], plan: Plan, imports: Imports) -> Source | None:
    """One kind of result or several; None where it is the usual one, a JSON document."""
    if len(rows) > 1 and any(row.kind != "none" for row in rows):
        return array([_row(row, plan, imports, alone=False) for row in rows])
    row = next(iter(rows), Row("none", ts.VOID, "2XX", ""))
    if row.kind == "json" and row.media_type == "application/json":
        return None
    return _row(row, plan, imports, alone=True)


def _row(row: Row, plan: Plan, imports: Imports, *, alone: bool) -> Source:
    name, module, default = _RESULTS["empty" if row.kind == "none" and not alone else row.kind]
    items: list[Source] = []
    if row.kind == "xml" and row.source is not None:
        items.append(document(row.source, plan.shapes, imports))
    if row.kind != "none" and (row.media_type != default or (row.status != "2XX" and not alone)):
        items.append(string(row.media_type))
    if row.status != "2XX" and not alone:
        items.append(string(row.status))
    return call(imports.name(ts.runtime(name, module), value=True), *items)


def _pagination(operation: Operation) -> Source:
    page = operation.pagination
    if page is None:
        raise ValueError(operation.id)
    members: Members = [("kind", string(page.kind))]
    members += [("items", strings(page.items))] if page.items else []
    members += [("request", string(page.request))] if page.request else []
    members += [("next", strings(page.next))] if page.next else []
    members += [("hasMore", strings(page.has_more))] if page.has_more else []
    return record(members)


def _text(value: ir.Json) -> str:
    """A fixed value as it is sent."""
    return str(value).lower() if isinstance(value, bool) else str(value)
