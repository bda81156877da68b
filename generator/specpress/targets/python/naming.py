"""Which types get names of their own, what these are, and which files they stand in."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from specpress.ir import types as ir
from specpress.ir.api import Api, Operation
from specpress.ir.declarations import Declaration
from specpress.ir.names import Name, singular
from specpress.targets.base import Symbol
from specpress.targets.bodies import BODY, body_shape
from specpress.targets.nesting import Child, Place
from specpress.targets.properties import Side, properties
from specpress.targets.python.arguments import content_place
from specpress.targets.python.files import Unit, unit_files
from specpress.targets.python.names import pascal, snake
from specpress.targets.python.packages import Package
from specpress.targets.python.shapes import shape
from specpress.targets.python.sides import Sides, sides_of
from specpress.targets.python.tree import Node, operations_of
from specpress.targets.python.types import UNKNOWN, named_types, needs_name, unknown_variant
from specpress.targets.scopes import allocate


@dataclass(frozen=True, slots=True)
class NamedType:
    """A type that is printed under a name. `type` is None for the arguments of an operation."""

    place: Place
    symbol: Symbol
    side: Side
    type: ir.Type | None
    declaration: Declaration | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of a package's types."""

    names: Mapping[Place, Symbol]
    """By place, both sides of every declaration among them: where both are spelt alike they have one name."""
    printed: tuple[NamedType, ...]
    files: Mapping[Unit, str]
    """The module that the types of a declaration or an operation are defined in."""


@dataclass(frozen=True, slots=True)
class _Inner:
    """A type inside an owner that wants a name."""

    place: Place
    name: str
    side: Side
    type: ir.Type


def name_types(api: Api, package: Package, root: Node) -> Naming:
    """Name all types that are printed under names.

    Declarations and the arguments of operations are imported from packages; what is inside of them from the
    module that they stand in, so that it clashes with nothing else.
    """
    declared = {each.id: each.type for each in api.declarations}
    sides = sides_of(api, declared)
    owners = _owners(api, package, root, sides)
    symbols = _allocated({unit: owner[:2] for unit, owner in owners.items()})
    resources: dict[Unit, str] = {
        ("params", operation.id): snake(*method_names(node, operation)[:-1], _PARAMS, role="resource")
        for node, operation in operations_of(root)
    }
    files = unit_files(symbols, declared, resources, package.types)
    printed = [
        NamedType(unit, symbols[unit], "response" if unit[0] == "response" else "request", type_, declaration)
        for unit, (_, _, type_, declaration) in owners.items()
    ]
    inner = [*_inside_declarations(printed), *_inside_operations(root, declared)]
    names: dict[Place, Symbol] = dict(symbols)
    printed.extend(_name_inner(inner, names, files))
    for id in declared:
        either = symbols.get(("response", id)) or symbols["request", id]
        names.setdefault(("request", id), either)
        names.setdefault(("response", id), either)
    return Naming(names, tuple(printed), files)


def method_names(node: Node, operation: Operation) -> tuple[Name, ...]:
    """The words that begin the names of all that belongs to one operation: `pet tag`, `create`."""
    if not node.names:
        return (operation.call.method,)
    *_, last = node.names
    return (Name((*last.words[:-1], singular(last.words[-1]))), operation.call.method)


_PARAMS: Final = Name(("params",))
_Owner = tuple[str, tuple[str, ...], ir.Type | None, Declaration | None]
"""Module, candidates for the name, type, declaration."""


def _owners(api: Api, package: Package, root: Node, sides: Sides) -> dict[Unit, _Owner]:
    """Declarations first: what is in the document keeps its name."""
    found: dict[Unit, _Owner] = {}
    for each in api.declarations:
        name = pascal(each.name)
        # What belongs to one operation stands where the arguments of its resource's methods do.
        home = each.home if each.origin == "component" else each.home[:-1]
        module = ".".join((package.types, *(snake(part, role="resource") for part in home)))
        # The name may say already that it is an input: a suffix would only stutter.
        stutters = name.endswith(("Param", "Params"))
        suffixed = (name, f"{name}Param") if stutters else (f"{name}Param",)
        for side in sides.of(each.id, each.type):
            found[side, each.id] = module, (name,) if side == "response" else suffixed, each.type, each
    for node, operation in operations_of(root):
        module = ".".join((package.types, *node.path[:-1]))
        short = pascal(*method_names(node, operation), _PARAMS)
        full = pascal(*node.names, operation.call.method, _PARAMS)
        found["params", operation.id] = module, (short, full), None, None
    return found


def _allocated(wants: Mapping[Unit, tuple[str, tuple[str, ...]]]) -> dict[Unit, Symbol]:
    modules: dict[str, dict[Unit, tuple[str, ...]]] = {}
    for unit, (module, candidates) in wants.items():
        modules.setdefault(module, {})[unit] = candidates
    named = {module: allocate(candidates, joint="") for module, candidates in modules.items()}
    return {unit: Symbol(named[module][unit], module) for unit, (module, _) in wants.items()}


# --- types inside of others


def _inside_declarations(printed: list[NamedType]) -> Iterator[_Inner]:
    for owner in printed:
        if owner.declaration and owner.type:
            names = (owner.declaration.name,)
            yield from _unknown(owner.type, owner.place, owner.symbol.name, owner.side)
            yield from _inside(owner.type, owner.place, names, owner.side, param=owner.place[0] == "request")


def _inside_operations(root: Node, declared: Mapping[str, ir.Type]) -> Iterator[_Inner]:
    for node, operation in operations_of(root):
        owner = (*method_names(node, operation), _PARAMS)
        for place, type_, names in _arguments(operation, owner, declared):
            if needs_name(type_, "request"):
                yield _Inner(place, pascal(*names), "request", type_)
            yield from _inside(type_, place, names, "request", param=False)


def _inside(
    type_: ir.Type, place: Place, names: tuple[Name, ...], side: Side, *, param: bool
) -> Iterator[_Inner]:
    for below, child in named_types(type_, side, place, names):
        name = pascal(*_distinct(child, names)) + ("Param" if param else "")
        yield _Inner(below, name, side, child.type)
        yield from _unknown(child.type, below, name, side)


def _distinct(child: Child, owner: tuple[Name, ...]) -> tuple[Name, ...]:
    return child.names if child.names != owner else (*owner, Name(("value",)))


def _unknown(type_: ir.Type, place: Place, name: str, side: Side) -> Iterator[_Inner]:
    """What an object is read as whose discriminator is unknown, where the type is such a union."""
    if unknown := unknown_variant(type_, side):
        yield _Inner((*place, UNKNOWN), f"Unknown{name}", side, unknown)


def _arguments(
    operation: Operation, owner: tuple[Name, ...], declared: Mapping[str, ir.Type]
) -> Iterator[tuple[Place, ir.Type, tuple[Name, ...]]]:
    for each in operation.parameters:
        if each.fixed is None:
            place = ("params", operation.id, f"{each.location}:{each.wire}")
            yield place, each.type, (*owner, each.name)
    body = body_shape(operation, declared)
    if body is None:
        return
    for other in body.others:
        name = Name((BODY, *other.kind.split("-")))
        yield content_place(operation, other, body), other.type, (*owner, name)
    if body.place != ("params", operation.id, BODY):
        return
    if body.record is None:
        yield body.place, body.content.type, (*owner, Name((BODY,)))
        return
    for prop in properties(body.record, "request"):
        yield (*body.place, f".{prop.wire}"), prop.type, (*owner, prop.name)


def _name_inner(
    inner: list[_Inner], names: dict[Place, Symbol], files: Mapping[Unit, str]
) -> Iterator[NamedType]:
    """Name the inner types file by file. What is of one shape with another of its owner is that one.

    In a file of request types that contain each other, so is a union of the same named types. mypy compares
    two such aliases pair by pair, each pair through all others: seven take minutes, one is equal to itself.
    """
    taken: dict[str, set[str]] = {}
    for unit, path in files.items():
        taken.setdefault(path, set()).add(names[unit].name)
    first: dict[tuple[Place | str, Hashable], Place] = {}
    twins: dict[Place, Place] = {}
    wanted: dict[str, dict[Place, _Inner]] = {}
    for each in inner:
        if isinstance(each.type, ir.Enum) and ("response", *each.place[1:]) in twins:
            twins[each.place] = twins["response", *each.place[1:]]
            continue
        unit = each.place[:2]
        scope = files[unit] if unit[0] == "request" and _is_union_of_names(each.type) else unit
        known = first.setdefault((scope, shape(each.type, each.side)), each.place)
        twins[each.place] = known
        if known == each.place:
            wanted.setdefault(files[unit], {})[each.place] = each
    for path, wants in wanted.items():
        found = allocate({place: (each.name,) for place, each in wants.items()}, taken[path], joint="")
        for place, name in found.items():
            names[place] = Symbol(name, path)
            yield NamedType(place, names[place], wants[place].side, wants[place].type)
    for place, known in twins.items():
        names[place] = names[known]


def _is_union_of_names(type_: ir.Type) -> bool:
    return isinstance(type_, ir.Union) and all(isinstance(each.type, ir.Ref) for each in type_.variants)
