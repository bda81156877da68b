"""The wire as data: the `Operation` value of each method, and how the method hands its arguments to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from specpress.ir import types as ir
from specpress.ir.api import Content, Encoded, Encoding, Operation, Parameter, Styled
from specpress.ir.graph import resolved
from specpress.targets.base import Symbol, TypeExpression
from specpress.targets.bodies import Shape, Where
from specpress.targets.python import symbols as py
from specpress.targets.python.imports import Imports
from specpress.targets.python.layout import (
    Atom,
    Group,
    Keyed,
    Source,
    call,
    literal,
    mapping,
    string,
    strings,
    tuple_of,
)
from specpress.targets.python.methods import accept_rows, stream_rows
from specpress.targets.python.plan import Action, Plan
from specpress.targets.python.results import Row
from specpress.targets.python.runtime_names import OPERATION
from specpress.targets.servers import usual_url

EXTRA: Final = "extra=(extra_headers, extra_query, extra_body, timeout)"


def operation_value(action: Action, plan: Plan, imports: Imports) -> Source:
    """The `Operation(...)` of an action; what is OpenAPI's default is not stated."""
    made = _Maker(plan, imports)
    operation = action.operation
    items: list[Source] = [string(operation.method), string(operation.path)]
    parameters = [each for each in map(made.parameter, operation.parameters) if each]
    if parameters:
        items.append(Keyed("parameters=", tuple_of(parameters)))
    if action.shape:
        items.append(Keyed("body=", made.body(action.shape)))
    if action.outcome.rows and (result := made.result(action.outcome.rows)):
        items.append(Keyed("result=", result))
    if action.outcome.errors:
        errors = [
            tuple_of([string(status), made.reference(type_)]) for status, type_ in action.outcome.errors
        ]
        items.append(Keyed("errors=", tuple_of(errors)))
    if operation.security:
        ids = dict.fromkeys(tuple(id for id, _ in each.schemes) for each in operation.security)
        alternatives = [strings(each) for each in ids]
        items.append(Keyed("security=", tuple_of(alternatives)))
    if operation.servers:
        items.append(Keyed("server=", string(usual_url(operation.servers[0]))))
    if operation.pagination:
        items.append(Keyed("pagination=", made.pagination(operation)))
    return call(made.name("Operation"), *items)


def reference(type_: TypeExpression, plan: Plan) -> Source:
    """A type that the runtime imports when it is first needed."""
    if not isinstance(type_, Symbol):
        return string("object")
    home = plan.files.get(type_)
    if home is None:
        return string(type_.name)
    return string(f"{home.removeprefix(f'{plan.package.name}.')}:{type_.name}")


def decoded(action: Action) -> TypeExpression:
    """The type argument of an `Operation`: the item of a page or stream, bytes, or the decoded body."""
    if action.operation.pagination and action.item is not None:
        return action.item
    rows = answers(action)
    plain = [row for row in rows if row.kind in ("json", "text", "none")]
    if not plain and rows:
        return rows[0].type
    return py.one_of(iter([row.type for row in plain] or [py.NONE]))


def runner(action: Action) -> str:
    """The method of a resource that sends the request, by what comes back."""
    if action.operation.pagination:
        return "_list"
    kinds = {row.kind for row in answers(action)}
    if not kinds or kinds & {"json", "text", "none"}:
        return "_call"
    return "_download" if "binary" in kinds else "_stream"


def answers(action: Action) -> tuple[Row, ...]:
    """All kinds of response that the method may return something for."""
    if streams := stream_rows(action):
        return (*streams[0], *streams[1])
    return tuple(dict.fromkeys((*action.outcome.usual, *action.outcome.accepted)))


def sent(action: Action) -> Iterator[Source]:
    """What a method hands over: its arguments by place and wire name."""
    by_place: dict[Where, list[tuple[str, Source]]] = {}
    for each in action.arguments:
        by_place.setdefault(each.where, []).append((each.wire, Atom(each.name)))
    for place in ("path", "query", "querystring", "body", "header", "cookie", "whole"):
        given = by_place.get(place, [])
        if place == "querystring" and given:
            yield Keyed("querystring=", given[0][1])
        elif place == "body" and action.shape:
            yield Keyed("body=", given[0][1] if action.shape.record is None else mapping(given))
        elif place == "whole" and given:
            yield Keyed("whole_body=", given[0][1])
        elif given:
            yield Keyed(f"{place}=", mapping(given))
    for wire, value in by_place.get("option", ()):
        yield Keyed(f"{wire}=", value)
    if accept_rows(action):
        yield Atom("accept=accept")
    yield Atom(EXTRA)


class _Maker:
    """Values of the runtime's data classes, for one file."""

    def __init__(self, plan: Plan, imports: Imports) -> None:
        self._plan = plan
        self._imports = imports

    def name(self, name: str) -> str:
        if name not in OPERATION:
            raise LookupError(f"the runtime has no {name}")
        return self._imports.name(Symbol(name, f"{self._plan.package.runtime}.operation"), needed=True)

    def parameter(self, each: Parameter) -> Source | None:
        """The entry of a parameter, or None where it needs none."""
        if each.location == "querystring":
            content = each.serialization.media_type if isinstance(each.serialization, Encoded) else ""
            return self._entry("InQueryString", each, {"content": content})
        kind, defaults = _DEFAULTS[each.location]
        said = {
            name: value for name, value in _serialization(each).items() if defaults.get(name, value) != value
        }
        said = {name: value for name, value in said.items() if name in defaults}
        if each.location == "header" and isinstance(self._resolved(each.type), ir.Array | ir.Tuple):
            said["array"] = not each.always
        if each.always:
            said["always"] = list(each.always)
        if each.fixed is not None:
            said["fixed"] = _text(each.fixed)
        shown = {name: value for name, value in said.items() if value is not False or defaults.get(name)}
        return self._entry(kind, each, shown) if shown else None

    def body(self, shape: Shape) -> Source:
        contents = [
            self._content(each, shape) for each in (shape.content, *shape.alternatives, *shape.others)
        ]
        return contents[0] if len(contents) == 1 else tuple_of(contents)

    def result(self, rows: tuple[Row, ...]) -> Source | None:
        """One JSON result by its type alone; several kinds as `Result`s; None where no body is expected."""
        if all(row.kind == "none" for row in rows):
            return None
        if len(rows) == 1 and rows[0].kind == "json" and rows[0].media_type == "application/json":
            return self.reference(rows[0].type)
        return tuple_of([self._row(row) for row in rows])

    def reference(self, type_: TypeExpression) -> Source:
        return reference(type_, self._plan)

    def pagination(self, operation: Operation) -> Source:
        page = operation.pagination
        if page is None:
            raise ValueError(operation.id)
        items: list[Source] = [Keyed("kind=", string(page.kind))]
        for key, path in (("items", page.items), ("next", page.next), ("has_more", page.has_more)):
            if path:
                items.append(Keyed(f"{key}=", strings(path)))
        if page.request:
            items.insert(1, Keyed("request=", string(page.request)))
        return call(self.name("Pagination"), *items)

    def _entry(self, kind: str, each: Parameter, said: Mapping[str, ir.Json]) -> Source:
        options = (
            Keyed(f"{name}=", _value(value)) for name, value in said.items() if value not in ("", None)
        )
        return call(self.name(kind), string(each.wire), *options)

    def _content(self, content: Content, shape: Shape) -> Source:
        kind, default = _CONTENTS[content.kind]
        items: list[Source] = [Keyed("required=", Atom("True"))] if shape.body.required else []
        if kind in ("Form", "Multipart") and content.encodings:
            encodings = [each for each in map(self._encoding, content.encodings) if each]
            items.extend([Keyed("encodings=", tuple_of(encodings))] if encodings else [])
        if content.media_type != default and "*" not in content.media_type:
            items.append(Keyed("media_type=", string(content.media_type)))
        return call(self.name(kind), *items)

    def _encoding(self, each: Encoding) -> Source | None:
        items: list[Source] = []
        if each.content_type:
            items.append(Keyed("content_type=", string(each.content_type)))
        if each.styled:
            items.append(Keyed("style=", string(each.styled.style)))
            if each.styled.explode != (each.styled.style == "form"):
                items.append(Keyed("explode=", literal(each.styled.explode)))
            elif not each.styled.explode:
                items.append(Keyed("explode=", Atom("False")))
            if each.styled.allow_reserved:
                items.append(Keyed("allow_reserved=", Atom("True")))
        fixed = [
            tuple_of([string(header.wire), string(_text(header.type.value))])
            for header in each.headers
            if isinstance(header.type, ir.Literal)
        ]
        if fixed:
            items.append(Keyed("headers=", tuple_of(fixed)))
        return call(self.name("Encoding"), string(each.property), *items) if items else None

    def _row(self, row: Row) -> Source:
        items: list[Source] = []
        if row.kind in ("json", "sse", "json-lines"):
            items.append(self.reference(row.type))
        if row.kind != "json":
            items.append(Keyed("kind=", string(row.kind)))
        if row.status != "2XX":
            items.append(Keyed("status=", string(row.status)))
        if row.media_type not in ("", "application/json"):
            items.append(Keyed("media_type=", string(row.media_type)))
        return call(self.name("Result"), *items)

    def _resolved(self, type_: ir.Type) -> ir.Type:
        type_ = resolved(type_, self._plan.declared)
        return type_.inner if isinstance(type_, ir.Nullable) else type_


_DEFAULTS: Final[Mapping[str, tuple[str, Mapping[str, ir.Json]]]] = {
    "path": ("InPath", {"style": "simple", "explode": False, "allow_reserved": False, "content": ""}),
    "query": (
        "InQuery",
        {"style": "form", "explode": True, "allow_reserved": False, "allow_empty": False, "content": ""},
    ),
    "header": ("InHeader", {"explode": False, "content": ""}),
    "cookie": ("InCookie", {"style": "form", "explode": True, "content": ""}),
}
_CONTENTS: Final = {
    "json": ("Json", "application/json"),
    "form": ("Form", "application/x-www-form-urlencoded"),
    "multipart": ("Multipart", "multipart/form-data"),
    "text": ("Text", "text/plain"),
    "xml": ("Text", "text/plain"),
    "sse": ("Text", "text/plain"),
    "binary": ("Binary", "application/octet-stream"),
    "json-lines": ("JsonLines", "application/jsonl"),
}


def _serialization(parameter: Parameter) -> dict[str, ir.Json]:
    match parameter.serialization:
        case Styled() as styled:
            return {
                "style": styled.style,
                "explode": styled.explode,
                "allow_reserved": styled.allow_reserved,
                "allow_empty": styled.allow_empty,
            }
        case Encoded(media_type=media_type):
            return {"content": media_type}


def _value(value: ir.Json) -> Source:
    return Group("", "()", tuple(map(literal, value))) if isinstance(value, list) else literal(value)


def _text(value: ir.Json) -> str:
    """A fixed value as it is sent."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
