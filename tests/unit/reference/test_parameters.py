"""What a method takes: order, names, descriptions (section 3 of the manual's rules)."""

from __future__ import annotations

from typing import Any

from manual import STRING, bullets, manual, section


def parameters(
    language: str, operation: dict[str, Any], path: str = "/pets", names: dict[str, str] | None = None
) -> list[str]:
    stated = {"responses": {"204": {"description": "none"}}, **operation}
    pages = manual({"paths": {path: {"post": stated}}}, {f"POST {path}": "pets.make"}, parameters=names)
    return bullets(section(pages[f"{language}/pets/make.md"], "### Parameters"))


def given(name: str, location: str, required: bool = False, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": location, "required": required, "schema": STRING, **more}


def body(*required: str, **properties: Any) -> dict[str, Any]:
    schema = {"type": "object", "required": list(required), "properties": properties}
    return {"required": True, "content": {"application/json": {"schema": schema}}}


ALL = {
    "parameters": [
        given("z", "header"),
        given("b", "query"),
        given("a", "query", required=True),
        given("shop", "path", required=True),
        given("pet", "path", required=True),
    ],
    "requestBody": body("tag", id=STRING, tag=STRING, age=STRING),
}


def test_required_ones_come_first_then_the_place_counts_then_the_name() -> None:
    assert parameters("python", ALL, "/shops/{shop}/pets/{pet}") == [
        "- `shop: str`",
        "- `pet: str`",
        "- `a: str`",
        "- `tag: str`",
        "- `b: Optional[str]`",
        "- `id: Optional[str]`",
        "- `age: Optional[str]`",
        "- `z: Optional[str]`",
    ]


def test_typescript_takes_the_last_path_parameter_by_itself() -> None:
    assert parameters("typescript", ALL, "/shops/{shop}/pets/{pet}") == [
        "- `pet: string`",
        "- `params: PetMakeParams`",
        "  - `shop: string`",
        "  - `a: string`",
        "  - `tag: string`",
        "  - `b?: string`",
        "  - `id?: string`",
        "  - `age?: string`",
        "  - `z?: string`",
    ]


def test_one_place_alone_needs_no_prefix_and_gives_the_object_its_name() -> None:
    query = {"parameters": [given("a", "query", description="An a.")]}
    assert parameters("typescript", query) == ["- `query: PetMakeParams`", "  - `a?: string`", "    An a."]
    sent = {"requestBody": body(a={**STRING, "description": "An a."})}
    assert parameters("typescript", sent) == ["- `body: PetMakeParams`", "  - `a?: string`", "    An a."]


def test_mixed_places_are_told_before_a_description_and_never_without_or_below() -> None:
    inner = {"type": "object", "description": "A b.", "properties": {"c": {**STRING, "description": "A c."}}}
    mixed = {
        "parameters": [given("a", "query", description="An a."), given("h", "header", description="An h.")],
        "requestBody": body(b=inner, d=STRING),
    }
    assert parameters("typescript", mixed) == [
        "- `params: PetMakeParams`",
        "  - `a?: string`",
        "    Query param: An a.",
        "  - `b?: B`",
        "    Body param: A b.",
        "    - `c?: string`",
        "      A c.",
        "  - `d?: string`",
        "  - `h?: string`",
        "    Header param: An h.",
    ]
    assert not [line for line in parameters("python", mixed) if " param: " in line]


def test_a_path_parameter_says_what_its_schema_says() -> None:
    said = given("pet", "path", required=True, description="Not shown.")
    assert parameters("python", {"parameters": [said]}, "/pets/{pet}") == ["- `pet: str`"]
    said["schema"] = {**STRING, "description": "Shown."}
    for language, type_ in (("python", "str"), ("typescript", "string")):
        shown = parameters(language, {"parameters": [said]}, "/pets/{pet}")
        assert shown == [f"- `pet: {type_}`", "  Shown."]


def test_a_path_parameter_among_others_says_what_the_parameter_says() -> None:
    shop = given("shop", "path", required=True, description="The shop.")
    shown = parameters(
        "typescript", {"parameters": [shop, given("pet", "path", required=True)]}, "/{shop}/{pet}"
    )
    assert shown[1:] == ["- `params: PetMakeParams`", "  - `shop: string`", "    The shop."]


def test_other_parameters_fall_back_on_their_schemas() -> None:
    query = given("a", "query", schema={**STRING, "description": "Of the schema."})
    assert parameters("python", {"parameters": [query]})[1] == "  Of the schema."
    query["description"] = "Of the parameter."
    assert parameters("python", {"parameters": [query]})[1] == "  Of the parameter."


def test_a_header_that_can_have_one_value_is_not_shown() -> None:
    version = given("version", "header", required=True, schema={"const": "1"})
    shown = parameters("python", {"parameters": [version, given("X-Trace", "header")]})
    assert shown == ["- `x_trace: Optional[str]`"]


def test_names_are_wire_names_in_typescript_unless_configured() -> None:
    trace = {"parameters": [given("X-Trace", "header")]}
    assert parameters("typescript", trace)[1] == '  - `"X-Trace"?: string`'
    renamed = {"X-Trace": "trace"}
    assert parameters("typescript", trace, names=renamed)[1] == "  - `trace?: string`"
    assert parameters("python", trace, names=renamed) == ["- `trace: Optional[str]`"]


def test_names_in_brackets_become_part_of_names_in_python() -> None:
    query = {"parameters": [given("created_at[gte]", "query"), given("types[]", "query")]}
    assert parameters("python", query) == ["- `created_at_gte: Optional[str]`", "- `types: Optional[str]`"]
    assert parameters("typescript", query)[1:] == [
        '  - `"created_at[gte]"?: string`',
        '  - `"types[]"?: string`',
    ]


def test_variants_of_an_argument_are_spelt_as_above_them_and_named_types_by_their_names() -> None:
    pet = {"type": "object", "properties": {"id": STRING}}
    ref, both = ({"$ref": f"#/components/schemas/{name}"} for name in ("Pet", "Both"))
    properties = {
        "a": {"anyOf": [STRING, {"type": "array", "items": ref}]},
        "b": {"anyOf": [STRING, ref]},
        "c": {"anyOf": [STRING, both]},
    }
    operation = {"requestBody": body(**properties), "responses": {"204": {"description": "none"}}}
    schemas = {"Pet": pet, "Both": {"oneOf": [ref, {"type": "object", "title": "Toy"}]}}
    document = {"paths": {"/pets": {"post": operation}}, "components": {"schemas": schemas}}
    page = manual(document, {"POST /pets": "pets.make"})["python/pets/make.md"]
    assert bullets(section(page, "### Parameters")) == [
        "- `a: Optional[Union[str, Iterable[PetParam]]]`",
        "  - `str`",
        "  - `Iterable[PetParam]`",
        "    - `id: Optional[str]`",
        "- `b: Optional[B]`",
        "  - `str`",
        "  - `class Pet: …`",
        "- `c: Optional[Union[str, BothParam]]`",
        "  - `str`",
        "  - `Both`",
        "    - `class Pet: …`",
        "    - `Dict[str, object]`",
    ]


def test_path_parameters_keep_the_order_of_the_path() -> None:
    pair = [given(name, "path", required=True) for name in ("pet", "shop")]
    shown = parameters("python", {"parameters": pair}, "/shops/{shop}/pets/{pet}")
    assert shown == ["- `shop: str`", "- `pet: str`"]


STREAMED = {
    "requestBody": body(stream={"type": "boolean", "description": "Whether."}, a=STRING),
    "responses": {
        "200": {
            "description": "ok",
            "content": {
                "application/json": {"schema": STRING},
                "text/event-stream": {"itemSchema": STRING},
            },
        }
    },
}


def test_a_flag_that_asks_for_a_stream_makes_two_objects_in_typescript() -> None:
    assert parameters("typescript", STREAMED) == [
        "- `PetMakeParams = PetMakeParamsNonStreaming | PetMakeParamsStreaming`",
        "  - `PetMakeParamsBase`",
        "    - `a?: string`",
        "    - `stream?: false`",
        "      Whether.",
        "      - `false`",
        "  - `PetMakeParamsNonStreaming extends PetMakeParamsBase`",
        "    - `stream?: false`",
        "      Whether.",
        "      - `false`",
        "  - `PetMakeParamsStreaming extends PetMakeParamsBase`",
        "    - `stream: true`",
        "      Whether.",
        "      - `true`",
    ]


def test_members_of_both_objects_say_where_they_go_where_places_are_mixed() -> None:
    mixed = {**STREAMED, "parameters": [given("h", "header", description="An h.")]}
    assert [line.strip() for line in parameters("typescript", mixed) if " param: " in line] == [
        "Body param: Whether.",
        "Header param: An h.",
        "Body param: Whether.",
        "Body param: Whether.",
    ]


def test_a_flag_may_be_null_where_it_asks_for_no_stream() -> None:
    flag = {"requestBody": body(stream={"type": ["boolean", "null"]})}
    shown = parameters("typescript", {**STREAMED, **flag})
    assert [line.strip(" -") for line in shown if "stream" in line] == [
        "`stream?: false | null`",
        "`stream?: false | null`",
        "`stream: true`",
    ]


def test_a_flag_that_asks_for_a_stream_is_off_in_python() -> None:
    assert parameters("python", STREAMED)[1:] == [
        "- `stream: Optional[Literal[false]]`",
        "  Whether.",
        "  - `false`",
    ]


def test_a_body_that_is_no_object_is_one_argument() -> None:
    content = {"application/json": {"schema": {"type": "array", "items": STRING}}}
    sent = {"requestBody": {"required": True, "description": "All tags.", "content": content}}
    assert parameters("python", sent) == ["- `body: Sequence[str]`", "  All tags."]
    assert parameters("typescript", sent) == [
        "- `body: PetMakeParams`",
        "  - `body: Array<string>`",
        "    All tags.",
    ]
