"""Parameters, paths and what is always sent."""

from __future__ import annotations

from typing import Any

import pytest
from lowering import lowered, operation, show
from specpress.ir.api import Encoded, Parameter, Styled
from specpress.ir.names import Name
from specpress.lower.options import LoweringOptions

STRING = {"type": ["string"]}


def parameter(stated: dict[str, Any], path: str = "/pets/{id}") -> Parameter:
    """The parameter `it` of an operation."""
    found, _ = operation({"parameters": [{"name": "it", "schema": STRING, **stated}]}, path)
    return next(item for item in found.parameters if item.wire == "it")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"in": "query"}, Styled(style="form", explode=True)),
        ({"in": "query", "explode": False}, Styled(style="form", explode=False)),
        ({"in": "query", "style": "spaceDelimited"}, Styled(style="spaceDelimited", explode=False)),
        ({"in": "query", "style": "pipeDelimited"}, Styled(style="pipeDelimited", explode=False)),
        ({"in": "query", "style": "deepObject", "explode": True}, Styled(style="deepObject", explode=True)),
        (
            {"in": "query", "allowReserved": True, "allowEmptyValue": True},
            Styled(style="form", explode=True, allow_reserved=True, allow_empty=True),
        ),
        ({"in": "path"}, Styled(style="simple", explode=False)),
        ({"in": "path", "style": "label", "explode": True}, Styled(style="label", explode=True)),
        ({"in": "path", "style": "matrix"}, Styled(style="matrix", explode=False)),
        ({"in": "header"}, Styled(style="simple", explode=False)),
        ({"in": "cookie"}, Styled(style="form", explode=True)),
        ({"in": "cookie", "style": "cookie"}, Styled(style="cookie", explode=True)),
    ],
)
def test_styles_and_their_defaults(stated: dict[str, Any], expected: Styled) -> None:
    assert parameter(stated, "/pets/{it}" if stated["in"] == "path" else "/pets").serialization == expected


def test_a_style_of_another_location_is_reported() -> None:
    found, diagnostics = operation(
        {"parameters": [{"name": "it", "in": "header", "style": "deepObject", "schema": STRING}]}
    )
    assert found.parameters[0].serialization == Styled(style="simple", explode=False)
    assert diagnostics.codes()["style-not-allowed"] == 1


def test_content_parameters() -> None:
    found, _ = operation(
        {
            "parameters": [
                {
                    "name": "filter",
                    "in": "query",
                    "content": {"application/json": {"schema": {"type": ["object"]}}},
                }
            ]
        }
    )
    assert found.parameters[0].serialization == Encoded(media_type="application/json")
    assert show(found.parameters[0].type) == "map(any)"


def test_a_whole_query_string() -> None:
    found, _ = operation(
        {
            "parameters": [
                {
                    "name": "q",
                    "in": "querystring",
                    "content": {"application/x-www-form-urlencoded": {"schema": {"type": ["object"]}}},
                }
            ]
        }
    )
    assert found.parameters[0].location == "querystring"
    assert found.parameters[0].serialization == Encoded(media_type="application/x-www-form-urlencoded")


def test_path_parameters_come_first_in_the_order_of_the_path() -> None:
    stated = [
        {"name": name, "in": where, "schema": STRING}
        for name, where in [("q", "query"), ("b", "path"), ("a", "path")]
    ]
    found, _ = operation({"parameters": stated}, "/x/{a}/y/{b}")
    assert [item.wire for item in found.parameters] == ["a", "b", "q"]
    assert [item.required for item in found.parameters] == [True, True, False]


def test_names_of_headers_have_no_case() -> None:
    around = [
        {"name": name, "in": where, "schema": STRING} for name, where in (("X-A", "header"), ("Q", "query"))
    ]
    own = [
        {"name": name, "in": where, "schema": STRING} for name, where in (("x-a", "header"), ("q", "query"))
    ]
    api = lowered({"paths": {"/pets": {"parameters": around, "get": {"parameters": own}}}})
    assert [item.wire for item in api.operations[0].parameters] == ["x-a", "Q", "q"]


def test_an_operation_overrides_its_path_item() -> None:
    api = lowered(
        {
            "paths": {
                "/pets": {
                    "parameters": [
                        {"name": "a", "in": "query", "schema": STRING},
                        {"$ref": "#/components/parameters/B"},
                    ],
                    "get": {"parameters": [{"name": "a", "in": "query", "schema": {"type": ["integer"]}}]},
                }
            },
            "components": {"parameters": {"B": {"name": "b", "in": "header", "schema": STRING}}},
        }
    )
    assert [(item.wire, show(item.type)) for item in api.operations[0].parameters] == [
        ("a", "integer"),
        ("b", "string"),
    ]


@pytest.mark.parametrize("name", ["Accept", "content-type", "Authorization"])
def test_headers_that_are_described_elsewhere_are_ignored(name: str) -> None:
    found, diagnostics = operation({"parameters": [{"name": name, "in": "header", "schema": STRING}]})
    assert found.parameters == ()
    assert diagnostics.codes()["ignored-header"] == 1
    assert "incomplete-parameter" not in diagnostics.codes()


@pytest.mark.parametrize(
    ("stated", "fixed"),
    [
        ({"in": "header", "required": True, "schema": {"const": "1"}}, "1"),
        ({"in": "query", "required": True, "schema": {"type": ["integer"], "enum": [1]}}, 1),
        ({"in": "query", "required": True, "schema": {"$ref": "#/components/schemas/One"}}, "one"),
        ({"in": "query", "schema": {"const": "1"}}, None),
        ({"in": "query", "required": True, "schema": {"enum": ["1", "2"]}}, None),
    ],
)
def test_a_required_parameter_of_one_value_is_fixed(stated: dict[str, Any], fixed: Any) -> None:
    found, _ = operation(
        {"parameters": [{"name": "it", **stated}]}, components={"schemas": {"One": {"const": "one"}}}
    )
    assert found.parameters[0].fixed == fixed


@pytest.mark.parametrize(
    "schema", [{"$ref": "#/components/schemas/Tokens"}, {"type": ["array"], "contains": {"const": "t"}}]
)
def test_what_an_array_must_contain_is_sent_always(schema: Any) -> None:
    found, _ = operation(
        {"parameters": [{"name": "it", "in": "header", "schema": schema}]},
        components={"schemas": {"Tokens": {"type": ["array"], "contains": {"const": "t"}}}},
    )
    assert found.parameters[0].always == ("t",)


def test_a_path_parameter_that_nobody_describes_is_a_string() -> None:
    found, diagnostics = operation({}, "/pets/{id}")
    assert [(item.wire, show(item.type), item.required) for item in found.parameters] == [
        ("id", "string", True)
    ]
    assert diagnostics.codes()["undeclared-path-parameter"] == 1


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ({"name": "a", "in": "path", "schema": STRING}, "stray-path-parameter"),
        ({"name": "a", "in": "body"}, "incomplete-parameter"),
        ({"in": "query"}, "incomplete-parameter"),
        ({"name": "Größe", "in": "header"}, "impossible-header"),
        ({"name": "a: b\r\nc", "in": "header"}, "impossible-header"),
    ],
)
def test_parameters_that_cannot_be_sent_are_reported(stated: Any, code: str) -> None:
    found, diagnostics = operation({"parameters": [stated]})
    assert found.parameters == ()
    assert diagnostics.codes()[code] == 1


@pytest.mark.parametrize(
    ("written", "path", "wires"),
    [
        ("/pets?kind=dog", "/pets", ["kind"]),
        ("/pets#create", "/pets", []),
        ("/pets/{.id*}", "/pets/{id}", ["id"]),
        ("/pets/{id:[0-9]+}", "/pets/{id}", ["id"]),
        ("/pets/{id}/{id}", "/pets/{id}/{id}", ["id"]),
    ],
)
def test_paths_as_other_tools_write_them(written: str, path: str, wires: list[str]) -> None:
    stated = {"parameters": [{"name": "id", "in": "path", "schema": STRING}]} if "id" in written else {}
    found, diagnostics = operation(stated, written)
    assert (found.id, found.path) == (f"GET {written}", path)
    assert [item.wire for item in found.parameters] == wires
    assert "undeclared-path-parameter" not in diagnostics.codes()


def test_a_query_in_the_path_is_a_fixed_parameter() -> None:
    found, _ = operation(
        {"parameters": [{"name": "kind", "in": "query", "schema": STRING}]}, "/pets?kind=dog"
    )
    assert [(item.wire, item.fixed) for item in found.parameters] == [("kind", "dog")]


@pytest.mark.parametrize(
    ("written", "path", "wires"),
    [
        ("/pets?q={q}", "/pets", ["q"]),
        ("/pets?q={q}&kind=dog&id={id}", "/pets?kind=dog&id={id}", ["id", "q"]),
        ("/pets?q={q}&kind=dog", "/pets", ["q", "kind"]),
        ("/pets?text={q}", "/pets?text={q}", ["q", "q"]),
    ],
)
def test_a_query_parameter_that_the_path_repeats_is_sent_once(
    written: str, path: str, wires: list[str]
) -> None:
    found, _ = operation({"parameters": [{"name": "q", "in": "query", "schema": STRING}]}, written)
    assert (found.id, found.path) == (f"GET {written}", path)
    assert [item.wire for item in found.parameters] == wires


def test_configuration_renames_parameters_by_wire_name() -> None:
    options = LoweringOptions(parameters={"x-beta": Name(("betas",))})
    api = lowered(
        {"paths": {"/a": {"get": {"parameters": [{"name": "x-beta", "in": "header", "schema": STRING}]}}}},
        options,
    )
    assert api.operations[0].parameters[0].name == Name(("betas",))
    assert api.operations[0].parameters[0].wire == "x-beta"
