"""The resource that receives webhooks as users see it: what it inherits from the runtime."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from specpress.ir.api import Signing
from specpress.targets.base import Apply, Method, Parameter, TypeExpression
from specpress.targets.typescript import symbols as ts
from specpress.targets.typescript.layout import Atom, Source, literal, record, string
from specpress.targets.typescript.packages import Package

RECEIVES: Final = "Receives webhooks: requests that the API sends."


def receiver(event: TypeExpression) -> Apply:
    """The base class that reads webhooks of a type."""
    return Apply(ts.runtime("WebhookReceiver", "webhooks"), (event,))


def receiving(event: TypeExpression) -> Iterator[Method]:
    """The methods of that class."""
    payload = Parameter(
        name="payload", kind="positional", type=ts.runtime("WebhookPayload", "webhooks"), required=True
    )
    headers = ts.runtime("WebhookHeaders", "webhooks")
    yield Method(
        name="unwrap",
        parameters=(
            payload,
            Parameter(name="headers", kind="member", type=headers, required=True),
            Parameter(name="key", kind="member", type=ts.STRING),
        ),
        returns=event,
        asynchronous=True,
        doc="Verify a webhook by its signature, where webhooks are signed, and read it.",
    )
    yield Method(
        name="unsafeUnwrap",
        parameters=(payload,),
        returns=event,
        doc="Read a webhook without verifying it: anybody may have sent it.",
    )


def key_variable(package: Package) -> str:
    """The environment variable with the key that webhooks are verified by."""
    return f"{package.environment}_WEBHOOK_KEY"


def signing_value(signing: Signing | None, package: Package) -> Source:
    """How webhooks are signed, as an object whose defaults are not stated; `null`: they are not."""
    if signing is None:
        return Atom("null")
    usual = Signing()
    said: dict[str, tuple[str | int, str | int]] = {
        "signature": (signing.signature, usual.signature),
        "prefix": (signing.prefix, usual.prefix),
        "encoding": (signing.encoding, usual.encoding),
        "id": (signing.id, usual.id),
        "timestamp": (signing.timestamp, usual.timestamp),
        "keyPrefix": (signing.key_prefix, usual.key_prefix),
        "tolerance": (signing.tolerance, usual.tolerance),
    }
    members = [(name, literal(value)) for name, (value, default) in said.items() if value != default]
    return record([*members, ("variable", string(key_variable(package)))])
