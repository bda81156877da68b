from __future__ import annotations

import ast
import keyword
from collections.abc import Iterator

import pytest
from packages import package
from specpress.ir.names import Call, Name, named
from specpress.targets.python.names import (
    RESERVED_FIELDS,
    Role,
    is_package_name,
    module,
    pascal,
    snake,
)
from specpress.targets.python.runtime.models import BaseModel


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("pet", "store"), "PetStore"),
        (("OAuth2", "IDs"), "OAuth2IDs"),
        (("HTTP",), "HTTP"),
        (("USER", "NAME"), "UserName"),
        (("2fa", "code"), "Model2faCode"),
        (("größe",), "Größe"),
        (("none",), "None_"),
        (("$",), "Model"),
    ],
)
def test_class_names(words: tuple[str, ...], expected: str) -> None:
    assert pascal(Name(words)) == expected


@pytest.mark.parametrize(
    ("words", "role", "expected"),
    [
        (("Pet", "Store"), "field", "pet_store"),
        (("from",), "argument", "from_"),
        (("2", "fa"), "field", "field_2_fa"),
        (("2", "fa"), "argument", "argument_2_fa"),
        (("$",), "method", "method"),
        (("match",), "method", "match"),
    ],
)
def test_other_names(words: tuple[str, ...], role: Role, expected: str) -> None:
    assert snake(Name(words), role=role) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("HTTPResponseIDs", "http_response_ids"),
        ("PetStore", "pet_store"),
        ("OAuth2Token", "oauth2_token"),
        ("S3URLsList", "s3_urls_list"),
    ],
)
def test_names_of_files(name: str, expected: str) -> None:
    assert module(name) == expected


def test_a_file_can_always_be_made_and_imported() -> None:
    assert module("Import") == "import_"
    assert module("Con") == "con_"
    long = module("Pet" * 60)
    assert len(long) < 100
    assert long != module("Pet" * 61)


def test_names_of_200_characters_and_of_any_script_are_identifiers() -> None:
    for text in (
        "x" * 200,
        "имя поля",
        "名前",
        "a\u200db",
        "__init__",
        "../../x",
        "__import__('os')",
        "-1",
        "🙂",
    ):
        for name in (pascal(named(text)), snake(named(text), role="field")):
            assert name.isidentifier()
            assert not keyword.iskeyword(name)
            assert not name.startswith("_")


def test_a_package_hides_no_module_that_it_needs() -> None:
    assert not is_package_name("email")
    assert not is_package_name("pydantic")
    assert is_package_name("petstore")


def test_fields_stay_clear_of_what_models_inherit() -> None:
    inherited = {name for name in dir(BaseModel) if not name.startswith("_")}
    assert inherited <= RESERVED_FIELDS


@pytest.mark.parametrize(
    ("call", "module"),
    [
        (Call((Name(("SKU",)),), Name(("SKU",))), "resources/sku.py"),
        (Call((), Name(("settings",))), "_client.py"),
    ],
)
def test_a_module_has_no_name_twice(call: Call, module: str) -> None:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/SKU"}}}
    operation = {"responses": {"200": {"description": "ok", "content": content}}}
    schemas = {"SKU": {"type": "object", "properties": {"id": {"type": "string"}}}}
    document = {"paths": {"/sku": {"get": operation}}, "components": {"schemas": schemas}}
    printed = ast.parse(package(document, called={"GET /sku": call})[f"pets/{module}"])
    names = [name for statement in printed.body for name in defined(statement)]
    assert len(names) == len(set(names))


def defined(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement of a module gives it."""
    match statement:
        case ast.If(body=body):
            for each in body:
                yield from defined(each)
        case ast.ImportFrom(names=names):
            yield from (each.asname or each.name for each in names)
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.ClassDef(name=name):
            yield name
        case _:
            pass
