"""The options of the client: credentials, and what chooses the server."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, assert_never

from specpress.ir.api import Api, ApiKey, Http, MutualTls, OAuth2, OpenIdConnect, SecurityScheme, Server
from specpress.ir.names import Name
from specpress.targets.base import Field, Literals, TypeExpression
from specpress.targets.scopes import allocate
from specpress.targets.servers import environments, server_variables
from specpress.targets.typescript import symbols as ts
from specpress.targets.typescript.comments import of_credential, of_environment, of_server_choice
from specpress.targets.typescript.names import OBJECT_MEMBERS, camel
from specpress.targets.typescript.packages import Package

BASE_URL: Final = "baseURL"
LOG_LEVEL: Final = "logLevel"


@dataclass(frozen=True, slots=True)
class Credential:
    """An option that holds a credential, and the variable of the environment that it defaults to."""

    name: str
    variable: str
    said: tuple[str, ...]
    """What the schemes that it is for say of themselves."""


@dataclass(frozen=True, slots=True)
class ServerChoice:
    """An option that fills a variable in the URLs of servers."""

    name: str
    wire: str
    values: tuple[str, ...]
    doc: str
    environments: tuple[str, ...]
    """The names of the servers that have it, where others have not."""


def credentials(api: Api, package: Package) -> tuple[Credential, ...]:
    """The credentials that the schemes of an API call for, each once."""
    names: dict[str, str] = {}
    said: dict[str, list[str]] = {}
    for scheme in api.schemes:
        names.update(zip(scheme_options(scheme), _variables(scheme), strict=True))
        for name in scheme_options(scheme) if scheme.description.strip() else ():
            texts = said.setdefault(name, [])
            texts += [scheme.description] if scheme.description not in texts else []
    return tuple(
        Credential(name, f"{package.environment}_{words}", tuple(said.get(name, ())))
        for name, words in names.items()
    )


def scheme_options(scheme: SecurityScheme) -> tuple[str, ...]:
    """The options that hold the credentials of one scheme, in the order in which the runtime takes them."""
    return tuple(camel(name, role="argument") for name in _options(scheme))


def server_choices(api: Api, package: Package) -> tuple[ServerChoice, ...]:
    """The variables of all servers as options of the client."""
    variables = server_variables(api)
    taken = {each.name for each in credentials(api, package)} | _TAKEN
    names = allocate(
        {
            wire: (camel(each.name, role="argument"), camel(_SERVER, each.name, role="argument"))
            for wire, each in variables.items()
        },
        taken,
    )
    return tuple(
        ServerChoice(names[wire], wire, each.enum, each.description, _having(wire, api.servers))
        for wire, each in variables.items()
    )


def options(api: Api, package: Package) -> tuple[Field, ...]:
    """What a client of this API takes besides what all clients take."""
    fields = [
        replace(
            _field(each.name, ts.STRING, of_credential(each.said, each.variable)), environment=each.variable
        )
        for each in credentials(api, package)
    ]
    if servers := environments(api):
        names = Literals(tuple(each.name for each in servers))
        is_first = servers[0] == api.servers[0]
        fields.append(_field("environment", names, of_environment(servers, first=is_first)))
    for each in server_choices(api, package):
        type_: TypeExpression = Literals(each.values) if len(each.values) > 1 else ts.STRING
        fields.append(_field(each.name, type_, of_server_choice(each.doc, each.wire, each.environments)))
    return tuple(fields)


def _having(wire: str, servers: tuple[Server, ...]) -> tuple[str, ...]:
    """The names of the servers with a variable; empty where all have it."""
    having = tuple(each for each in servers if any(variable.wire == wire for variable in each.variables))
    return tuple(each.name for each in having) if len(having) < len(servers) else ()


_SERVER: Final = Name(("server",))
_SHARED: Final = """
    baseURL environment timeout maxRetries defaultHeaders defaultQuery fetch fetchOptions logger logLevel
    dangerouslyAllowBrowser
"""
_TAKEN: Final = OBJECT_MEMBERS | frozenset(_SHARED.split())


def _field(name: str, type_: TypeExpression, doc: str) -> Field:
    """All may be missing, also under `exactOptionalPropertyTypes`: `process.env` says `undefined`."""
    spelt = ts.one_of((type_, ts.NULL, ts.UNDEFINED))
    return Field(name=name, type=spelt, required=False, doc=doc)


def _options(scheme: SecurityScheme) -> tuple[Name, ...]:
    taken = camel(scheme.name, role="argument") in _TAKEN
    name = Name((*scheme.name.words, "credential")) if taken else scheme.name
    match scheme:
        case ApiKey() | OpenIdConnect():
            return (name,)
        case Http(scheme="basic"):
            prefix = () if "_".join(name.words).lower() in _BASIC else name.words
            return Name((*prefix, "username")), Name((*prefix, "password"))
        case Http():
            return (name,)
        case OAuth2():
            return (Name(("client", "id")), Name(("client", "secret")), name) if scheme.token_url else (name,)
        case MutualTls():
            return ()
        case _:
            assert_never(scheme)


_BASIC: Final = frozenset(("basic", "basic_auth", "auth", "username"))


def _variables(scheme: SecurityScheme) -> tuple[str, ...]:
    return tuple("_".join(name.words).upper() for name in _options(scheme))
