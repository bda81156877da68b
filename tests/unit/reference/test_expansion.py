"""How often a type is told what it is made of: once in a section, but for arrays of objects (section 4)."""

from __future__ import annotations

from manual import NODE, STRING, bullets, manual, record, ref, returned, section
from specpress.targets.base import Remark


def test_a_named_object_is_expanded_once() -> None:
    shown = returned(
        "python", record("a", "b", a=ref("Node"), b=ref("Node")), Node={**NODE, "description": "N."}
    )
    assert shown[1:] == ["  - `a: Node`", "    N.", "    - `name: str`", "  - `b: Node`", "    N."]


def test_what_is_sent_and_what_is_held_are_one_type_under_two_names() -> None:
    content = {"application/json": {"schema": record("a", "b", a=ref("Node"), b=record("n", n=ref("Node")))}}
    operation = {
        "requestBody": {"required": True, "content": content},
        "responses": {"204": {"description": "none"}},
    }
    document = {"paths": {"/pets": {"post": operation}}, "components": {"schemas": {"Node": NODE}}}
    page = manual(document, {"POST /pets": "pets.make"})["python/pets/make.md"]
    assert bullets(section(page, "### Parameters")) == [
        "- `a: NodeParam`",
        "  - `name: str`",
        "- `b: B`",
        "  - `n: Node`",
    ]


def test_inline_objects_are_expanded_wherever_they_are() -> None:
    inline = record("x", x=STRING)
    assert returned("typescript", record("a", "b", a=inline, b=inline))[1:] == [
        "  - `a: A`",
        "    - `x: string`",
        "  - `b: B`",
        "    - `x: string`",
    ]


def test_an_array_of_objects_is_expanded_wherever_it_is() -> None:
    inner = record("leaf", leaf=ref("Leaf"))
    schema = record("a", "b", a=ref("Node"), b={"type": "array", "items": ref("Node")})
    assert returned("python", schema, Node=inner, Leaf=NODE)[1:] == [
        "  - `a: Node`",
        "    - `leaf: Leaf`",
        "      - `name: str`",
        "  - `b: List[Node]`",
        "    - `leaf: Leaf`",
    ]


def test_an_array_of_objects_under_another_name_is_expanded_as_well() -> None:
    schema = record("a", "b", a=ref("Node"), b={"type": "array", "items": ref("Other")})
    other = {"allOf": [ref("Node")], "description": "Another name."}
    assert returned("python", schema, Node=NODE, Other=other)[1:] == [
        "  - `a: Node`",
        "    - `name: str`",
        "  - `b: List[Other]`",
        "    - `name: str`",
    ]


def test_an_array_of_a_named_union_is_expanded_once() -> None:
    schema = record("a", "b", a=ref("Either"), b={"type": "array", "items": ref("Either")})
    either = {"oneOf": [ref("Cat"), ref("Dog")]}
    parts = {"Cat": record(c=STRING), "Dog": record(d=STRING)}
    assert returned("python", schema, Either=either, **parts)[-1] == "  - `b: List[Either]`"


def test_an_inline_union_lists_its_variants_again_without_their_fields() -> None:
    either = {"oneOf": [ref("Cat"), ref("Dog")]}
    parts = {"Cat": record(c=STRING), "Dog": record(d=STRING)}
    assert returned("python", record("a", "b", a=either, b=either), **parts)[-3:] == [
        "  - `b: B`",
        "    - `class Cat: …`",
        "    - `class Dog: …`",
    ]


def test_inline_enums_are_listed_again() -> None:
    enum = {"enum": ["x", "y"]}
    assert len(returned("python", record("a", "b", a=enum, b=enum))) == 1 + 2 * 3


def test_what_holds_itself_ends() -> None:
    children = {"type": "array", "items": ref("It")}
    assert returned("python", record("kids", kids=children, next=ref("It")))[1:] == [
        "  - `kids: List[It]`",
        "  - `next: Optional[It]`",
    ]


def test_the_sections_of_a_page_expand_for_themselves() -> None:
    operation = {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": record("n", n=ref("Node"))}},
        },
        "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": ref("Node")}}}},
    }
    document = {"paths": {"/pets": {"post": operation}}, "components": {"schemas": {"Node": NODE}}}
    page = manual(document, {"POST /pets": "pets.make"})["python/pets/make.md"]
    assert bullets(section(page, "### Parameters")) == ["- `n: NodeParam`", "  - `name: str`"]
    assert bullets(section(page, "### Returns")) == ["- `class Node: …`", "  - `name: str`"]


def test_a_section_that_would_be_endless_shows_fewer_levels_and_says_so() -> None:
    many = 100
    schemas = {
        f"T{n}": record(**{f"f{m}": {"type": "array", "items": ref(f"T{(n + m) % many}")} for m in range(60)})
        for n in range(many)
    }
    response = {"200": {"description": "ok", "content": {"application/json": {"schema": ref("T0")}}}}
    document = {
        "paths": {"/pets": {"get": {"responses": response}}},
        "components": {"schemas": schemas},
    }
    remarks: list[Remark] = []
    pages = manual(document, {"GET /pets": "pets.look"}, remarks=remarks)
    for language, item in (("python", "Optional[List[T1]]"), ("typescript", "Array<T1>")):
        shown = bullets(section(pages[f"{language}/pets/look.md"], "### Returns"))
        assert len(shown) == 1 + 60
        assert item in shown[2]
    assert {remark.code for remark in remarks} == {"section-shortened"}
    assert len(remarks) == 1 + many
    (said,) = (remark for remark in remarks if "GET" in remark.message)
    assert said.message == "GET /pets: what is returned is not shown in full"
    assert said.pointer == "/paths/~1pets/get"
