"""What a generated Python package offers, read from the `surface.json` beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from specpress.audit.raw import as_list, as_object

Json: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a method. `location` is empty for what no document names (`timeout`).

    `is_member`: it is a member of the one object of a TypeScript method.
    """

    name: str
    location: str
    wire: str
    required: bool
    literals: tuple[Any, ...]
    is_member: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A method that calls an operation: where it is found from the client, and what it takes."""

    operation: str
    attributes: tuple[str, ...]
    arguments: tuple[Argument, ...]


def client_name(surface: Json) -> str:
    """The name of the synchronous client's class."""
    return next(name for name, member in _classes(surface).items() if _is_client(member)).partition(":")[2]


def offered(surface: Json) -> Mapping[str, Offered]:
    """The method of each operation, by operation id (`GET /path`), found by walking from the client."""
    classes = _classes(surface)
    found: dict[str, Offered] = {}
    waiting: list[tuple[tuple[str, ...], Json]] = [
        ((), member) for member in classes.values() if _is_client(member)
    ]
    while waiting:
        path, member = waiting.pop()
        for method in member.get("methods", ()):
            operation = method.get("operation")
            if operation and operation not in found:
                arguments = tuple(_argument(parameter) for parameter in method.get("parameters", ()))
                found[operation] = Offered(operation, (*path, method["name"]), arguments)
        for field in member.get("fields", ()):
            if isinstance(field.get("type"), str) and field["type"] in classes:
                waiting.append(((*path, field["name"]), classes[field["type"]]))
    return found


def count_types(surface: Json) -> int:
    """How many types the package exports: models, parameter types and aliases."""
    types = ("model", "params")
    return sum(1 for _, member in _members(surface) if member.get("kind") in types or "alias" in member)


def credentials(surface: Json) -> dict[str, str]:
    """Something for every credential that the synchronous client takes."""
    clients = (member for _, member in _members(surface) if _is_client(member))
    inits = (method for method in next(clients)["methods"] if method["name"] == "__init__")
    return {
        parameter["name"]: "secret"
        for parameter in next(inits).get("parameters", ())
        if parameter["name"] not in _SETTINGS and "str" in json.dumps(parameter.get("type"))
    }


def _classes(surface: Json) -> dict[str, Json]:
    return {
        f"{module}:{member['class']}": member for module, member in _members(surface) if "class" in member
    }


def _members(surface: Json) -> Iterator[tuple[str, Json]]:
    for module in surface.get("modules", ()):
        for member in module.get("members", ()):
            yield module["path"], member


def _is_client(member: Json) -> bool:
    return member.get("kind") == "client" and not member["class"].startswith("Async")


def _argument(parameter: Json) -> Argument:
    return Argument(
        name=parameter["name"],
        location=parameter.get("location", ""),
        wire=parameter.get("wire", ""),
        required=bool(parameter.get("required")),
        literals=tuple(_literals(parameter.get("type"))),
        is_member=parameter.get("kind") == "member",
    )


def _literals(type: Any) -> Iterator[Any]:
    stated = as_object(type)
    yield from as_list(stated.get("literals"))
    for key in ("with", "any"):
        for part in as_list(stated.get(key)):
            yield from _literals(part)


_SETTINGS: Final = frozenset(
    ("base_url", "timeout", "max_retries", "default_headers", "default_query", "http_client")
)
"""What every client takes beside credentials."""
