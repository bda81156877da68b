"""From a document and the names of its calls to the model."""

from __future__ import annotations

import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Final, Protocol

from specpress.diagnostics import Diagnostics, Place
from specpress.document.operations import Located, operations
from specpress.document.pointer import Cursor
from specpress.ir import types
from specpress.ir.api import Api
from specpress.ir.declarations import Declaration
from specpress.ir.names import Call, Name, words
from specpress.ir.rewrite import rewritten_api
from specpress.ir.types import Type
from specpress.lower.allof import body
from specpress.lower.cycles import unwound
from specpress.lower.discriminators import discriminated, with_selectors
from specpress.lower.operations import operation
from specpress.lower.options import DEFAULTS, LoweringOptions
from specpress.lower.schemas import convert
from specpress.lower.scope import Declared, Scope, declaration
from specpress.lower.security import security
from specpress.lower.servers import is_absolute, servers
from specpress.lower.tags import resources
from specpress.lower.webhooks import webhook, webhooks

_DEEPEST: Final = 20_000
"""Frames of Python's stack: types are trees as deep as the document, and each level takes several calls."""


class Rooted(Protocol):
    """What lowering needs of a document (`specpress.document.document.Document`)."""

    def cursor(self) -> Cursor:
        """The root of the normalised document."""
        ...


def lower(
    document: Rooted,
    calls: Mapping[str, Call],
    options: LoweringOptions = DEFAULTS,
    diagnostics: Diagnostics | None = None,
) -> Api:
    """Work out the meaning of a document.

    Parameters:
      document: A bundled document in the dialect of OpenAPI 3.1/3.2 whose references resolve.
      calls: The call of every operation, by operation id (`GET /pets`).
      options: What configuration says.
      diagnostics: Takes what cannot be honoured, what was assumed and what contradicts itself.

    Returns:
      The Api, with all operations under `paths` and all component schemas, sorted.
    """
    findings = Diagnostics() if diagnostics is None else diagnostics
    with _deep_stack():
        return _lowered(document.cursor(), calls, options, findings)


def _lowered(
    root: Cursor, calls: Mapping[str, Call], options: LoweringOptions, diagnostics: Diagnostics
) -> Api:
    scope = Scope(root.value, diagnostics, options, Declared())
    for _, schema in (root / "components" / "schemas").entries():
        scope.declared.refer(schema.pointer, "json")
    auth = security(root, options, diagnostics)
    located = _distinct(root, diagnostics)
    lowered = tuple(operation(item, calls[item.id], auth, scope) for item in located)
    hooks = webhooks(root, scope)
    event = webhook(hooks, root, scope)
    hosts = servers(root, diagnostics)
    if not any(is_absolute(server) for server in hosts):
        diagnostics.warning(
            "no-absolute-server",
            "The document names no absolute server, so that clients must be told a base URL.",
            (root / "servers").pointer if hosts else "",
            hint="Add a server with an absolute URL under `servers`.",
        )
    api = Api(
        name=options.name or Name(words((root / "info" / "title").text or "api")),
        title=(root / "info" / "title").text,
        version=(root / "info" / "version").text,
        description=(root / "info" / "description").text,
        servers=hosts,
        schemes=auth.schemes,
        operations=lowered,
        webhooks=hooks,
        webhook=event,
        signing=options.signing if hooks else None,
        idempotency_header=options.idempotency_header,
        resources=resources(root, lowered),
        declarations=_declarations(scope),
    )
    return _with_discriminators(api, diagnostics)


def _distinct(root: Cursor, diagnostics: Diagnostics) -> list[Located]:
    """All operations, sorted; `additionalOperations` cannot repeat a method that has a field of its own."""
    found: dict[str, Located] = {}
    for item in operations(root):
        if item.id in found:
            diagnostics.warning(
                "repeated-operation",
                f"{item.id} is described twice; the field of the path item counts.",
                item.cursor.pointer,
                hint="Remove the entry from `additionalOperations`.",
                also=(("first", Place(found[item.id].cursor.pointer)),),
            )
        found.setdefault(item.id, item)
    return sorted(found.values(), key=lambda item: (item.path, item.method))


def _declarations(scope: Scope) -> tuple[Declaration, ...]:
    """All that has been declared or referred to, sorted by id."""
    made = list(scope.declared.made.values())
    for pointer, within in scope.declared.wanted():
        if pointer in scope.declared.made:
            continue
        kind = body(pointer, scope.of(within), convert)
        if kind is not None:
            made.append(declaration(pointer, kind, scope.options))
    return unwound(tuple(sorted(made, key=lambda item: item.id)), scope.diagnostics)


def _with_discriminators(api: Api, diagnostics: Diagnostics) -> Api:
    table = {item.id: item for item in api.declarations}

    unions: list[types.Union] = []

    def change(kind: Type) -> Type:
        made = discriminated(kind, table, diagnostics)
        if isinstance(made, types.Union):
            unions.append(made)
        return made

    tagged = rewritten_api(api, change)
    told = (replace(item, annotations=item.type.annotations) for item in tagged.declarations)
    return replace(tagged, declarations=with_selectors(told, unions))


@contextmanager
def _deep_stack() -> Generator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
