"""Path templates, and what some documents write into them besides."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from specpress.document.path_queries import without_parameters
from specpress.ir.api import Location

_EXPRESSION: Final = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class WirePath:
    """A path as it is requested. `parameters` are its template expressions in order, each once.

    `fixed` are the query parameters that stand in the document's path (`/pets?kind=dog`), which are no part
    of a path: they tell apart operations that share one.
    """

    template: str
    parameters: tuple[str, ...]
    fixed: Mapping[tuple[Location, str], str]


def wire_path(path: str, declared: Container[str], queried: Container[str] = ()) -> WirePath:
    """Take a path of the document apart.

    A fragment is never sent (RFC 9110, 7.1), so it is dropped, as are parts of a query that repeat
    parameters of the names `queried`, which send themselves. Expressions that are written as other
    templates have them (`{.id*}`, `{id:[0-9]+}`) are read by their name where a parameter of that name is
    `declared`: how it is serialised is for the parameter to say.
    """
    stated = without_parameters(path.partition("#")[0], queried)
    whole = _EXPRESSION.sub(lambda match: "{" + _name(match[1], declared) + "}", stated)
    template, _, query = whole.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    if _EXPRESSION.search(query):
        template, pairs = whole, []
    names = dict.fromkeys(match[1] for match in _EXPRESSION.finditer(template))
    return WirePath(template, tuple(names), {("query", wire): value for wire, value in pairs})


def _name(expression: str, declared: Container[str]) -> str:
    inner = expression.strip().lstrip("+#./;?&").partition(":")[0].rstrip("*")
    return inner if expression not in declared and inner in declared else expression
