"""Which operation of a document a request belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

_VARIABLE = re.compile(r"\{([^}]*)\}")
ADDRESS = "{address}"
"""Stands for the address of the mock server."""
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An operation, and the texts that stand in its path and in the URL of its server."""

    id: str
    """`GET /path`, as surfaces have it."""
    operation: Mapping[str, Any]
    parameters: tuple[Mapping[str, Any], ...]
    """Those of the path among them, without references."""
    path: Mapping[str, str]
    """Raw texts: styled and percent-encoded."""
    server: Mapping[str, str]
    """The variables of the server's URL; one in the place of an origin is `{address}`."""
    base_url: str
    """The server's URL, variables filled in, `{address}` in the place of its origin."""


def match(document: Mapping[str, Any], method: str, target: str) -> Match | None:
    """The operation that a request target fits best; None where there is none.

    Args:
      document: The OpenAPI document.
      method: Lower case.
      target: The path as it is sent.
    """
    found = list(_matches(document, method, target))
    return max(found, key=lambda one: _fixed_length(one.id), default=None)


def _matches(document: Mapping[str, Any], method: str, target: str) -> Iterator[Match]:
    origin, server = _server(document)
    for path, item in document.get("paths", {}).items():
        operation = item.get(method)
        hit = re.fullmatch(_pattern("s", server) + _pattern("p", path.rstrip("/")), target.rstrip("/"))
        if operation is None or method not in _METHODS or hit is None:
            continue
        both = [*item.get("parameters", ()), *operation.get("parameters", ())]
        parameters = tuple(_resolved(document, one) for one in both)
        names = {"s": _VARIABLE.findall(server), "p": _VARIABLE.findall(path)}
        texts = {
            side: {name: hit[f"{side}{index}"] for index, name in enumerate(all_names)}
            for side, all_names in names.items()
        }
        servers = {name: unquote(text) for name, text in texts["s"].items()}
        base_path = server
        for name, text in texts["s"].items():
            base_path = base_path.replace(f"{{{name}}}", text)
        yield Match(
            id=f"{method.upper()} {path}",
            operation=operation,
            parameters=parameters,
            path=texts["p"],
            server={**dict.fromkeys(origin, ADDRESS), **servers},
            base_url=ADDRESS + base_path,
        )


def _server(document: Mapping[str, Any]) -> tuple[list[str], str]:
    """The variable in the place of the origin of the first server's URL, if there is one, and its path."""
    url = next((server["url"] for server in document.get("servers", ())), "")
    origin = re.match(r"\{([^}]*)\}|\w+://[^/]*|", url)
    assert origin is not None  # the last alternative is empty
    return [origin[1]] if origin[1] else [], url[origin.end() :].rstrip("/")


def _pattern(prefix: str, template: str) -> str:
    """A regular expression with a group for each variable; a last one may hold slashes and may be empty."""
    pieces = _VARIABLE.split(template)
    out: list[str] = []
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            out.append(re.escape(piece))
        else:
            last = index == len(pieces) - 2 and not pieces[-1] and prefix == "p"
            out.append(f"(?P<{prefix}{index // 2}>{'.*' if last else '[^/]+'})")
    return "".join(out)


def _fixed_length(operation: str) -> int:
    return len(_VARIABLE.sub("", operation))


def _resolved(document: Mapping[str, Any], value: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = value.get("$ref")
    if reference is None:
        return value
    found: Any = document
    for token in str(reference).removeprefix("#/").split("/"):
        found = found[token.replace("~1", "/").replace("~0", "~")]
    return _resolved(document, found)
