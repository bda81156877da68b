"""An operation prepared for sending: worked out once, at its first call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from .operation import (
    Content,
    InCookie,
    InHeader,
    InPath,
    InQuery,
    InQueryString,
    Param,
    Result,
)
from .paths import Piece, path_pieces
from .styles import cookie_pairs, header_text, query_pairs

if TYPE_CHECKING:
    from .operation import Operation


@dataclass(frozen=True, slots=True)
class Plan:
    """Lookups by wire name, and what is sent always."""

    pieces: tuple[Piece, ...]
    queries: Mapping[str, InQuery]
    headers: Mapping[str, InHeader]
    cookies: Mapping[str, InCookie]
    querystring: InQueryString | None
    fixed_query: Mapping[str, list[str]]
    fixed_headers: Mapping[str, str]
    """By lower-case name, `accept` among them."""
    fixed_cookies: tuple[str, ...]
    always: tuple[InHeader, ...]
    """Headers that are sent also where the caller says nothing of them."""
    contents: tuple[Content, ...]
    results: tuple[Result, ...]


def compile_operation(operation: Operation[Any]) -> Plan:
    """Prepare an operation."""
    params = operation.parameters
    results = _results(operation.result)
    headers = {param.name: param for param in params if isinstance(param, InHeader)}
    queries = {param.name: param for param in params if isinstance(param, InQuery)}
    cookies = {param.name: param for param in params if isinstance(param, InCookie)}
    fixed = {name.lower(): spec.fixed for name, spec in headers.items() if spec.fixed is not None}
    always = {name.lower(): text for name, spec in headers.items() if (text := _always(spec))}
    return Plan(
        pieces=path_pieces(operation.path, {p.name: p for p in params if isinstance(p, InPath)}),
        queries=queries,
        headers=headers,
        cookies=cookies,
        querystring=_querystring(params),
        fixed_query={
            name: query_pairs(spec, spec.fixed) for name, spec in queries.items() if spec.fixed is not None
        },
        fixed_headers={"accept": _accept(results), **fixed, **always},
        fixed_cookies=tuple(
            pair
            for spec in cookies.values()
            if spec.fixed is not None
            for pair in cookie_pairs(spec, spec.fixed)
        ),
        always=tuple(spec for spec in headers.values() if spec.always),
        contents=_contents(operation.body),
        results=results,
    )


def _results(result: object) -> tuple[Result, ...]:
    if result is None:
        return ()
    if isinstance(result, tuple):
        return cast("tuple[Result, ...]", result)
    return (Result(result),)


def _contents(body: Content | tuple[Content, ...] | None) -> tuple[Content, ...]:
    if body is None:
        return ()
    return body if isinstance(body, tuple) else (body,)


def _accept(results: tuple[Result, ...]) -> str:
    # The preferred kind of each status: what another of the same status offers has to be asked for. Media
    # types that are all read as one type are all the same to the caller: the server may choose.
    offered: dict[str, list[Result]] = {}
    for result in results:
        if result.kind != "none":
            offered.setdefault(result.status, []).append(result)
    media_types = [
        each.media_type
        for alike in offered.values()
        for each in (alike if len({(each.kind, each.type) for each in alike}) == 1 else alike[:1])
    ]
    return ", ".join(dict.fromkeys(media_types)) or "application/json"


def _always(spec: InHeader) -> str | None:
    return header_text(spec, None) if spec.always else None


def _querystring(params: tuple[Param, ...]) -> InQueryString | None:
    return next((param for param in params if isinstance(param, InQueryString)), None)
