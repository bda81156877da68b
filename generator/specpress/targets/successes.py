"""The responses of an operation that are no failure."""

from __future__ import annotations

from typing import Final

from specpress.ir import types as ir
from specpress.ir.api import Content, Operation, Response

_ELSEWHERE: Final = Content(media_type="*/*", kind="binary", type=ir.Bytes())


def successes(operation: Operation) -> tuple[Response, ...]:
    """Those of the class 2xx, else `default`.

    A GET that is only said to redirect is a success of which nothing is described: clients follow redirects,
    and what comes from there is handed on as it is, a download perhaps.
    """
    good = tuple(each for each in operation.responses if each.status.startswith("2"))
    if good:
        return good
    for each in operation.responses:
        if each.status.startswith("3") and each.status != "304" and operation.method == "GET":
            return (Response(status="2XX", contents=(_ELSEWHERE,), pointer=each.pointer),)
    return tuple(each for each in operation.responses if each.status == "default")
