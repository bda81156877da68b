"""Servers and their variables (OpenAPI 3.1, 4.8.5; names of servers: 3.2)."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from specpress.diagnostics import Diagnostics
from specpress.document.pointer import Cursor
from specpress.ir.api import Server, ServerVariable
from specpress.ir.names import Name, words

_VARIABLE: Final = re.compile(r"\{([^{}]+)\}")
_LONGEST_NAME: Final = 3


def servers(holder: Cursor, diagnostics: Diagnostics) -> tuple[Server, ...]:
    """The servers that a document, path item or operation lists, in its order, each with a name of its
    own."""
    found: list[Server] = []
    taken: set[str] = set()
    for cursor in (holder / "servers").items():
        if not (cursor / "url").text:
            continue
        name = _unique(_name(cursor), taken)
        taken.add(name)
        found.append(
            Server(
                url=(cursor / "url").text,
                name=name,
                description=(cursor / "description").text,
                variables=_variables(cursor, diagnostics),
            )
        )
    return tuple(found)


def is_absolute(server: Server) -> bool:
    """Whether requests can be sent with nothing but what the document says of this server."""
    return bool(re.match(r"(https?|wss?)://", server.url)) or server.url.startswith("{")


def _name(cursor: Cursor) -> str:
    """Its `name`, else its description where that is a name, else the first part of its host."""
    if (cursor / "name").text:
        return _spelt(words((cursor / "name").text))
    description = words((cursor / "description").text) if (cursor / "description").text else ()
    kept = tuple(word for word in description if word.lower() not in ("server", "environment", "api", "url"))
    if kept and len(description) <= _LONGEST_NAME:
        return _spelt(kept)
    host = _host(_VARIABLE.sub("", (cursor / "url").text))
    first = host.split(".")[0] if host else ""
    return _spelt(words(first)) if first else "default"


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.partition(":")[0]
    except ValueError:  # half an IPv6 address, say
        return ""


def _spelt(parts: tuple[str, ...]) -> str:
    return "_".join(part.lower() for part in parts)


def _unique(name: str, taken: set[str]) -> str:
    number = 2
    unique = name
    while unique in taken:
        unique = f"{name}_{number}"
        number += 1
    return unique


def _variables(cursor: Cursor, diagnostics: Diagnostics) -> tuple[ServerVariable, ...]:
    found: list[ServerVariable] = []
    for wire in dict.fromkeys(_VARIABLE.findall((cursor / "url").text)):
        variable = cursor / "variables" / wire
        enum = tuple(item for item in (variable / "enum").sequence if isinstance(item, str))
        default = (variable / "default").text
        if not default and "default" not in variable:
            diagnostics.warning(
                "server-variable-without-default",
                f"The server variable {wire!r} has no default; "
                + (f"{enum[0]!r} is taken." if enum else "callers must give it."),
                variable.pointer if variable.mapping else cursor.pointer,
                hint="Add the variable with a `default` under `variables`.",
            )
            default = enum[0] if enum else ""
        found.append(
            ServerVariable(
                wire=wire,
                name=Name(words(wire)),
                default=default,
                enum=enum,
                description=(variable / "description").text,
            )
        )
    return tuple(found)
