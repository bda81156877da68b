from __future__ import annotations

from collections.abc import Sequence

import pytest
from specpress.diagnostics import Diagnostics
from specpress.document.document import Document, Origin
from specpress.document.operations import operations
from specpress.document.pointer import JsonValue, lookup
from specpress.document.reach import references
from specpress.document.select import select

CALLS = {
    "GET /pets": "pets.list",
    "POST /pets": "pets.create",
    "GET /pets/{id}": "pets.retrieve",
    "GET /shops": "shops.list",
    "PURGE /shops": "shops.purge",
    "GET /shared": "shared.retrieve",
    "PUT /shared": "shared.replace",
}


def ref(pointer: str) -> JsonValue:
    return {"$ref": f"#{pointer}"}


def answer(schema: JsonValue) -> JsonValue:
    return {"200": {"description": "", "content": {"application/json": {"schema": schema}}}}


def pets() -> dict[str, JsonValue]:
    return {
        "openapi": "3.2.0",
        "info": {"title": "Pets", "version": "1"},
        "paths": {
            "/pets": {
                "parameters": [],
                "get": {
                    "operationId": "listPets",
                    "tags": ["Pets"],
                    "responses": answer(ref("/components/schemas/Pet")),
                },
                "post": {"operationId": "createPet", "tags": ["Pets"], "responses": {}},
            },
            "/pets/{id}": {
                "get": {
                    "tags": ["Pets"],
                    "responses": answer(
                        ref("/paths/~1shops/get/responses/200/content/application~1json/schema")
                    ),
                },
            },
            "/shops": {
                "get": {"tags": ["Shops"], "responses": answer({"items": ref("/components/schemas/Shop")})},
                "additionalOperations": {"PURGE": {"tags": ["Shops"], "responses": {}}},
            },
            "/shared": ref("/components/pathItems/Shared"),
        },
        "webhooks": {
            "petSold": {"post": {"tags": ["Events"], "responses": answer(ref("/components/schemas/Sale"))}},
        },
        "components": {
            "schemas": {
                "Pet": {"discriminator": {"propertyName": "kind", "mapping": {"bird": "Bird"}}},
                "Bird": {"properties": {"nest": ref("/components/schemas/Nest")}},
                "Cat": {"allOf": [ref("/components/schemas/Pet")]},
                "Nest": {"properties": {"birds": ref("/components/schemas/Bird")}},
                "Shop": {},
                "Sale": {},
                "Unused": {},
            },
            "pathItems": {"Shared": {"get": {"responses": {}}, "put": {"responses": {}}}},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def chosen(only: Sequence[str] = (), exclude: Sequence[str] = ()) -> tuple[Document, Diagnostics]:
    diagnostics = Diagnostics()
    document = Document(root=pets(), version="3.2", main="pets.yaml", files={})
    return select(document, CALLS, only, exclude, diagnostics), diagnostics


def ids(document: Document) -> list[str]:
    return [operation.id for operation in operations(document.cursor())]


def schemas(document: Document) -> list[str]:
    return list((document.cursor() / "components" / "schemas").mapping)


@pytest.mark.parametrize(
    ("only", "exclude", "expected"),
    [
        (["pets.*"], [], ["GET /pets", "POST /pets", "GET /pets/{id}"]),
        (["pets"], [], ["GET /pets", "POST /pets", "GET /pets/{id}"]),
        (["GET /pets"], [], ["GET /pets"]),
        (["get /pets*"], [], ["GET /pets", "GET /pets/{id}"]),
        (["listPets", "shops.purge"], [], ["GET /pets", "PURGE /shops"]),
        ([], ["Pets", "shared.*"], ["GET /shops", "PURGE /shops"]),
        (["*.list"], ["Shops"], ["GET /pets"]),
        (["GET /shared"], [], ["GET /shared"]),
    ],
)
def test_patterns(only: list[str], exclude: list[str], expected: list[str]) -> None:
    document, diagnostics = chosen(only, exclude)
    assert ids(document) == expected
    assert not diagnostics.failed


def test_without_patterns_nothing_changes() -> None:
    document, _ = chosen()
    assert document.root == pets()


def test_what_nobody_reaches_goes() -> None:
    document, _ = chosen(["listPets"])
    assert schemas(document) == ["Pet", "Bird", "Cat", "Nest"]
    assert "webhooks" not in document.root
    assert document.root["components"] == {
        "schemas": {name: lookup(pets(), f"/components/schemas/{name}") for name in schemas(document)},
        "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
    }


def test_webhooks_are_chosen_by_name_and_tag() -> None:
    for pattern in ("petSold", "Events"):
        document, _ = chosen([pattern])
        assert ids(document) == []
        assert list((document.cursor() / "webhooks").mapping) == ["petSold"]
        assert schemas(document) == ["Sale"]
    document, _ = chosen(exclude=["Events"])
    assert "webhooks" not in document.root
    document, _ = chosen(exclude=["Pets"])
    assert "webhooks" in document.root


def test_what_is_referred_to_inside_an_operation_that_goes_moves() -> None:
    document, _ = chosen(["GET /pets/{id}"])
    assert ids(document) == ["GET /pets/{id}"]
    assert schemas(document) == ["Shop"]
    (reference,) = set(references(document.root["paths"]))
    assert lookup(document.root, reference) == {"items": ref("/components/schemas/Shop")}
    assert document.origin(reference) == Origin(
        "pets.yaml", "/paths/~1shops/get/responses/200/content/application~1json/schema"
    )


def test_every_reference_leads_somewhere() -> None:
    for pattern in (*CALLS, *CALLS.values()):
        document, _ = chosen([pattern])
        for pointer in references(document.root):
            lookup(document.root, pointer)


def test_a_shared_path_item_is_taken_in_part() -> None:
    document, _ = chosen(["GET /shared"])
    assert document.root["paths"] == {"/shared": {"get": {"responses": {}}}}
    assert document.origin("/paths/~1shared/get") == Origin("pets.yaml", "/components/pathItems/Shared/get")


@pytest.mark.parametrize(
    ("pattern", "hint"),
    [
        ("shop", "did you mean `Shops`?"),
        ("shared", "did you mean `shared.*`?"),
        ("GET /pet", "did you mean `GET /pets`?"),
        ("%%%%%%%%%%", "patterns match calls"),
    ],
)
def test_a_pattern_that_matches_nothing(pattern: str, hint: str) -> None:
    _, diagnostics = chosen([pattern, "pets.*"])
    (finding,) = diagnostics
    assert (finding.code, finding.message) == ("unmatched-pattern", f"`{pattern}` matches no operation")
    assert finding.hint.startswith(hint)


def test_leaving_nothing_is_an_error() -> None:
    document, diagnostics = chosen(["pets.*"], ["Pets"])
    assert ids(document) == []
    assert [found.code for found in diagnostics] == ["nothing-selected"]


def test_a_webhook_alone_is_something() -> None:
    _, diagnostics = chosen(["*"], ["*.*"])
    assert not diagnostics.failed
