"""Credentials: what each scheme sends, and which of them an operation asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from specpress.diff.annotations import text_change
from specpress.diff.changes import Change, change
from specpress.ir.api import (
    Api,
    ApiKey,
    Http,
    MutualTls,
    OAuth2,
    OpenIdConnect,
    Operation,
    Requirement,
    SecurityScheme,
)

Alternative: TypeAlias = Mapping[str, frozenset[str]]
"""The schemes that are met together, by their id in the new document, each with its scopes."""

_SCHEMES = "/components/securitySchemes"


@dataclass(frozen=True, slots=True)
class SchemeChange:
    """A change of one scheme, and the ids by which operations of both sides require it."""

    id: str
    found: Change


def renamed_schemes(old: Api, new: Api) -> dict[str, str]:
    """Old ids to new ones, of the schemes that send the same under another id."""
    was, now = _by_id(old), _by_id(new)
    come = [scheme for id, scheme in now.items() if id not in was]
    found: dict[str, str] = {}
    for id, scheme in was.items():
        if id in now:
            continue
        same = next((other for other in come if sends(other) == sends(scheme)), None)
        if same is not None:
            come.remove(same)
            found[id] = same.id
    return found


def scheme_changes(old: Api, new: Api, renamed: Mapping[str, str]) -> Iterator[SchemeChange]:
    """What differs between the schemes of two Apis."""
    was, now = _by_id(old), _by_id(new)
    for id, scheme in was.items():
        other = now.get(renamed.get(id, id))
        where = (f"{_SCHEMES}/{id}", f"{_SCHEMES}/{other.id}" if other else _SCHEMES)
        if other is None:
            found = change(
                "security-scheme-removed", "the scheme was removed", before=sends(scheme), where=where
            )
            yield SchemeChange(id, found)
            continue
        if other.id != id:
            message = "the scheme was renamed"
            found = change("security-scheme-renamed", message, before=id, after=other.id, where=where)
            yield SchemeChange(other.id, found)
        for found in _differences(scheme, other, where):
            yield SchemeChange(other.id, found)
    for id, scheme in now.items():
        if id not in was and id not in renamed.values():
            where = (_SCHEMES, f"{_SCHEMES}/{id}")
            found = change("security-scheme-added", "the scheme was added", after=sends(scheme), where=where)
            yield SchemeChange(id, found)


def is_silent(api: Api) -> bool:
    """Whether an Api declares schemes and requires none: then it does not say what an operation needs.

    Every operation takes each of them, or none, then.
    """
    offered = (*(((scheme.id, ()),) for scheme in api.schemes), ())
    stated = (tuple(item.schemes for item in operation.security) for operation in api.operations)
    return bool(api.schemes) and all(each == offered for each in stated)


def requirement_changes(
    old: Operation, new: Operation, renamed: Mapping[str, str], *, silent: bool = False
) -> Iterator[Change]:
    """What differs between the credentials that two operations ask for.

    `silent`: the old document said of no operation what it needs.
    """
    where = (old.pointer, new.pointer)
    was = _alternatives(old.security, renamed)
    now = _alternatives(new.security, {})
    for alternative in was:
        if any(_is_enough(alternative, other) for other in now):
            continue
        nearest = next((other for other in now if other.keys() <= alternative.keys()), None)
        text = _text(alternative)
        if nearest is not None:
            missing = sorted(
                f"{id}: {scope}" for id in nearest for scope in nearest[id] - alternative.get(id, frozenset())
            )
            message = f"asks for further scopes: {', '.join(missing)}"
            yield change("security-scope-added", message, before=text, after=_text(nearest), where=where)
        elif not alternative:
            after = " or ".join(map(_text, now))
            rule = "security-stated" if silent else "security-added"
            yield change(rule, "asks for credentials now", after=after, where=where)
        else:
            message = f"{text} is enough no longer"
            after = " or ".join(map(_text, now))
            yield change("security-alternative-removed", message, before=text, after=after, where=where)
    for alternative in now:
        if alternative in was:
            continue
        wider = next((other for other in was if other.keys() == alternative.keys()), None)
        text = _text(alternative)
        if wider is not None:
            if any(wider[id] - alternative[id] for id in wider):
                message = "asks for fewer scopes"
                yield change("security-scope-removed", message, before=_text(wider), after=text, where=where)
        elif not alternative:
            yield change("security-removed", "asks for no credentials any more", where=where)
        elif {} not in was:
            yield change("security-alternative-added", f"{text} is enough now", after=text, where=where)


def sends(scheme: SecurityScheme) -> str:
    """What a scheme puts into a request, in words."""
    match scheme:
        case ApiKey():
            return f"{scheme.location} {scheme.wire}"
        case Http():
            return f"HTTP {scheme.scheme}"
        case OAuth2():
            return "OAuth 2"
        case OpenIdConnect():
            return f"OpenID Connect {scheme.url}".rstrip()
        case MutualTls():
            return "mutual TLS"
        case _:
            assert_never(scheme)


def _by_id(api: Api) -> dict[str, SecurityScheme]:
    return {scheme.id: scheme for scheme in api.schemes}


def _differences(old: SecurityScheme, new: SecurityScheme, where: tuple[str, str]) -> Iterator[Change]:
    before, after = sends(old), sends(new)
    if before != after:
        message = "sends something else"
        yield change("security-scheme-changed", message, before=before, after=after, where=where)
    elif isinstance(old, OAuth2) and isinstance(new, OAuth2):
        if old.token_url != new.token_url:
            message = "the token URL was changed"
            yield change("token-url-changed", message, before=old.token_url, after=new.token_url, where=where)
        for scope in old.scopes:
            if scope not in new.scopes:
                yield change("scope-withdrawn", f"the scope {scope} was removed", before=scope, where=where)
        for scope in new.scopes:
            if scope not in old.scopes:
                yield change("scope-offered", f"the scope {scope} was added", after=scope, where=where)
    yield from text_change("description", old.description, new.description, where)
    if old.name != new.name:
        yield change(
            "name-changed",
            "the credential was renamed",
            before=str(old.name),
            after=str(new.name),
            where=where,
        )


def _alternatives(security: Sequence[Requirement], renamed: Mapping[str, str]) -> list[Alternative]:
    if not security:
        return [{}]
    return [
        {renamed.get(id, id): frozenset(scopes) for id, scopes in requirement.schemes}
        for requirement in security
    ]


def _is_enough(given: Alternative, asked: Alternative) -> bool:
    """Whether a caller who has what one alternative asks for has what another does."""
    return all(id in given and scopes <= given[id] for id, scopes in asked.items())


def _text(alternative: Alternative) -> str:
    if not alternative:
        return "no credentials"
    return " and ".join(
        f"{id} ({', '.join(sorted(scopes))})" if scopes else id for id, scopes in sorted(alternative.items())
    )
