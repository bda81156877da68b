"""What the servers of an API leave open, all of them together: a client is made for any of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from specpress.ir.api import Api, ServerVariable


def server_variables(api: Api) -> Mapping[str, ServerVariable]:
    """The variables in the URLs of all servers, by their names there.

    One that several servers have may be what any of them admits: their values together, or any text where
    one of them lists none.
    """
    found: dict[str, ServerVariable] = {}
    for server in api.servers:
        for each in server.variables:
            known = found.get(each.wire, each)
            listed = bool(known.enum and each.enum)
            values = tuple(dict.fromkeys((*known.enum, *each.enum))) if listed else ()
            found[each.wire] = replace(known, enum=values, description=known.description or each.description)
    return found
