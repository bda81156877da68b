"""View of the client: settings as data, options, and its class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from specpress.ir.api import ApiKey, Http, MutualTls, OAuth2, OpenIdConnect, SecurityScheme, Server
from specpress.targets.base import Page, Symbol
from specpress.targets.text import Code
from specpress.targets.typescript import symbols as ts
from specpress.targets.typescript.clients import (
    BASE_URL,
    LOG_LEVEL,
    credentials,
    scheme_options,
    server_choices,
)
from specpress.targets.typescript.imports import Imports
from specpress.targets.typescript.layout import Source, array, call, lay_out, record, string, strings
from specpress.targets.typescript.plan import Plan
from specpress.targets.typescript.surface import options_class
from specpress.targets.typescript.text import JsDoc, js_doc
from specpress.targets.typescript.views.resources import (
    BodyView,
    body_view,
    own_names,
    source_path,
    type_views,
)
from specpress.targets.typescript.views.types import FieldView, TypeView, field_views


@dataclass(frozen=True, slots=True)
class ClientView:
    """`src/client.ts`."""

    imports: tuple[Code, ...]
    settings_type: Code
    settings: Code
    options: Code
    options_base: Code
    option_fields: tuple[FieldView, ...]
    name: Code
    base: Code
    doc: JsDoc | None
    body: BodyView
    types: tuple[TypeView, ...]


def client_page(plan: Plan) -> Page:
    """The page of `client.ts`."""
    imports = Imports(plan.root.file, own_names(plan))
    printed = options_class(plan)
    body = body_view(plan.root, plan, imports)
    settings = lay_out(_settings(plan, imports), 0)
    view = ClientView(
        settings_type=Code(imports.name(ts.runtime("Settings", "configuration"))),
        settings=Code(settings),
        options=Code(printed.name),
        options_base=Code(
            ", ".join(imports.name(each) for each in printed.bases if isinstance(each, Symbol))
        ),
        option_fields=field_views(printed.fields, imports),
        name=Code(plan.package.client),
        base=Code(imports.name(ts.runtime("BaseClient", "client"), value=True)),
        doc=js_doc(f"The client of {plan.api.title}.", 0),
        body=body,
        types=type_views(plan.root, plan, imports),
        imports=imports.block(),
    )
    return Page(path=source_path(plan.root.file), template="typescript/client.ts.jinja", view=view)


def _settings(plan: Plan, imports: Imports) -> Source:
    api, package = plan.api, plan.package
    environment = [(each.name, string(each.variable)) for each in credentials(api, package)]
    environment.append((BASE_URL, string(f"{package.environment}_BASE_URL")))
    environment.append((LOG_LEVEL, string(f"{package.environment}_LOG")))
    members: list[tuple[str, Source]] = [
        ("client", string(package.client)),
        ("version", string(package.version)),
        ("servers", array([_server(each, plan) for each in api.servers])),
        ("schemes", array([_scheme(each, imports) for each in api.schemes])),
        ("environment", record(environment, explode=True)),
    ]
    if api.idempotency_header:
        members.append(("idempotencyHeader", string(api.idempotency_header)))
    return record(members, explode=True)


def _server(server: Server, plan: Plan) -> Source:
    names = {each.wire: each.name for each in server_choices(plan.api, plan.package)}
    members: list[tuple[str, Source]] = [("url", string(server.url))]
    members += [("name", string(server.name))] if server.name else []
    if server.variables:
        variables = [
            (each.wire, record([("option", string(names[each.wire])), ("default", string(each.default))]))
            for each in server.variables
        ]
        members.append(("variables", record(variables)))
    return record(members)


def _scheme(scheme: SecurityScheme, imports: Imports) -> Source:
    options = scheme_options(scheme)
    id = string(scheme.id)
    match scheme:
        case ApiKey():
            items = [id, string(scheme.location), string(scheme.wire), *_unless("apiKey", options[0])]
            return _call("apiKey", imports, *items)
        case Http(scheme="basic"):
            user, password = options
            named = [] if options == ("username", "password") else [string(user), string(password)]
            return _call("basic", imports, id, *named)
        case Http() if scheme.scheme != "bearer":
            return _call("bearer", imports, id, string(options[0]), string(scheme.word))
        case OAuth2() if scheme.token_url:
            items = [id, string(scheme.token_url)]
            token = options[-1]
            items += [strings(scheme.scopes)] if scheme.scopes or token != "authToken" else []
            items += [record([("token", string(token))])] if token != "authToken" else []
            return _call("clientCredentials", imports, *items, module="oauth")
        case Http() | OAuth2() | OpenIdConnect():
            return _call("bearer", imports, id, *_unless("authToken", options[0]))
        case MutualTls():
            return _call("mutualTLS", imports, id)
        case _:
            assert_never(scheme)


def _unless(usual: str, name: str) -> list[Source]:
    return [] if name == usual else [string(name)]


def _call(name: str, imports: Imports, *items: Source, module: str = "security") -> Source:
    return call(imports.name(ts.runtime(name, module), value=True), *items)
