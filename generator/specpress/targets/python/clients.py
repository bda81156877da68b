"""The client classes as users see them: how one is made, copied and credentialed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, assert_never

from specpress.ir.api import Api, ApiKey, Http, MutualTls, OAuth2, OpenIdConnect, SecurityScheme
from specpress.ir.names import Name
from specpress.targets.base import Apply, Literals, Method, OneOf, Parameter, Symbol, TypeExpression
from specpress.targets.python import symbols as py
from specpress.targets.python.names import RESERVED_ROOT, snake
from specpress.targets.python.packages import Package
from specpress.targets.python.servers import base_url_doc, environment_doc
from specpress.targets.scopes import allocate
from specpress.targets.servers import environments, server_variables

SELF: Final = Symbol("Self", "typing")


@dataclass(frozen=True, slots=True)
class Credential:
    """An argument of the client that holds a credential, and the environment variable it defaults to."""

    name: str
    variable: str
    doc: str


@dataclass(frozen=True, slots=True)
class ServerChoice:
    """An argument that fills a variable in the URLs of servers."""

    name: str
    wire: str
    values: tuple[str, ...]
    doc: str


def credentials(api: Api, package: Package) -> tuple[Credential, ...]:
    """The credentials that the schemes of an API call for, each once."""
    said: dict[str, str] = {}
    for scheme in api.schemes:
        for name, doc in zip(scheme_arguments(scheme), (scheme.description, "", ""), strict=False):
            said[name] = said.get(name) or doc
    return tuple(Credential(name, f"{package.environment}_{name.upper()}", doc) for name, doc in said.items())


def scheme_arguments(scheme: SecurityScheme) -> tuple[str, ...]:
    """The arguments that hold the credentials of one scheme, in the order of the runtime's class."""
    name = _snake(scheme.name)
    name = f"{name}_credential" if name in _TAKEN | RESERVED_ROOT else name
    match scheme:
        case ApiKey() | OpenIdConnect():
            return (name,)
        case Http(scheme="basic"):
            prefix = "" if name in ("basic", "basic_auth", "auth", "username") else f"{name}_"
            return f"{prefix}username", f"{prefix}password"
        case Http():
            return (name,)
        case OAuth2():
            return ("client_id", "client_secret", name) if scheme.token_url else (name,)
        case MutualTls():
            return ()
        case _:
            assert_never(scheme)


def server_choices(api: Api, package: Package) -> tuple[ServerChoice, ...]:
    """The variables of all servers as arguments of the client."""
    variables = server_variables(api)
    taken = {each.name for each in credentials(api, package)} | _TAKEN
    names = allocate(
        {wire: (_snake(each.name), f"server_{_snake(each.name)}") for wire, each in variables.items()}, taken
    )
    return tuple(
        ServerChoice(names[wire], wire, each.enum, each.description) for wire, each in variables.items()
    )


def constructor(api: Api, package: Package, *, asynchronous: bool) -> Method:
    """`__init__`: everything is optional, since the environment may say it."""
    values = f"{package.runtime}.values"
    parameters = [
        replace(_optional(each.name, py.STR, _credential_doc(each)), environment=each.variable)
        for each in credentials(api, package)
    ]
    parameters.append(_optional("base_url", OneOf((py.STR, Symbol("URL", "httpx2"))), base_url_doc(api)))
    if servers := environments(api):
        names = Literals(tuple(each.name for each in servers))
        parameters.append(_optional("environment", names, environment_doc(servers)))
    parameters.extend(_optional(each.name, _choice(each), each.doc) for each in server_choices(api, package))
    parameters.extend(_shared(values, "timeout"))
    parameters.append(_keyword("max_retries", py.INT, "DEFAULT_MAX_RETRIES"))
    parameters.extend(
        _optional(f"default_{name.lower()}", Symbol(name, values)) for name in ("Headers", "Query")
    )
    parameters.append(_http_client(asynchronous))
    parameters.append(_keyword("strict_response_validation", py.BOOL, "False"))
    return Method(name="__init__", parameters=tuple(parameters), returns=py.NONE)


def copier(api: Api, package: Package, *, asynchronous: bool) -> Method:
    """`copy`: what is not given stays as it is."""
    values = f"{package.runtime}.values"
    unset = Symbol("NotGiven", values)
    parameters = [
        _keyword(each.name, OneOf((py.STR, py.NONE, unset)), "NOT_GIVEN")
        for each in credentials(api, package)
    ]
    parameters.append(_optional("base_url", OneOf((py.STR, Symbol("URL", "httpx2")))))
    parameters.extend(_shared(values, "timeout"))
    parameters.append(_keyword("max_retries", OneOf((py.INT, unset)), "NOT_GIVEN"))
    for name in ("Headers", "Query"):
        for prefix in ("", "set_"):
            parameters.append(_optional(f"{prefix}default_{name.lower()}", Symbol(name, values)))
    parameters.append(_http_client(asynchronous))
    return Method(name="copy", parameters=tuple(parameters), returns=SELF)


_OPTIONS: Final = """
    self base_url environment timeout max_retries default_headers default_query http_client
    set_default_headers set_default_query strict_response_validation log webhook_key
"""
_TAKEN: Final = frozenset(_OPTIONS.split())
"""Arguments that every client has for itself, and what the environment may set besides."""


def _snake(name: Name) -> str:
    return snake(name, role="argument")


def _choice(choice: ServerChoice) -> TypeExpression:
    return Literals(choice.values) if len(choice.values) > 1 else py.STR


def _keyword(name: str, type_: TypeExpression, default: str) -> Parameter:
    return Parameter(name=name, kind="keyword", type=type_, default=default)


def _optional(name: str, type_: TypeExpression, doc: str = "") -> Parameter:
    members = type_.members if isinstance(type_, OneOf) else (type_,)
    spelt = OneOf((*members, py.NONE)) if len(members) > 1 else Apply(py.OPTIONAL, (type_,))
    return replace(_keyword(name, spelt, "None"), doc=doc)


def _credential_doc(credential: Credential) -> str:
    """What the document says of a credential, if anything, and where it comes from by default."""
    said = credential.doc.strip()
    return said and f"{said}\n\nBy default, `{credential.variable}` of the environment."


def _shared(values: str, *names: str) -> Iterator[Parameter]:
    timeout = OneOf((py.FLOAT, Symbol("Timeout", values), py.NONE, Symbol("NotGiven", values)))
    yield from (_keyword(name, timeout, "NOT_GIVEN") for name in names)


def _http_client(asynchronous: bool) -> Parameter:
    return _optional("http_client", Symbol("AsyncClient" if asynchronous else "Client", "httpx2"))
