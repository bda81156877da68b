"""What configuration says about lowering. Plain values, so that configuration builds them and lowering reads
no file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from specpress.diagnostics import Position
from specpress.ir.api import SecurityScheme, Signing
from specpress.ir.names import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRule:
    """How one list operation goes on; the fields are those of :class:`specpress.ir.api.Pagination`."""

    kind: Literal["cursor", "page", "offset", "link", "next-url"]
    page: Name
    items: tuple[str, ...]
    """Wire names from the response to its array of items; empty where the response is that array."""
    request: str = ""
    next: tuple[str, ...] = ()
    has_more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoweringOptions:
    """Everything that lowering takes from outside the document. The default says nothing."""

    name: Name | None = None
    """The words of client class and package; None: those of the document's title."""
    parameters: Mapping[str, Name] = field(default_factory=dict[str, Name])
    """Names of parameters, by wire name (`X-Trace`: `trace_id`)."""
    homes: Mapping[str, tuple[Name, ...]] = field(default_factory=dict[str, tuple[Name, ...]])
    """Resources that component schemas live with, by component key."""
    names: Mapping[str, Name] = field(default_factory=dict[str, Name])
    """Names of component schemas, by component key."""
    pagination: Mapping[str, PageRule] = field(default_factory=dict[str, PageRule])
    """By operation id (`GET /pets`)."""
    recognise_pages: bool = False
    """Whether list operations that no rule names go on as their description has it."""
    auth: tuple[SecurityScheme, ...] | None = None
    """Schemes for a document that declares none, each optional. None: a bearer token, with a warning."""
    signing: Signing | None = field(default_factory=Signing)
    """How webhooks are signed; None: they are not."""
    idempotency_header: str = ""
    """The header that takes a random key for each call; empty: none."""
    strict: bool = False
    """Whether it is an error what a document requires and nowhere declares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What configuration says about the names of calls. The default leaves all of them to the rules."""

    pins: Mapping[str, str] = field(default_factory=dict[str, str])
    """Calls (`shop.order_items.create`) by operation: `POST /v1/order_items`, or its operationId."""
    places: Mapping[str, Position] = field(default_factory=dict[str, Position])
    """Where each of them is said, by the same key."""
    rules: Literal[1] = 1
    """The set of naming rules; a change of the rules comes under a new number."""


DEFAULTS = LoweringOptions()
