"""Which types get names of their own, what these are, and which file each stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from specpress.ir import types as ir
from specpress.ir.api import Api, Content, Operation
from specpress.ir.declarations import Declaration
from specpress.ir.names import Name, singular
from specpress.targets.base import Symbol
from specpress.targets.bodies import BODY, body_shape
from specpress.targets.graph import reachable
from specpress.targets.nesting import Place
from specpress.targets.properties import Side, properties
from specpress.targets.scopes import allocate
from specpress.targets.typescript.arguments import other_params, other_place
from specpress.targets.typescript.names import RESERVED_TYPES, pascal
from specpress.targets.typescript.tree import Node, nodes, operations_of
from specpress.targets.typescript.types import differs, named_types, needs_name, references
from specpress.targets.typescript.xml import is_structured

SHARED: Final = "types"
"""The file of types that belong to no resource."""


@dataclass(frozen=True, slots=True)
class NamedType:
    """A type that is printed under a name. `type` is None for the parameters of an operation."""

    place: Place
    symbol: Symbol
    side: Side
    scope: tuple[Name, ...]
    """The resource in whose namespace users find it."""
    type: ir.Type | None
    declaration: Declaration | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """All names of a package. The module of a symbol is the file that it stands in."""

    types: Mapping[Place, Symbol]
    """Both sides of every declaration among them; where they are spelt alike, both have one name."""
    printed: tuple[NamedType, ...]
    classes: Mapping[tuple[str, ...], Symbol]
    """The class of each resource by its path; the client's own by the empty path."""


@dataclass(frozen=True, slots=True)
class _Want:
    scope: tuple[Name, ...]
    file: str
    candidates: tuple[str, ...]
    side: Side
    type: ir.Type | None
    declaration: Declaration | None = None


def name_types(api: Api, root: Node, client: str) -> Naming:
    """Name all types that are printed under names, and the classes of resources."""
    declared = {each.id: each.type for each in api.declarations}
    files = {node.names: node.file for node in nodes(root)}
    sides = _sides(api, declared)
    wants: dict[Place, _Want] = {}
    for declaration in api.declarations:
        _want_declaration(wants, declaration, sides, files)
    operations = list(operations_of(root))
    for node, operation in operations:
        wants["params", operation.id] = _params(node, operation)
        for content in _others(operation, declared):
            wants[other_params(operation, content)] = _params(node, operation, *content.kind.split("-"))
    for place, want in list(wants.items()):
        if want.declaration:
            _want_inside(wants, want.declaration.type, place, (want.declaration.name,), want)
    for node, operation in operations:
        owner = wants["params", operation.id]
        for place, type_, names in _inputs(node, operation, declared):
            if needs_name(type_):
                wants[place] = _Want(owner.scope, owner.file, (pascal(*names),), "request", type_)
            _want_inside(wants, type_, place, names, owner)
        for place, type_, names in _outputs(node, operation):
            _want_inside(wants, type_, place, names, _Want(owner.scope, owner.file, (), "response", None))
    # One name means one type in the whole package, so that files can import each other's without renaming.
    candidates = {place: want.candidates for place, want in wants.items()}
    allocated = allocate(candidates, taken=RESERVED_TYPES | page_names(api) | {client}, joint="")
    types = {place: Symbol(allocated[place], want.file) for place, want in wants.items()}
    printed = tuple(
        NamedType(place, types[place], want.side, want.scope, want.type, want.declaration)
        for place, want in wants.items()
    )
    for id in declared:
        either = types.get(("response", id)) or types["request", id]
        types.setdefault(("request", id), either)
        types.setdefault(("response", id), either)
    for place, want in wants.items():
        if place[0] == "response" and (place[1] not in sides.differing or isinstance(want.type, ir.Enum)):
            types.setdefault(("request", *place[1:]), types[place])
    return Naming(types, printed, _classes(root, frozenset(allocated.values()), client))


def page_names(api: Api) -> frozenset[str]:
    """The names of the classes of pages."""
    return frozenset(pascal(each.pagination.page) for each in api.operations if each.pagination)


def method_names(node: Node, operation: Operation) -> tuple[Name, ...]:
    """The words that name what belongs to a method: the resource in the singular, then the method."""
    if not node.names:
        return (operation.call.method,)
    *_, last = node.names
    return (Name((*last.words[:-1], singular(last.words[-1]))), operation.call.method)


_PARAMS: Final = Name(("params",))


@dataclass(frozen=True, slots=True)
class _Sides:
    requests: frozenset[str]
    responses: frozenset[str]
    differing: frozenset[str]


def _sides(api: Api, declared: Mapping[str, ir.Type]) -> _Sides:
    sent = {id: tuple(references(type_, "request")) for id, type_ in declared.items()}
    read = {id: tuple(references(type_, "response")) for id, type_ in declared.items()}
    requests = reachable(sent, {id for type_ in _sent(api) for id in references(type_, "request")})
    roots = {id for type_ in _read(api) for id in references(type_, "response")}
    responses = reachable(read, roots | (declared.keys() - requests))
    users: dict[str, list[str]] = {}
    for id, targets in (*sent.items(), *read.items()):
        for target in targets:
            users.setdefault(target, []).append(id)
    return _Sides(requests, responses, reachable(users, {id for id in declared if differs(declared[id])}))


def _sent(api: Api) -> Iterator[ir.Type]:
    for operation in api.operations:
        yield from (each.type for each in operation.parameters if each.fixed is None)
        if operation.body:
            yield from (content.type for content in operation.body.contents)


def _read(api: Api) -> Iterator[ir.Type]:
    hooks = [*api.webhooks, *(hook for operation in api.operations for hook in operation.callbacks)]
    contents = [content for hook in hooks if hook.body for content in hook.body.contents]
    for operation in api.operations:
        contents.extend(content for response in operation.responses for content in response.contents)
        if operation.pagination:
            yield operation.pagination.item
    for content in contents:
        yield content.type
        if content.item is not None:
            yield content.item


def _want_declaration(
    wants: dict[Place, _Want],
    declaration: Declaration,
    sides: _Sides,
    files: Mapping[tuple[Name, ...], str],
) -> None:
    scope = declaration.home
    while scope and scope not in files:  # a resource none of whose operations were selected
        scope = scope[:-1]
    file = files.get(scope, SHARED)
    id, name = declaration.id, pascal(declaration.name)
    own_request = id in sides.requests and id in sides.differing
    if id in sides.responses or not own_request:
        wants["response", id] = _Want(scope, file, (name,), "response", declaration.type, declaration)
    if own_request:
        # Where the name says already that it is an input, a suffix would only stutter.
        suffixed = name if name.endswith(("Param", "Params")) else f"{name}Param"
        candidates = (suffixed,) if ("response", id) in wants else (name, suffixed)
        wants["request", id] = _Want(scope, file, candidates, "request", declaration.type, declaration)


def _params(node: Node, operation: Operation, *kind: str) -> _Want:
    last = Name((*kind, *_PARAMS.words))
    short = pascal(*method_names(node, operation), last)
    full = pascal(*node.names, operation.call.method, last)
    return _Want(node.names[:-1], node.file, (short, full), "request", None)


def _want_inside(
    wants: dict[Place, _Want], type_: ir.Type, place: Place, names: tuple[Name, ...], owner: _Want
) -> None:
    for below, child in named_types(type_, owner.side, place, names):
        if _is_shared(child.type, below, wants):
            continue
        own = child.names if child.names != names else (*names, Name(("value",)))
        suffix = "Param" if place[0] == "request" and ("response", *place[1:]) in wants else ""
        wants[below] = _Want(owner.scope, owner.file, (pascal(*own) + suffix,), owner.side, child.type)


def _is_shared(type_: ir.Type, place: Place, wants: Mapping[Place, _Want]) -> bool:
    """Whether the other side has the same enum under a name already."""
    return isinstance(type_, ir.Enum) and ("response", *place[1:]) in wants


def _inputs(
    node: Node, operation: Operation, declared: Mapping[str, ir.Type]
) -> Iterator[tuple[Place, ir.Type, tuple[Name, ...]]]:
    owner = (*method_names(node, operation), _PARAMS)
    for each in operation.parameters:
        if each.fixed is None:
            place = ("params", operation.id, f"{each.location}:{each.wire}")
            yield place, each.type, (*owner, each.name)
    for content in _others(operation, declared):
        if not _is_written(content):
            yield (
                other_place(operation, content),
                content.type,
                (*owner, Name((BODY, *content.kind.split("-")))),
            )
    shape = body_shape(operation, declared)
    if shape and shape.place == ("params", operation.id, BODY):
        if shape.record is None and not _is_written(shape.content):
            yield shape.place, shape.content.type, (*owner, Name((BODY,)))
        elif shape.record is not None:
            for prop in properties(shape.record, "request"):
                yield (*shape.place, f".{prop.wire}"), prop.type, (*owner, prop.name)


def _others(operation: Operation, declared: Mapping[str, ir.Type]) -> tuple[Content, ...]:
    """The contents of a request whose shape the preferred one's members cannot hold."""
    shape = body_shape(operation, declared)
    return shape.others if shape else ()


def _is_written(content: Content) -> bool:
    """Whether a caller writes it as text, whatever its structure is."""
    if content.kind == "xml" and is_structured(content.type):
        return False
    return content.kind in ("text", "xml") and not isinstance(content.type, ir.Enum)


def _outputs(node: Node, operation: Operation) -> Iterator[tuple[Place, ir.Type, tuple[Name, ...]]]:
    """The items of pages, which may be inline; other results are declarations of their own."""
    if operation.pagination:
        names = (*method_names(node, operation), Name(("item",)))
        yield ("item", operation.id), ir.Array(item=operation.pagination.item), names


def _classes(root: Node, types: frozenset[str], client: str) -> dict[tuple[str, ...], Symbol]:
    """Classes of resources stand in the namespace of their parents, among types, which come first."""
    classes: dict[tuple[str, ...], Symbol] = {(): Symbol(client, root.file)}
    for parent in (root, *nodes(root)):
        taken = types | RESERVED_TYPES | {client, classes[parent.path].name}
        words = {child.path: pascal(child.names[-1]) for child in parent.children}
        names = allocate({path: (word, f"{word}Resource") for path, word in words.items()}, taken, joint="")
        classes.update({child.path: Symbol(names[child.path], child.file) for child in parent.children})
    return classes
