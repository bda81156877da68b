"""Operations: one for every method of every path."""

from __future__ import annotations

from dataclasses import replace

from specpress.document.operations import Located
from specpress.ir.api import Operation
from specpress.ir.names import Call
from specpress.lower.bodies import request_body
from specpress.lower.pagination import pagination
from specpress.lower.parameters import declared_parameters, parameters
from specpress.lower.paths import wire_path
from specpress.lower.recognition import recognised
from specpress.lower.responses import responses, result_name
from specpress.lower.scope import Scope
from specpress.lower.security import Security, required, without_demand
from specpress.lower.servers import servers
from specpress.lower.webhooks import callbacks


def operation(located: Located, call: Call, security: Security, scope: Scope) -> Operation:
    """One operation (OpenAPI 3.1, 4.8.10) with what its path item says for all of its operations."""
    cursor, item = located.cursor, located.item
    declared = declared_parameters(located, scope)
    in_path, in_query = (
        [wire for location, wire in declared if location == where] for where in ("path", "query")
    )
    path = wire_path(located.path, in_path, in_query)
    text = {key: (cursor / key).text or (item / key).text for key in ("summary", "description")}
    alternatives = required(cursor, security, scope.diagnostics)
    lowered = Operation(
        id=located.id,
        method=located.method,
        path=path.template,
        call=call,
        operation_id=(cursor / "operationId").text,
        summary=text["summary"],
        description=text["description"],
        deprecated=(cursor / "deprecated").flag,
        sunset=(cursor / "x-sunset").text,
        stability=(cursor / "x-stability-level").text,
        tags=tuple(tag for tag in (cursor / "tags").sequence if isinstance(tag, str)),
        parameters=without_demand(parameters(located, path, declared, scope), alternatives, security),
        body=request_body(cursor, scope),
        responses=responses(cursor, located.id, call, scope),
        security=alternatives,
        servers=servers(cursor, scope.diagnostics) or servers(item, scope.diagnostics),
        callbacks=callbacks(cursor, result_name(call), scope),
        pointer=cursor.pointer,
    )
    rule = scope.options.pagination.get(located.id)
    if rule is None and scope.options.recognise_pages:
        rule = recognised(lowered, scope)
    return replace(lowered, pagination=pagination(lowered, rule, scope))
