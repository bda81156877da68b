"""What a generated package offers, by operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from specpress.targets import surface_json
from specpress.targets.base import Alias, Class, Method, Surface, Symbol, TypeExpression


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A method, and the attributes that lead to it from the client."""

    attributes: tuple[str, ...]
    overloads: tuple[Method, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A generated package, as its `surface.json` describes it."""

    folder: Path
    name: str
    """As an import statement spells it."""
    target: str
    client: str
    """The name of the class."""
    options: frozenset[str]
    """What the client is made from."""
    methods: Mapping[str, Offered]
    """By the id of their operation."""
    declared: Mapping[str, Class | Alias]
    """By `module:Name`."""

    def meaning(self, type: TypeExpression) -> Class | TypeExpression:
        """What a name stands for: a class, or an expression that is no alias."""
        while (found := _find(self.declared, self.name, type)) is not None:
            if isinstance(found, Class):
                return found
            type = found.type
        return type


def read_package(folder: Path) -> Package:
    """Read the surface of a package."""
    surface = surface_json.loads((folder / "surface.json").read_text(encoding="utf-8"))
    declared = dict(_declared(surface))
    client = next(
        one
        for one in declared.values()
        if isinstance(one, Class) and one.kind == "client" and not one.name.startswith("Async")
    )
    return Package(
        folder=folder,
        name=surface.package,
        target=surface.target,
        client=client.name,
        options=frozenset(_options(client, declared, surface.package)),
        methods=dict(_methods(client, (), declared, surface.package)),
        declared=declared,
    )


def _declared(surface: Surface) -> Iterator[tuple[str, Class | Alias]]:
    for module in surface.modules:
        for member in module.members:
            if isinstance(member, Class | Alias):
                yield f"{module.path}:{member.name}", member


def _find(declared: Mapping[str, Class | Alias], package: str, type: TypeExpression) -> Class | Alias | None:
    """What an expression names. Those of TypeScript spell modules relative to the package."""
    if not isinstance(type, Symbol):
        return None
    places = (type.module, f"{package}/{type.module}", package)
    return next((found for place in places if (found := declared.get(f"{place}:{type.name}"))), None)


def _options(client: Class, declared: Mapping[str, Class | Alias], package: str) -> Iterator[str]:
    for method in client.methods:
        if method.name in ("__init__", "constructor"):
            for parameter in method.parameters:
                options = _find(declared, package, parameter.type)
                fields = options.fields if isinstance(options, Class) else ()
                yield from (parameter.name, *(field.name for field in fields))


def _methods(
    owner: Class, attributes: tuple[str, ...], declared: Mapping[str, Class | Alias], package: str
) -> Iterator[tuple[str, Offered]]:
    for operation in dict.fromkeys(one.operation for one in owner.methods if one.operation):
        overloads = tuple(one for one in owner.methods if one.operation == operation)
        yield operation, Offered(attributes=(*attributes, overloads[0].name), overloads=overloads)
    for field in owner.fields:
        resource = _find(declared, package, field.type)
        if isinstance(resource, Class) and resource.kind == "resource":
            yield from _methods(resource, (*attributes, field.name), declared, package)
