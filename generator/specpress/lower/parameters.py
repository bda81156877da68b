"""Parameters of operations (OpenAPI 3.1, 4.8.12)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias, get_args

from specpress.document.operations import Located, parameter_key
from specpress.document.pointer import Cursor
from specpress.ir import types
from specpress.ir.api import Encoded, Location, Parameter, Style, Styled
from specpress.ir.names import Name, words
from specpress.ir.types import Annotations, Json, Type
from specpress.lower.paths import WirePath
from specpress.lower.schemas import convert, resolved
from specpress.lower.scope import Scope

_STYLES: Final[dict[Location, tuple[Style, ...]]] = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form", "cookie"),
}
"""The styles of each location; the first is the default."""
_LOCATIONS: Final = frozenset(get_args(Location))
_FIELD_NAME: Final = re.compile(r"[0-9A-Za-z!#$%&'*+.^_`|~-]+")
_IGNORED_HEADERS: Final = {
    "accept": "the media types of `responses`",
    "content-type": "the media types of the `requestBody`",
    "authorization": "`components/securitySchemes`",
}
"""Headers whose parameters shall be ignored (OpenAPI 3.1, 4.8.12.2), and what describes them instead."""


Described: TypeAlias = Mapping[tuple[Location, str], Cursor]


def declared_parameters(operation: Located, scope: Scope) -> Described:
    """The Parameter Objects of an operation and its path item by location and name; the operation's
    override."""
    found: dict[tuple[str, str], tuple[tuple[Location, str], Cursor]] = {}
    for (location, wire), cursor in _declared(operation, scope):
        found[parameter_key(location, wire)] = ((location, wire), cursor)
    return dict(found.values())


def parameters(
    operation: Located, path: WirePath, declared: Described, scope: Scope
) -> tuple[Parameter, ...]:
    """The parameters of an operation, those of its path item included.

    Path parameters come first, in the order of the path; the others keep the document's order. A parameter of
    the path that nobody describes is a string; one that the path does not have is left out.
    """
    in_path: list[Parameter] = []
    for wire in path.parameters:
        found = declared.get(("path", wire))
        in_path.append(_parameter(found, "path", scope) if found else _undeclared(wire, operation, scope))
    others: list[Parameter] = []
    for (location, wire), cursor in declared.items():
        if location == "path":
            if wire not in path.parameters:
                _report_stray(wire, cursor, scope)
        elif (location, wire) not in path.fixed:
            others.append(_parameter(cursor, location, scope))
    fixed = [_fixed(wire, value, operation) for (_, wire), value in path.fixed.items()]
    return (*in_path, *others, *fixed)


def described_parameters(operation: Located, scope: Scope) -> tuple[Parameter, ...]:
    """The parameters that are described for a request without a path of its own, such as a webhook."""
    declared = declared_parameters(operation, scope)
    return tuple(
        _parameter(cursor, location, scope)
        for (location, _), cursor in declared.items()
        if location != "path"
    )


def styled(holder: Cursor, location: Location, scope: Scope) -> Styled:
    """How a parameter, or a property by its Encoding Object, becomes text, with the location's defaults."""
    allowed = _STYLES.get(location, _STYLES["query"])
    stated = (holder / "style").text
    style = allowed[allowed.index(stated)] if stated in allowed else allowed[0]
    if stated and style != stated:
        scope.diagnostics.warning(
            "style-not-allowed",
            f"The style {stated!r} does not exist in a {location}; {style!r} is used.",
            (holder / "style").pointer,
            hint="Use one of " + ", ".join(allowed) + ".",
        )
    explode = holder / "explode"
    return Styled(
        style=style,
        explode=explode.flag if isinstance(explode.value, bool) else style in ("form", "cookie"),
        allow_reserved=(holder / "allowReserved").flag,
        allow_empty=location == "query" and (holder / "allowEmptyValue").flag,
    )


def example_values(holder: Cursor) -> tuple[Json, ...]:
    """The examples of a media type, parameter or header, as values; those kept at a URL are left out.

    They are sorted by name: keys have no order, so that which one is shown must not depend on it.
    """
    if "example" in holder:
        return ((holder / "example").value,)
    stated = sorted((holder / "examples").entries(), key=lambda entry: entry[0])
    examples = (example.follow() for _, example in stated)
    return tuple(
        (example / key).value for example in examples for key in ("value", "dataValue") if key in example
    )


def _declared(operation: Located, scope: Scope) -> Iterator[tuple[tuple[Location, str], Cursor]]:
    for holder in (operation.item, operation.cursor):
        for reference in (holder / "parameters").items():
            cursor = reference.follow()
            wire, stated = (cursor / "name").text, (cursor / "in").text
            location: Location | None = next((known for known in get_args(Location) if known == stated), None)
            if location is None or not (wire or location == "querystring"):
                scope.diagnostics.warning(
                    "incomplete-parameter",
                    f"A parameter needs a `name` and an `in` that exists; {stated!r} does not."
                    if wire
                    else "A parameter needs a `name`; this one is left out.",
                    cursor.pointer,
                    hint="Use path, query, header, cookie or querystring; a body is a `requestBody`.",
                )
            elif location == "header" and not _FIELD_NAME.fullmatch(wire):
                scope.diagnostics.warning(
                    "impossible-header",
                    f"No header can be called {wire!r}; the parameter is left out.",
                    cursor.pointer,
                    hint="Names of headers are letters, digits and !#$%&'*+-.^_`|~ (RFC 9110, section 5.1).",
                )
            elif location == "header" and wire.lower() in _IGNORED_HEADERS:
                scope.diagnostics.warning(
                    "ignored-header",
                    f"Parameters for the header {wire!r} are ignored, says OpenAPI; this one is left out.",
                    cursor.pointer,
                    hint=f"What clients send is described by {_IGNORED_HEADERS[wire.lower()]}.",
                )
            else:
                yield (location, wire), cursor


def _parameter(cursor: Cursor, location: Location, scope: Scope) -> Parameter:
    known = scope.declared.parameters
    if cursor.pointer not in known:
        known[cursor.pointer] = _lowered(cursor, location, scope)
    return known[cursor.pointer]


def _lowered(cursor: Cursor, location: Location, scope: Scope) -> Parameter:
    wire = (cursor / "name").text
    media_type, schema = _schema(cursor, scope)
    kind = convert(schema, scope)
    required = location == "path" or (cursor / "required").flag
    meant = resolved(kind, scope)
    return Parameter(
        wire=wire,
        name=scope.options.parameters.get(wire) or Name(words(wire or "query")),
        location=location,
        type=kind,
        serialization=Encoded(media_type=media_type) if media_type else styled(cursor, location, scope),
        required=required,
        fixed=meant.value if required and isinstance(meant, types.Literal) else None,
        always=_always(meant),
        annotations=Annotations(
            description=(cursor / "description").text,
            deprecated=(cursor / "deprecated").flag,
            examples=example_values(cursor),
        ),
        sunset=(cursor / "x-sunset").text,
        pointer=cursor.pointer,
    )


def _schema(cursor: Cursor, scope: Scope) -> tuple[str, Cursor]:
    """The media type of a `content` parameter (empty for a styled one) and the schema."""
    if "content" in cursor:
        for media_type, media in sorted((cursor / "content").entries(), key=lambda entry: entry[0]):
            return media_type, media.follow() / "schema"
    if "schema" not in cursor:
        scope.diagnostics.warning(
            "parameter-without-schema",
            f"The parameter {(cursor / 'name').text!r} has no `schema` and no `content`; any value is taken.",
            cursor.pointer,
            hint="Add a `schema`.",
        )
    return "", cursor / "schema"


def _always(kind: Type) -> tuple[str, ...]:
    """The strings that an array must contain."""
    if isinstance(kind, types.Nullable):
        kind = kind.inner
    if not isinstance(kind, types.Array):
        return ()
    wanted = (item.value for item in kind.constraints if item.keyword == "contains")
    return tuple(
        item.value for item in wanted if isinstance(item, types.Literal) and isinstance(item.value, str)
    )


def _undeclared(wire: str, operation: Located, scope: Scope) -> Parameter:
    scope.diagnostics.warning(
        "undeclared-path-parameter",
        f"The path of {operation.id} has a parameter {wire!r} that nobody describes; it is a string.",
        operation.cursor.pointer,
        hint=f"Add a parameter with `name: {wire}`, `in: path` and `required: true`.",
    )
    return Parameter(
        wire=wire,
        name=scope.options.parameters.get(wire) or Name(words(wire)),
        location="path",
        type=types.Scalar(kind="string", pointer=operation.cursor.pointer),
        serialization=Styled(style="simple", explode=False),
        required=True,
        pointer=operation.cursor.pointer,
    )


def _report_stray(wire: str, cursor: Cursor, scope: Scope) -> None:
    scope.diagnostics.warning(
        "stray-path-parameter",
        f"The path has no parameter {wire!r}; it is left out.",
        cursor.pointer,
        hint=f"Write {{{wire}}} into the path, or change `in`.",
    )


def _fixed(wire: str, value: str, operation: Located) -> Parameter:
    """A query parameter that stands in the path itself (`/pets?kind=dog`)."""
    return Parameter(
        wire=wire,
        name=Name(words(wire)),
        location="query",
        type=types.Literal(value=value, pointer=operation.cursor.pointer),
        serialization=Styled(style="form", explode=True),
        required=True,
        fixed=value,
        pointer=operation.cursor.pointer,
    )
