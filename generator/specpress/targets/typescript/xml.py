"""How values are written in XML: shapes as the runtime reads them (OpenAPI 3.2, XML Object)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, assert_never

from specpress.ir import types as ir
from specpress.ir.api import Api
from specpress.ir.declarations import Declaration
from specpress.ir.graph import resolved
from specpress.ir.names import Name
from specpress.targets.base import Symbol
from specpress.targets.graph import reachable
from specpress.targets.scopes import allocate
from specpress.targets.typescript import symbols as ts
from specpress.targets.typescript.imports import Imports
from specpress.targets.typescript.layout import Atom, Source, record, string
from specpress.targets.typescript.names import camel
from specpress.targets.typescript.types import references
from specpress.tokens import unescape

XML: Final = "xml"
"""The file of shapes."""
SHAPE: Final = ts.runtime("XmlShape", "xml")
"""Their type."""


PEER: Final = {"@xmldom/xmldom": "^0.9.0"}
"""The package that reads XML, and the versions that the runtime knows."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """The declarations of a package that are written in XML, and the constant with the shape of each."""

    declared: Mapping[str, Declaration]
    types: Mapping[str, ir.Type]
    """Those of the declarations."""
    names: Mapping[str, Symbol]
    needed: bool
    """Whether anything is XML."""

    def are_for(self, type_: ir.Type) -> bool:
        """Whether a body of a type has one of them, rather than being text."""
        return is_structured(resolved(type_, self.types))


def shapes_of(api: Api, taken: Collection[str]) -> Shapes:
    """The shapes that the bodies and results of an API need; none where it has no XML."""
    declared = {each.id: each for each in api.declarations}
    types = {each.id: each.type for each in api.declarations}
    edges = {id: tuple(_references(each.type)) for id, each in declared.items()}
    written = [type_ for type_ in _written(api) if is_structured(resolved(type_, types))]
    found = sorted(reachable(edges, (id for type_ in written for id in _references(type_))))
    wants = {id: (camel(declared[id].name, Name(("XML",)), role="constant"),) for id in found}
    names = allocate(wants, taken, joint="")
    return Shapes(declared, types, {id: Symbol(name, XML) for id, name in names.items()}, bool(written))


def is_structured(type_: ir.Type) -> bool:
    """Whether a value of a type, references resolved, has a structure that XML can show; else it is text."""
    match type_:
        case ir.Nullable():
            return is_structured(type_.inner)
        case ir.Union():
            return any(is_structured(each.type) for each in type_.variants)
        case ir.Record() | ir.Array() | ir.Tuple() | ir.Map() | ir.Ref():
            return True
        case ir.Scalar() | ir.Literal() | ir.Enum() | ir.Bytes() | ir.Any() | ir.Never():
            return False
        case _:
            assert_never(type_)


def document(type_: ir.Type, shapes: Shapes, imports: Imports) -> Source:
    """The shape of the root of a document."""
    shape = _shape(type_, shapes, imports)
    inner = type_.inner if isinstance(type_, ir.Nullable) else type_
    shape |= _inferred(inner, shapes)
    root = resolved(inner, shapes.types)
    if isinstance(root, ir.Array):
        shape["wrapped"] = Atom("true")  # a document has one root
        if name := _inferred(root.item, shapes):
            shape["items"] = _record(_shape(root.item, shapes, imports) | name)
    return _record(shape)


def declaration(id: str, shapes: Shapes, imports: Imports) -> Source:
    """The shape of a declaration."""
    declared = shapes.declared[id]
    shape = _shape(declared.type, shapes, imports)
    return _record({**_stated(declared.annotations.xml, declared.type), **shape})


_Shape = dict[str, Source]


def _written(api: Api) -> Iterator[ir.Type]:
    for operation in api.operations:
        contents = [*operation.body.contents] if operation.body else []
        contents += [content for response in operation.responses for content in response.contents]
        yield from (content.type for content in contents if content.kind == "xml")


def _references(type_: ir.Type) -> Iterator[str]:
    yield from references(type_, "request")
    yield from references(type_, "response")


def _shape(type_: ir.Type, shapes: Shapes, imports: Imports) -> _Shape:
    """The members of a shape, by what they are called in the runtime."""
    stated = _stated(type_.annotations.xml, type_)
    match type_:
        case ir.Ref() if isinstance(resolved(type_, shapes.types), ir.Ref):
            return {**stated, "type": string("any")}  # references that lead to themselves
        case ir.Ref():
            name = imports.name(shapes.names[type_.id], value=True)
            return {**stated, "of": Atom(f"() => {name}")}
        case ir.Nullable():
            return {**_shape(type_.inner, shapes, imports), **stated}
        case ir.Array():
            return {**stated, "items": _record(_shape(type_.item, shapes, imports))}
        case ir.Record() if type_.properties:
            extra: _Shape = {}
            if not isinstance(type_.extra, ir.Any | ir.Never):
                extra["values"] = _record(_shape(type_.extra, shapes, imports))
            return {**stated, "members": _members(type_.properties, shapes, imports), **extra}
        case ir.Record():
            return {**stated, "values": _record(_shape(type_.extra, shapes, imports))}
        case ir.Map():
            return {**stated, "values": _record(_shape(type_.value, shapes, imports))}
        case ir.Union():
            return {**stated, **_union(type_, shapes, imports)}
        case ir.Scalar() | ir.Enum():
            return {**stated, **_kind(type_.kind)}
        case ir.Literal():
            return {**stated, **_kind(_kind_of(type_.value))}
        case ir.Bytes():
            return stated
        case ir.Tuple() | ir.Any() | ir.Never():
            return {**stated, "type": string("any")}
        case _:
            assert_never(type_)


def _kind_of(value: ir.Json) -> ir.ScalarKind | None:
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, int | float) else None


def _kind(kind: ir.ScalarKind | None) -> _Shape:
    match kind:
        case "integer" | "number":
            return {"type": string("number")}
        case "boolean":
            return {"type": string("boolean")}
        case "string" | None:
            return {}
        case _:
            assert_never(kind)


def _members(found: tuple[ir.Property, ...], shapes: Shapes, imports: Imports) -> Source:
    def member(each: ir.Property) -> Source:
        shape = _shape(each.type, shapes, imports) | _stated(each.annotations.xml, each.type)
        inner = each.type.inner if isinstance(each.type, ir.Nullable) else each.type
        if isinstance(inner, ir.Ref) and "name" not in shape and _named(inner, shapes):
            # What a schema is called is for documents and items: properties have names (OpenAPI 3.1, `xml`).
            shape["name"] = string(each.wire)
        return _record(shape)

    return record([(each.wire, member(each)) for each in found])


def _union(union: ir.Union, shapes: Shapes, imports: Imports) -> _Shape:
    """All members that its variants have: which one it is, the members tell."""
    variants = list(_variants(union, shapes, frozenset()))
    records = [each for each in variants if isinstance(each, ir.Record)]
    if len(records) < len(variants):
        if any(map(is_structured, variants)):
            return {"type": string("any")}
        kinds = [_kind(each.kind) if isinstance(each, ir.Scalar | ir.Enum) else {} for each in variants]
        return kinds[0] if all(kind == kinds[0] for kind in kinds) else {}
    members = {prop.wire: prop for each in reversed(records) for prop in each.properties}
    return {"members": _members(tuple(members.values()), shapes, imports)}


def _variants(type_: ir.Type, shapes: Shapes, seen: frozenset[str]) -> Iterator[ir.Type]:
    match type_:
        case ir.Union():
            for variant in type_.variants:
                yield from _variants(variant.type, shapes, seen)
        case ir.Nullable():
            yield from _variants(type_.inner, shapes, seen)
        case ir.Ref():
            if type_.id not in seen:
                yield from _variants(shapes.declared[type_.id].type, shapes, seen | {type_.id})
        case _:
            yield type_


def _stated(xml: ir.Xml | None, type_: ir.Type) -> _Shape:
    """What the document says of a value."""
    if xml is None:
        return {}
    said: _Shape = {}
    for name, text in (("name", xml.name), ("prefix", xml.prefix), ("namespace", xml.namespace)):
        said |= {name: string(text)} if text else {}
    if xml.node == "attribute":
        said["node"] = string("attribute")
    elif xml.node in ("text", "cdata"):
        said["node"] = string("text")
    elif xml.node == "element" and isinstance(type_, ir.Array | ir.Tuple | ir.Nullable | ir.Ref):
        said["wrapped"] = Atom("true")
    return said


def _named(reference: ir.Ref, shapes: Shapes) -> bool:
    """Whether the document says what the element of a declaration is called."""
    seen: set[str] = set()
    type_: ir.Type = reference
    while isinstance(type_, ir.Ref) and type_.id not in seen:
        seen.add(type_.id)
        declared = shapes.declared[type_.id]
        found = (type_.annotations.xml, declared.annotations.xml, declared.type.annotations.xml)
        if any(each and each.name for each in found):
            return True
        type_ = declared.type
    return False


def _inferred(type_: ir.Type, shapes: Shapes) -> _Shape:
    """The name of a component that is called after itself (OpenAPI 3.2, XML Node Names)."""
    if not isinstance(type_, ir.Ref) or _named(type_, shapes) or not type_.id.startswith(_COMPONENTS):
        return {}
    return {"name": string(unescape(type_.id.removeprefix(_COMPONENTS)))}


_COMPONENTS: Final = "/components/schemas/"


def _record(shape: _Shape) -> Source:
    return record(list(shape.items()))
