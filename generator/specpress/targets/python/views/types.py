"""Views of modules of types: models, TypedDicts and aliases."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from specpress.ir import types as ir
from specpress.targets.base import Alias, Class, Field, Page, Symbol
from specpress.targets.python import symbols as py
from specpress.targets.python.definitions import EXTRA, Definition
from specpress.targets.python.expressions import source
from specpress.targets.python.imports import Imports
from specpress.targets.python.layout import (
    Atom,
    Group,
    Keyed,
    Source,
    annotation,
    call,
    declared,
    flat,
    lay_out,
    literal,
    string,
    subscript,
    tuple_of,
)
from specpress.targets.python.modules import TypeFile
from specpress.targets.python.plan import Plan
from specpress.targets.python.symbols import symbols
from specpress.targets.python.text import Docstring, Identifier, docstring
from specpress.targets.text import Code

ANNOTATED = Symbol("Annotated", "typing")
FIELD = Symbol("Field", "pydantic")
REQUIRED = Symbol("Required", "typing")
TYPE_ALIAS = Symbol("TypeAlias", "typing")
TYPE_ALIAS_TYPE = Symbol("TypeAliasType", "typing_extensions")


@dataclass(frozen=True, slots=True)
class FieldView:
    """`name: annotation` with what stands behind it."""

    name: Identifier
    annotation: Code
    default: Code
    doc: Docstring | None
    spaced: bool
    """A blank line stands before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionView:
    """A class with fields, or a statement that defines a name."""

    doc: Docstring | None
    apart: bool = True
    """Two blank lines stand before it; else one."""
    is_class: bool = False
    head: Code | None = None
    """Name and bases."""
    fields: tuple[FieldView, ...] = ()
    empty: bool = False
    """A class with nothing in it."""
    statement: Code | None = None


@dataclass(frozen=True, slots=True)
class TypesView:
    """One module of types."""

    imports: Code | None
    definitions: tuple[DefinitionView, ...]


def types_page(file: TypeFile, plan: Plan) -> Page:
    """The page of one module of types."""
    members = [each.member for each in file.definitions]
    own = {member.name for member in members}
    own.update(field.name for member in members if isinstance(member, Class) for field in member.fields)
    imports = Imports(file.path, plan.files, own)
    views = [_definition(each, file, plan, imports) for each in file.definitions]
    classes = [False, *(view.is_class for view in views)]
    views = [replace(view, apart=view.is_class or after) for view, after in zip(views, classes, strict=False)]
    path = PurePosixPath(*file.path.split(".")).with_suffix(".py")
    return Page(
        path=path,
        template="python/types.py.jinja",
        view=TypesView(imports.block(), tuple(views)),
    )


def _definition(definition: Definition, file: TypeFile, plan: Plan, imports: Imports) -> DefinitionView:
    member = definition.member
    if isinstance(member, Alias):
        return _alias(
            definition, member, plan.package.runtime, imports, recursive=definition.symbol in file.recursive
        )
    if definition.side == "request" and not all(_is_attribute(field.name) for field in member.fields):
        return _functional(member, imports)
    return _class(member, definition.side == "response", plan.said, imports)


def _class(member: Class, model: bool, said: Mapping[Symbol, str], imports: Imports) -> DefinitionView:
    bases: list[Source] = [source(base, imports, needed=True) for base in member.bases]
    if not model:
        bases.append(Atom("total=False"))
    fields: list[FieldView] = []
    for index, field in enumerate(member.fields):
        # What the type of a field says of itself already is not said again.
        repeated = any(said.get(symbol) == field.doc for symbol in symbols(field.type))
        doc = None if repeated else docstring(field.doc, 4)
        spaced = index == 0 and bool(member.doc)
        spelt, default = _model_field(field, imports) if model else (_key(field, imports), "")
        annotation, default = declared(spelt, default, 4, len(field.name) + 2)
        fields.append(FieldView(Identifier(field.name), Code(annotation), Code(default), doc, spaced))
    doc = docstring(member.doc, 4)
    return DefinitionView(
        is_class=True,
        head=Code(lay_out(call(member.name, *bases), 0, len("class "), 1)),
        doc=doc,
        fields=tuple(fields),
        empty=not fields and doc is None,
    )


def _model_field(field: Field, imports: Imports) -> tuple[Source, str]:
    """The annotation of a model's field, which pydantic evaluates, and its default."""
    spelt = source(field.type, imports, needed=True)
    if field.name == EXTRA:
        return spelt, f" = {imports.name(FIELD, needed=True)}(init=False)"
    if field.wire != field.name:
        alias = call(imports.name(FIELD, needed=True), Keyed("alias=", string(field.wire)))
        spelt = subscript(imports.name(ANNOTATED, needed=True), spelt, alias)
    return spelt, "" if field.required else " = None"


def _key(field: Field, imports: Imports) -> Source:
    spelt = source(field.type, imports, needed=True)
    return subscript(imports.name(REQUIRED, needed=True), spelt) if field.required else spelt


def _functional(member: Class, imports: Imports) -> DefinitionView:
    """A TypedDict whose keys are no identifiers; its types stand in strings: some may be defined later."""
    keys = tuple(
        Keyed(f"{flat(string(field.name))}: ", string(flat(_key(field, imports)))) for field in member.fields
    )
    base = imports.name(py.TYPED_DICT, needed=True)
    made = call(base, string(member.name), Group("", "{}", keys, explode=True), Atom("total=False"))
    statement = f"{member.name} = {lay_out(made, 0, len(member.name) + 3)}"
    return DefinitionView(statement=Code(statement), doc=docstring(member.doc, 0))


def _alias(
    definition: Definition, member: Alias, runtime: str, imports: Imports, *, recursive: bool
) -> DefinitionView:
    doc = docstring(member.doc, 0)
    if recursive:
        # Made of itself: its value is read late.
        name = imports.name(TYPE_ALIAS_TYPE, needed=True)
        spelt = string(flat(source(member.type, imports, needed=True)))
        made = lay_out(call(name, string(member.name), spelt), 0, len(member.name) + 3)
        return DefinitionView(statement=Code(f"{member.name} = {made}"), doc=doc)
    spelt_out = source(member.type, imports, needed=True, explode=isinstance(definition.type, ir.Enum))
    tagged = _tagged(definition, spelt_out, runtime, imports)
    head = f"{member.name}: {imports.name(TYPE_ALIAS, needed=True)} = "
    return DefinitionView(statement=Code(head + annotation(tagged, 0, len(head), 0)), doc=doc)


def _tagged(definition: Definition, spelt: Source, runtime: str, imports: Imports) -> Source:
    """A union of a response with what tells its variants apart."""
    if not definition.tags or not isinstance(definition.type, ir.Union):
        return spelt
    tags = tuple_of([tuple_of([literal(value) for value in each]) for each in definition.tags])
    marker = imports.name(Symbol("Tagged", f"{runtime}.models"), needed=True)
    discriminator = string(definition.type.discriminator or "")
    return subscript(imports.name(ANNOTATED, needed=True), spelt, call(marker, discriminator, tags))


def _is_attribute(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("__")
