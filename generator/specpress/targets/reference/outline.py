"""Where the pages of the manual stand, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from specpress.ir import types as ir
from specpress.ir.api import Api, Content, Operation
from specpress.ir.declarations import Declaration
from specpress.ir.graph import references
from specpress.ir.names import Name
from specpress.targets.graph import reachable
from specpress.targets.reference.names import file_name
from specpress.targets.reference.schemas import Schemas, stripped
from specpress.targets.scopes import allocate

INDEX: Final = "index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A resource: its operations in the order of the manual, the ids of its types, and what is below it."""

    path: tuple[str, ...]
    name: Name
    operations: tuple[Operation, ...]
    types: tuple[str, ...]
    children: tuple[Section, ...]

    @property
    def folder(self) -> PurePosixPath:
        """Where its pages are."""
        return PurePosixPath(*map(file_name, self.path))


def outline(api: Api, schemas: Schemas, order: Sequence[str] = ()) -> Section:
    """The tree of resources; its root is the client itself.

    Args:
        api: the API.
        schemas: its types.
        order: calls in the order in which they are shown (`pets.create`); others follow in a usual one.
    """
    ranks = {call: rank for rank, call in enumerate(order)}
    operations = sorted(api.operations, key=lambda each: _rank(each, ranks))
    homes = _homes(operations, schemas)
    return _section((), api.name, operations, homes, schemas)


def page_names(section: Section) -> dict[str, PurePosixPath]:
    """The pages of a section's own methods by operation id, and by the empty id its own."""
    wants = {each.id: (file_name(str(each.call).split(".")[-1]),) for each in section.operations}
    names = allocate({**wants, "": (INDEX,)}, fold=str.casefold)
    return {id: section.folder / f"{name}.md" for id, name in names.items()}


def segments(operation: Operation) -> tuple[str, ...]:
    """The resource of an operation, as folders spell it."""
    return tuple(str(operation.call).split(".")[:-1])


def _section(
    path: tuple[str, ...],
    name: Name,
    operations: Sequence[Operation],
    homes: dict[str, tuple[str, ...]],
    schemas: Schemas,
) -> Section:
    depth = len(path)
    below: dict[str, list[Operation]] = {}
    for each in operations:
        if len(segments(each)) > depth:
            below.setdefault(segments(each)[depth], []).append(each)
    own = tuple(each for each in operations if len(segments(each)) == depth)
    return Section(
        path=path,
        name=name,
        operations=own,
        types=tuple(_types(path, own, homes, schemas)),
        children=tuple(
            _section((*path, key), inner[0].call.resource[depth], inner, homes, schemas)
            for key, inner in below.items()
        ),
    )


def _types(
    path: tuple[str, ...], own: Sequence[Operation], homes: dict[str, tuple[str, ...]], schemas: Schemas
) -> list[str]:
    """Named types by name, then those that are named after a method, in the methods' order."""
    here = [schemas.declared[id] for id, home in homes.items() if home == path]
    components = sorted(
        (each for each in here if each.origin == "component"), key=lambda each: str(each.name).casefold()
    )
    made = [each for each in here if each.origin != "component"]
    order = {each.id: rank for rank, each in enumerate(own)}
    made.sort(key=lambda each: (order.get(each.id.rpartition(" ")[0], len(order)), each.id))
    return [each.id for each in (*components, *made)]


def _homes(operations: Sequence[Operation], schemas: Schemas) -> dict[str, tuple[str, ...]]:
    """The resource that each named type belongs to: the narrowest that holds all operations that show it.

    What only headers and cookies lead to is the same all over a part of the API, and belongs to the widest.
    Of several parts, configuration says to which a type belongs, else it belongs to the first.
    """
    graph = {id: tuple(references(type_)) for id, type_ in schemas.types.items()}

    def users(types: Callable[[Operation], Iterable[ir.Type]]) -> Iterator[tuple[str, tuple[str, ...]]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for operation in operations:
            roots = [id for type_ in types(operation) for id in references(type_)]
            for id in reachable(graph, roots):
                found.setdefault(id, []).append(segments(operation))
        for id, paths in found.items():
            if id in schemas.named:
                yield id, _common(paths) or _part(schemas.declared[id], paths)

    sent = users(lambda operation: (each.type for each in operation.parameters if each.location in _BESIDE))
    homes = {id: home[:1] for id, home in sent} | dict(users(lambda operation: _shown(operation, schemas)))
    return {id: home for id, home in sorted(homes.items()) if home}


def _part(declaration: Declaration, paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The one among several parts of the API; empty if no operation has a resource."""
    stated = tuple("_".join(name.words).lower() for name in declaration.home[:1])
    parts = [path[:1] for path in paths if path]
    return stated if stated in parts else next(iter(parts), ())


def _shown(operation: Operation, schemas: Schemas) -> list[ir.Type]:
    """The types of an operation's address, of the members of its body, and of its result; of a page those of
    its items.
    """
    types = [each.type for each in operation.parameters if each.location not in _BESIDE]
    types.extend(shown for content in _contents(operation) for shown in _members(content.type, schemas))
    if operation.pagination:
        return [*types, operation.pagination.item]
    for response in operation.responses:
        if response.status.startswith("2") or response.status == "default":
            types.extend(content.type for content in response.contents)
            types.extend(content.item for content in response.contents if content.item)
    return types


def _contents(operation: Operation) -> tuple[Content, ...]:
    return operation.body.contents if operation.body else ()


def _members(type_: ir.Type, schemas: Schemas) -> tuple[ir.Type, ...]:
    """What is listed of a body: the members of an object, whose own name is never shown."""
    found = stripped(type_, schemas.declared)
    return tuple(prop.type for prop in found.properties) if isinstance(found, ir.Record) else (type_,)


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    shortest = min(paths, key=len)
    length = next(
        (n for n, key in enumerate(shortest) if any(path[n] != key for path in paths)), len(shortest)
    )
    return shortest[:length]


def _rank(operation: Operation, ranks: dict[str, int]) -> tuple[int, bool, int, str, str]:
    call = str(operation.call)
    verb = operation.call.method.words[0].lower()
    usual = _USUAL.index(verb) if verb in _USUAL and len(operation.call.method.words) == 1 else len(_USUAL)
    return ranks.get(call, len(ranks)), not operation.path, usual, operation.path, operation.method


_BESIDE: Final = ("header", "cookie")
_USUAL: Final = ("create", "list", "retrieve", "update", "replace", "delete")
