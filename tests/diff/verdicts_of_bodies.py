"""Edits of bodies and schemas, sent and received."""

from __future__ import annotations

from typing import Final

from diff.comparing import BASE
from diff.probe import CREATE, GET, GONE, LIST, NEW, PET, renamed
from diff.verdict import OF_NEW, OF_PET, Verdict, with_key

BODIES: Final = (
    Verdict("body required->optional", {}, {f"{CREATE}/requestBody/required": False}, "info"),
    Verdict(
        "body optional->required",
        {f"{CREATE}/requestBody/required": False},
        {f"{CREATE}/requestBody/required": True},
        "breaking",
    ),
    Verdict("body removed", {}, {f"{CREATE}/requestBody": GONE}, "warning"),
    Verdict(
        "body media type added",
        {},
        {f"{CREATE}/requestBody/content": with_key("application/xml", {"schema": {"type": "object"}})},
        "info",
    ),
    Verdict(
        "body media type replaced",
        {},
        {f"{CREATE}/requestBody/content": renamed("application/json", "application/xml")},
        "breaking",
    ),
    Verdict(
        "body media type json->*/*",
        {},
        {f"{CREATE}/requestBody/content": renamed("application/json", "*/*")},
        "info",
    ),
    Verdict(
        "body media type json->application/*",
        {},
        {f"{CREATE}/requestBody/content": renamed("application/json", "application/*")},
        "info",
    ),
)
SCHEMAS: Final = (
    Verdict(
        "response media type json->*/*",
        {},
        {f"{GET}/responses/200/content": renamed("application/json", "*/*")},
        "breaking",
    ),
    Verdict("req property required", {}, {f"{NEW}/required": ["name", "nick"]}, "breaking"),
    Verdict(
        "req property required w default",
        {f"{OF_NEW}/nick": {"type": "string", "default": "x"}},
        {f"{NEW}/required": ["name", "nick"]},
        "breaking",
    ),
    Verdict("req property optional", {}, {f"{NEW}/required": GONE}, "info"),
    Verdict("req property removed", {}, {f"{OF_NEW}/nick": GONE}, "warning"),
    Verdict(
        "req property removed, closed",
        {NEW: with_key("additionalProperties", False)},
        {f"{OF_NEW}/nick": GONE},
        "breaking",
    ),
    Verdict(
        "req new required",
        {},
        {f"{OF_NEW}": with_key("age", {"type": "integer"}), f"{NEW}/required": ["name", "age"]},
        "breaking",
    ),
    Verdict("req new optional", {}, {f"{OF_NEW}": with_key("age", {"type": "integer"})}, "info"),
    Verdict("req type string->int", {}, {f"{OF_NEW}/nick/type": "integer"}, "breaking"),
    Verdict("req type string->[string,int]", {}, {f"{OF_NEW}/nick/type": ["string", "integer"]}, "info"),
    Verdict(
        "req type [string,int]->string",
        {f"{OF_NEW}/nick/type": ["string", "integer"]},
        {f"{OF_NEW}/nick/type": "string"},
        "breaking",
    ),
    Verdict("resp type string->[string,int]", {}, {f"{OF_PET}/nick/type": ["string", "integer"]}, "breaking"),
    Verdict(
        "resp type [string,int]->string",
        {f"{OF_PET}/nick/type": ["string", "integer"]},
        {f"{OF_PET}/nick/type": "string"},
        "info",
    ),
    Verdict("resp int->number", {}, {f"{OF_PET}/id": {"type": "number"}}, "breaking"),
    Verdict(
        "resp number->int",
        {f"{OF_PET}/id": {"type": "number"}},
        {f"{OF_PET}/id": {"type": "integer"}},
        "info",
    ),
    Verdict("resp required->optional", {}, {f"{PET}/required": ["id"]}, "breaking"),
    Verdict("resp optional->required", {}, {f"{PET}/required": ["id", "name", "nick"]}, "info"),
    Verdict(
        "resp prop removed required", {}, {f"{OF_PET}/name": GONE, f"{PET}/required": ["id"]}, "breaking"
    ),
    Verdict("resp prop removed optional", {}, {f"{OF_PET}/nick": GONE}, "warning"),
    Verdict("resp enum val added", {}, {f"{OF_PET}/status/enum": ["free", "adopted", "z"]}, "warning"),
    Verdict("resp enum val removed", {}, {f"{OF_PET}/status/enum": ["free"]}, "info"),
    Verdict("req enum val added", {}, {f"{OF_NEW}/status/enum": ["free", "adopted", "z"]}, "info"),
    Verdict("req enum val removed", {}, {f"{OF_NEW}/status/enum": ["free"]}, "breaking"),
    Verdict("resp const", {f"{OF_PET}/nick": {"const": "a"}}, {f"{OF_PET}/nick": {"const": "b"}}, "breaking"),
    Verdict(
        "resp maxLength unset",
        {f"{OF_PET}/nick": {"type": "string", "maxLength": 4}},
        {f"{OF_PET}/nick": {"type": "string"}},
        "breaking",
    ),
    Verdict(
        "resp maxLength raised",
        {f"{OF_PET}/nick": {"type": "string", "maxLength": 4}},
        {f"{OF_PET}/nick/maxLength": 5},
        "breaking",
    ),
    Verdict(
        "resp minLength lowered",
        {f"{OF_PET}/nick": {"type": "string", "minLength": 4}},
        {f"{OF_PET}/nick/minLength": 3},
        "breaking",
    ),
    Verdict(
        "resp pattern removed",
        {f"{OF_PET}/nick": {"type": "string", "pattern": "a"}},
        {f"{OF_PET}/nick": {"type": "string"}},
        "warning",
    ),
    Verdict(
        "req pattern changed",
        {f"{OF_NEW}/nick": {"type": "string", "pattern": "a"}},
        {f"{OF_NEW}/nick/pattern": "b"},
        "undecided",
    ),
    Verdict("req uniqueItems", {}, {f"{OF_NEW}/toys": with_key("uniqueItems", True)}, "breaking"),
    Verdict(
        "resp uniqueItems removed",
        {f"{OF_PET}/labels": {"type": "array", "uniqueItems": True, "items": {"type": "string"}}},
        {f"{OF_PET}/labels/uniqueItems": False},
        "breaking",
    ),
    Verdict("req minProperties", {}, {f"{OF_NEW}/labels": with_key("minProperties", 1)}, "breaking"),
    Verdict(
        "req maxProperties lowered",
        {f"{OF_NEW}/labels/maxProperties": 5},
        {f"{OF_NEW}/labels/maxProperties": 4},
        "breaking",
    ),
    Verdict("req addlProps true->false", {}, {NEW: with_key("additionalProperties", False)}, "breaking"),
    Verdict(
        "req addlProps false->true",
        {NEW: with_key("additionalProperties", False)},
        {f"{NEW}/additionalProperties": True},
        "info",
    ),
    Verdict(
        "resp addlProps false->true",
        {PET: with_key("additionalProperties", False)},
        {f"{PET}/additionalProperties": True},
        "info",
    ),
    Verdict(
        "req map value int->string",
        {f"{OF_NEW}/labels/additionalProperties/type": "integer"},
        {f"{OF_NEW}/labels/additionalProperties/type": "string"},
        "breaking",
    ),
    Verdict("req object->array", {}, {f"{OF_NEW}/toys": {"type": "object"}}, "breaking"),
    Verdict(
        "resp array->object",
        {},
        {f"{LIST}/responses/200/content/application~1json/schema": {"$ref": "#/components/schemas/Pet"}},
        "breaking",
    ),
    Verdict(
        "req oneOf variant added",
        {f"{OF_NEW}/nick": {"oneOf": [{"type": "string"}, {"type": "integer"}]}},
        {f"{OF_NEW}/nick/oneOf": lambda v: [*v, {"type": "boolean"}]},
        "info",
    ),
    Verdict(
        "req oneOf variant removed",
        {f"{OF_NEW}/nick": {"oneOf": [{"type": "string"}, {"type": "integer"}]}},
        {f"{OF_NEW}/nick/oneOf": lambda v: v[:1]},
        "breaking",
    ),
    Verdict(
        "resp oneOf variant added",
        {f"{OF_PET}/nick": {"oneOf": [{"type": "string"}, {"type": "integer"}]}},
        {f"{OF_PET}/nick/oneOf": lambda v: [*v, {"type": "boolean"}]},
        "breaking",
    ),
    Verdict(
        "resp oneOf variant removed",
        {f"{OF_PET}/nick": {"oneOf": [{"type": "string"}, {"type": "integer"}]}},
        {f"{OF_PET}/nick/oneOf": lambda v: v[:1]},
        "info",
    ),
    Verdict(
        "req allOf part added required",
        {f"{OF_NEW}/home": {"allOf": [{"type": "object", "properties": {"a": {"type": "string"}}}]}},
        {
            f"{OF_NEW}/home/allOf": lambda v: [
                *v,
                {"type": "object", "required": ["b"], "properties": {"b": {"type": "string"}}},
            ]
        },
        "breaking",
    ),
    Verdict("req not added", {}, {f"{OF_NEW}/nick": with_key("not", {"enum": ["x"]})}, "breaking"),
    Verdict(
        "resp not removed",
        {f"{OF_PET}/nick": with_key("not", {"enum": ["x"]})},
        {f"{OF_PET}/nick": {"type": "string"}},
        "breaking",
    ),
    Verdict("req type removed", {}, {f"{OF_NEW}/nick": {}}, "info"),
    Verdict("resp type removed", {}, {f"{OF_PET}/nick": {}}, "breaking"),
    Verdict("req format added", {}, {f"{OF_NEW}/nick": with_key("format", "uuid")}, "breaking"),
    Verdict(
        "req format email->date",
        {f"{OF_NEW}/nick": with_key("format", "email")},
        {f"{OF_NEW}/nick": with_key("format", "date")},
        "breaking",
    ),
    Verdict("resp format added", {}, {f"{OF_PET}/nick": with_key("format", "uuid")}, "info"),
    Verdict(
        "resp format removed",
        {f"{OF_PET}/nick": with_key("format", "uuid")},
        {f"{OF_PET}/nick": {"type": "string"}},
        "breaking",
    ),
    Verdict(
        "inlined ref",
        {},
        {f"{GET}/responses/200/content/application~1json/schema": BASE["components"]["schemas"]["Pet"]},
        "info",
    ),
    Verdict(
        "resp oneOf variant became enum",
        {f"{OF_PET}/nick": {"oneOf": [{"type": "string"}, {"type": "boolean"}]}},
        {f"{OF_PET}/nick/oneOf/0": {"type": "string", "enum": ["a", "b"]}},
        "info",
    ),
    Verdict(
        "req oneOf variant became enum",
        {f"{OF_NEW}/nick": {"oneOf": [{"type": "string"}, {"type": "boolean"}]}},
        {f"{OF_NEW}/nick/oneOf/0": {"const": "a"}},
        "breaking",
    ),
    Verdict(
        "req oneOf variant became any string",
        {f"{OF_NEW}/nick": {"oneOf": [{"enum": ["a", "b"]}, {"type": "boolean"}]}},
        {f"{OF_NEW}/nick/oneOf/0": {"type": "string"}},
        "info",
    ),
    Verdict(
        "resp contentEncoding added",
        {},
        {f"{OF_PET}/nick/contentEncoding": "base64"},
        "breaking",
    ),
    Verdict(
        "req contentEncoding removed",
        {f"{OF_NEW}/nick/contentEncoding": "base64"},
        {f"{OF_NEW}/nick/contentEncoding": GONE},
        "breaking",
    ),
)
BODY_VERDICTS: Final = (*BODIES, *SCHEMAS)
