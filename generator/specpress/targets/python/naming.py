"""Which types get names of their own, and what these are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from specpress.ir import types as ir
from specpress.ir.api import Api, Content, Operation
from specpress.ir.declarations import Declaration
from specpress.ir.names import Name, singular
from specpress.targets.base import Symbol
from specpress.targets.python.bodies import BODY, body_shape
from specpress.targets.python.graph import reachable
from specpress.targets.python.names import pascal, snake
from specpress.targets.python.packages import Package
from specpress.targets.python.tree import Node, operations_of
from specpress.targets.python.types import (
    UNKNOWN,
    Child,
    Place,
    Side,
    differs,
    named_types,
    needs_name,
    properties,
    references,
    unknown_variant,
)
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
class _Want:
    module: str
    candidates: tuple[str, ...]
    side: Side
    type: ir.Type | None
    declaration: Declaration | None = None


def named_types_of(
    api: Api, package: Package, root: Node
) -> tuple[dict[Place, Symbol], tuple[NamedType, ...]]:
    """All types that are printed under names.

    Returns:
        Names by place, with both sides of every declaration among them (where a request spells a type like a
        response, both have one name), and the types to print.
    """
    declared = {each.id: each.type for each in api.declarations}
    sides = _sides(api, declared)
    wants: dict[Place, _Want] = {}
    for declaration in api.declarations:
        _want_declaration(wants, declaration, sides, package)
    operations = list(operations_of(root))
    for node, operation in operations:
        wants["params", operation.id] = _params(node, operation, package)
    for place, want in list(wants.items()):
        if want.declaration:
            names = (want.declaration.name,)
            _want_inside(
                wants, want.declaration.type, place, names, want.side, want.module, place[0] == "request"
            )
    for node, operation in operations:
        for place, type_, names in _arguments(node, operation, declared):
            module = wants["params", operation.id].module
            if needs_name(type_, "request"):
                wants[place] = _Want(module, (pascal(*names),), "request", type_)
            _want_inside(wants, type_, place, names, "request", module, param=False)
    symbols = _allocate(wants)
    printed = tuple(
        NamedType(place, symbols[place], want.side, want.type, want.declaration)
        for place, want in wants.items()
    )
    for id in declared:
        either = symbols.get(("response", id)) or symbols["request", id]
        symbols.setdefault(("request", id), either)
        symbols.setdefault(("response", id), either)
    return symbols, printed


_PARAMS: Final = Name(("params",))
_PARAM: Final = Name(("param",))


# --- who needs which side


@dataclass(frozen=True, slots=True)
class _Sides:
    requests: frozenset[str]
    responses: frozenset[str]
    differing: frozenset[str]


def _sides(api: Api, declared: Mapping[str, ir.Type]) -> _Sides:
    sent = {id: tuple(references(type_, "request")) for id, type_ in declared.items()}
    read = {id: tuple(references(type_, "response")) for id, type_ in declared.items()}
    requests = reachable(sent, (id for type_ in _sent(api) for id in references(type_, "request")))
    roots = {id for type_ in _read(api) for id in references(type_, "response")}
    responses = reachable(read, roots | (declared.keys() - requests))
    users: dict[str, list[str]] = {}
    for id, targets in sent.items():
        for target in targets:
            users.setdefault(target, []).append(id)
    differing = reachable(users, (id for id, type_ in declared.items() if differs(type_)))
    return _Sides(requests, responses, differing)


def _sent(api: Api) -> Iterator[ir.Type]:
    for operation in api.operations:
        yield from (each.type for each in operation.parameters if each.fixed is None)
        if operation.body:
            yield from (content.type for content in operation.body.contents)


def _read(api: Api) -> Iterator[ir.Type]:
    hooks = [*api.webhooks, *(hook for operation in api.operations for hook in operation.callbacks)]
    contents: list[Content] = [content for hook in hooks if hook.body for content in hook.body.contents]
    for operation in api.operations:
        contents.extend(content for response in operation.responses for content in response.contents)
        if operation.pagination:
            yield operation.pagination.item
    for content in contents:
        yield content.type
        if content.item is not None:
            yield content.item


# --- wants, in the order of their precedence


def _want_declaration(
    wants: dict[Place, _Want], declaration: Declaration, sides: _Sides, package: Package
) -> None:
    id = declaration.id
    name = pascal(declaration.name)
    module = ".".join((package.types, *(snake(each, role="resource") for each in declaration.home)))
    own_request = id in sides.requests and id in sides.differing
    if id in sides.responses or not own_request or isinstance(declaration.type, ir.Enum):
        wants["response", id] = _Want(module, (name,), "response", declaration.type, declaration)
    _want_unknown(wants, ("response", id))
    if own_request:
        # The name says already that it is an input: a suffix would only stutter.
        candidates = (name, f"{name}Param") if name.endswith(("Param", "Params")) else (f"{name}Param",)
        wants["request", id] = _Want(module, candidates, "request", declaration.type, declaration)


def _params(node: Node, operation: Operation, package: Package) -> _Want:
    module = ".".join((package.types, *node.path[:-1]))
    short = pascal(*method_names(node, operation), _PARAMS)
    return _Want(module, (short, pascal(*node.names, operation.call.method, _PARAMS)), "request", None)


def _want_inside(
    wants: dict[Place, _Want],
    type_: ir.Type,
    place: Place,
    names: tuple[Name, ...],
    side: Side,
    module: str,
    param: bool,
) -> None:
    for below, child in named_types(type_, side, place, names):
        if _shared(child, below, wants):
            continue
        plain = pascal(*child.names) if child.names != names else pascal(*names, Name(("value",)))
        wants[below] = _Want(module, (f"{plain}Param" if param else plain,), side, child.type)
        _want_unknown(wants, below)


def _want_unknown(wants: dict[Place, _Want], place: Place) -> None:
    """A name for what an object with an unknown discriminator is read as, where the type is such a union."""
    want = wants.get(place)
    if want and want.type and (unknown := unknown_variant(want.type, want.side)):
        wants[(*place, UNKNOWN)] = _Want(want.module, (f"Unknown{want.candidates[0]}",), want.side, unknown)


def _shared(child: Child, place: Place, wants: Mapping[Place, _Want]) -> bool:
    """Whether a response has the same enum under a name already."""
    return isinstance(child.type, ir.Enum) and ("response", *place[1:]) in wants


def _arguments(
    node: Node, operation: Operation, declared: Mapping[str, ir.Type]
) -> Iterator[tuple[Place, ir.Type, tuple[Name, ...]]]:
    owner = (*method_names(node, operation), _PARAMS)
    for each in operation.parameters:
        if each.fixed is None:
            place = ("params", operation.id, f"{each.location}:{each.wire}")
            yield place, each.type, (*owner, each.name)
    shape = body_shape(operation, declared)
    if shape and shape.place == ("params", operation.id, BODY):
        if shape.record is None:
            yield shape.place, shape.content.type, (*owner, Name((BODY,)))
        else:
            for prop in properties(shape.record, "request"):
                yield (*shape.place, f".{prop.wire}"), prop.type, (*owner, prop.name)


def method_names(node: Node, operation: Operation) -> tuple[Name, ...]:
    if not node.names:
        return (operation.call.method,)
    *_, last = node.names
    return (Name((*last.words[:-1], singular(last.words[-1]))), operation.call.method)


def _allocate(wants: Mapping[Place, _Want]) -> dict[Place, Symbol]:
    modules: dict[str, dict[Place, tuple[str, ...]]] = {}
    for place, want in wants.items():
        modules.setdefault(want.module, {})[place] = want.candidates
    return {
        place: Symbol(name, module)
        for module, candidates in modules.items()
        for place, name in allocate(candidates, joint="").items()
    }
