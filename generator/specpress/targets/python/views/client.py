"""View of the two clients: settings as data, constructors printed in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import assert_never

from specpress.ir.api import ApiKey, Http, MutualTls, OAuth2, OpenIdConnect, SecurityScheme, Server
from specpress.targets.base import Class, Method, Page, Surface, Symbol
from specpress.targets.python.clients import (
    credentials,
    scheme_arguments,
    server_choices,
)
from specpress.targets.python.imports import Imports
from specpress.targets.python.layout import (
    Atom,
    Keyed,
    Source,
    call,
    lay_out,
    mapping,
    string,
    strings,
    tuple_of,
)
from specpress.targets.python.plan import Plan
from specpress.targets.python.receivers import key_variable
from specpress.targets.python.runtime_names import SETTINGS
from specpress.targets.python.surface import MODES, client_class
from specpress.targets.python.text import Docstring, Identifier, PyString, docstring
from specpress.targets.python.views.resources import (
    CACHED_PROPERTY,
    ClassView,
    class_view,
    keyword,
    operation_views,
    own_names,
)
from specpress.targets.servers import environments
from specpress.targets.text import Code

_COPIED = ("base_url", "timeout", "max_retries", "strict_response_validation")


@dataclass(frozen=True, slots=True)
class CredentialView:
    """A property that shows a credential."""

    name: Identifier
    type: Code
    key: PyString


@dataclass(frozen=True, slots=True)
class ClientClassView:
    """One of the two clients."""

    name: Identifier
    base: Code
    doc: Docstring | None
    options: tuple[Code, ...]
    settings: tuple[Code, ...]
    credentials: tuple[CredentialView, ...]
    changes: tuple[Code, ...]
    copied: tuple[Code, ...]
    members: tuple[ClassView, ...]
    """The client's resources and own methods; one."""


@dataclass(frozen=True, slots=True)
class ClientView:
    """`_client.py`."""

    imports: Code | None
    checking: Code | None
    lenient: bool
    cached_property: Code
    self_type: Code
    settings: Code
    operations: tuple[Code, ...]
    clients: tuple[ClientClassView, ...]


def client_page(plan: Plan, surface: Surface) -> Page:
    """The page of `_client.py`."""
    path = f"{plan.package.name}._client"
    printed = tuple(client_class(plan, mode) for mode in MODES)
    own = own_names(plan.root) | {each.name for each in printed}
    own |= {parameter.name for method in printed[0].methods[:2] for parameter in method.parameters}
    imports = Imports(path, plan.files, own | {f"{each.name}WithRawResponse" for each in printed})
    imports.name(Symbol("TYPE_CHECKING", "typing"), needed=True)
    used = plan.root.children or plan.root.operations
    cached = imports.name(CACHED_PROPERTY, needed=True) if used else ""
    clients = tuple(_client(each, plan, imports, mode) for each, mode in zip(printed, MODES, strict=True))
    settings = _settings(plan, imports)
    operations = operation_views(plan.root, plan, imports)
    view = ClientView(
        lenient=any(operation.deprecated for _, operation in plan.root.operations),
        cached_property=Code(cached),
        self_type=Code(imports.name(Symbol("Self", "typing"))),
        settings=Code(lay_out(settings, 0, len("_SETTINGS = "))),
        operations=operations,
        clients=clients,
        imports=imports.block(),
        checking=imports.checking(),
    )
    file = PurePosixPath(*path.split(".")).with_suffix(".py")
    return Page(path=file, template="python/client.py.jinja", view=view)


def _client(printed: Class, plan: Plan, imports: Imports, mode: bool) -> ClientClassView:
    constructor, copier, *_ = printed.methods
    runtime = plan.package.runtime
    called = {child.path[-1] for child in plan.root.children} | {name for name, _ in plan.root.operations}
    # what the document calls so goes first: the credential is still an argument
    held = [each for each in credentials(plan.api, plan.package) if each.name not in called]
    members = class_view(plan.root, printed, plan, imports, mode)
    said = ((each.name, each.doc) for each in constructor.parameters)
    headline = f"The {'asynchronous ' if mode else ''}client of {plan.api.title}."
    return ClientClassView(
        name=members.name,
        base=members.base,
        doc=docstring(f"{headline}\n\n{printed.doc}", 4, said),
        options=tuple(keyword(each, imports, runtime) for each in constructor.parameters),
        settings=tuple(_passed(each) for each in _constructor_arguments(plan)),
        credentials=tuple(
            CredentialView(
                Identifier(each.name), Code(f"{imports.name(Symbol('str'))} | None"), PyString(each.name)
            )
            for each in held
        ),
        changes=tuple(keyword(each, imports, runtime) for each in copier.parameters),
        copied=tuple(map(_passed, _copy_arguments(copier, plan))),
        members=(members,),
    )


def _passed(argument: Source) -> Code:
    return Code(lay_out(argument, 12, 0, 1) + ",")


def _constructor_arguments(plan: Plan) -> Iterator[Source]:
    held = credentials(plan.api, plan.package)
    yield Keyed("credentials=", mapping([(each.name, Atom(each.name)) for each in held]))
    yield Atom("base_url=base_url")
    if environments(plan.api):
        yield Atom("environment=environment")
    if choices := server_choices(plan.api, plan.package):
        yield Keyed("server_variables=", mapping([(each.wire, Atom(each.name)) for each in choices]))
    for name in ("timeout", "max_retries", "default_headers", "default_query", "http_client"):
        yield Atom(f"{name}={name}")
    yield Atom("strict_response_validation=strict_response_validation")


def _copy_arguments(copier: Method, plan: Plan) -> Iterator[Source]:
    held = [each.name for each in credentials(plan.api, plan.package)]
    yield mapping([(name, Atom(name)) for name in held])
    yield Atom("http_client")
    for parameter in copier.parameters:
        if parameter.name not in (*held, "http_client"):
            yield Atom(f"{parameter.name}={parameter.name}")


def _settings(plan: Plan, imports: Imports) -> Source:
    package = plan.package
    items: list[Source] = [
        Atom("package=__package__"),
        Keyed("client=", string(package.client)),
        Keyed("version=", string(package.version)),
    ]
    if servers := [_server(each, plan, imports) for each in plan.api.servers]:
        items.append(Keyed("servers=", tuple_of(servers)))
    if schemes := [_scheme(each, plan, imports) for each in plan.api.schemes]:
        items.append(Keyed("schemes=", tuple_of(schemes)))
    variables = [(each.name, each.variable) for each in credentials(plan.api, package)]
    variables += [("base_url", f"{package.environment}_BASE_URL"), ("log", f"{package.environment}_LOG")]
    if plan.webhook and plan.api.signing:
        variables.append(("webhook_key", key_variable(package)))
    items.append(Keyed("environment=", mapping([(name, string(variable)) for name, variable in variables])))
    if plan.api.idempotency_header:
        items.append(Keyed("idempotency_header=", string(plan.api.idempotency_header)))
    return call(_name("Settings", plan, imports), *items, explode=True)


def _server(server: Server, plan: Plan, imports: Imports) -> Source:
    items: list[Source] = [string(server.url)]
    if server.name:
        items.append(string(server.name))
    if server.variables:
        pairs = tuple_of([strings([each.wire, each.default]) for each in server.variables])
        items.append(Keyed("variables=", pairs))
    return call(_name("Server", plan, imports), *items)


def _scheme(scheme: SecurityScheme, plan: Plan, imports: Imports) -> Source:
    arguments = scheme_arguments(scheme)
    id = string(scheme.id)
    match scheme:
        case ApiKey():
            named = _renamed(("argument", "api_key"), arguments[0])
            spelt = [id, string(scheme.location), string(scheme.wire), *named]
            return call(_name("ApiKey", plan, imports), *spelt)
        case Http(scheme="basic"):
            user, password = arguments
            named = [*_renamed(("username", "username"), user), *_renamed(("password", "password"), password)]
            return call(_name("Basic", plan, imports), id, *named)
        case Http():
            prefix = [] if scheme.scheme == "bearer" else [Keyed("prefix=", string(scheme.word))]
            named = _renamed(("argument", "auth_token"), arguments[0])
            return call(_name("Bearer", plan, imports), id, *named, *prefix)
        case OAuth2() if scheme.token_url:
            items: list[Source] = [id, string(scheme.token_url)]
            if scheme.scopes:
                items.append(strings(scheme.scopes))
            items.extend(_renamed(("argument", "auth_token"), arguments[-1]))
            return call(_name("ClientCredentials", plan, imports), *items)
        case OAuth2() | OpenIdConnect():
            named = _renamed(("argument", "auth_token"), arguments[0])
            return call(_name("Bearer", plan, imports), id, *named)
        case MutualTls():
            return call(_name("MutualTls", plan, imports), id)
        case _:
            assert_never(scheme)


def _renamed(usual: tuple[str, str], name: str) -> list[Source]:
    """The keyword that names a credential's argument, where it is not the usual one."""
    keyword_name, default = usual
    return [] if name == default else [Keyed(f"{keyword_name}=", string(name))]


def _name(name: str, plan: Plan, imports: Imports) -> str:
    return imports.name(Symbol(name, f"{plan.package.runtime}.{SETTINGS[name]}"), needed=True)
