"""Symbols that generated Python refers to, and how type expressions are walked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from specpress.targets.base import Apply, Literals, OneOf, Symbol, TypeExpression

STR: Final = Symbol("str")
INT: Final = Symbol("int")
FLOAT: Final = Symbol("float")
BOOL: Final = Symbol("bool")
BYTES: Final = Symbol("bytes")
OBJECT: Final = Symbol("object")
NONE: Final = Symbol("None")
DATETIME: Final = Symbol("datetime", "datetime")
DATE: Final = Symbol("date", "datetime")
OPTIONAL: Final = Symbol("Optional", "typing")
LIST: Final = Symbol("List", "typing")
DICT: Final = Symbol("Dict", "typing")
TUPLE: Final = Symbol("Tuple", "typing")
ITERABLE: Final = Symbol("Iterable", "typing")
SEQUENCE: Final = Symbol("Sequence", "typing")
TYPED_DICT: Final = Symbol("TypedDict", "typing")


def optional(expression: TypeExpression) -> TypeExpression:
    """`Optional[T]`; what admits None already stays as it is."""
    if expression in (OBJECT, NONE) or is_optional(expression):
        return expression
    return Apply(OPTIONAL, (expression,))


def is_optional(expression: TypeExpression) -> bool:
    """Whether it is spelt `Optional[T]`."""
    return isinstance(expression, Apply) and expression.base == OPTIONAL


def one_of(members: Iterator[TypeExpression]) -> TypeExpression:
    """A union without repetitions: literals merged where the first of them stands, None as `Optional`."""
    found: list[TypeExpression] = []
    none = False
    for member in members:
        if is_optional(member) and isinstance(member, Apply):
            none, member = True, member.arguments[0]
        for each in member.members if isinstance(member, OneOf) else (member,):
            if each == OBJECT:
                return OBJECT
            if each == NONE:
                none = True
            else:
                _add(found, each)
    if not found:
        return NONE
    union = found[0] if len(found) == 1 else OneOf(tuple(found))
    return optional(union) if none else union


def symbols(expression: TypeExpression) -> Iterator[Symbol]:
    """All symbols in it, in order; the constructors of literals and unions excepted."""
    match expression:
        case Symbol():
            yield expression
        case Apply():
            yield expression.base
            for argument in expression.arguments:
                yield from symbols(argument)
        case OneOf():
            for member in expression.members:
                yield from symbols(member)
        case Literals():
            return
        case _:
            assert_never(expression)


def _add(found: list[TypeExpression], each: TypeExpression) -> None:
    if isinstance(each, Literals):
        for index, other in enumerate(found):
            if isinstance(other, Literals):
                known = {(type(value), value) for value in other.values}
                new = tuple(value for value in each.values if (type(value), value) not in known)
                found[index] = Literals(other.values + new)
                return
    if each not in found:
        found.append(each)
