"""Edits of parameters."""

from __future__ import annotations

from typing import Final

from diff.probe import GET, LIST
from diff.verdict import LIMIT, LIMIT_SCHEMA, Verdict, with_key

PARAMETER_VERDICTS: Final = (
    Verdict("param type int->number", {}, {f"{LIMIT_SCHEMA}/type": "number"}, "info"),
    Verdict("param type int->string", {}, {f"{LIMIT_SCHEMA}/type": "string"}, "info"),
    Verdict(
        "param type string->int",
        {f"{LIMIT_SCHEMA}": {"type": "string"}},
        {f"{LIMIT_SCHEMA}": {"type": "integer"}},
        "breaking",
    ),
    Verdict("param required", {}, {LIMIT: with_key("required", True)}, "breaking"),
    Verdict("param enum added", {}, {LIMIT_SCHEMA: with_key("enum", [1, 2])}, "breaking"),
    Verdict(
        "param enum value removed",
        {LIMIT_SCHEMA: {"type": "string", "enum": ["a", "b"]}},
        {LIMIT_SCHEMA: {"type": "string", "enum": ["a"]}},
        "breaking",
    ),
    Verdict(
        "param enum value added",
        {LIMIT_SCHEMA: {"type": "string", "enum": ["a", "b"]}},
        {LIMIT_SCHEMA: {"type": "string", "enum": ["a", "b", "c"]}},
        "info",
    ),
    Verdict("param min added", {}, {LIMIT_SCHEMA: with_key("minimum", 1)}, "warning"),
    Verdict(
        "param min raised",
        {LIMIT_SCHEMA: {"type": "integer", "minimum": 1}},
        {f"{LIMIT_SCHEMA}/minimum": 2},
        "breaking",
    ),
    Verdict(
        "param min lowered",
        {LIMIT_SCHEMA: {"type": "integer", "minimum": 1}},
        {f"{LIMIT_SCHEMA}/minimum": 0},
        "info",
    ),
    Verdict(
        "param min->exclusiveMin same",
        {LIMIT_SCHEMA: {"type": "integer", "minimum": 1}},
        {LIMIT_SCHEMA: {"type": "integer", "exclusiveMinimum": 1}},
        "breaking",
    ),
    Verdict(
        "param exclmin->min same",
        {LIMIT_SCHEMA: {"type": "integer", "exclusiveMinimum": 1}},
        {LIMIT_SCHEMA: {"type": "integer", "minimum": 1}},
        "info",
    ),
    Verdict("param multipleOf added", {}, {LIMIT_SCHEMA: with_key("multipleOf", 5)}, "breaking"),
    Verdict("param nullable added", {}, {f"{LIMIT_SCHEMA}/type": ["integer", "null"]}, "info"),
    Verdict(
        "param nullable removed",
        {f"{LIMIT_SCHEMA}/type": ["integer", "null"]},
        {f"{LIMIT_SCHEMA}/type": "integer"},
        "breaking",
    ),
    Verdict("param allowReserved added", {}, {LIMIT: with_key("allowReserved", True)}, "info"),
    Verdict("param default removed", {}, {LIMIT_SCHEMA: lambda v: {"type": "integer"}}, "breaking"),
    Verdict("param deprecated", {}, {LIMIT: with_key("deprecated", True)}, "info"),
    Verdict(
        "param sunset",
        {LIMIT: lambda v: {**v, "deprecated": True, "x-sunset": "2030-01-01"}},
        {LIMIT: lambda v: {k: x for k, x in v.items() if k != "x-sunset"}},
        "breaking",
    ),
    Verdict(
        "param sunset brought forward",
        {LIMIT: lambda v: {**v, "deprecated": True, "x-sunset": "2030-01-01"}},
        {f"{LIMIT}/x-sunset": "2020-01-01"},
        "breaking",
    ),
    Verdict(
        "param sunset garbage",
        {LIMIT: lambda v: {**v, "deprecated": True}},
        {LIMIT: with_key("x-sunset", "soon")},
        "breaking",
    ),
    Verdict(
        "array param items int->string",
        {LIMIT_SCHEMA: {"type": "array", "items": {"type": "integer"}}},
        {LIMIT_SCHEMA: {"type": "array", "items": {"type": "string"}}},
        "info",
    ),
    Verdict(
        "array param maxItems lower",
        {LIMIT_SCHEMA: {"type": "array", "maxItems": 5, "items": {"type": "integer"}}},
        {f"{LIMIT_SCHEMA}/maxItems": 4},
        "breaking",
    ),
    Verdict(
        "array param minItems added",
        {LIMIT_SCHEMA: {"type": "array", "items": {"type": "integer"}}},
        {LIMIT_SCHEMA: with_key("minItems", 1)},
        "breaking",
    ),
    Verdict(
        "scalar->array exploded",
        {},
        {LIMIT_SCHEMA: {"type": "array", "items": {"type": "integer"}}},
        "breaking",
    ),
    Verdict(
        "scalar->array exploded, no default",
        {LIMIT_SCHEMA: {"type": "integer"}},
        {LIMIT_SCHEMA: {"type": "array", "items": {"type": "integer"}}},
        "info",
    ),
    Verdict(
        "array->scalar",
        {LIMIT_SCHEMA: {"type": "array", "items": {"type": "integer"}}},
        {LIMIT_SCHEMA: {"type": "integer"}},
        "breaking",
    ),
    Verdict(
        "scalar->array unexploded",
        {LIMIT_SCHEMA: {"type": "integer"}},
        {LIMIT_SCHEMA: {"type": "array", "items": {"type": "integer"}}, f"{LIMIT}/explode": False},
        "breaking",
    ),
    Verdict(
        "header param added optional",
        {},
        {f"{LIST}/parameters": lambda v: [*v, {"name": "X-A", "in": "header", "schema": {"type": "string"}}]},
        "info",
    ),
    Verdict(
        "header param added required",
        {},
        {
            f"{LIST}/parameters": lambda v: [
                *v,
                {"name": "X-A", "in": "header", "required": True, "schema": {"type": "string"}},
            ]
        },
        "breaking",
    ),
    Verdict(
        "header case changed",
        {f"{LIST}/parameters": lambda v: [*v, {"name": "X-A", "in": "header", "schema": {"type": "string"}}]},
        {f"{LIST}/parameters/3/name": "x-a"},
        "info",
    ),
    Verdict(
        "cookie param added required",
        {},
        {
            f"{LIST}/parameters": lambda v: [
                *v,
                {"name": "c", "in": "cookie", "required": True, "schema": {"type": "string"}},
            ]
        },
        "breaking",
    ),
    Verdict(
        "required param with default",
        {},
        {
            f"{LIST}/parameters": lambda v: [
                *v,
                {"name": "q", "in": "query", "required": True, "schema": {"type": "string", "default": "x"}},
            ]
        },
        "breaking",
    ),
    Verdict(
        "param content json",
        {},
        {
            LIMIT: {
                "name": "limit",
                "in": "query",
                "content": {"application/json": {"schema": {"type": "integer"}}},
            }
        },
        "breaking",
    ),
    Verdict(
        "deepObject param prop added required",
        {
            LIMIT: {
                "name": "limit",
                "in": "query",
                "style": "deepObject",
                "schema": {"type": "object", "properties": {"a": {"type": "string"}}},
            }
        },
        {
            LIMIT_SCHEMA: {
                "type": "object",
                "required": ["b"],
                "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
            }
        },
        "breaking",
    ),
    Verdict("path param format int32->int64", {}, {f"{GET}/parameters/0/schema/format": "int64"}, "info"),
    Verdict(
        "path param format int64->int32",
        {f"{GET}/parameters/0/schema/format": "int64"},
        {f"{GET}/parameters/0/schema/format": "int32"},
        "breaking",
    ),
    Verdict(
        "moved path level",
        {
            f"{GET}": lambda v: {k: x for k, x in v.items() if k != "parameters"},
            "/paths/~1pets~1{petId}": lambda v: {
                **v,
                "parameters": [
                    {
                        "name": "petId",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "integer", "format": "int32"},
                    }
                ],
            },
        },
        {"/info/version": "1.2.1"},
        "info",
    ),
)
