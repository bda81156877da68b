"""Source code as a tree that is laid out the way black lays it out.

What fits its line stays on it; else the items of a bracket stand one a line with a trailing comma, which
black keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from specpress.ir.types import Json
from specpress.targets.python.text import WIDTH, PyString

Brackets: TypeAlias = Literal["()", "[]", "{}"]


@dataclass(frozen=True, slots=True)
class Atom:
    """Text that is never broken."""

    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Items in brackets behind a head: a call, a subscript, a tuple, a dict."""

    head: str
    brackets: Brackets
    items: tuple[Source, ...]
    explode: bool = False
    """One item a line even where all would fit."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """`key=value` or `"key": value`; the key holds its separator."""

    key: str
    value: Source


@dataclass(frozen=True, slots=True)
class Either:
    """Members joined by `|`."""

    members: tuple[Source, ...]


Source: TypeAlias = Atom | Group | Keyed | Either


def call(head: str, *items: Source, explode: bool = False) -> Group:
    """A call."""
    return Group(head, "()", items, explode)


def subscript(head: str, *items: Source, explode: bool = False) -> Group:
    """A generic with its arguments."""
    return Group(head, "[]", items, explode)


def tuple_of(items: Sequence[Source]) -> Group:
    """A tuple display."""
    return Group("", "()", tuple(items))


def strings(values: Sequence[str]) -> Group:
    """A tuple of strings."""
    return tuple_of([string(value) for value in values])


def string(value: str) -> Atom:
    """A string literal."""
    return Atom(PyString(value).render())


def mapping(items: Sequence[tuple[str, Source]], *, explode: bool = False) -> Group:
    """A dict display with string keys."""
    return Group(
        "", "{}", tuple(Keyed(PyString(key).render() + ": ", value) for key, value in items), explode
    )


def literal(value: Json) -> Source:
    """A JSON value as Python spells it."""
    match value:
        case None | bool():
            return Atom(repr(value))
        case str():
            return string(value)
        case int() | float():
            return Atom(_number(value))
        case Sequence():
            return Group("", "[]", tuple(literal(item) for item in value))
        case _:
            return mapping([(key, literal(item)) for key, item in value.items()])


def flat(source: Source) -> str:
    """The source on one line."""
    match source:
        case Atom():
            return source.text
        case Keyed():
            return source.key + flat(source.value)
        case Either():
            return " | ".join(flat(member) for member in source.members)
        case Group():
            inside = ", ".join(flat(item) for item in source.items)
            comma = "," if _one_tuple(source) else ""
            return f"{source.head}{source.brackets[0]}{inside}{comma}{source.brackets[1]}"
        case _:
            assert_never(source)


def lay_out(source: Source, indent: int, before: int = 0, after: int = 0) -> str:
    """The source as it stands in a file.

    Args:
        indent: columns that its line is indented by.
        before: columns of that line in front of it, the indent not counted.
        after: columns of that line behind it.
    """
    if not _explodes(source):
        line = flat(source)
        if indent + before + len(line) + after <= WIDTH:
            return line
    match source:
        case Atom():
            return source.text
        case Keyed():
            return source.key + lay_out(source.value, indent, before + len(source.key), after)
        case Either():
            return _parenthesised(source, indent)
        case Group():
            return _broken(source, indent)
        case _:
            assert_never(source)


def annotation(source: Source, indent: int, before: int, after: int) -> str:
    """A type where it is stated: like :func:`lay_out`, with black's parentheses around a long name."""
    inner = indent + 4 + len(flat(source))
    if isinstance(source, Atom) and inner - 4 + before + after > WIDTH >= inner:
        return _enclosed(source.text, indent)
    return lay_out(source, indent, before, after)


def declared(source: Source, value: str, indent: int, before: int) -> tuple[str, str]:
    """A type annotation and what it is set to: of a long line black would rather break the value.

    Args:
        source: the type.
        value: ` = ` and the value, or nothing.
        indent: columns that the line is indented by.
        before: columns in front of the type, the indent not counted.
    """
    width = indent + before + len(flat(source))
    if not _explodes(source) and width + len(value) > WIDTH >= width + len(" = (") and value:
        return flat(source), f" = {_enclosed(value.removeprefix(' = '), indent)}"
    return annotation(source, indent, before, len(value)), value


def _broken(group: Group, indent: int) -> str:
    if not group.items:
        return flat(group)
    inner = indent + 4
    line = ", ".join(flat(item) for item in group.items)
    if len(group.items) == 1 and group.brackets == "[]" and group.head:
        body = _margin(inner) + lay_out(group.items[0], inner)
    elif group.head and inner + len(line) <= WIDTH and not _explodes(group):
        body = _margin(inner) + line
    else:
        body = "".join(_margin(inner) + lay_out(item, inner, 0, 1) + "," for item in group.items)
    return f"{group.head}{group.brackets[0]}{body}{_margin(indent)}{group.brackets[1]}"


def _parenthesised(source: Either, indent: int) -> str:
    inner = indent + 4
    line = flat(source)
    if inner + len(line) <= WIDTH and not _explodes(source):
        body = line
    else:
        first, *others = source.members
        body = lay_out(first, inner) + "".join(
            f"{_margin(inner)}| {lay_out(member, inner, 2)}" for member in others
        )
    return _enclosed(body, indent)


def _enclosed(line: str, indent: int) -> str:
    return f"({_margin(indent + 4)}{line}{_margin(indent)})"


def _explodes(source: Source) -> bool:
    match source:
        case Atom():
            return False
        case Keyed():
            return _explodes(source.value)
        case Either():
            return any(_explodes(member) for member in source.members)
        case Group():
            return source.explode or any(_explodes(item) for item in source.items)
        case _:
            assert_never(source)


def _one_tuple(group: Group) -> bool:
    return len(group.items) == 1 and group.brackets == "()" and not group.head


def _margin(columns: int) -> str:
    return "\n" + " " * columns


def _number(value: int | float) -> str:
    if value != value:
        return 'float("nan")'
    return repr(value) if abs(value) != float("inf") else f'float("{value}")'
