"""The servers of an API as users of its client see them: which there are, and what is said of each."""

from __future__ import annotations

from typing import Final

from specpress.ir.api import Api, Server
from specpress.ir.names import words

_EXAMPLE: Final = "https://api.example.com"


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
    return (
        f"https://api.example.com/{path}" if path and not url.startswith("//") else "https://api.example.com"
    )


def base_url_doc(api: Api) -> str:
    """What is said of the base URL: its path, where the document says no more."""
    url = example_url(api)
    return f"Where the API is, with the path that it has there: `{url}`." if url not in ("", _EXAMPLE) else ""


def environment_doc(servers: tuple[Server, ...]) -> str:
    """What is said of the argument that chooses among servers: which they are."""
    return "\n".join(("One of the servers:", *map(_entry, servers)))


def _entry(server: Server) -> str:
    said = " ".join(server.description.split())
    known = {*server.name.split("_"), "server", "environment", "api", "url"}
    beyond = said and {word.lower() for word in words(said)} - known
    return f"- `{server.name}`: {server.url}" + (f" ({said})" if beyond else "")
