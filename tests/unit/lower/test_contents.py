"""Request bodies, responses, streams and the names of results."""

from __future__ import annotations

from typing import Any

import pytest
from lowering import lowered, operation, show
from specpress.ir.api import Encoding, Operation, Styled
from specpress.ir.names import Name

STRING = {"type": ["string"]}
OBJECT = {"type": ["object"], "properties": {"a": STRING}}
FILE = {"type": ["string"], "format": "binary"}


def body(content: dict[str, Any], **root: Any) -> list[tuple[str, str, str]]:
    """Media type, kind and type of each content of a request body."""
    found, _ = operation({"requestBody": {"content": content}}, method="post", **root)
    assert found.body is not None
    return [(item.media_type, item.kind, show(item.type)) for item in found.body.contents]


def result(content: dict[str, Any], **root: Any) -> tuple[Operation, dict[str, tuple[Name, str]]]:
    """An operation by its 200 response, and the declarations by id."""
    api = lowered({"paths": {"/pets": {"get": {"responses": {"200": {"content": content}}}}}, **root})
    return api.operations[0], {item.id: (item.name, show(item.type)) for item in api.declarations}


@pytest.mark.parametrize(
    ("media_type", "schema", "kind", "shown"),
    [
        ("application/json", OBJECT, "json", "{a?: string}"),
        ("application/json; charset=utf-8", STRING, "json", "string"),
        ("application/vnd.pets+json", OBJECT, "json", "{a?: string}"),
        ("application/x-www-form-urlencoded", OBJECT, "form", "{a?: string}"),
        ("application/json", FILE, "binary", "bytes"),
        ("text/plain", STRING, "text", "string"),
        ("text/plain", OBJECT, "text", "string"),
        ("text/csv", FILE, "text", "string:binary"),
        ("application/octet-stream", FILE, "binary", "bytes"),
        ("application/octet-stream", None, "binary", "bytes"),
        ("image/png", STRING, "binary", "bytes"),
        ("image/*", FILE, "binary", "bytes"),
        ("*/*", FILE, "binary", "bytes"),
        ("*/*", OBJECT, "json", "{a?: string}"),
        ("application/vnd.pets", OBJECT, "json", "{a?: string}"),
        ("application/vnd.pets", STRING, "text", "string"),
        ("application/vnd.pets", None, "binary", "bytes"),
        ("application/xml", OBJECT, "xml", "{a?: string}"),
        ("application/x-turtle", OBJECT, "text", "string"),
        ("application/vnd.kubernetes.protobuf", OBJECT, "binary", "bytes"),
        ("application/senml+cbor", OBJECT, "binary", "bytes"),
    ],
)
def test_kinds_of_bodies(media_type: str, schema: Any, kind: str, shown: str) -> None:
    media = {} if schema is None else {"schema": schema}
    assert body({media_type: media}) == [(media_type, kind, shown)]


def test_contents_stand_in_order_of_preference() -> None:
    def media(media_type: str) -> Any:
        return {"schema": {"type": ["object"]}} if media_type.endswith("yaml") else {}

    wanted = [
        "application/json",
        "application/merge-patch+json",
        "application/a+json",
        "application/a+yaml",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain",
        "application/octet-stream",
        "application/xml",
    ]
    stated = {media_type: media(media_type) for media_type in reversed(wanted)}
    assert [item[0] for item in body(stated)] == wanted


def test_parts_of_a_multipart_body_are_octets() -> None:
    schema = {
        "type": ["object"],
        "properties": {
            "file": FILE,
            "files": {"type": ["array"], "items": FILE},
            "typed": {"contentMediaType": "image/png"},
            "base64": {**STRING, "contentMediaType": "image/png", "contentEncoding": "base64"},
            "nested": {"type": ["object"], "properties": {"file": FILE}},
        },
    }
    ((_, _, shown),) = body({"multipart/form-data": {"schema": schema}})
    assert shown == (
        "{base64?: string:byte<contentEncoding 'base64', contentMediaType 'image/png'>, file?: bytes, "
        "files?: [bytes], nested?: {file?: string:binary}, typed?: bytes}"
    )


def test_octets_are_found_through_references() -> None:
    ref = {"$ref": "#/components/schemas/Upload"}
    api = lowered(
        {
            "paths": {
                "/a": {"post": {"requestBody": {"content": {"application/json": {"schema": ref}}}}},
                "/b": {"post": {"requestBody": {"content": {"multipart/form-data": {"schema": ref}}}}},
            },
            "components": {
                "schemas": {
                    "Upload": {"properties": {"file": {"$ref": "#/components/schemas/File"}}},
                    "File": FILE,
                    "Other": FILE,
                }
            },
        }
    )
    assert {item.id.rpartition("/")[2]: show(item.type) for item in api.declarations} == {
        "File": "bytes",
        "Other": "string:binary",
        "Upload": "{file?: File}",
    }


def test_encodings() -> None:
    found, _ = operation(
        {
            "requestBody": {
                "content": {
                    "multipart/form-data": {
                        "schema": OBJECT,
                        "encoding": {
                            "b": {"style": "deepObject", "explode": True},
                            "a": {
                                "contentType": "image/png, image/jpeg",
                                "headers": {"X-A": {"schema": STRING}},
                            },
                        },
                    }
                }
            }
        },
        method="post",
    )
    assert found.body is not None
    a, b = found.body.contents[0].encodings
    assert (a.property, a.content_type, a.styled, [header.wire for header in a.headers]) == (
        "a",
        "image/png, image/jpeg",
        None,
        ["X-A"],
    )
    assert b == Encoding(property="b", styled=Styled(style="deepObject", explode=True))


@pytest.mark.parametrize(
    ("media_type", "media", "kind", "item"),
    [
        ("text/event-stream", {"schema": STRING}, "sse", "string"),
        ("text/event-stream", {}, "sse", "any"),
        (
            "text/event-stream",
            {"itemSchema": {"properties": {"data": {"contentSchema": {"type": ["integer"]}}}}},
            "sse",
            "integer",
        ),
        (
            "text/event-stream",
            {
                "itemSchema": {
                    "properties": {"data": STRING, "event": STRING},
                    "oneOf": [
                        {"properties": {"event": {"const": "a"}}},
                        {
                            "properties": {
                                "event": {"const": "b"},
                                "data": {"contentSchema": {"type": ["integer"]}},
                            }
                        },
                    ],
                }
            },
            "sse",
            "GET /pets event",
        ),
        ("application/jsonl", {"itemSchema": STRING}, "json-lines", "string"),
        ("application/x-ndjson", {"schema": STRING}, "json-lines", "string"),
        ("application/json-seq", {"schema": {"type": ["array"], "items": STRING}}, "json-lines", "string"),
    ],
)
def test_streams(media_type: str, media: Any, kind: str, item: str) -> None:
    found, declared = result({media_type: media})
    content = found.responses[0].contents[0]
    assert content.kind == kind
    assert content.item is not None
    assert show(content.item) == item
    assert item != "GET /pets event" or declared[item] == (
        Name(("pet", "get", "event")),
        "(string | integer)",
    )


def test_lines_may_be_described_by_a_named_array() -> None:
    lines = {"components": {"schemas": {"Lines": {"type": ["array"], "items": OBJECT}}}}
    found, _ = result({"application/x-ndjson": {"schema": {"$ref": "#/components/schemas/Lines"}}}, **lines)
    item = found.responses[0].contents[0].item
    assert item is not None
    assert show(item) == "GET /pets item"


def test_responses_are_sorted_and_their_statuses_spelt_alike() -> None:
    statuses = ("default", "4xx", "404", "2XX", "200", "oops")
    found, diagnostics = operation({"responses": {status: {} for status in statuses}})
    assert [item.status for item in found.responses] == ["200", "2XX", "404", "4XX", "default"]
    assert diagnostics.codes()["unknown-status"] == 1


def test_response_headers() -> None:
    headers = {
        "X-B": {"required": True, "schema": STRING},
        "x-a": {"content": {"text/plain": {"schema": STRING}}, "description": "A"},
        "Content-Type": {"schema": STRING},
    }
    found, _ = operation({"responses": {"200": {"headers": headers}}})
    assert [(item.wire, show(item.type), item.required) for item in found.responses[0].headers] == [
        ("x-a", "string", False),
        ("X-B", "string", True),
    ]


@pytest.mark.parametrize(
    ("schema", "shown"),
    [
        ({"$ref": "#/components/schemas/Pet"}, "Pet"),
        (STRING, "string"),
        ({}, "any"),
        ({"const": None}, "=None"),
        ({"type": ["array"], "items": STRING}, "GET /pets response"),
        (OBJECT, "GET /pets response"),
        ({"anyOf": [{"$ref": "#/components/schemas/Pet"}, {"type": ["null"]}]}, "GET /pets response"),
    ],
)
def test_results_worth_a_name_are_declared(schema: Any, shown: str) -> None:
    found, declared = result(
        {"application/json": {"schema": schema}}, components={"schemas": {"Pet": OBJECT}}
    )
    assert show(found.responses[0].contents[0].type) == shown
    if shown == "GET /pets response":
        assert declared[shown][0] == Name(("pet", "get", "response"))


def test_two_results_of_one_operation_have_two_names() -> None:
    found, _ = operation(
        {
            "responses": {
                "200": {"content": {"application/json": {"schema": OBJECT}}},
                "201": {"content": {"application/json": {"schema": OBJECT}}},
                "202": {"content": {"application/json": {"schema": {"type": ["array"]}}}},
                "400": {"content": {"application/json": {"schema": OBJECT}}},
            }
        }
    )
    assert [show(item.contents[0].type) for item in found.responses] == [
        "GET /pets response",
        "GET /pets response",
        "GET /pets response 202",
        "{a?: string}",
    ]


def test_a_shared_response_is_declared_once_under_its_own_name() -> None:
    ref = {"responses": {"200": {"$ref": "#/components/responses/PetList"}}}
    api = lowered(
        {
            "paths": {"/a": {"get": ref}, "/b": {"get": ref}},
            "components": {"responses": {"PetList": {"content": {"application/json": {"schema": OBJECT}}}}},
        }
    )
    (declaration,) = api.declarations
    assert declaration.name == Name(("Pet", "List", "response"))
    assert (declaration.origin, declaration.home) == ("response", ())


def test_examples_are_values_in_the_order_of_their_names() -> None:
    found, _ = result(
        {
            "application/json": {
                "schema": STRING,
                "examples": {"b": {"dataValue": 2}, "a": {"value": 1}, "c": {"externalValue": "https://x"}},
            }
        }
    )
    assert found.responses[0].contents[0].examples == (1, 2)


def test_a_body_without_content_is_reported() -> None:
    found, diagnostics = operation({"requestBody": {"required": True, "content": {}}}, method="post")
    assert found.body is None
    assert diagnostics.codes()["body-without-content"] == 1


def test_events_that_contain_themselves_are_read_as_data() -> None:
    event = {"properties": {"data": STRING}, "oneOf": [{"$ref": "#/components/schemas/Event"}]}
    found, _ = result(
        {"text/event-stream": {"itemSchema": {"$ref": "#/components/schemas/Event"}}},
        components={"schemas": {"Event": event}},
    )
    item = found.responses[0].contents[0].item
    assert item is not None
    assert show(item) == "Event"


def test_items_of_a_multipart_stream_are_parts() -> None:
    assert body({"multipart/mixed": {"itemSchema": FILE}}) == [("multipart/mixed", "multipart", "[bytes]")]


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", "application/octet-stream"])
def test_items_of_what_is_no_sequence_are_not_dropped_in_silence(media_type: str) -> None:
    _, found = operation({"requestBody": {"content": {media_type: {"itemSchema": STRING}}}}, method="post")
    assert found.codes()["item-schema-ignored"] == 1


@pytest.mark.parametrize("media_type", ["application/jsonl", "text/event-stream", "multipart/mixed"])
def test_items_of_a_sequence_are_honoured(media_type: str) -> None:
    _, found = operation({"requestBody": {"content": {media_type: {"itemSchema": STRING}}}}, method="post")
    assert found.codes()["item-schema-ignored"] == 0


@pytest.mark.parametrize(
    ("media_type", "media", "told"),
    [
        ("multipart/form-data", {"schema": {"type": "array", "items": FILE}}, 1),
        ("multipart/form-data; boundary=x", {"schema": {"type": ["array", "null"], "items": FILE}}, 1),
        ("multipart/form-data", {"itemSchema": FILE}, 1),
        ("multipart/mixed", {"schema": {"type": "array", "items": FILE}}, 0),
        ("multipart/form-data", {"schema": {"type": "object", "properties": {"a": FILE}}}, 0),
    ],
)
def test_parts_without_names_are_told(media_type: str, media: dict[str, Any], told: int) -> None:
    _, found = operation({"requestBody": {"content": {media_type: media}}}, method="post")
    assert found.codes()["nameless-parts"] == told


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"type": "object", "xml": {"nodeType": "none"}}, 1),
        ({"type": "string", "xml": {"nodeType": "none"}}, 1),
        ({"type": "array", "xml": {"nodeType": "none"}}, 0),
        ({"type": "object", "xml": {"nodeType": "element"}}, 0),
    ],
)
def test_what_cannot_go_without_an_element_is_told(schema: dict[str, Any], told: int) -> None:
    content = {"application/xml": {"schema": schema}}
    _, found = operation({"requestBody": {"content": content}}, method="post")
    assert found.codes()["xml-node-needed"] == told
