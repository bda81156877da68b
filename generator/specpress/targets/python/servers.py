"""The servers of an API as users of its client see them: which there are, and what is said of each."""

from __future__ import annotations

from specpress.ir.api import Api, Server
from specpress.ir.names import words
from specpress.targets.servers import EXAMPLE, example_url


def base_url_doc(api: Api) -> str:
    """What is said of the base URL: its path, where the document says no more."""
    url = example_url(api)
    return f"Where the API is, with the path that it has there: `{url}`." if url not in ("", EXAMPLE) else ""


def environment_doc(servers: tuple[Server, ...]) -> str:
    """What is said of the argument that chooses among servers: which they are."""
    return "\n".join(("One of the servers:", *map(_entry, servers)))


def _entry(server: Server) -> str:
    said = " ".join(server.description.split())
    known = {*server.name.split("_"), "server", "environment", "api", "url"}
    beyond = said and {word.lower() for word in words(said)} - known
    return f"- `{server.name}`: {server.url}" + (f" ({said})" if beyond else "")
