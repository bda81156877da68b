"""A Surface as JSON and back.

One field, method or export a line, in the Surface's own order, defaults left out: two branches that touch
different things merge. What does not count when Surfaces are compared (texts, pointers) is not written.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeVar, assert_never, cast

from specpress.targets.base import (
    Alias,
    Apply,
    Class,
    Export,
    Field,
    Literals,
    Member,
    Method,
    Module,
    OneOf,
    Parameter,
    Surface,
    Symbol,
    TypeExpression,
)


def dumps(surface: Surface) -> str:
    """The surface as JSON text, ending in a newline."""
    head = {key: getattr(surface, key) for key in ("target", "package", "distribution", "version")}
    modules = [_block({"path": module.path}, {"members": _members(module)}, 1) for module in surface.modules]
    return _block(head, {"modules": modules}, 0) + "\n"


def loads(text: str) -> Surface:
    """The surface that :func:`dumps` wrote.

    Raises:
        ValueError: the text is no such JSON.
    """
    try:
        data = json.loads(text)
        return Surface(
            target=data["target"],
            package=data["package"],
            distribution=data["distribution"],
            version=data["version"],
            modules=tuple(
                Module(path=module["path"], members=_many(_read_member, module.get("members", ())))
                for module in data["modules"]
            ),
        )
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"not a surface: {error!r}") from error


def expression_to_json(expression: TypeExpression) -> Any:
    """A type expression as a JSON value: `module:name`, `{"of", "with"}`, `{"literals"}` or `{"any"}`."""
    match expression:
        case Symbol():
            return f"{expression.module}:{expression.name}" if expression.module else expression.name
        case Apply():
            return {
                "of": expression_to_json(expression.base),
                "with": [expression_to_json(argument) for argument in expression.arguments],
            }
        case Literals():
            return {"literals": list(expression.values)}
        case OneOf():
            return {"any": [expression_to_json(member) for member in expression.members]}
        case _:
            assert_never(expression)


def expression_from_json(value: Any) -> TypeExpression:
    """The type expression that :func:`expression_to_json` made a value of."""
    if isinstance(value, str):
        return _symbol(value)
    if "of" in value:
        return Apply(_symbol(value["of"]), _many(expression_from_json, value["with"]))
    if "literals" in value:
        return Literals(tuple(value["literals"]))
    return OneOf(_many(expression_from_json, value["any"]))


# --- writing


def _members(module: Module) -> list[str]:
    return [_member(member) for member in module.members]


def _member(member: Member) -> str:
    match member:
        case Export():
            return _line({"export": member.name, "source": member.source})
        case Alias():
            return _line({"alias": member.name, **_plain(member, "name")})
        case Class():
            head = {"class": member.name, **_plain(member, "name", "fields", "methods")}
            fields = [_line(_plain(each)) for each in member.fields]
            methods = [_line(_plain(each)) for each in member.methods]
            return _block(head, {"fields": fields, "methods": methods}, 2)
        case _:
            assert_never(member)


def _plain(value: Field | Method | Parameter | Alias | Class, *without: str) -> dict[str, Any]:
    """The compared fields of a dataclass that differ from their defaults."""
    shown: dict[str, Any] = {}
    for field in dataclasses.fields(value):
        content = getattr(value, field.name)
        if field.compare and field.name not in without and content != field.default:
            shown[field.name] = _value(content)
    return shown


def _value(content: object) -> Any:
    match content:
        case Symbol() | Apply() | Literals() | OneOf():
            return expression_to_json(content)
        case Parameter():
            return _plain(content)
        case tuple():
            return [_value(item) for item in cast("tuple[object, ...]", content)]
        case _:
            return content


def _line(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def _block(head: Mapping[str, Any], lists: Mapping[str, Sequence[str]], indent: int) -> str:
    """An object whose lists have one item a line. Empty lists are left out."""
    text = _line(head)[:-1]
    margin = "\n" + " " * (indent + 1)
    for key, items in lists.items():
        if items:
            text += f', "{key}": [{margin}' + f",{margin}".join(items) + "\n" + " " * indent + "]"
    return text + "}"


# --- reading

Item = TypeVar("Item")


def _many(read: Callable[[Any], Item], values: Sequence[Any]) -> tuple[Item, ...]:
    return tuple(read(value) for value in values)


def _symbol(text: str) -> Symbol:
    module, _, name = text.rpartition(":")
    return Symbol(name, module)


def _read_member(data: Mapping[str, Any]) -> Member:
    if "export" in data:
        return Export(name=data["export"], source=data["source"])
    if "alias" in data:
        return Alias(
            name=data["alias"],
            type=expression_from_json(data["type"]),
            declaration=data.get("declaration", ""),
        )
    return Class(
        name=data["class"],
        kind=data["kind"],
        bases=_many(expression_from_json, data.get("bases", ())),
        fields=_many(_read_field, data.get("fields", ())),
        methods=_many(_read_method, data.get("methods", ())),
        declaration=data.get("declaration", ""),
    )


def _read_field(data: Mapping[str, Any]) -> Field:
    return Field(
        name=data["name"],
        type=expression_from_json(data["type"]),
        wire=data.get("wire", ""),
        required=data.get("required", True),
        deprecated=data.get("deprecated", False),
    )


def _read_method(data: Mapping[str, Any]) -> Method:
    returns = data["returns"]
    return Method(
        name=data["name"],
        parameters=_many(_read_parameter, data.get("parameters", ())),
        returns=None if returns is None else expression_from_json(returns),
        asynchronous=data.get("asynchronous", False),
        operation=data.get("operation", ""),
        deprecated=data.get("deprecated", False),
    )


def _read_parameter(data: Mapping[str, Any]) -> Parameter:
    kind: Literal["positional", "positional-or-keyword", "keyword", "member"] = data["kind"]
    return Parameter(
        name=data["name"],
        kind=kind,
        type=expression_from_json(data["type"]),
        required=data.get("required", False),
        default=data.get("default", ""),
        location=data.get("location", ""),
        wire=data.get("wire", ""),
    )
