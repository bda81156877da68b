"""`$id`, `$anchor`, `$dynamicAnchor` and `$self`: the names by which parts of files may be referred to.

JSON Schema 2020-12 core, sections 8.2 and 9.1; OpenAPI 3.2, "Establishing the Base URI".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin

from specpress.document.files import File
from specpress.document.grammar import Kind, children
from specpress.document.pointer import JsonValue

NAMING = ("$id", "$anchor", "$dynamicAnchor")
"""The keywords that name a schema; bundling resolves and removes them."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A value of a file."""

    uri: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What has been named so far. `anchors` are keyed by base URI and name; dynamic ones are among them."""

    resources: dict[str, Spot] = field(default_factory=dict[str, Spot])
    anchors: dict[tuple[str, str], Spot] = field(default_factory=dict[tuple[str, str], Spot])
    dynamic: dict[str, list[Spot]] = field(default_factory=dict[str, list[Spot]])


def note_identifiers(file: File, known: Identifiers) -> None:
    """Add the names that a file gives to parts of itself."""
    if not _NAMES.search(file.text):
        return
    root = file.value
    kind = Kind.SCHEMA
    if isinstance(root, dict) and "openapi" in root:
        kind = Kind.OPENAPI
        own = root.get("$self")
        if isinstance(own, str):
            known.resources[own.partition("#")[0]] = Spot(file.uri, "")
    # Of two that have one name the first is taken: by their pointers, for the order of keys says nothing.
    for pointer, schema, base in sorted(_schemas(kind, root, file.uri), key=lambda found: found[0]):
        spot = Spot(file.uri, pointer)
        if isinstance(schema.get("$id"), str):
            known.resources.setdefault(base, spot)
        anchor = schema.get("$anchor")
        if isinstance(anchor, str):
            known.anchors.setdefault((base, anchor), spot)
        dynamic = schema.get("$dynamicAnchor")
        if isinstance(dynamic, str):
            known.anchors.setdefault((base, dynamic), spot)
            known.dynamic.setdefault(dynamic, []).append(spot)


def base_of(schema: JsonValue, base: str) -> str:
    """The base URI inside a schema, given the one around it."""
    if isinstance(schema, dict):
        named = schema.get("$id")
        if isinstance(named, str):
            return joined(base, named)
    return base


def joined(base: str, reference: str) -> str:
    """What a URI reference names, its fragment aside, seen from a base (RFC 3986, section 5).

    One that breaks the rules of URIs names itself.
    """
    try:
        return urldefrag(urljoin(base, reference)).url
    except ValueError:
        return reference


_NAMES = re.compile(r"\$(id|anchor|dynamicAnchor|self)\b")


def _schemas(kind: Kind, root: JsonValue, uri: str) -> Iterator[tuple[str, dict[str, JsonValue], str]]:
    pending = [("", kind, root, uri)]
    while pending:
        pointer, kind, value, base = pending.pop()
        if kind is Kind.SCHEMA and isinstance(value, dict):
            base = base_of(value, base)
            yield pointer, value, base
        pending += [(pointer + below, of, child, base) for below, of, child in children(kind, value)]
