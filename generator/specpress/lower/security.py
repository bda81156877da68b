"""Security schemes and what operations require of them (OpenAPI 3.1, 4.8.27 and 4.8.30)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final, Literal, TypeAlias, assert_never

from specpress.diagnostics import Diagnostics
from specpress.document.operations import operations, parameter_key
from specpress.document.pointer import Cursor
from specpress.ir.api import (
    ApiKey,
    Http,
    MutualTls,
    OAuth2,
    OpenIdConnect,
    Parameter,
    Requirement,
    SecurityScheme,
)
from specpress.ir.names import Name, words
from specpress.lower.options import LoweringOptions

_ANONYMOUS: Final = Requirement(schemes=())
_KeyLocation: TypeAlias = Literal["header", "query", "cookie"]
_LOCATIONS: Final[tuple[_KeyLocation, ...]] = ("header", "query", "cookie")
_ASSUMED: Final = Http(id="bearer", name=Name(("auth", "token")), scheme="bearer")


@dataclass(frozen=True, slots=True)
class Security:
    """The schemes of an API, and what an operation requires that says nothing itself."""

    schemes: tuple[SecurityScheme, ...]
    default: tuple[Requirement, ...]
    strict: bool = False


def security(root: Cursor, options: LoweringOptions, diagnostics: Diagnostics) -> Security:
    """The security schemes of a document, named and sorted by id.

    Where the document declares none, those of the options or a bearer token are taken; where nothing requires
    those that it declares, each is as good as another. Either way they are optional.
    """
    schemes = tuple(_named(_declared(root, diagnostics)))
    if not schemes:
        if options.auth is None:
            diagnostics.warning(
                "no-security-scheme",
                "The document declares no security scheme; clients take an optional bearer token.",
                "",
                hint="Declare one under `components/securitySchemes`, or say `auth: none` in configuration.",
            )
            requirements(root, (), diagnostics, strict=options.strict)
        schemes = (_ASSUMED,) if options.auth is None else options.auth
        return Security(schemes, _optional(schemes), options.strict)
    if "security" in root:
        default = requirements(root, schemes, diagnostics, strict=options.strict)
        return Security(schemes, default, options.strict)
    if any("security" in operation.cursor for operation in operations(root)):
        return Security(schemes, (), options.strict)
    diagnostics.warning(
        "security-not-required",
        "The document declares security schemes and requires none; clients send what they are given.",
        (root / "components" / "securitySchemes").pointer,
        hint="Add `security` at the top of the document or to operations.",
    )
    return Security(schemes, _optional(schemes))


def required(operation: Cursor, whole: Security, diagnostics: Diagnostics) -> tuple[Requirement, ...]:
    """What one operation requires: its own `security`, or that of the document."""
    if "security" in operation:
        return requirements(operation, whole.schemes, diagnostics, strict=whole.strict)
    return whole.default


def without_demand(
    parameters: Iterable[Parameter], alternatives: Iterable[Requirement], whole: Security
) -> tuple[Parameter, ...]:
    """Parameters of which those may be left out that a credential of the client's is sent as in any case.

    Documents often declare a key twice: as a security scheme, and as a required parameter of each operation.
    """
    keys = {
        each.id: parameter_key(each.location, each.wire) for each in whole.schemes if isinstance(each, ApiKey)
    }
    sent = [{keys[id] for id, _ in each.schemes if id in keys} for each in alternatives]
    always: set[tuple[str, str]] = sent[0].intersection(*sent) if sent else set()
    return tuple(
        replace(each, required=False)
        if each.required and parameter_key(each.location, each.wire) in always
        else each
        for each in parameters
    )


def requirements(
    holder: Cursor, schemes: Iterable[SecurityScheme], diagnostics: Diagnostics, *, strict: bool = False
) -> tuple[Requirement, ...]:
    """The alternatives that `security` lists.

    One with a scheme that nobody declares cannot be met: it is left out, which is an error when reading
    strictly. Of schemes that are sent in one place (two tokens as `Authorization`) a request has one, so that
    each is an alternative.
    """
    declared = (Cursor(holder.root, "", holder.root) / "components" / "securitySchemes").mapping
    known = {scheme.id: _sent_as(scheme) for scheme in schemes}
    found: list[Requirement] = []
    for alternative in (holder / "security").items():
        pairs = [
            (id, tuple(item for item in scopes.sequence if isinstance(item, str)))
            for id, scopes in alternative.entries()
        ]
        unknown = [id for id, _ in pairs if id not in known]
        for id in unknown:
            # What is declared, of a type that we do not know, is told there; OpenAPI 3.2 has addresses, too.
            mistaken = strict and id not in declared and not {"/", "#"} & set(id)
            (diagnostics.error if mistaken else diagnostics.warning)(
                "unknown-security-scheme",
                f"No security scheme is called {id!r}; this alternative is left out.",
                (alternative / id).pointer,
                hint="Declare it under `components/securitySchemes`"
                + (f", or use one of {', '.join(sorted(known))}." if known else "."),
            )
        if not unknown:
            found.extend(_possible(alternative, pairs, known, diagnostics))
    return tuple(dict.fromkeys(found))


def _possible(
    alternative: Cursor,
    pairs: Sequence[tuple[str, tuple[str, ...]]],
    sent: Mapping[str, tuple[str, str]],
    diagnostics: Diagnostics,
) -> Iterable[Requirement]:
    """What a request can meet of one alternative: of the schemes that are sent in one place, one."""
    places: dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = {}
    for pair in pairs:
        places.setdefault(sent[pair[0]], []).append(pair)
    for (location, wire), rivals in places.items():
        if len(rivals) > 1:
            diagnostics.warning(
                "credentials-in-one-place",
                f"{' and '.join(repr(id) for id, _ in rivals)} are sent as the same {location}, {wire!r}, "
                "which holds one credential; either will do.",
                alternative.pointer,
                hint="List them as alternatives, one entry of `security` each.",
            )
    return [Requirement(schemes=tuple(chosen)) for chosen in product(*places.values())]


def _sent_as(scheme: SecurityScheme) -> tuple[str, str]:
    """Where a request has the credential of a scheme."""
    match scheme:
        case ApiKey():
            return parameter_key(scheme.location, scheme.wire)
        case Http() | OAuth2() | OpenIdConnect():
            return parameter_key("header", "Authorization")
        case MutualTls():
            return "connection", scheme.id
        case _:
            assert_never(scheme)


def _optional(schemes: Iterable[SecurityScheme]) -> tuple[Requirement, ...]:
    alternatives = [Requirement(schemes=((scheme.id, ()),)) for scheme in schemes]
    return (*alternatives, _ANONYMOUS) if alternatives else ()


def _declared(root: Cursor, diagnostics: Diagnostics) -> list[SecurityScheme]:
    found: list[SecurityScheme] = []
    for id, reference in sorted(
        (root / "components" / "securitySchemes").entries(), key=lambda entry: entry[0]
    ):
        scheme = _scheme(id, reference.follow())
        if scheme is not None:
            found.append(scheme)
        elif not id.startswith("x-"):
            diagnostics.warning(
                "unknown-security-type",
                f"The security scheme {id!r} is of no known type; it is left out.",
                reference.pointer,
                hint="Use apiKey with `name` and `in`, http with `scheme`, oauth2, openIdConnect, mutualTLS.",
            )
    return found


def _scheme(id: str, cursor: Cursor) -> SecurityScheme | None:
    """A scheme under its own name; `_named` gives those that need no telling apart their common one."""
    name = Name(words(id))
    description = (cursor / "description").text
    match (cursor / "type").text:
        case "apiKey":
            wire, stated = (cursor / "name").text, (cursor / "in").text
            location: _KeyLocation | None = next((known for known in _LOCATIONS if known == stated), None)
            if not wire or location is None:
                return None
            return ApiKey(id=id, name=name, location=location, wire=wire, description=description)
        case "http" if (cursor / "scheme").text:
            written = (cursor / "scheme").text
            word = written.capitalize() if written.islower() else written
            return Http(id=id, name=name, scheme=written.lower(), word=word, description=description)
        case "oauth2":
            flows = cursor / "flows"
            scopes = {scope for _, flow in flows.entries() for scope in (flow / "scopes").mapping}
            return OAuth2(
                id=id,
                name=name,
                token_url=(flows / "clientCredentials" / "tokenUrl").text,
                scopes=tuple(sorted(scopes)),
                description=description,
            )
        case "openIdConnect":
            url = (cursor / "openIdConnectUrl").text
            return OpenIdConnect(id=id, name=name, url=url, description=description)
        case "mutualTLS":
            return MutualTls(id=id, name=name, description=description)
        case _:
            return None


def _named(schemes: list[SecurityScheme]) -> Iterable[SecurityScheme]:
    """The words of each credential: the common ones of its kind, or those of its id where a kind occurs
    again."""
    kinds = Counter(_kind(scheme) for scheme in schemes)
    for scheme in schemes:
        common = _COMMON.get(_kind(scheme))
        yield replace(scheme, name=common) if common and kinds[_kind(scheme)] == 1 else scheme


_COMMON: Final = {
    "apiKey": Name(("api", "key")),
    "basic": Name(("basic",)),
    "bearer": Name(("auth", "token")),
    "oauth2": Name(("auth", "token")),
    "openIdConnect": Name(("auth", "token")),
}
"""One token serves a bearer scheme, an OAuth 2 scheme and OpenID Connect: all send it alike."""


def _kind(scheme: SecurityScheme) -> str:
    match scheme:
        case ApiKey():
            return "apiKey"
        case Http():
            return scheme.scheme
        case OAuth2():
            return "oauth2"
        case OpenIdConnect():
            return "openIdConnect"
        case MutualTls():
            return "mutualTLS"
