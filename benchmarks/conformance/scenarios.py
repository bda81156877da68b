"""What the mock server expects of its clients, as `prepare.mjs` writes it."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file in a multipart body."""

    field: str
    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """A request body: text, bytes, or the parts and files of a multipart one."""

    media_type: str
    text: str | None = None
    data: bytes | None = None
    parts: Mapping[str, Any] | None = None
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request that a scenario expects. Values are what the server compares with, after parsing."""

    method: str
    """Lower case."""
    path: str
    """As in the request target: percent-encoded, styled, without the query."""
    query: Mapping[str, Any]
    headers: Mapping[str, str]
    """By lower-case name."""
    body: Payload | None
    status: int
    """That of the response."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One entry of the server's record."""

    name: str
    exchanges: tuple[Exchange, ...]


def read_scenarios(file: Path) -> tuple[Scenario, ...]:
    """The scenarios of one description."""
    return tuple(
        Scenario(name=one["name"], exchanges=tuple(_exchange(call) for call in one["calls"]))
        for one in json.loads(file.read_text(encoding="utf-8"))
    )


def _exchange(call: Mapping[str, Any]) -> Exchange:
    return Exchange(
        method=call["method"],
        # The server's router reads `:name` as a parameter; a backslash makes the colon plain.
        path=call["uri"].replace("\\", ""),
        query=call["query"],
        headers={name.lower(): str(value) for name, value in call["headers"].items()},
        body=None if call["body"] is None else _payload(call["body"]),
        status=call["response"]["status"],
    )


def _payload(body: Mapping[str, Any]) -> Payload:
    return Payload(
        media_type=body["contentType"],
        text=body.get("text"),
        data=b64decode(body["base64"]) if "base64" in body else None,
        parts=body.get("parts"),
        files=tuple(
            File(
                field=file["field"],
                name=file["name"],
                media_type=file["contentType"],
                data=b64decode(file["base64"]),
            )
            for file in body.get("files", ())
        ),
    )
