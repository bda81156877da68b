"""Names of TypeScript's own, and of the runtime, as generated code spells them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from specpress.targets.base import Apply, Literals, OneOf, Symbol, TypeExpression
from specpress.targets.typescript.packages import RUNTIME

STRING: Final = Symbol("string")
NUMBER: Final = Symbol("number")
BOOLEAN: Final = Symbol("boolean")
UNKNOWN: Final = Symbol("unknown")
NEVER: Final = Symbol("never")
NULL: Final = Symbol("null")
UNDEFINED: Final = Symbol("undefined")
VOID: Final = Symbol("void")
ARRAY: Final = Symbol("Array")
RECORD: Final = Symbol("Record")
TUPLE: Final = Symbol("[]")
"""The base of a tuple type, whose arguments are its items."""
REST: Final = Symbol("...")
"""The base of the rest of a tuple type: any number of items of its argument."""
INDEXED: Final = Symbol("{}")
"""The base of a mapping that an alias may refer to itself through, which `Record` forbids."""
RESPONSE: Final = Symbol("Response")

OPEN: Final = {"string": Symbol("(string & {})"), "number": Symbol("(number & {})")}
"""Any value of a kind besides the literals beside it, which stay known to editors."""


def runtime(name: str, module: str) -> Symbol:
    """A name of the runtime."""
    return Symbol(name, f"{RUNTIME}/{module}")


def array(item: TypeExpression) -> Apply:
    """`Array<T>`."""
    return Apply(ARRAY, (item,))


def mapping(value: TypeExpression) -> Apply:
    """`Record<string, T>`."""
    return Apply(RECORD, (STRING, value))


def one_of(members: Iterable[TypeExpression]) -> TypeExpression:
    """A union, flattened, each member once, null last; `unknown` swallows the others."""
    # By their spelling, since the literals 1 and true are equal in Python.
    found: dict[str, TypeExpression] = {}
    for member in members:
        for part in member.members if isinstance(member, OneOf) else (member,):
            singles = [Literals((value,)) for value in part.values] if isinstance(part, Literals) else [part]
            found.update((repr(single), single) for single in singles if single != NEVER)
    if repr(UNKNOWN) in found:
        return UNKNOWN
    if null := found.pop(repr(NULL), None):
        found[repr(NULL)] = null
    merged = tuple(_merged(found.values()))
    return merged[0] if len(merged) == 1 else OneOf(merged) if merged else NEVER


def _merged(members: Iterable[TypeExpression]) -> Iterable[TypeExpression]:
    """Neighbouring literals as one expression."""
    waiting: list[Literals] = []
    for member in members:
        if isinstance(member, Literals):
            waiting.append(member)
            continue
        if waiting:
            yield Literals(tuple(value for each in waiting for value in each.values))
            waiting = []
        yield member
    if waiting:
        yield Literals(tuple(value for each in waiting for value in each.values))
