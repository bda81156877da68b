"""Views of types: interfaces and aliases."""

from __future__ import annotations

from dataclasses import dataclass

from specpress.targets.base import Alias, Field, Symbol
from specpress.targets.text import Code
from specpress.targets.typescript.definitions import INDEX, Definition
from specpress.targets.typescript.expressions import alias, source, typed
from specpress.targets.typescript.imports import Imports
from specpress.targets.typescript.layout import key
from specpress.targets.typescript.text import JsDoc, js_doc


@dataclass(frozen=True, slots=True)
class FieldView:
    """A member of an interface."""

    doc: JsDoc | None
    spaced: bool
    """A blank line stands before it."""
    code: Code


@dataclass(frozen=True, slots=True)
class TypeView:
    """An interface, or else an alias in one statement."""

    doc: JsDoc | None
    head: Code
    fields: tuple[FieldView, ...]


def type_view(definition: Definition, imports: Imports) -> TypeView:
    """The view of a type."""
    member = definition.member
    doc = js_doc(member.doc, 0, deprecated=definition.deprecated)
    if isinstance(member, Alias):
        spelt = alias(f"export type {member.name} =", source(member.type, imports))
        return TypeView(doc=doc, head=Code(spelt), fields=())
    bases = ", ".join(imports.name(base) for base in member.bases if isinstance(base, Symbol))
    head = f"export interface {member.name}{f' extends {bases}' if bases else ''} {{"
    return TypeView(doc=doc, head=Code(head), fields=field_views(member.fields, imports))


def field_views(fields: tuple[Field, ...], imports: Imports) -> tuple[FieldView, ...]:
    """The members of an interface; a blank line sets off those that say something of themselves."""
    docs = [js_doc(each.doc, 2, deprecated=each.deprecated) for each in fields]
    return tuple(
        FieldView(
            doc=docs[index],
            spaced=index > 0 and (docs[index] is not None or docs[index - 1] is not None),
            code=Code(field_code(each, imports)),
        )
        for index, each in enumerate(fields)
    )


def field_code(each: Field, imports: Imports, modifier: str = "") -> str:
    """A member of an interface or, with what stands before it there, of a class."""
    if each.name == INDEX:
        return f"{INDEX}: unknown;"
    head = f"{modifier}{key(each.name)}{'' if each.required else '?'}:"
    return typed(head, source(each.type, imports), 2) + ";"
