"""Servers: where requests go. An address that is listed no longer may still answer: neither document says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from specpress.diff.annotations import text_change
from specpress.diff.changes import Change, change
from specpress.diff.describe import value_text
from specpress.ir.api import Server, ServerVariable


def server_changes(old: Sequence[Server], new: Sequence[Server], where: tuple[str, str]) -> Iterator[Change]:
    """What differs between two lists of servers."""
    if tuple(old) == tuple(new):
        return
    was, now = {server.url: server for server in old}, {server.url: server for server in new}
    gone = [url for url in was if url not in now]
    come = [url for url in now if url not in was]
    if len(gone) == len(come) == 1:
        message = "the server's URL was changed"
        yield change("server-changed", message, before=gone[0], after=come[0], where=where)
        yield from _variables(was[gone[0]], now[come[0]], where)
    else:
        for url in gone:
            yield change("server-removed", f"the server {url} was removed", before=url, where=where)
        for url in come:
            yield change("server-added", f"the server {url} was added", after=url, where=where)
    kept = [url for url in was if url in now]
    if kept != [url for url in now if url in was]:
        yield change("servers-reordered", "the servers were reordered", where=where)
    for url in kept:
        yield from text_change("description", was[url].description, now[url].description, where)
        if was[url].name != now[url].name:
            before, after = was[url].name, now[url].name
            yield change(
                "name-changed", f"the server {url} was renamed", before=before, after=after, where=where
            )
        yield from _variables(was[url], now[url], where)


def _variables(old: Server, new: Server, where: tuple[str, str]) -> Iterator[Change]:
    if old.variables == new.variables:
        return
    was = {variable.wire: variable for variable in old.variables}
    now = {variable.wire: variable for variable in new.variables}
    for wire in sorted(was.keys() | now.keys()):
        if was.get(wire) != now.get(wire):
            before, after = _text(was.get(wire)), _text(now.get(wire))
            yield change(
                "server-variable-changed",
                f"the server variable `{wire}` was changed",
                before=before,
                after=after,
                where=where,
            )


def _text(variable: ServerVariable | None) -> str:
    if variable is None:
        return ""
    values = f" of {value_text(list(variable.enum))}" if variable.enum else ""
    return f"{value_text(variable.default)}{values}"
