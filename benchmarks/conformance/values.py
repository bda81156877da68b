"""Expected values as arguments: text and JSON turned into what the type of an argument asks for.

Arguments travel to the programs that call clients as JSON. What JSON cannot say is an object with one key,
`$` and the name of a type: `{"$datetime": "2022-08-26T18:38:00Z"}`.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard
from urllib.parse import unquote

from specpress.targets.base import Apply, Class, Literals, OneOf, Symbol, TypeExpression

from conformance.scenarios import File
from conformance.surfaces import Package

_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_SPECIAL = {
    "datetime:datetime": ("datetime", _DATE_TIME),
    "datetime:date": ("date", re.compile(r"\d{4}-\d\d-\d\d")),
    "datetime:time": ("time", re.compile(r"\d\d:\d\d:\d\d(\.\d+)?")),
    "datetime:timedelta": ("timedelta", re.compile(r"-?P(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")),
    "decimal:Decimal": ("Decimal", re.compile(r"-?\d+(\.\d+)?")),
}
_LISTS = ("List", "Sequence", "Iterable", "Array", "ReadonlyArray", "Tuple", "SequenceNotStr")
_MAPS = ("Dict", "Mapping", "Record")
_NUMBERS = ("int", "float", "number")


def from_json(package: Package, type: TypeExpression, value: Any) -> Any:
    """A JSON value as an argument, its strings made dates and the like where the type has room for them."""
    meant = package.meaning(type)
    if isinstance(meant, Class):
        if not is_object(value):
            return value
        types = {field.wire or field.name: field.type for field in meant.fields}
        return {
            key: from_json(package, types[key], item) if key in types else item for key, item in value.items()
        }
    if isinstance(meant, OneOf):
        converted = (from_json(package, member, value) for member in meant.members)
        return next((one for one in converted if one != value), value)
    if isinstance(meant, Apply):
        if meant.base.name in _LISTS and is_list(value):
            return [from_json(package, meant.arguments[0], item) for item in value]
        if meant.base.name in _MAPS and is_object(value):
            return {key: from_json(package, meant.arguments[-1], item) for key, item in value.items()}
        if meant.base.name in ("Optional", "Required", "NotRequired"):
            return from_json(package, meant.arguments[0], value)
        return value
    if isinstance(meant, Symbol) and (special := _SPECIAL.get(f"{meant.module}:{meant.name}")):
        tag, pattern = special
        text = str(value) if tag == "Decimal" else value
        return {f"${tag}": text} if isinstance(text, str) and pattern.fullmatch(text) else value
    return value


def from_text(package: Package, type: TypeExpression, value: Any, delimiter: str = ",") -> Any:
    """The text of a parameter as an argument; a list of texts where the server has already split it."""
    shape = shape_of(package, type)
    if shape == "list":
        items = value if is_list(value) else str(value).split(delimiter)
        return [from_text(package, item_type(package, type), item) for item in items]
    if shape == "map":
        pairs = value if is_object(value) else _pairs(str(value), delimiter)
        return {key: from_text(package, item_type(package, type), item) for key, item in pairs.items()}
    return _scalar(package, type, str(value))


def shape_of(package: Package, type: TypeExpression) -> str:
    """`list`, `map` or `scalar`: what a parameter's style depends on."""
    meant = package.meaning(type)
    if isinstance(meant, Class):
        return "map"
    members = meant.members if isinstance(meant, OneOf) else (meant,)
    for member in members:
        inner = package.meaning(member)
        if isinstance(inner, Class):
            return "map"
        if isinstance(inner, Apply):
            if inner.base.name in _LISTS:
                return "list"
            if inner.base.name in _MAPS:
                return "map"
            if inner.base.name in ("Optional", "Required", "NotRequired"):
                return shape_of(package, inner.arguments[0])
    return "scalar"


def item_type(package: Package, type: TypeExpression) -> TypeExpression:
    """The type of the items of a list, or of the values of a map."""
    meant = package.meaning(type)
    if isinstance(meant, OneOf):
        return next(
            (item_type(package, one) for one in meant.members if shape_of(package, one) != "scalar"), type
        )
    if isinstance(meant, Apply):
        inner = meant.arguments[-1]
        return item_type(package, inner) if meant.base.name in ("Optional", "Required") else inner
    return Symbol("str")


def styled(text: str, style: str, explode: bool, name: str, shape: str) -> Any:
    """The text of a path parameter without its style (RFC 6570): texts, or lists and maps of them."""
    prefix = {"label": ".", "matrix": ";"}.get(style, "")
    text = text.removeprefix(prefix) if prefix else text
    separator = prefix or "," if explode else ","
    if style == "matrix" and (not explode or shape == "scalar"):
        text = text.removeprefix(f"{name}=")
    if shape == "scalar":
        return unquote(text)
    parts = [unquote(part) for part in text.split(separator)]
    if shape == "list":
        return [part.removeprefix(f"{name}=") for part in parts] if style == "matrix" and explode else parts
    if explode:
        return {key: value for key, _, value in (part.partition("=") for part in parts)}
    return dict(zip(parts[::2], parts[1::2], strict=False))


def sample(package: Package, type: TypeExpression) -> Any:
    """Some value of a type, for what must be given although nobody looks at it."""
    meant = package.meaning(type)
    if isinstance(meant, Class):
        return {}
    if isinstance(meant, OneOf):
        return sample(package, meant.members[0])
    if isinstance(meant, Literals):
        return meant.values[0]
    shape = shape_of(package, type)
    if shape != "scalar":
        return [] if shape == "list" else {}
    if isinstance(meant, Apply):
        return sample(package, meant.arguments[0])
    samples = {"bool": True, "boolean": True, **dict.fromkeys(_NUMBERS, 1)}
    return samples.get(meant.name, "sample")


def file_value(file: File) -> Mapping[str, Any]:
    """A file as an argument."""
    return {"$file": [file.name, b64encode(file.data).decode(), file.media_type]}


def bytes_value(data: bytes) -> Mapping[str, Any]:
    """Bytes as an argument."""
    return {"$bytes": b64encode(data).decode()}


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a JSON value is an array."""
    return isinstance(value, list)


def _scalar(package: Package, type: TypeExpression, text: str) -> Any:
    meant = package.meaning(type)
    if isinstance(meant, OneOf):
        found = [_scalar(package, member, text) for member in meant.members]
        return next((one for one in found if one != text), text)
    if isinstance(meant, Apply):
        return _scalar(package, meant.arguments[0], text)
    if isinstance(meant, Literals):
        return next((value for value in meant.values if _text(value) == text), text)
    if isinstance(meant, Class):
        return text
    if meant.name in _NUMBERS and re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", text):
        return json.loads(text)
    if meant.name in ("bool", "boolean") and text in ("true", "false"):
        return text == "true"
    return from_json(package, type, text)


def _pairs(text: str, delimiter: str) -> Mapping[str, str]:
    parts: Sequence[str] = text.split(delimiter)
    return dict(zip(parts[::2], parts[1::2], strict=False))


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
