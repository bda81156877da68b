"""What one language's client calls things, read off its Surface."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from specpress.ir.api import Api, Http, OAuth2, SecurityScheme
from specpress.ir.declarations import Declaration
from specpress.ir.names import Name, words
from specpress.targets.base import Alias, Apply, Class, Method, Parameter, Surface, Symbol, TypeExpression
from specpress.targets.reference.names import pascal, snake


@dataclass(frozen=True, slots=True)
class Credential:
    """An option of the client and the variable of the environment that it defaults to."""

    option: str
    variable: str


@dataclass(frozen=True, slots=True)
class Call:
    """A method as a program reaches it: `("shop", "pets")` and `create`."""

    resource: tuple[str, ...]
    method: Method

    @property
    def path(self) -> str:
        """The call without its client: `shop.pets.create`."""
        return ".".join((*self.resource, self.method.name))

    @property
    def certain(self) -> bool:
        """Whether it returns one type, whose fields can be read."""
        match self.method.returns:
            case Symbol():
                return True
            case Apply(base=Symbol(name=name)):
                return name not in ("Optional", "Union")
            case _:
                return False

    @property
    def text(self) -> bool:
        """Whether it returns a string."""
        return is_text(self.method.returns)

    @property
    def arguments(self) -> Mapping[tuple[str, str], Parameter]:
        """What is asked for, by location and wire name."""
        return {(each.location, each.wire): each for each in self.method.parameters if each.location}


def is_text(type_: TypeExpression | None) -> bool:
    """Whether a client spells a type as a string, which may be left out or be null."""
    if isinstance(type_, Apply):
        return type_.base == Symbol("Optional", "typing") and is_text(type_.arguments[0])
    return type_ in (Symbol("str"), Symbol("string"))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names in one client package."""

    client: str
    package: str
    credentials: tuple[Credential, ...]
    calls: Mapping[str, Call]
    """By operation id; of methods that call no operation, by the call as configuration would write it."""
    types: Mapping[str, str]
    """Names of types by the id of their declaration."""
    attributes: Mapping[str, Mapping[str, str]]
    """Of models, by the id of their declaration: attributes by wire name."""


def vocabulary_of(api: Api, surface: Surface) -> Vocabulary:
    """The names that a Surface gives to an API's things."""
    classes = {
        Symbol(member.name, module.path): member
        for module in surface.modules
        for member in module.members
        if isinstance(member, Class)
    }
    clients = [each for each in classes.values() if each.kind == "client"]
    client = min(clients, key=lambda each: len(each.name))
    return Vocabulary(
        client=client.name,
        package=surface.package,
        credentials=_usual(tuple(_credentials(client, surface)), api),
        # Of overloads the first is what one calls who asks for nothing special.
        calls=dict(reversed([*_calls(client, (), _resources(surface))])),
        types=_types(api, surface),
        attributes=_attributes(api, classes.values()),
    )


def _attributes(api: Api, classes: Iterable[Class]) -> Mapping[str, Mapping[str, str]]:
    """The attributes of models by wire name. A result that is named by the manual has those of what it is."""
    found = {
        each.declaration: {field.wire or field.name: field.name for field in each.fields}
        for each in classes
        if each.kind == "model" and each.declaration
    }
    same = {id(each.type): found[each.id] for each in api.declarations if each.id in found}
    return {
        **{each.id: same.get(id(each.type), {}) for each in api.declarations if each.origin == "response"},
        **found,
    }


def _resources(surface: Surface) -> Mapping[str, Class]:
    """The classes of resources by name and module, as fields refer to them."""
    return {
        f"{_home(module.path, surface)}:{member.name}": member
        for module in surface.modules
        for member in module.members
        if isinstance(member, Class) and member.kind == "resource"
    }


def _home(path: str, surface: Surface) -> str:
    """A module as symbols name it: from the root of the package where the language has paths of files."""
    prefix = f"{surface.package}/"
    return path.removeprefix(prefix)


def _calls(owner: Class, path: tuple[str, ...], resources: Mapping[str, Class]) -> Iterator[tuple[str, Call]]:
    for method in owner.methods:
        if method.operation or path:
            yield method.operation or _own_id(path, method), Call(path, method)
    for field in owner.fields:
        if isinstance(field.type, Symbol):
            child = resources.get(f"{field.type.module}:{field.type.name}")
            if child is not None:
                yield from _calls(child, (*path, field.name), resources)


def _own_id(path: tuple[str, ...], method: Method) -> str:
    """What stands for the id of an operation where a method calls none: the call, alike in all languages."""
    return ".".join(snake(Name(words(name))) for name in (*path, method.name))


def _credentials(client: Class, surface: Surface) -> Iterator[Credential]:
    options = [
        each
        for module in surface.modules
        for member in module.members
        if isinstance(member, Class) and member.kind in ("client", "other")
        for each in (
            member.fields if member.kind == "other" else _constructor(member) if member is client else ()
        )
    ]
    yield from (Credential(each.name, each.environment) for each in options if each.environment)


def _usual(credentials: Sequence[Credential], api: Api) -> tuple[Credential, ...]:
    """Those that log in to most operations in the first of the ways that they name; all where none do."""
    ways = Counter(each.security[0].schemes for each in api.operations if each.security)
    schemes = {each.id: each for each in api.schemes}
    way = ways.most_common(1)[0][0] if ways else ()
    endings = tuple(f"_{name}" for id, _ in way if id in schemes for name in _variables(schemes[id]))
    return tuple(each for each in credentials if each.variable.endswith(endings)) or tuple(credentials)


def _variables(scheme: SecurityScheme) -> tuple[str, ...]:
    """How the variables end that hold the credentials of a scheme."""
    match scheme:
        case Http(scheme="basic"):
            return "USERNAME", "PASSWORD"
        case OAuth2() if scheme.token_url:
            return "CLIENT_ID", "CLIENT_SECRET"
        case _:
            return ("_".join(scheme.name.words).upper(),)


def _constructor(client: Class) -> tuple[Parameter, ...]:
    return client.methods[0].parameters if client.methods else ()


def _types(api: Api, surface: Surface) -> Mapping[str, str]:
    spelt: dict[str, set[str]] = {}
    for module in surface.modules:
        for member in module.members:
            if isinstance(member, Class | Alias) and member.declaration:
                spelt.setdefault(member.declaration, set()).add(member.name)
    return {each.id: _chosen(each, spelt.get(each.id, set[str]())) for each in api.declarations}


def _chosen(declaration: Declaration, spelt: set[str]) -> str:
    """A type that is sent and received has two names, of which the manual knows the shorter one.

    What is named after a method is spelt as all that is, initialisms and all.
    """
    plain = pascal(declaration.name)
    made = declaration.origin != "component" and plain.casefold() in map(str.casefold, spelt)
    if not spelt or made or {plain, f"{plain}Param"} & spelt:
        return plain
    return min(spelt, key=lambda name: (len(name), name))
