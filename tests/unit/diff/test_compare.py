"""The one algorithm of the wire comparison, on types made by hand."""

from __future__ import annotations

from typing import Any

import pytest
from specpress.diff.changes import Change, Link
from specpress.diff.compare import compare_types
from specpress.diff.expressions import expression_text
from specpress.diff.rules import RULES
from specpress.diff.sides import Sides
from specpress.ir import types
from specpress.ir.names import Name
from specpress.ir.types import Constraint, EnumMember, Property, Type, Variant
from specpress.targets.base import Apply, Literals, OneOf, Symbol, TypeExpression

STRING = types.Scalar(kind="string")
INTEGER = types.Scalar(kind="integer")
NUMBER = types.Scalar(kind="number")
DATE = types.Scalar(kind="string", format="date")
ANY = types.Any()
NEVER = types.Never()


def enum(*values: Any, is_open: bool = False) -> types.Enum:
    return types.Enum(members=tuple(EnumMember(value=value) for value in values), kind="string", open=is_open)


def record(extra: Type = ANY, **properties: Type) -> types.Record:
    """A record; a name that ends in `_` is optional."""
    return types.Record(
        properties=tuple(
            Property(wire=key.rstrip("_"), name=Name((key,)), type=kind, required=not key.endswith("_"))
            for key, kind in properties.items()
        ),
        extra=extra,
    )


def union(*variants: Type, exclusive: bool = False) -> types.Union:
    return types.Union(variants=tuple(Variant(type=kind) for kind in variants), exclusive=exclusive)


def limited(kind: types.Scalar, **constraints: Any) -> types.Scalar:
    return types.Scalar(
        kind=kind.kind, constraints=tuple(Constraint(key, value) for key, value in constraints.items())
    )


def found(old: Type, new: Type, **sides: Any) -> list[tuple[str, str, str]]:
    """Rule and levels of what differs; references are left aside."""
    items = compare_types(old, new, Sides(old=sides.pop("was", {}), new=sides.pop("now", {}), **sides))
    return [(item.rule, item.sent, item.received) for item in items if isinstance(item, Change)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (INTEGER, NUMBER, [("type-widened", "info", "breaking")]),
        (STRING, INTEGER, [("type-changed", "breaking", "breaking")]),
        (STRING, DATE, [("format-added", "breaking", "info")]),
        (STRING, types.Nullable(inner=STRING), [("nullable-added", "info", "breaking")]),
        (STRING, ANY, [("type-unstated", "info", "breaking")]),
        (NEVER, STRING, [("type-unstated", "info", "breaking")]),
        (types.Array(item=INTEGER), types.Array(item=NUMBER), [("type-widened", "info", "breaking")]),
        (STRING, enum("a", "b"), [("enum-stated", "breaking", "info")]),
        (INTEGER, enum("a", "b"), [("type-changed", "breaking", "breaking")]),
        (enum("a", "b"), enum("a", "b", "c"), [("enum-value-added", "info", "warning")]),
        (
            enum("a", is_open=True),
            enum("a", "b", is_open=True),
            [("open-enum-value-added", "info", "info")],
        ),
        (enum("a", "b"), enum("b", "a"), [("enum-reordered", "info", "info")]),
        (
            types.Literal(value=1),
            types.Literal(value=True),
            [("constant-changed", "breaking", "breaking")],
        ),
        (types.Map(value=STRING), record(STRING, a_=STRING), [("optional-property-added", "info", "info")]),
        (record(a=STRING), record(), [("required-property-removed", "warning", "breaking")]),
        (record(), record(a=STRING), [("required-property-added", "breaking", "info")]),
        (record(a_=STRING), record(a=STRING), [("property-required", "breaking", "info")]),
        (record(), record(NEVER), [("other-properties-forbidden", "breaking", "info")]),
        (
            record(a_=STRING, b_=INTEGER),
            record(a_=STRING, c_=INTEGER),
            [("optional-property-removed", "warning", "warning")],
        ),
        (
            union(STRING, INTEGER),
            union(STRING, INTEGER, record()),
            [("variant-added", "info", "breaking")],
        ),
        (union(STRING, INTEGER), union(INTEGER, STRING), [("variants-reordered", "info", "info")]),
        (STRING, union(STRING, INTEGER), [("choice-stated", "info", "breaking")]),
        (
            record(a=STRING, b=STRING),
            union(record(a=STRING), record(b=STRING), exclusive=True),
            [("choice-stated", "breaking", "breaking")],
        ),
    ],
)
def test_types(old: Type, new: Type, expected: list[tuple[str, str, str]]) -> None:
    told = found(old, new)
    assert told[: len(expected)] == expected
    assert found(old, old) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ({"maxLength": 5}, {"maxLength": 4}, "constraint-tightened"),
        ({"minimum": 5}, {"minimum": 4}, "constraint-loosened"),
        ({}, {"maximum": 4}, "limit-stated"),
        ({}, {"minimum": 4}, "limit-stated"),
        ({"multipleOf": 3}, {"multipleOf": 6}, "constraint-tightened"),
        ({"multipleOf": 4}, {"multipleOf": 6}, "constraint-changed"),
        ({"pattern": "a"}, {"pattern": "b"}, "pattern-changed"),
        ({"pattern": "a"}, {"pattern": ".*"}, "pattern-removed"),
        ({"if": STRING}, {}, "constraint-removed"),
        ({"if": STRING}, {"if": INTEGER}, "type-changed"),
        (
            {"dependentRequired": {"a": ["b"]}},
            {"dependentRequired": {"a": ["b", "c"]}},
            "constraint-tightened",
        ),
        ({"dependentRequired": {"a": ["b"]}}, {"dependentRequired": {}}, "constraint-removed"),
        ({"unheard": 1}, {"unheard": 2}, "constraint-changed"),
    ],
)
def test_constraints(old: dict[str, Any], new: dict[str, Any], rule: str) -> None:
    assert [told[0] for told in found(limited(STRING, **old), limited(STRING, **new))] == [rule]


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (Apply(Symbol("List"), (Symbol("int"),)), "List[int]"),
        (Apply(Symbol("[]"), (Symbol("string"), Apply(Symbol("..."), (Symbol("T"),)))), "[string, ...T]"),
        (Apply(Symbol("{}"), (OneOf((Symbol("a"), Literals((1,)))),)), "{[key]: a | 1}"),
    ],
)
def test_type_expressions_read_like_code(expression: TypeExpression, text: str) -> None:
    assert expression_text(expression) == text


def test_what_widens_below_not_narrows_above() -> None:
    old, new = (limited(STRING, **{"not": kind}) for kind in (INTEGER, NUMBER))
    assert found(old, new) == [("type-widened", "breaking", "info")]


def test_what_a_condition_selects_cannot_be_decided() -> None:
    old, new = (limited(STRING, **{"if": kind}) for kind in (INTEGER, NUMBER))
    assert found(old, new) == [("type-widened", "info", "undecided")]


def test_text_holds_every_scalar() -> None:
    assert found(INTEGER, STRING, textual=True) == [("type-widened", "info", "breaking")]
    assert found(DATE, INTEGER, textual=True) == [("type-changed", "breaking", "breaking")]


def test_one_value_is_a_repeated_array_of_one() -> None:
    assert found(STRING, types.Array(item=STRING), repeated=True) == []
    assert found(STRING, types.Array(item=limited(STRING, pattern="a")), repeated=True) != []


def test_read_only_properties_are_not_sent() -> None:
    def read_only(kind: Type) -> types.Record:
        prop = Property(wire="a", name=Name(("a",)), type=kind, read_only=True)
        return types.Record(properties=(prop,), extra=ANY)

    assert found(read_only(STRING), read_only(INTEGER)) == [("type-changed", "info", "breaking")]


def test_references_become_links() -> None:
    items = list(
        compare_types(types.Ref(id="a"), types.Ref(id="b"), Sides(old={"a": STRING}, new={"b": STRING}))
    )
    assert [(item.pair.old, item.pair.new) for item in items if isinstance(item, Link)] == [("a", "b")]


def test_a_name_on_one_side_is_what_it_stands_for() -> None:
    assert found(types.Ref(id="a"), INTEGER, was={"a": STRING}) == [("type-changed", "breaking", "breaking")]


def test_recursive_types_that_lost_their_name_come_to_an_end() -> None:
    tree = record(child_=types.Ref(id="tree"))
    inline = record(child_=record(child_=ANY))
    assert "type-unstated" in [told[0] for told in found(types.Ref(id="tree"), inline, was={"tree": tree})]


def test_every_rule_says_something() -> None:
    assert all(rule.id == id for id, rule in RULES.items())
    assert {rule.bump for rule in RULES.values()} <= {"patch", "minor", "major"}
