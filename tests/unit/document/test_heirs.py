"""Base schemas with a discriminator, and the heirs that they stand for."""

from __future__ import annotations

from typing import Any

from lowering import lowered, show
from specpress.document.heirs import with_variants

PET: dict[str, Any] = {
    "type": ["object"],
    "required": ["kind"],
    "properties": {"kind": {"type": ["string"]}, "name": {"type": ["string"]}},
    "discriminator": {"propertyName": "kind"},
}
REF = {"$ref": "#/components/schemas/Pet"}


def heir(*parts: Any, **more: Any) -> dict[str, Any]:
    return {"allOf": [*(parts or (REF,)), {"type": ["object"], "properties": {"own": {}}}], **more}


def document(used: Any = REF, **schemas: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": used}}
    pets = {"get": {"operationId": "get", "responses": {"200": {"description": "", "content": content}}}}
    return {"openapi": "3.1.0", "paths": {"/pets": pets}, "components": {"schemas": {"Pet": PET, **schemas}}}


def variants(root: dict[str, Any], name: str = "Pet") -> list[str]:
    made: Any = with_variants(root)
    stated = made["components"]["schemas"][name].get("anyOf", [])
    return [each["$ref"].rpartition("/")[2] for each in stated]


def test_a_base_stands_for_all_that_is_made_of_it() -> None:
    kitten = heir({"$ref": "#/components/schemas/Cat"})
    assert variants(document(Cat=heir(), Dog=heir(), Kitten=kitten)) == ["Cat", "Dog", "Kitten"]


def test_an_heir_that_is_a_base_stands_for_its_own() -> None:
    cat = heir(discriminator={"propertyName": "breed"})
    root = document(Cat=cat, Dog=heir(), Kitten=heir({"$ref": "#/components/schemas/Cat"}))
    assert variants(root) == ["Cat", "Dog"]


def test_a_base_is_left_alone_where_nothing_else_can_come() -> None:
    alone = document(Cat=heir())
    assert with_variants(alone) is alone
    only_a_part = document({"$ref": "#/components/schemas/Cat"}, Cat=heir(), Dog=heir())
    assert with_variants(only_a_part) is only_a_part
    itself = {
        **PET,
        "discriminator": {"propertyName": "kind", "mapping": {"pet": "#/components/schemas/Pet"}},
    }
    assert variants({**document(Cat=heir(), Dog=heir(), Pet=itself)}) == []


def test_what_an_heir_calls_itself_selects_it() -> None:
    made: Any = with_variants(document(Cat=heir(**{"x-ms-discriminator-value": "#Acme.Cat"}), Dog=heir()))
    mapping = made["components"]["schemas"]["Pet"]["discriminator"]["mapping"]
    assert mapping == {"#Acme.Cat": "#/components/schemas/Cat"}


def test_a_base_becomes_a_union_that_its_values_select() -> None:
    api = lowered(with_variants(document(Cat=heir(), Dog=heir())))
    types = {each.id.rpartition("/")[2]: show(each.type) for each in api.declarations}
    assert types["Pet"] == "(kind: Cat@Cat | Dog@Dog)"


def test_an_heir_that_adds_nothing_is_a_variant_all_the_same() -> None:
    simple, kitten = {"allOf": [REF]}, {"allOf": [{"$ref": "#/components/schemas/Simple"}]}
    api = lowered(with_variants(document(Dog=heir(), Simple=simple, Kitten=kitten)))
    types = {each.id.rpartition("/")[2]: show(each.type) for each in api.declarations}
    assert types["Pet"] == "(kind: Dog@Dog | Simple@Simple | Kitten@Kitten)"
    assert types["Simple"] == types["Kitten"] == "{kind: string, name?: string}"
