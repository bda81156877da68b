"""Constraints, by one table: what it means that a keyword is stated, unstated or has another value.

Keywords are those of JSON Schema 2020-12 (validation, section 6; core, section 10).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias, cast

from specpress.diff.changes import Item, below, change, flipped, limited
from specpress.diff.describe import words_of
from specpress.diff.sides import Compare, Sides
from specpress.ir.types import Constraint, Type

Value: TypeAlias = object
_TIGHTER: Final = "constraint-tightened"
_LOOSER: Final = "constraint-loosened"
_OTHER: Final = "constraint-changed"


def constraint_changes(old: Type, new: Type, sides: Sides, compare: Compare) -> Iterator[Item]:
    """What differs between the constraints of two types."""
    if old.constraints == new.constraints and not any(map(_has_types, new.constraints)):
        return
    was, now = _by_keyword(old.constraints), _by_keyword(new.constraints)
    if "type" in was and "type" in now:
        del was["type"], now["type"]
    yield from _respelt_bounds(was, now, (old.pointer, new.pointer))
    for keyword in sorted(was.keys() | now.keys()):
        yield from _keyword(keyword, was.get(keyword), now.get(keyword), (old, new), sides, compare)


def _respelt_bounds(
    was: dict[str, Constraint], now: dict[str, Constraint], where: tuple[str, str]
) -> Iterator[Item]:
    """A bound that was said with one keyword and is with the other one, taken out of both."""
    for keyword, rule_of in (("minimum", _lower), ("maximum", _upper)):
        exclusive = f"exclusive{keyword.capitalize()}"
        for before, after in ((keyword, exclusive), (exclusive, keyword)):
            told = before in was and after not in was and after in now and before not in now
            if not told:
                continue
            old, new = was.pop(before).value, now.pop(after).value
            same = _TIGHTER if after == exclusive else _LOOSER
            rule = same if old == new else rule_of(old, new)
            text = f"`{before}` became `{after}`"
            yield change(rule, text, before=words_of(old), after=words_of(new), where=where)


def admits_all(kind: Type) -> bool:
    """Whether a type, read as an object, was stated by none: then null and others are valid, too."""
    return any(item.keyword == "type" for item in kind.constraints)


def _keyword(
    keyword: str,
    was: Constraint | None,
    now: Constraint | None,
    types: tuple[Type, Type],
    sides: Sides,
    compare: Compare,
) -> Iterator[Item]:
    name = keyword.partition(" ")[0]
    if name == "type":
        rule, what = ("type-unstated", "is stated no longer") if now else ("type-stated", "is stated now")
        yield change(rule, f"the type {what}", where=(types[0].pointer, types[1].pointer))
        return
    where = (types[0].pointer, types[1].pointer)
    if was is None or now is None:
        given = now or was
        assert given is not None
        text = words_of(given.value)
        if was is None:
            yield change(_stated(name), f"`{name}` was added: {text}", after=text, where=where)
        else:
            yield change(_unstated(name), f"`{name}` was removed: {text}", before=text, where=where)
        return
    if isinstance(was.value, Type) and isinstance(now.value, Type):
        yield from _inside(name, below(compare(was.value, now.value, replace(sides, repeated=False)), name))
    elif isinstance(was.value, Mapping) and isinstance(now.value, Mapping):
        yield from _tables(name, was.value, now.value, where, sides, compare)
    elif was.value != now.value:
        before, after = words_of(was.value), words_of(now.value)
        rule = _VALUES.get(name, _unknown)(was.value, now.value)
        message = f"`{name}` was changed"
        yield change(rule, message, before=before, after=after, where=where)


def _inside(keyword: str, items: Iterator[Item]) -> Iterator[Item]:
    """What a change of a schema below a keyword means for the whole."""
    if keyword == "not":
        return flipped(items)
    return limited(items, "undecided") if keyword == "if" else items


def _tables(
    keyword: str,
    was: Mapping[str, object],
    now: Mapping[str, object],
    where: tuple[str, str],
    sides: Sides,
    compare: Compare,
) -> Iterator[Item]:
    """`dependentRequired`, `dependentSchemas`: what depends on each property."""
    for key in sorted(was.keys() | now.keys()):
        old, new = was.get(key), now.get(key)
        if isinstance(old, Type) and isinstance(new, Type):
            yield from below(compare(old, new, sides), keyword, key)
            continue
        before, after = (words_of(side) if side is not None else "" for side in (old, new))
        if keyword == "properties":
            rule, what = (
                ("optional-property-added", "added")
                if key in now
                else ("optional-property-removed", "removed")
            )
            message = f"the optional property `{key}` was {what}"
            yield change(rule, message, before=before, after=after, where=where)
        elif key not in was:
            yield change("constraint-added", f"`{keyword}` was added for `{key}`", after=after, where=where)
        elif key not in now:
            yield change(
                "constraint-removed", f"`{keyword}` was removed for `{key}`", before=before, where=where
            )
        elif old != new:
            rule = _sets(old, new)
            yield change(
                rule, f"`{keyword}` was changed for `{key}`", before=before, after=after, where=where
            )


def _by_keyword(constraints: tuple[Constraint, ...]) -> dict[str, Constraint]:
    """Constraints by keyword; a keyword that stands several times is numbered (`not`, `not 2`)."""
    found: dict[str, Constraint] = {}
    for item in constraints:
        key, count = item.keyword, 1
        while key in found:
            count += 1
            key = f"{item.keyword} {count}"
        found[key] = item
    return found


def _has_types(item: Constraint) -> bool:
    return not isinstance(item.value, (str, int, float, bool, type(None), list))


# --- the table


def _stated(keyword: str) -> str:
    if keyword == "contentEncoding":
        return _OTHER
    return "limit-stated" if keyword in _LIMITS | _FLOORS else "constraint-added"


def _unstated(keyword: str) -> str:
    if keyword == "contentEncoding":
        return _OTHER
    return "pattern-removed" if keyword == "pattern" else "constraint-removed"


def _upper(old: Value, new: Value) -> str:
    return _compared(old, new, _TIGHTER, _LOOSER)


def _lower(old: Value, new: Value) -> str:
    return _compared(old, new, _LOOSER, _TIGHTER)


def _compared(old: Value, new: Value, less: str, more: str) -> str:
    if not isinstance(old, (int, float)) or not isinstance(new, (int, float)):
        return _OTHER
    return less if new < old else more


def _flag(old: Value, new: Value) -> str:
    return _TIGHTER if new else _LOOSER


def _multiple(old: Value, new: Value) -> str:
    """Multiples of 6 are multiples of 3."""
    if not isinstance(old, (int, float)) or not isinstance(new, (int, float)) or not old or not new:
        return _OTHER
    if new % old == 0:
        return _TIGHTER
    return _LOOSER if old % new == 0 else _OTHER


def _pattern(old: Value, new: Value) -> str:
    """Whether one regular expression holds another cannot be decided, unless one holds everything."""
    if new in _ANYTHING:
        return "pattern-removed"
    return "constraint-tightened" if old in _ANYTHING else "pattern-changed"


def _sets(old: Value, new: Value) -> str:
    """Names that must be there: more of them is stricter."""
    if not isinstance(old, Sequence) or not isinstance(new, Sequence):
        return _OTHER
    was, now = set(map(str, cast("Sequence[object]", old))), set(map(str, cast("Sequence[object]", new)))
    if was <= now:
        return _TIGHTER
    return _LOOSER if now <= was else _OTHER


def _unknown(old: Value, new: Value) -> str:
    del old, new
    return _OTHER


_ANYTHING: Final = frozenset({".*", "^.*$", "^.*", ".*$", ""})
# The range of a number and upper limits mostly write down what a server did all along; a least length or a
# pattern is a new demand.
_FLOORS: Final = frozenset({"minimum", "exclusiveMinimum"})
_LIMITS: Final = frozenset(
    {"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains"}
)
_VALUES: Final[Mapping[str, Callable[[Value, Value], str]]] = {
    **dict.fromkeys(_LIMITS, _upper),
    **dict.fromkeys(
        ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains"), _lower
    ),
    "uniqueItems": _flag,
    "multipleOf": _multiple,
    "pattern": _pattern,
    "required": _sets,
}
