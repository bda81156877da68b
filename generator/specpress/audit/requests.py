"""Arguments for calls and bodies for answers, made from the raw document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from specpress.audit.offered import Offered
from specpress.audit.raw import JsonValue, Node, Raw, RawOperation, as_list, as_object, is_json
from specpress.audit.values import Maker, Unmade


@dataclass(frozen=True, slots=True)
class Answer:
    """A response to give. `stated`: it is an example of the document."""

    status: int
    media_type: str
    body: bytes
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What a method is given: its arguments by name, and what they are in the document.

    `parameters`: by location and wire name in lower case. `body`: the whole of it, as `media_type` wants it;
    `content`: where that stands in the document. `sends_body`: whether there is one.
    """

    arguments: Mapping[str, Any]
    parameters: Mapping[tuple[str, str], Any]
    sends_body: bool
    body: Any
    media_type: str
    content: Node


def arguments(
    maker: Maker, operation: RawOperation, method: Offered, *, everything: bool, otherwise: bool = False
) -> Given:
    """Values for a method's arguments. Raises `Unmade` where a required one cannot be made.

    `otherwise`: what may be handed in instead: octets for what is a file in another content of the body,
    values for text and for lines of media types that are sent as octets.

    What the document names and the method does not offer is left out: if it is needed, the judge will say so.
    """
    stated = dict(parameters(maker.raw, operation))
    media_type, content = _request_content(maker.raw, operation, method)
    parts = "multipart" in (" ".join(_body_contents(maker.raw, operation)) if otherwise else media_type)
    body = _body(maker, operation, content, media_type, everything=everything, parts=parts)
    if otherwise and body.whole == _OCTETS:
        body = _Body(True, _value_of(maker, content, media_type), {})
    given: dict[str, Any] = {}
    told: dict[tuple[str, str], Any] = {}
    whole = _takes_whole_body(maker.raw, method, content)
    for argument in method.arguments:
        if argument.location == "body":
            if argument.wire in body.members:
                given[argument.name] = body.members[argument.wire]
            elif body.sent and whole:
                given[argument.name] = body.whole
        elif argument.location:
            key = _key(argument.location, argument.wire)
            node = stated.get(key)
            if node is None and argument.location == "path":
                given[argument.name] = "undeclared"  # the template names it, and no parameter does
            elif node is not None and (everything or argument.required):
                made = _parameter(
                    maker, node, argument.name, required=argument.required, everything=everything
                )
                given |= made
                told.update((key, value) for value in made.values())
        elif argument.required and argument.literals:
            given[argument.name] = argument.literals[0]
    return Given(given, told, body.sent, body.whole, media_type, content)


def answers(maker: Maker, operation: RawOperation) -> Iterator[Answer]:
    """A made response of the first 2xx that an operation documents, then its JSON examples that are valid."""
    status, response = _first_success(maker.raw, operation)
    contents = {concrete(kind): content for kind, content in _contents(maker.raw, response).items()}
    chosen = next((kind for kind in contents if is_json(kind)), next(iter(contents), ""))
    if not chosen or not is_json(chosen):
        yield Answer(status if chosen else 204, chosen, b"text" if chosen else b"")
        return
    schema = contents[chosen] / "schema"
    try:
        made: Any = {} if schema.value is None else maker.value(schema, everything=True, request=False)
    except Unmade:
        made = None
    if made is not None:
        yield Answer(status, chosen, json.dumps(made).encode())
    for example in _examples(maker.raw, contents[chosen]):
        if schema.value is not None and not maker.schemas.problem(example, schema, request=False):
            yield Answer(status, chosen, json.dumps(example).encode(), stated=True)


def parameters(raw: Raw, operation: RawOperation) -> Iterator[tuple[tuple[str, str], Node]]:
    """Parameters by location and wire name, in lower case for headers; those of the path first: later ones
    count."""
    for place in (operation.item, operation.node):
        for stated in (place / "parameters").items():
            node = _followed(raw, stated)
            yield _key(str((node / "in").value), str((node / "name").value)), node


def _key(location: str, wire: str) -> tuple[str, str]:
    """What a parameter is known by. The names of headers have no case (RFC 9110, section 5.1)."""
    return location, wire.lower() if location == "header" else wire


def concrete(media_type: str) -> str:
    """A media type that a range stands for: `application/json` for `*/*`."""
    ranges = {"*/*": "application/json", "application/*": "application/json", "text/*": "text/plain"}
    return ranges.get(media_type, media_type.replace("/*", "/png"))


@dataclass(frozen=True, slots=True)
class _Body:
    sent: bool
    whole: Any
    members: Mapping[str, Any]


def _body(
    maker: Maker, operation: RawOperation, content: Node, media_type: str, *, everything: bool, parts: bool
) -> _Body:
    stated = _followed(maker.raw, operation.node / "requestBody")
    required = (stated / "required").value is True
    if content.value is None or not (required or everything):
        return _Body(False, None, {})
    schema = content / "schema"
    textual = media_type.startswith("text/") and not is_json(media_type)
    if not (is_json(media_type) or textual or "form" in media_type):
        return _Body(True, _OCTETS, {})
    if schema.value is None:
        return _Body(True, "text" if textual else {}, {})
    try:
        whole = maker.value(schema, everything=everything, request=True)
    except Unmade:
        if required:
            raise
        return _Body(False, None, {})
    if textual:
        return _Body(True, whole if isinstance(whole, str) else json.dumps(whole), {})
    members = as_object(whole)
    if "form" in media_type and not isinstance(whole, dict):
        raise Unmade("a form that is no object")
    if parts and members:
        whole = members = {key: _part(maker.raw, schema, key, value) for key, value in members.items()}
    return _Body(True, whole, members)


def _value_of(maker: Maker, content: Node, media_type: str) -> JsonValue | bytes:
    """What a body that is no JSON document holds: a list of lines, or a value; octets if nothing is said."""
    item = content / "itemSchema"
    schema = content / "schema" if item.value is None else item
    if schema.value is None:
        return _OCTETS
    value: JsonValue = maker.value(schema, everything=True, request=True)
    is_list = isinstance(value, list) and item.value is None
    return value if is_list or "json" not in media_type else [value]


_OCTETS: Final = b"data"


def _part(raw: Raw, schema: Node, key: str, value: JsonValue) -> Any:
    """A part as it is handed in: files as octets."""
    variants = list(_variants(raw, _followed(raw, schema) / "properties" / key))
    if isinstance(value, list):
        items = [each for variant in variants for each in _variants(raw, variant / "items")]
        return [
            item.encode() if isinstance(item, str) and any(map(_is_file, items)) else item
            for item in as_list(value)
        ]
    return value.encode() if isinstance(value, str) and any(map(_is_file, variants)) else value


def _variants(raw: Raw, node: Node, depth: int = 0) -> Iterator[Node]:
    """A schema, and what it is a choice or a combination of."""
    schema = _followed(raw, node)
    yield schema
    for keyword in ("anyOf", "oneOf", "allOf") if depth < _DEEPEST else ():
        for branch in (schema / keyword).items():
            yield from _variants(raw, branch, depth + 1)


_DEEPEST: Final = 3


def _is_file(schema: Node) -> bool:
    return (schema / "format").value == "binary" or (schema / "contentMediaType").value is not None


def _request_content(raw: Raw, operation: RawOperation, method: Offered) -> tuple[str, Node]:
    """The content that a method sends when it is not told which."""
    body = _followed(raw, operation.node / "requestBody")
    contents = _body_contents(raw, operation)
    said = [argument.literals for argument in method.arguments if argument.name == "content_type"]
    for media_type in (*(said[0] if said else ()), *sorted(contents, key=lambda kind: not is_json(kind))):
        if media_type in contents:
            return concrete(media_type), contents[media_type]
    return "", body / "content"


def _body_contents(raw: Raw, operation: RawOperation) -> dict[str, Node]:
    return _contents(raw, _followed(raw, operation.node / "requestBody"))


def _takes_whole_body(raw: Raw, method: Offered, content: Node) -> bool:
    """Whether a method's one argument for the body is all of it, rather than a property called `body`."""
    wires = [argument.wire for argument in method.arguments if argument.location == "body"]
    declared = (_followed(raw, content / "schema") / "properties").object
    return len(wires) == 1 and wires[0] in ("", "body") and wires[0] not in declared


def _parameter(maker: Maker, node: Node, name: str, *, required: bool, everything: bool) -> dict[str, Any]:
    schema = node / "schema"
    for _, content in (node / "content").entries():
        schema = content / "schema"
    try:
        value = maker.value(schema, everything=everything, request=False)
        if (node / "in").value == "path" and value in _NOTHING:
            value = maker.value(schema, everything=True, request=False)
            if value in _NOTHING:
                raise Unmade("nothing to put into a path")
    except Unmade:
        if required:
            raise
        return {}
    return {} if value is None else {name: value}


_NOTHING: Final[tuple[JsonValue, ...]] = ({}, [], "")


def _first_success(raw: Raw, operation: RawOperation) -> tuple[int, Node]:
    responses = dict((operation.node / "responses").entries())
    for status in sorted(responses):
        if status.startswith("2"):
            return int(status) if status.isdigit() else 200, _followed(raw, responses[status])
    return 200, _followed(raw, operation.node / "responses" / "default")


def _examples(raw: Raw, content: Node) -> Iterator[Any]:
    if "example" in content.object:
        yield content.object["example"]
    for _, example in (content / "examples").entries():
        stated = _followed(raw, example).object
        if "value" in stated:
            yield stated["value"]


def _contents(raw: Raw, holder: Node) -> dict[str, Node]:
    """What a request body or a response holds, by media type."""
    stated = _followed(raw, holder / "content").entries()
    return {media_type: _followed(raw, content) for media_type, content in stated}


def _followed(raw: Raw, node: Node) -> Node:
    try:
        return raw.follow(node)
    except (LookupError, ValueError):
        return Node(node.uri, node.pointer, None)
