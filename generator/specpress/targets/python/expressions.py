"""Type expressions as source code."""

from __future__ import annotations

from typing import Final, assert_never

from specpress.targets.base import Apply, Literals, OneOf, Symbol, TypeExpression
from specpress.targets.python.imports import Imports
from specpress.targets.python.layout import Atom, Either, Source, annotation, literal, subscript
from specpress.targets.python.symbols import is_optional
from specpress.targets.text import Code

LITERAL: Final = Symbol("Literal", "typing")
UNION: Final = Symbol("Union", "typing")


def source(
    expression: TypeExpression, imports: Imports, *, needed: bool = False, explode: bool = False
) -> Source:
    """The expression as it is spelt in a file.

    Args:
        needed: when the module is executed, rather than only by type checkers.
        explode: the values of its literals stand one a line, so that an added one is one added line.
    """
    match expression:
        case Symbol():
            return Atom(imports.name(expression, needed=needed))
        case Apply():
            arguments = (
                source(each, imports, needed=needed, explode=explode) for each in expression.arguments
            )
            return subscript(imports.name(expression.base, needed=needed), *arguments)
        case Literals():
            values = (literal(value) for value in expression.values)
            exploded = explode and len(expression.values) > 1
            return subscript(imports.name(LITERAL, needed=needed), *values, explode=exploded)
        case OneOf():
            members = (source(each, imports, needed=needed, explode=explode) for each in expression.members)
            return subscript(imports.name(UNION, needed=needed), *members)
        case _:
            assert_never(expression)


def barred(expression: TypeExpression, imports: Imports) -> Source:
    """The expression with bars between the members of its outermost union: `float | None`."""
    if isinstance(expression, OneOf):
        return Either(tuple(source(each, imports) for each in expression.members))
    if isinstance(expression, Apply) and is_optional(expression):
        return Either((source(expression.arguments[0], imports), Atom("None")))
    return source(expression, imports)


def annotated(spelt: Source, indent: int, before: int, after: int = 0) -> Code:
    """An annotation laid out behind `before` columns and in front of `after`."""
    return Code(annotation(spelt, indent, before, after))
