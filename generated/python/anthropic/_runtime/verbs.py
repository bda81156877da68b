"""Calls that the document does not describe: `client.get("/path", cast_to=Pet)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .client import Config
from .operation import Json, Operation, Result
from .resource import Arguments
from .values import NOT_GIVEN, RequestOptions, omit

if TYPE_CHECKING:
    from .values import Body


def raw_call(
    config: Config, method: str, path: str, cast_to: object, body: Body | None, options: RequestOptions | None
) -> tuple[Operation[object], Arguments]:
    """The operation and the arguments of a raw verb.

    Args:
      config: The client's configuration.
      method: Upper case.
      path: Relative to the base URL, or a whole URL; sent as it is.
      cast_to: The type of the result; None where there is none.
      body: A JSON body; None: no body.
      options: See `RequestOptions`.
    """
    chosen: RequestOptions = options or {}
    headers = dict(chosen.get("headers", {}))
    if key := chosen.get("idempotency_key"):
        headers[config.settings.idempotency_header or "Idempotency-Key"] = key
    schemes = tuple((scheme.id,) for scheme in config.settings.schemes)
    operation: Operation[object] = Operation(
        method,
        path,
        body=Json(),
        result=(Result(cast_to, "none" if cast_to in (None, type(None)) else "json"),),
        # Whatever is configured is sent, nothing is missed.
        security=(*schemes, ()),
    )
    arguments: Arguments = {
        "url": path if "://" in path else f"{config.base_url}/{path.lstrip('/')}",
        "body": omit if body is None else body,
        "extra": (headers, chosen.get("params"), chosen.get("extra_json"), chosen.get("timeout", NOT_GIVEN)),
        "max_retries": chosen.get("max_retries", config.max_retries),
    }
    return operation, arguments
