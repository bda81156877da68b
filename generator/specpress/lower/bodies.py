"""Bodies: the contents of requests and responses by media type, and request bodies as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from specpress.document.pointer import Cursor
from specpress.ir import types
from specpress.ir.api import Body, Content, Encoding, Header, Styled
from specpress.ir.names import Name, words
from specpress.ir.types import Annotations, Type
from specpress.lower.events import event_type
from specpress.lower.media import kind_of, preference
from specpress.lower.parameters import example_values, styled
from specpress.lower.schemas import convert, resolved
from specpress.lower.scope import Scope


def request_body(holder: Cursor, scope: Scope) -> Body | None:
    """The request body of an operation, webhook or callback (OpenAPI 3.1, 4.8.13), if it has one."""
    body = (holder / "requestBody").follow()
    if not body.mapping:
        return None
    found = contents(body / "content", scope)
    if not found:
        scope.diagnostics.warning(
            "body-without-content",
            "This request body names no media type, so that there is nothing to send.",
            body.pointer,
            hint="Add a media type under `content`, or remove `requestBody`.",
        )
        return None
    return Body(
        contents=found,
        required=(body / "required").flag,
        description=(body / "description").text,
        pointer=body.pointer,
    )


# Kinds of bodies whose items `itemSchema` may describe (OpenAPI 3.2, Media Type Object).
_SEQUENTIAL: Final = frozenset(("multipart", "sse", "json-lines"))


def contents(content: Cursor, scope: Scope) -> tuple[Content, ...]:
    """What stands under `content`, in the order in which a client prefers it."""
    found = [_content(media_type, media.follow(), scope) for media_type, media in content.entries()]
    return tuple(sorted(found, key=lambda item: preference(item.media_type, item.kind)))


def header_list(holder: Cursor, scope: Scope) -> tuple[Header, ...]:
    """The `headers` of a response or an encoding, sorted; `Content-Type` is ignored, as the standard says."""
    found = (
        _header(wire, header.follow(), scope)
        for wire, header in (holder / "headers").entries()
        if wire.lower() != "content-type"
    )
    return tuple(sorted(found, key=lambda header: (header.wire.lower(), header.wire)))


def _content(media_type: str, media: Cursor, scope: Scope) -> Content:
    schema = media / "schema"
    kind = kind_of(media_type, schema, scope)
    item: Type | None = None
    if "itemSchema" in media and kind not in _SEQUENTIAL:
        scope.diagnostics.warning(
            "item-schema-ignored",
            f"`itemSchema` is not honoured: a body of {media_type} is one value, not a sequence of items.",
            (media / "itemSchema").pointer,
            hint="Describe the value under `schema`, or send a sequence, such as application/jsonl.",
        )
    if kind == "multipart" and media_type.lower().startswith("multipart/form-data"):
        _tell_of_nameless_parts(media, scope)
    match kind:
        case "json" | "form" | "xml":
            body = convert(schema, scope)
        case "multipart" if "schema" not in media and "itemSchema" in media:
            body = types.Array(item=convert(media / "itemSchema", scope.of("part")), pointer=media.pointer)
        case "multipart":
            body = convert(schema, scope.of("parts"))
        case "text":
            body = _text(convert(schema, scope))
        case "binary":
            body = types.Bytes(pointer=schema.pointer)
        case "sse" | "json-lines":
            item = _item(media, kind == "sse", scope)
            body = types.Array(item=item, pointer=schema.pointer)
    return Content(
        media_type=media_type,
        kind=kind,
        type=body,
        item=item,
        encodings=tuple(_encodings(media, scope)) if kind in ("form", "multipart") else (),
        examples=example_values(media),
        pointer=media.pointer,
    )


def _tell_of_nameless_parts(media: Cursor, scope: Scope) -> None:
    stated = (media / "schema").follow() / "type"
    if "itemSchema" in media or "array" in (stated.value, *(each.value for each in stated.items())):
        scope.diagnostics.warning(
            "nameless-parts",
            "The items of an array are parts without names, and those of multipart/form-data have names.",
            media.pointer,
            hint="Describe an object, whose properties name the parts, or say multipart/mixed.",
        )


def _text(kind: Type) -> Type:
    """Text is a string, whatever a schema makes of it."""
    match kind:
        case types.Scalar(kind="string") | types.Enum(kind="string") | types.Literal(value=str()):
            return kind
        case _:
            return types.Scalar(kind="string", pointer=kind.pointer)


def _item(media: Cursor, is_sse: bool, scope: Scope) -> Type:
    """The type of one event or line: `itemSchema` (OpenAPI 3.2), or `schema` as older documents use it.

    An array under `schema` is the array of all lines, as 3.2 has it.
    """
    if "itemSchema" in media:
        schema = media / "itemSchema"
        return event_type(schema, scope) if is_sse else convert(schema, scope)
    whole = convert(media / "schema", scope)
    lines = resolved(whole, scope)
    return lines.item if isinstance(lines, types.Array) else whole


def _encodings(media: Cursor, scope: Scope) -> Iterator[Encoding]:
    for keyword in ("prefixEncoding", "itemEncoding"):
        if keyword in media:
            scope.diagnostics.warning(
                "positional-encoding",
                f"`{keyword}` is not honoured: parts are sent by name, each as its type suggests.",
                (media / keyword).pointer,
                hint="Describe the parts as properties and their encodings under `encoding`.",
            )
    for wire, encoding in sorted((media / "encoding").entries(), key=lambda entry: entry[0]):
        yield Encoding(
            property=wire,
            content_type=(encoding / "contentType").text,
            styled=_encoding_style(encoding, scope),
            headers=header_list(encoding, scope),
        )


def _encoding_style(encoding: Cursor, scope: Scope) -> Styled | None:
    """How a property is spelt as text, where the encoding says so (OpenAPI 3.1, 4.8.15.1.2): then it is no
    JSON."""
    if {"style", "explode", "allowReserved"}.isdisjoint(encoding.mapping):
        return None
    return styled(encoding, "query", scope)


def _header(wire: str, header: Cursor, scope: Scope) -> Header:
    schema = header / "schema"
    if "schema" not in header:
        media = next(
            (
                child.follow()
                for _, child in sorted((header / "content").entries(), key=lambda entry: entry[0])
            ),
            header,
        )
        schema = media / "schema"
    return Header(
        wire=wire,
        name=Name(words(wire)),
        type=convert(schema, scope),
        required=(header / "required").flag,
        annotations=Annotations(
            description=(header / "description").text,
            deprecated=(header / "deprecated").flag,
            examples=example_values(header),
        ),
    )
