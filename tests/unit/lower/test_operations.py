"""Operations, servers, webhooks, declarations and the order of everything."""

from __future__ import annotations

from typing import Any

import pytest
from lowering import lowered, operation, schemas, show
from specpress.diagnostics import Diagnostics
from specpress.ir.api import Pagination, ServerVariable, Signing
from specpress.ir.names import Name
from specpress.ir.types import Ref, Union
from specpress.lower.options import LoweringOptions, PageRule

STRING = {"type": ["string"]}
OBJECT = {"type": ["object"], "properties": {"a": STRING}}


def test_every_method_is_an_operation_sorted_by_path_and_method() -> None:
    methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"]
    item = {**{method: {} for method in methods}, "additionalOperations": {"COPY": {}}, "summary": "S"}
    api = lowered(
        {
            "paths": {"/b": {"get": {}}, "/a": {"$ref": "#/components/pathItems/A"}, "x-c": {"get": {}}},
            "components": {"pathItems": {"A": item}},
        }
    )
    assert [item.id for item in api.operations] == [
        *(f"{method} /a" for method in sorted(["COPY", *map(str.upper, methods)])),
        "GET /b",
    ]
    assert api.operations[0].summary == "S"


def test_a_method_that_is_described_twice_counts_once() -> None:
    diagnostics = Diagnostics()
    item = {"get": {"summary": "first"}, "additionalOperations": {"GET": {"summary": "second"}}}
    api = lowered({"paths": {"/a": item}}, diagnostics=diagnostics)
    assert [found.summary for found in api.operations] == ["first"]
    assert diagnostics.codes()["repeated-operation"] == 1


def test_what_an_operation_says() -> None:
    found, _ = operation(
        {"operationId": "x", "summary": "S", "description": "D", "deprecated": True, "tags": ["a", "b"]}
    )
    assert (found.operation_id, found.summary, found.description) == ("x", "S", "D")
    assert (found.deprecated, found.tags, found.pointer) == (True, ("a", "b"), "/paths/~1pets/get")


def test_the_nearest_servers_count() -> None:
    server = {"url": "https://c"}
    api = lowered(
        {
            "servers": [{"url": "https://a"}],
            "paths": {
                "/a": {"servers": [{"url": "https://b"}], "get": {}, "put": {"servers": [server]}},
                "/b": {"get": {}},
            },
        }
    )
    assert [item.url for item in api.servers] == ["https://a"]
    assert [[item.url for item in found.servers] for found in api.operations] == [
        ["https://b"],
        ["https://c"],
        [],
    ]


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ({"url": "https://api.x.com", "name": "Main"}, "main"),
        ({"url": "https://api.x.com", "description": "Production server"}, "production"),
        (
            {"url": "https://sandbox.x.com", "description": "Where you can try things without paying"},
            "sandbox",
        ),
        ({"url": "/v1"}, "default"),
    ],
)
def test_names_of_servers(stated: dict[str, Any], name: str) -> None:
    assert [item.name for item in lowered({"servers": [stated, stated]}).servers] == [name, f"{name}_2"]


def test_server_variables() -> None:
    diagnostics = Diagnostics()
    server = {
        "url": "https://{region}.x.com/{version}",
        "variables": {"region": {"default": "eu", "enum": ["eu", "us"], "description": "R"}},
    }
    api = lowered({"servers": [server]}, diagnostics=diagnostics)
    assert api.servers[0].variables == (
        ServerVariable(
            wire="region", name=Name(("region",)), default="eu", enum=("eu", "us"), description="R"
        ),
        ServerVariable(wire="version", name=Name(("version",)), default=""),
    )
    assert diagnostics.codes()["server-variable-without-default"] == 1


@pytest.mark.parametrize("servers", [[], [{"url": "/v1"}]])
def test_without_an_absolute_server_a_base_url_is_needed(servers: Any) -> None:
    diagnostics = Diagnostics()
    lowered({"servers": servers}, diagnostics=diagnostics)
    assert diagnostics.codes()["no-absolute-server"] == 1


@pytest.mark.parametrize("keyword", ["webhooks", "x-webhooks"])
def test_webhooks(keyword: str) -> None:
    body = {"content": {"application/json": {"schema": OBJECT}}}
    api = lowered({keyword: {"petAdded": {"post": {"requestBody": body, "summary": "S"}}}})
    (hook,) = api.webhooks
    assert (hook.wire, hook.name, hook.method, hook.summary) == (
        "petAdded",
        Name(("pet", "Added")),
        "POST",
        "S",
    )
    assert [(str(item.name), item.origin) for item in api.declarations] == [("pet Added event", "item")]


def test_webhooks_of_several_types_are_one_union() -> None:
    def hook(kind: str, media_type: str = "application/json") -> Any:
        schema = {"type": ["object"], "required": ["kind"], "properties": {"kind": {"const": kind}}}
        return {"post": {"requestBody": {"content": {media_type: {"schema": schema}}}}}

    api = lowered({"webhooks": {"a": hook("a"), "b": hook("b"), "c": hook("c", "text/plain")}})
    assert api.webhook == Ref(id="/webhooks")
    (event,) = [each for each in api.declarations if each.id == "/webhooks"]
    assert str(event.name) == "webhook event"
    assert isinstance(event.type, Union)
    assert event.type.discriminator == "kind"
    assert api.signing == Signing()
    assert lowered({"webhooks": {"c": hook("c", "text/plain")}}).webhook is None
    assert lowered({}).signing is None


def test_callbacks() -> None:
    expression = "{$request.body#/url}"
    found, _ = operation({"callbacks": {"onData": {expression: {"post": {}}, "x-a": {}}}}, method="post")
    (hook,) = found.callbacks
    assert (hook.wire, str(hook.name), hook.method) == (expression, "pet post on Data", "POST")


def test_tags_describe_resources() -> None:
    tags = [{"name": "Pets", "description": "All pets."}, {"name": "other", "description": "Others."}]
    api = lowered(
        {"tags": tags, "paths": {"/a": {"get": {"tags": ["Pets"]}}, "/b": {"get": {"tags": ["other"]}}}}
    )
    assert [(item.path, item.description) for item in api.resources] == [((Name(("pets",)),), "All pets.")]


def test_an_alias_stays_an_alias() -> None:
    assert schemas(A={"$ref": "#/components/schemas/B"}, B=STRING) == {"A": "B", "B": "string"}


def test_any_schema_may_be_referred_to() -> None:
    pointer = "/paths/~1pets/get/responses/200/content/application~1json/schema/properties/a"
    api = lowered(
        {
            "paths": {
                "/pets": {
                    "get": {"responses": {"200": {"content": {"application/json": {"schema": OBJECT}}}}}
                }
            },
            "components": {
                "schemas": {
                    "A": {"$ref": f"#{pointer}"},
                    "B": {"$ref": "#/components/schemas/C/properties/c/items"},
                    "C": {"properties": {"c": {"type": ["array"], "items": {"enum": ["x", "y"]}}}},
                }
            },
        }
    )
    named = {item.id: str(item.name) for item in api.declarations}
    assert named[pointer] == "pets get 200 a"
    assert named["/components/schemas/C/properties/c/items"] == "C c item"


def test_configuration_places_and_names_component_types() -> None:
    options = LoweringOptions(homes={"Pet": (Name(("beta",)),)}, names={"Pet": Name(("animal",))})
    (declaration,) = lowered({"components": {"schemas": {"Pet": STRING}}}, options).declarations
    assert (declaration.home, declaration.name) == ((Name(("beta",)),), Name(("animal",)))


def test_the_order_of_a_document_means_nothing() -> None:
    operation = {
        "parameters": [{"name": "a", "in": "query", "schema": STRING}],
        "responses": {
            "200": {
                "content": {
                    "text/plain": {},
                    "application/json": {"schema": {"$ref": "#/components/schemas/A"}},
                }
            },
            "404": {"headers": {"b": {}, "a": {}}},
        },
    }
    document: dict[str, Any] = {
        "paths": {"/b": {"post": operation, "get": operation}, "/a": {"get": operation}},
        "components": {
            "schemas": {
                "B": OBJECT,
                "A": {"properties": {"b": OBJECT, "a": {"$ref": "#/components/schemas/B"}}},
            }
        },
    }

    def backwards(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: backwards(value[key]) for key in reversed(value)}
        return [backwards(item) for item in value] if isinstance(value, list) else value

    assert repr(lowered(document)) == repr(lowered(backwards(document)))


PAGES = {
    "type": ["object"],
    "properties": {"data": {"anyOf": [{"type": ["array"], "items": OBJECT}, {"type": ["null"]}]}},
}


@pytest.mark.parametrize(
    ("schema", "items"),
    [(PAGES, ("data",)), ({"$ref": "#/components/schemas/Page"}, ("data",)), ({"items": OBJECT}, ())],
)
def test_configured_pagination(schema: Any, items: tuple[str, ...]) -> None:
    rule = PageRule(kind="cursor", page=Name(("page",)), items=items, request="after", next=("last",))
    api = lowered(
        {
            "paths": {
                "/a": {"get": {"responses": {"200": {"content": {"application/json": {"schema": schema}}}}}}
            },
            "components": {"schemas": {"Page": PAGES}},
        },
        LoweringOptions(pagination={"GET /a": rule}),
    )
    page = api.operations[0].pagination
    assert isinstance(page, Pagination)
    assert (page.kind, page.request, page.next, show(page.item)) == (
        "cursor",
        "after",
        ("last",),
        "{a?: string}",
    )


def test_pagination_without_items_is_an_error() -> None:
    diagnostics = Diagnostics()
    rule = PageRule(kind="cursor", page=Name(("page",)), items=("data",))
    api = lowered({"paths": {"/a": {"get": {}}}}, LoweringOptions(pagination={"GET /a": rule}), diagnostics)
    assert api.operations[0].pagination is None
    assert diagnostics.failed
