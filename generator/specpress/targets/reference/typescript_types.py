"""Types as the TypeScript pages spell them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, assert_never

from specpress.ir import types as ir
from specpress.targets.base import Apply, Literals, OneOf, Symbol, TypeExpression
from specpress.targets.reference.language import Place, Scope, json_text
from specpress.targets.reference.names import pascal
from specpress.targets.reference.quirks import OPEN_STRING, truncated
from specpress.targets.reference.schemas import is_object, merged, shown

SEPARATOR: Final = " | "


def spell(type_: ir.Type, place: Place, scope: Scope) -> str:
    """A type where it is used."""
    found = shown(type_, scope.schemas)
    match found:
        case ir.Nullable():
            return f"{spell(found.inner, place, scope)} | null"
        case ir.Ref():
            return scope.vocabulary.types[found.id]
        case _:
            return spell_out(found, place, scope)


def spell_out(found: ir.Type, place: Place, scope: Scope) -> str:
    """A type as what it is."""
    match found:
        case ir.Scalar():
            return KINDS[found.kind]
        case ir.Literal():
            return json_text(found.value)
        case ir.Enum():
            known = literals(member.value for member in found.members)
            both = (_open(found), known)
            return SEPARATOR.join(both[:: -1 if found.known_first else 1]) if found.open else known
        case ir.Array():
            return f"Array<{spell(found.item, place.item(), scope)}>"
        case ir.Tuple():
            return f"[{', '.join(spell(item, place.item(), scope) for item in found.items)}]"
        case ir.Map():
            return f"Record<string, {spell(found.value, place.item(), scope)}>"
        case ir.Record():
            return pascal(*place.names)
        case ir.Union():
            variants = enumerate(merged(found))
            spelt = (spell(each.type, place.variant(each.type, n), scope) for n, each in variants)
            return truncated(dict.fromkeys(spelt), SEPARATOR)
        case ir.Bytes():
            return "Uploadable"
        case ir.Any():
            return "unknown"
        case ir.Never():
            return "never"
        case ir.Ref() | ir.Nullable():
            return spell(found, place, scope)
        case _:
            assert_never(found)


def literals(values: Iterable[ir.Json]) -> str:
    """`"a" | "b"`."""
    return truncated(map(json_text, values), SEPARATOR)


def member(name: str, type_: ir.Type, required: bool, place: Place, scope: Scope) -> str:
    """A field: `name?: string | null`."""
    return f"{key(name)}{'' if required else '?'}: {spell(type_, place, scope)}"


def top(type_: ir.Type, name: str, scope: Scope) -> str:
    """What a section is about: an object by its name, anything else with what it is."""
    found = shown(type_, scope.schemas)
    inner = found.inner if isinstance(found, ir.Nullable) else found
    if isinstance(inner, ir.Ref):
        inner = shown(scope.schemas.declared[inner.id].type, scope.schemas)
    if not name or is_object(inner, scope.schemas):
        return name or spell(found, Place(), scope)
    return f"{name} = {spell(inner, Place(), scope)}"


def written(type_: TypeExpression) -> str:
    """A type as code has it."""
    match type_:
        case Symbol():
            return type_.name
        case Apply():
            return f"{type_.base.name}<{', '.join(map(written, type_.arguments))}>"
        case Literals():
            return literals(type_.values)
        case OneOf():
            return SEPARATOR.join(map(written, type_.members))
        case _:
            assert_never(type_)


def key(name: str) -> str:
    """The key of a member, in quotes where it is no identifier."""
    return name if _IDENTIFIER.fullmatch(name) else json_text(name)


def _open(enum: ir.Enum) -> str:
    return OPEN_STRING if enum.kind in (None, "string") else KINDS[enum.kind]


KINDS: Final = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}
_IDENTIFIER: Final = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*", re.ASCII)
