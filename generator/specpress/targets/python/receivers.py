"""The resource that receives webhooks as users see it: what it inherits from the runtime."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from specpress.ir.api import Signing
from specpress.targets.base import Apply, Method, OneOf, Parameter, Symbol, TypeExpression
from specpress.targets.python import symbols as py
from specpress.targets.python.layout import Keyed, Source, call, literal, string
from specpress.targets.python.packages import Package

RECEIVES: Final = "Receives webhooks: requests that the API sends."

WEBHOOK: Final = "_WEBHOOK_EVENT"
"""The module constant that says what webhooks hold."""

_PAYLOAD: Final = OneOf((py.BYTES, py.STR))
_HEADERS: Final = Apply(Symbol("Mapping", "collections.abc"), (py.STR, py.STR))


def receiver(event: TypeExpression, package: Package) -> Apply:
    """The base class that reads webhooks of a type."""
    return Apply(Symbol("WebhookReceiver", f"{package.runtime}.webhooks"), (event,))


def receiving(event: TypeExpression) -> Iterator[Method]:
    """The methods of that class."""
    payload = _parameter("payload", _PAYLOAD)
    key = _parameter("key", py.optional(py.STR), "None")
    yield Method(
        name="unwrap",
        parameters=(payload, _parameter("headers", _HEADERS), key),
        returns=event,
        doc="Verify a webhook by its signature, where webhooks are signed, and read it.",
    )
    yield Method(
        name="unsafe_unwrap",
        parameters=(payload,),
        returns=event,
        doc="Read a webhook without verifying it: anybody may have sent it.",
    )


def key_variable(package: Package) -> str:
    """The environment variable with the key that webhooks are verified by."""
    return f"{package.environment}_WEBHOOK_KEY"


def signing_value(signing: Signing, name: str) -> Source:
    """`WebhookSigning(...)`, whose defaults are not stated."""
    usual = Signing()
    said = {
        "signature_header": (signing.signature, usual.signature),
        "prefix": (signing.prefix, usual.prefix),
        "encoding": (signing.encoding, usual.encoding),
        "id_header": (signing.id, usual.id),
        "timestamp_header": (signing.timestamp, usual.timestamp),
        "secret_prefix": (signing.key_prefix, usual.key_prefix),
    }
    items: list[Source] = [
        Keyed(f"{key}=", string(value)) for key, (value, default) in said.items() if value != default
    ]
    if signing.tolerance != usual.tolerance:
        items.append(Keyed("tolerance=", literal(signing.tolerance)))
    return call(name, *items)


def _parameter(name: str, type_: TypeExpression, default: str = "") -> Parameter:
    return Parameter(
        name=name, kind="positional-or-keyword", type=type_, required=not default, default=default
    )
