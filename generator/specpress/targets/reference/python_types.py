"""Types as the Python pages spell them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, assert_never

from specpress.ir import types as ir
from specpress.targets.base import Apply, Literals, OneOf, Symbol, TypeExpression
from specpress.targets.reference.language import Place, Scope, json_text
from specpress.targets.reference.names import pascal
from specpress.targets.reference.quirks import STRAY_NULL, truncated
from specpress.targets.reference.schemas import (
    bare,
    is_model,
    is_nullable,
    is_object,
    merged,
    shown,
    stripped,
)


def spell(type_: ir.Type, place: Place, scope: Scope) -> str:
    """A type where it is used. An argument of a method takes more kinds of values than a field holds."""
    found = shown(type_, scope.schemas)
    match found:
        case ir.Nullable():
            return _nullable(found.inner, place, scope)
        case ir.Scalar():
            return _scalar(found, place)
        case ir.Literal():
            return literals((found.value,))
        case ir.Enum():
            known = literals(member.value for member in found.members)
            both = (KINDS[found.kind or "string"], known)
            return f"Union[{', '.join(both[:: -1 if found.known_first else 1])}]" if found.open else known
        case ir.Array():
            return _array(found, place, scope)
        case ir.Tuple():
            inner = replace(place.item(), alias=place.alias)
            return f"Tuple[{', '.join(spell(item, inner, scope) for item in found.items)}]"
        case ir.Map():
            return f"Dict[str, {_held(found.value, place, scope)}]"
        case ir.Record():
            return pascal(*place.alias, *place.names)
        case ir.Union():
            return _union(found, place, scope)
        case ir.Ref():
            return _named(found, place, scope)
        case ir.Bytes():
            return "FileTypes"
        case ir.Any() | ir.Never():
            return "object"
        case _:
            assert_never(found)


def literals(values: Iterable[ir.Json]) -> str:
    """`Literal["a", "b"]`."""
    return f"Literal[{truncated(map(json_text, values), ', ')}]"


def member(name: str, type_: ir.Type, required: bool, place: Place, scope: Scope) -> str:
    """A field or an argument: `name: Optional[str]`."""
    spelt = spell(type_, place, scope)
    optional = not required and not is_nullable(type_, scope.schemas)
    return f"{name}: Optional[{spelt}]" if optional else f"{name}: {spelt}"


def variant(type_: ir.Type, place: Place, scope: Scope) -> str:
    """One of several things that a value may be; objects are classes.

    Named types go by their own names, all else is spelt as in the line above it.
    """
    found = bare(type_, scope.schemas)
    if isinstance(found, ir.Ref | ir.Record):
        place = replace(place, direct=False)
    if is_object(found, scope.schemas):
        return class_line(spell(found, place, scope))
    return spell(type_, place, scope)


def top(type_: ir.Type, name: str, scope: Scope) -> str:
    """What a section is about: a class, or something that is called by its name or spelt out."""
    if is_object(bare(type_, scope.schemas), scope.schemas):
        return class_line(name)
    return name or spell(type_, Place(), scope)


def domain(type_: ir.Type, name: str, scope: Scope) -> str:
    """A type of a resource: a class by its name, anything else as what it is."""
    found = bare(type_, scope.schemas)
    if isinstance(found, ir.Ref):
        found = bare(scope.schemas.declared[found.id].type, scope.schemas)
    if is_object(found, scope.schemas):
        return class_line(name)
    if isinstance(found, ir.Union):
        return _written_out(found, Place(), scope)
    return spell(found, Place(), scope)


def written(type_: TypeExpression) -> str:
    """A type as code has it."""
    match type_:
        case Symbol():
            return type_.name
        case Apply():
            return f"{type_.base.name}[{', '.join(map(written, type_.arguments))}]"
        case Literals():
            return literals(type_.values)
        case OneOf():
            return f"Union[{', '.join(map(written, type_.members))}]"
        case _:
            assert_never(type_)


def class_line(name: str) -> str:
    """A class whose fields follow."""
    return f"class {name}: …"


def _nullable(inner: ir.Type, place: Place, scope: Scope) -> str:
    spelt = spell(inner, place, scope)
    if spelt.startswith("Union["):
        spelt = f"{spelt[:-1]}, {STRAY_NULL}]"
    return f"Optional[{spelt}]"


def _scalar(scalar: ir.Scalar, place: Place) -> str:
    date = _DATES.get(scalar.format) if scalar.kind == "string" else None
    if date:
        return f"Union[str, {date}]" if place.direct else date
    return KINDS[scalar.kind]


def _array(array: ir.Array, place: Place, scope: Scope) -> str:
    spelt = _held(array.item, place, scope)
    kind = stripped(array.item, scope.schemas.declared) if place.direct else None
    match kind:
        case None | ir.Enum() | ir.Literal():
            return f"List[{spelt}]"
        case ir.Scalar() | ir.Bytes():
            return f"Sequence[{spelt}]"
        case _:
            return f"Iterable[{spelt}]"


def _held(type_: ir.Type, place: Place, scope: Scope) -> str:
    """What an array or a map holds. As part of an argument it goes by the name of what is sent."""
    found = bare(type_, scope.schemas)
    if not isinstance(found, ir.Ref):
        return spell(type_, place.item(), scope)
    spelt = _named(found, place, scope)
    return f"Optional[{spelt}]" if is_nullable(type_, scope.schemas) else spelt


def _union(union: ir.Union, place: Place, scope: Scope) -> str:
    """A union with a class in it is named after its field; others are written out."""
    if any(is_model(each.type, scope.schemas) for each in union.variants):
        return pascal(*place.alias, *place.names)
    return _written_out(union, place, scope)


def _written_out(union: ir.Union, place: Place, scope: Scope) -> str:
    spelt = (spell(each.type, place.variant(each.type, n), scope) for n, each in enumerate(merged(union)))
    variants = dict.fromkeys(spelt)
    return f"Union[{truncated(variants, ', ')}]" if len(variants) > 1 else next(iter(variants))


def _named(ref: ir.Ref, place: Place, scope: Scope) -> str:
    """A type by its name; as an argument of a method, by that of what is sent."""
    name = scope.vocabulary.types[ref.id]
    found = stripped(ref, scope.schemas.declared)
    suffixed = isinstance(found, ir.Record | ir.Union) or (isinstance(found, ir.Enum) and found.open)
    if place.direct and suffixed and not name.endswith(("Param", "Params")):
        return f"{name}Param"
    return name


KINDS: Final = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
_DATES: Final = {"date-time": "datetime", "date": "date"}
