"""What a media type says of the body that carries it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from specpress.document.pointer import Cursor, JsonValue
from specpress.ir.api import MediaKind
from specpress.lower.scope import Scope

# The order in which a client prefers the media types of one body.
_PREFERENCE: Final[tuple[MediaKind, ...]] = (
    "json",
    "form",
    "multipart",
    "text",
    "binary",
    "json-lines",
    "sse",
    "xml",
)
_LINES: Final = frozenset(
    [
        "application/jsonl",
        "application/x-jsonl",
        "application/ndjson",
        "application/x-ndjson",
        "application/json-seq",
        "application/json-lines",
        "application/x-json-stream",
        "application/stream+json",
        "text/jsonl",
    ]
)
_TEXT: Final = re.compile(
    r"application/(javascript|x-javascript|ecmascript|yaml|x-yaml|toml|graphql|sql|jwt|jose|csv|rtf|x-pem-file|x-subrip"
    r"|turtle|x-turtle|trig|n-triples|n-quads|sparql-query|sparql-update)"
)
_BINARY: Final = re.compile(
    r"(image|audio|video|font|model)/.*"
    r"|application/(octet-stream|binary|pdf|zip|x-zip|gzip|zstd|tar|x-tar|x-gzip|x-zip-compressed|x-binary"
    r"|x-7z-compressed|x-rar-compressed|vnd\.rar|msword|wasm|grpc|cbor|msgpack|x-msgpack|java-archive|dicom"
    r"|(.*[.-])?(protobuf|avro|parquet)|vnd\.apache\.arrow\..*|vnd\.(ms-|openxmlformats-).*"
    # Suffixes of RFC 6839 and the registry that follows it.
    r"|.*\+(ber|der|fastinfoset|wbxml|zip|gzip|zstd|tlv|cbor|cbor-seq|cose|cwt|protobuf))"
)


def kind_of(media_type: str, schema: Cursor, scope: Scope) -> MediaKind:
    """How a body of a media type is read and written.

    Where the media type alone does not tell (`*/*`, vendors' own), the schema does: objects and arrays are
    JSON, a string is text, anything else is octets. Octets (`format: binary`) are no JSON, whatever they are
    called: they are files of lines, or pictures, whose media type nobody thought about.
    """
    essence = media_type.partition(";")[0].strip().lower()
    if essence in _LINES or essence.endswith("+json-seq"):
        return "json-lines"
    if essence in ("application/json", "text/json", "text/x-json") or essence.endswith("+json"):
        return "binary" if _shape(schema, scope).get("format") == "binary" else "json"
    if essence == "application/x-www-form-urlencoded":
        return "form"
    if essence.startswith("multipart/"):
        return "multipart"
    if essence == "text/event-stream":
        return "sse"
    if essence in ("application/xml", "text/xml") or essence.endswith("+xml"):
        return "xml"
    if (essence.startswith("text/") and essence != "text/*") or _TEXT.fullmatch(essence):
        return "text"
    if _BINARY.fullmatch(essence):
        return "binary"
    return _by_shape(schema, scope)


def preference(media_type: str, kind: MediaKind) -> tuple[int, int, str]:
    """A sort key: JSON itself, then other JSON, forms, multipart, text, octets, streams, XML.

    Of other JSON a merge patch comes first, which is what an object in a PATCH means to most (RFC 7396), and
    what is JSON by its shape alone last.
    """
    essence = media_type.partition(";")[0].strip().lower()
    if essence in ("application/json", "text/plain"):
        rank = 0
    elif essence == "application/merge-patch+json":
        rank = 1
    else:
        rank = 2 if essence.endswith("json") else 3
    return _PREFERENCE.index(kind), rank, media_type


def _shape(schema: Cursor, scope: Scope) -> Mapping[str, JsonValue]:
    """What a schema says, or the one that it refers to in the end."""
    for _ in range(100):
        reference = schema.mapping.get("$ref")
        if not isinstance(reference, str):
            break
        schema = scope.at(reference.removeprefix("#"))
    return schema.mapping


def _by_shape(schema: Cursor, scope: Scope) -> MediaKind:
    value = _shape(schema, scope)
    stated = value.get("type")
    kinds = [kind for kind in stated if kind != "null"] if isinstance(stated, list) else [stated]
    if kinds == ["string"]:
        octets = value.get("format") == "binary" or "contentMediaType" in value
        return "binary" if octets else "text"
    structured = {"properties", "items", "allOf", "oneOf", "anyOf", "additionalProperties"}
    return "json" if kinds != [None] or not structured.isdisjoint(value) else "binary"
