"""Example programs: variants, octets and XML (section 8 of the manual's rules)."""

from __future__ import annotations

from manual import STRING, example, record, ref, sent


def test_a_variant_is_sent_with_its_constant_rather_than_the_name_of_its_schema() -> None:
    cat, dog = (record("name", kind={"const": kind}, name=STRING) for kind in ("pet", "toy"))
    either = {"oneOf": [ref("Cat"), ref("Dog")], "discriminator": {"propertyName": "kind"}}
    program = example("python", sent(record("pet", pet=either)), Cat=cat, Dog=dog)
    sent_as = ['        "kind": "pet",', '        "name": "name",']
    assert program == ["client.pets.make(", "    pet={", *sent_as, "    },", ")"]


def test_octets_are_read_whole_where_events_are_there_too() -> None:
    """The method gives them unless it is asked for events."""
    content = {each: {"schema": STRING} for each in ("audio/mpeg", "text/event-stream")}
    program = example("python", {"responses": {"200": {"description": "ok", "content": content}}})
    assert program[0].startswith("response = ")


def test_a_variant_is_sent_with_what_tells_it() -> None:
    """Its discriminator need not be required: without it, nobody knows which variant is meant."""
    cat, dog = (record("name", kind={"const": kind}, name=STRING) for kind in ("cat", "dog"))
    mapping = {"cat": ref("Cat")["$ref"], "dog": ref("Dog")["$ref"]}
    either = {
        "oneOf": [ref("Cat"), ref("Dog")],
        "discriminator": {"propertyName": "kind", "mapping": mapping},
    }
    program = example("python", sent(record("pet", pet=either)), Cat=cat, Dog=dog)
    assert program == [
        "client.pets.make(",
        "    pet={",
        '        "kind": "cat",',
        '        "name": "name",',
        "    },",
        ")",
    ]


def test_xml_is_given_as_each_client_takes_it() -> None:
    content = {"application/xml": {"schema": ref("Pet")}}
    operation = {
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "ok", "content": content}},
    }
    pet = record("id", id=STRING)
    assert example("python", operation, Pet=pet)[1:] == ['    body="body",', ")", "print(response)"]
    assert example("typescript", operation, Pet=pet)[1:] == [
        "const pet = await client.pets.make({ body: { id: 'id' } });",
        "",
        "console.log(pet.id);",
    ]
