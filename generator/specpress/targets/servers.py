"""The servers of an API as its clients see them: which there are, and what they leave open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from specpress.ir.api import Api, Server, ServerVariable

EXAMPLE: Final = "https://api.example.com"
"""What stands for the base URL of an API that does not say where it is."""


def server_variables(api: Api) -> Mapping[str, ServerVariable]:
    """The variables in the URLs of all servers, by their names there.

    One that several servers have may be what any of them admits: their values together, or any text where
    one of them lists none.
    """
    found: dict[str, ServerVariable] = {}
    for server in api.servers:
        for each in server.variables:
            known = found.get(each.wire, each)
            listed = bool(known.enum and each.enum)
            values = tuple(dict.fromkeys((*known.enum, *each.enum))) if listed else ()
            found[each.wire] = replace(known, enum=values, description=known.description or each.description)
    return found


def environments(api: Api) -> tuple[Server, ...]:
    """The servers that a client chooses among by name; empty where there is nothing to choose.

    One without a host is none: it would have to be given all the same.
    """
    return tuple(each for each in api.servers if each.name and has_host(each)) if len(api.servers) > 1 else ()


def usual_url(server: Server) -> str:
    """The URL of a server whose variables are as they are by default."""
    url = server.url
    for variable in server.variables:
        url = url.replace("{" + variable.wire + "}", variable.default)
    return url


def has_host(server: Server) -> bool:
    """Whether the URL of a server says where it is, or a variable of it may."""
    return "://" in usual_url(server) or server.url.startswith("{")


def example_url(api: Api) -> str:
    """The base URL as its user may give it, with the path that the document says; empty where it says all."""
    server = next(iter(api.servers), None)
    url = usual_url(server) if server else ""
    if "://" in url:
        return ""
    path = url.strip("/")
    return f"{EXAMPLE}/{path}" if path and not url.startswith("//") else EXAMPLE
