"""Type expressions of generated code: how they read, and whether one admits what another admits."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, assert_never

from specpress.ir.types import Json
from specpress.targets.base import Apply, Literals, Method, OneOf, Parameter, Symbol, TypeExpression

Rename: TypeAlias = Callable[[Symbol], Symbol]
Relation: TypeAlias = Literal["same", "wider", "narrower", "other"]

_ANYTHING: Final = frozenset({"Any", "object", "unknown", "any"})
_UNIONS: Final = frozenset({"Optional", "Union"})
# Generics that are not called by a name: a tuple, the rest of one, a mapping.
_BRACKETS: Final = {"[]": ("[", "]"), "...": ("...", ""), "{}": ("{[key]: ", "}")}
_WITHIN: Final = {("int", "float"), ("bool", "int")}
_LITERAL_OF: Final = {
    bool: {"bool", "boolean", "int"},
    int: {"int", "float", "number"},
    str: {"str", "string"},
}


@dataclass(frozen=True, slots=True)
class _Value:
    """One literal value, as canonical JSON."""

    text: str
    value: Json


_Atom: TypeAlias = Symbol | Apply | _Value


def renamed(expression: TypeExpression, rename: Rename) -> TypeExpression:
    """An expression with its symbols under their new names."""
    match expression:
        case Symbol():
            return rename(expression)
        case Apply():
            base = rename(expression.base)
            return Apply(base, tuple(renamed(argument, rename) for argument in expression.arguments))
        case OneOf():
            return OneOf(tuple(renamed(member, rename) for member in expression.members))
        case Literals():
            return expression
        case _:
            assert_never(expression)


def relation(old: TypeExpression, new: TypeExpression) -> Relation:
    """How the values of a new type expression stand to those of the old one."""
    if old == new:
        return "same"
    wider, narrower = _within(old, new), _within(new, old)
    if wider and narrower:
        return "same"
    return "wider" if wider else "narrower" if narrower else "other"


def only_literals_came(old: TypeExpression, new: TypeExpression) -> bool:
    """Whether a wider type has nothing but further literal values."""
    was = list(_atoms(old))
    return all(isinstance(atom, _Value) for atom in _atoms(new) if atom not in was)


def expression_text(expression: TypeExpression) -> str:
    """An expression in a notation that readers of both languages know."""
    match expression:
        case Symbol():
            return expression.name
        case Apply():
            inner = ", ".join(map(expression_text, expression.arguments))
            opening, closing = _BRACKETS.get(expression.base.name, (f"{expression.base.name}[", "]"))
            return f"{opening}{inner}{closing}"
        case Literals():
            return " | ".join(json.dumps(value, ensure_ascii=False) for value in expression.values)
        case OneOf():
            return " | ".join(map(expression_text, expression.members))
        case _:
            assert_never(expression)


def signature(method: Method) -> str:
    """A method as a caller reads it: what the API takes, without what every call offers."""
    own = [parameter for parameter in method.parameters if parameter.location or not method.operation]
    returns = f" -> {expression_text(method.returns)}" if method.returns else ""
    return f"{method.name}({', '.join(map(parameter_text, own))}){returns}"


def parameter_text(parameter: Parameter) -> str:
    """A parameter as a caller reads it: `limit?: int`."""
    mark = "" if parameter.required else "?"
    return f"{parameter.name}{mark}: {expression_text(parameter.type)}"


def _within(inner: TypeExpression, outer: TypeExpression) -> bool:
    wanted = list(_atoms(outer))
    return all(any(_admits(other, atom) for other in wanted) for atom in _atoms(inner))


def _atoms(expression: TypeExpression) -> Iterator[_Atom]:
    match expression:
        case Symbol():
            yield expression
        case Literals():
            for value in expression.values:
                yield _Value(json.dumps(value, sort_keys=True), value)
        case OneOf():
            for member in expression.members:
                yield from _atoms(member)
        case Apply() if expression.base.name in _UNIONS:
            for argument in expression.arguments:
                yield from _atoms(argument)
            if expression.base.name == "Optional":
                yield Symbol("None")
        case Apply():
            yield expression
        case _:
            assert_never(expression)


def _admits(outer: _Atom, inner: _Atom) -> bool:
    if outer == inner:
        return True
    if isinstance(outer, Symbol) and outer.name in _ANYTHING:
        return True
    if isinstance(outer, Symbol) and isinstance(inner, Symbol):
        return (inner.name, outer.name) in _WITHIN and not inner.module and not outer.module
    if isinstance(outer, Symbol) and isinstance(inner, _Value):
        return any(type(inner.value) is kind and outer.name in names for kind, names in _LITERAL_OF.items())
    if isinstance(outer, Apply) and isinstance(inner, Apply):
        same = outer.base == inner.base and len(outer.arguments) == len(inner.arguments)
        return same and all(map(_within, inner.arguments, outer.arguments))
    return False
