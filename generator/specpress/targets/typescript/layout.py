"""Source code as a tree that is laid out the way prettier lays it out: single quotes, 100 columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, assert_never

from specpress.ir.types import Json
from specpress.targets.typescript.names import is_identifier
from specpress.targets.typescript.text import WIDTH, TsString

NULLABLE: Final = " | null"
KEYWORDS: Final = frozenset(("boolean", "number", "string", "unknown"))
"""Types that are no names."""
Brackets: TypeAlias = Literal["()", "[]", "{}", "<>"]


@dataclass(frozen=True, slots=True)
class Atom:
    """Text that is never broken."""

    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Items in brackets behind a head: a call, an array, an object, a generic type."""

    head: str
    brackets: Brackets
    items: tuple[Source, ...]
    explode: bool = False
    """One item a line even where all would fit: prettier keeps an object so."""
    trailing: bool = True
    """A comma stands behind the last of several lines."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """`key: value`; the key holds its separator."""

    key: str
    value: Source


@dataclass(frozen=True, slots=True)
class Either:
    """A union type."""

    members: tuple[Source, ...]


Source: TypeAlias = Atom | Group | Keyed | Either


def call(head: str, *items: Source) -> Group:
    """A call."""
    return Group(head, "()", items)


def array(items: Sequence[Source]) -> Group:
    """An array."""
    return Group("", "[]", tuple(items))


def record(members: Sequence[tuple[str, Source]], *, explode: bool = False) -> Group:
    """An object; a member whose value is its own name is printed once."""
    return Group("", "{}", tuple(_member(key, value) for key, value in members), explode)


def string(value: str) -> Atom:
    """A string literal."""
    return Atom(TsString(value).render())


def strings(values: Sequence[str]) -> Group:
    """An array of strings."""
    return array([string(value) for value in values])


def key(name: str) -> str:
    """A name as the key of an object or a type."""
    return name if is_identifier(name) else TsString(name).render()


def literal(value: Json) -> Source:
    """A JSON value as TypeScript spells it."""
    match value:
        case None:
            return Atom("null")
        case bool():
            return Atom("true" if value else "false")
        case str():
            return string(value)
        case int() | float():
            return Atom(number(value))
        case Sequence():
            return array([literal(item) for item in value])
        case _:
            items: Mapping[str, Json] = value
            return record([(name, literal(item)) for name, item in items.items()])


def number(value: int | float) -> str:
    """A number as prettier spells it."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    return repr(value).replace("e+", "e").replace("e-0", "e-")


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
            space = " " if source.brackets == "{}" and inside else ""
            return f"{source.head}{source.brackets[0]}{space}{inside}{space}{source.brackets[1]}"
        case _:
            assert_never(source)


def lay_out(source: Source, indent: int, before: int = 0, after: int = 0) -> str:
    """The source as it stands in a file.

    Args:
        source: what to print.
        indent: columns that its line is indented by.
        before: columns of that line in front of it, the indent not counted.
        after: columns of that line behind it.
    """
    if not _breaks(source):
        line = flat(source)
        if indent + before + columns(line) + after <= WIDTH:
            return line
    match source:
        case Atom():
            return source.text
        case Keyed():
            return source.key + lay_out(source.value, indent, before + len(source.key), after)
        case Either(members=(Atom() | Group() as only, Atom("null"))) if _is_reference(only):
            return f"{lay_out(only, indent, before, after + len(NULLABLE))}{NULLABLE}"
        case Either():
            margin = _margin(indent + 2)
            line = flat(source)
            if not _breaks(source) and indent + 2 + columns(line) + after <= WIDTH:
                return f"{margin}{line}"
            return "".join(f"{margin}| {lay_out(each, indent + 4)}" for each in source.members)
        case Group():
            return _broken(source, indent, before, after)
        case _:
            assert_never(source)


def is_nullable(source: Source) -> bool:
    """Whether it is one type or null, which prettier never breaks between the two."""
    return isinstance(source, Either) and len(source.members) == 2 and source.members[1] == Atom("null")


def _is_reference(source: Source) -> bool:
    """Whether it is a type by its name, which stays with its key; keywords and literals do not."""
    return not isinstance(source, Atom) or (is_identifier(source.text) and source.text not in KEYWORDS)


def columns(text: str) -> int:
    """The columns that a line takes, wide characters two each (Unicode Standard Annex 11)."""
    return len(text) + (
        0 if text.isascii() else sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    )


def _broken(group: Group, indent: int, before: int, after: int) -> str:
    opening, closing = group.brackets
    if not group.items:
        return flat(group)
    last = group.items[-1]
    if group.brackets == "()" and _hugs(group.items):
        first = "".join(f"{flat(item)}, " for item in group.items[:-1])
        head = f"{group.head}({first}"
        hugged = f"{head}{lay_out(last, indent, before + len(head), after + 1)})"
        if indent + before + columns(hugged.split("\n", 1)[0]) <= WIDTH:
            return hugged
    if group.brackets == "<>":
        if len(group.items) == 1 and (isinstance(last, Atom) or is_nullable(last)):
            head = f"{group.head}<"
            return f"{head}{lay_out(last, indent, before + len(head), after + 1)}>"
        inner = indent + 2
        if len(group.items) == 1 and isinstance(last, Either):
            line = flat(last)
            fits = inner + len(line) <= WIDTH
            members = [lay_out(member, inner + 2) for member in last.members]
            body = line if fits else "| " + f"{_margin(inner)}| ".join(members)
        else:
            body = f",{_margin(inner)}".join(lay_out(item, inner, 0, 1) for item in group.items)
        return f"{group.head}<{_margin(inner)}{body}{_margin(indent)}>"
    margin = _margin(indent + 2)
    body = f",{margin}".join(lay_out(item, indent + 2, 0, 1) for item in group.items)
    comma = "," if group.trailing else ""
    return f"{group.head}{opening}{margin}{body}{comma}{_margin(indent)}{closing}"


def _hugs(items: tuple[Source, ...]) -> bool:
    """Whether the last argument of a call opens on the line of the call: an object, none right before it."""
    *others, last = items
    if not isinstance(last, Group) or last.brackets not in ("{}", "[]") or not last.items:
        return False
    before = others[-1] if others else None
    alike = isinstance(before, Group) and before.brackets == last.brackets
    return not alike and not any(_breaks(item) for item in others)


def _breaks(source: Source) -> bool:
    match source:
        case Atom():
            return False
        case Keyed():
            return _breaks(source.value)
        case Either():
            return any(_breaks(member) for member in source.members)
        case Group():
            return source.explode or _is_table(source) or any(_breaks(item) for item in source.items)
        case _:
            assert_never(source)


def _is_table(group: Group) -> bool:
    """An array of several objects or arrays of several members each, which prettier always breaks."""
    if group.brackets != "[]" or len(group.items) < 2:
        return False
    rows = [item for item in group.items if isinstance(item, Group) and not item.head]
    kinds = {row.brackets for row in rows}
    return len(rows) == len(group.items) and len(kinds) == 1 and all(len(row.items) > 1 for row in rows)


def _member(name: str, value: Source) -> Source:
    if value == Atom(name):
        return value
    # Written plainly, `__proto__: value` sets the prototype of the object (ECMA-262, B.3.1).
    spelt = "['__proto__']" if name == "__proto__" else key(name)
    return Keyed(f"{spelt}: ", value)


def _margin(columns: int) -> str:
    return "\n" + " " * columns
