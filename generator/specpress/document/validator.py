"""The process in which openapi-spec-validator runs: a document in, pointers and messages out."""

from __future__ import annotations

import json
import marshal
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias, cast

from jsonschema.exceptions import ValidationError
from jsonschema.validators import validator_for
from openapi_spec_validator.schemas.utils import get_schema_content
from openapi_spec_validator.validation.exceptions import (
    DuplicateOperationIDError,
    ParameterDuplicateError,
    UnresolvableParameterError,
)

from specpress.document.grammar import Kind, children
from specpress.document.pointer import JsonValue, index, join
from specpress.document.schema_checks import VALIDATORS
from specpress.document.validate import STOPPED
from specpress.document.wording import NO_FORM, say

Finding: TypeAlias = tuple[str, str]
"""A pointer and a message."""

# Extensions in callbacks, and servers of links: the meta-schemas of 3.1 have these wrong.
_MISTAKEN = re.compile(r"/callbacks/.*/x-[^/]*$|/links/[^/]+/server$")
# Found by `repair`, with their places.
_OURS = (DuplicateOperationIDError, ParameterDuplicateError, UnresolvableParameterError)


def findings(version: str, root: JsonValue) -> list[Finding]:
    """All that the validator has to say: pointers and messages. What it raises becomes one more finding."""
    found: list[Finding] = []
    meta = cast("JsonValue", get_schema_content(version))
    places: dict[int, str] = {}
    try:
        for error in VALIDATORS[version](root).iter_errors():
            if isinstance(error, _OURS):
                continue
            pointer, message = _finding(error, root, meta, places)
            if not _MISTAKEN.search(pointer):
                found.append((pointer, message))
    except Exception as problem:
        # Its reasons are its own: the document goes on without this part of its verdict.
        name = type(problem).__name__
        found.append((STOPPED, f"the validator stopped with {name}: {_shortened(str(problem))}"))
    return _without_vague(found)


def _without_vague(found: list[Finding]) -> list[Finding]:
    """The findings without those that say less than others do about the same value, or what is in it."""
    told: set[str] = set()
    for pointer, message in found:
        while message != NO_FORM and pointer not in told:
            told.add(pointer)
            pointer = pointer.rpartition("/")[0]
    return [each for each in found if each[1] != NO_FORM or each[0] not in told]


def _finding(error: ValidationError, root: JsonValue, meta: JsonValue, places: dict[int, str]) -> Finding:
    path = list(error.absolute_path)
    keywords = [str(part) for part in error.absolute_schema_path]
    if error.instance is not root:
        return _from_schema(error, root, places)
    pointer, value = _down(root, "", path)
    schema = _at(meta, keywords[:-1])
    if keywords and keywords[-1] in ("oneOf", "anyOf") and isinstance(schema, dict):
        deeper = _deepest(meta, schema, value)
        if deeper is not None:
            pointer, value = _down(value, pointer, list(deeper.absolute_path))
            keyword = str(deeper.validator)
            message = say(keyword, cast("JsonValue", deeper.validator_value), value, deeper.message)
            return _at_key(pointer, value, message), message
    keyword = keywords[-1] if keywords else ""
    demanded = schema.get(keyword) if isinstance(schema, dict) else None
    message = say(keyword, demanded, value, error.message.partition("\n")[0])
    if keyword == "minProperties" and pointer.endswith("/responses"):
        message = "no response is described; at least one must stand here, such as `200` or `default`"
    return _at_key(pointer, value, message), message


def _at_key(pointer: str, value: JsonValue, message: str) -> str:
    """The place of what may not stand in an object, rather than that of the object."""
    named = re.match(r"`([^`]+)`(, `[^`]+`)* may not stand here", message)
    if named and isinstance(value, dict) and named.group(1) in value:
        return join(pointer, named.group(1))
    return pointer


def _from_schema(error: ValidationError, root: JsonValue, places: dict[int, str]) -> Finding:
    """A finding of the checks made of each schema and its default, which come without a place."""
    if not places:
        _note_places(root, places)
    value = cast("JsonValue", error.instance)
    message = say(str(error.validator), cast("JsonValue", error.validator_value), value, error.message)
    schema = cast("object", error.schema)
    if id(schema) in places:
        return f"{places[id(schema)]}/default", f"the default does not fit its schema: {message}"
    path = list(error.absolute_path)
    for pointer, candidate in _schemas(root) if path else ():
        below, found = _down(candidate, pointer, path)
        if found is value or (found == value and found is not None and not isinstance(found, (dict, list))):
            return below, message
    return places.get(id(value), ""), message


def _schemas(root: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    pending: list[tuple[str, Kind, JsonValue]] = [("", Kind.OPENAPI, root)]
    while pending:
        pointer, kind, value = pending.pop()
        if kind is Kind.SCHEMA:
            yield pointer, value
        below = [(pointer + token, of, child) for token, of, child in children(kind, value)]
        pending.extend(reversed(below))


def _note_places(root: JsonValue, places: dict[int, str]) -> None:
    pending: list[tuple[str, Kind, JsonValue]] = [("", Kind.OPENAPI, root)]
    while pending:
        pointer, kind, value = pending.pop()
        if isinstance(value, dict):
            places.setdefault(id(value), pointer)
        pending += [(pointer + below, of, child) for below, of, child in children(kind, value)]


def _down(value: JsonValue, pointer: str, path: Iterable[str | int]) -> tuple[str, JsonValue]:
    for part in path:
        pointer = join(pointer, part)
        if isinstance(value, dict):
            value = value.get(str(part))
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            value = None
    return pointer, value


def _at(meta: JsonValue, keywords: list[str]) -> JsonValue:
    here = meta
    for keyword in keywords:
        if isinstance(here, dict):
            here = here.get(keyword)
        elif isinstance(here, list) and (at := index(keyword, len(here))) is not None:
            here = here[at]
    return here


def _deepest(meta: JsonValue, schema: JsonValue, value: JsonValue) -> ValidationError | None:
    """Why a value fits none of several alternatives: what fails in the one its author most likely meant.

    jsonschema-rs does not tell, so the other implementation is asked about this one value.
    """
    implementation = cast("Callable[[JsonValue], Any]", validator_for)(meta)
    best = _best(implementation(meta).evolve(schema=schema).iter_errors(value))
    while best is not None and best.context:
        meant = [error for error in best.context if not _is_reference_branch(error, value)]
        best = _best(meant or best.context)
    return best


def _best(errors: Iterable[ValidationError]) -> ValidationError | None:
    return max(errors, key=lambda error: len(error.absolute_path), default=None)


def _is_reference_branch(error: ValidationError, value: JsonValue) -> bool:
    return not (isinstance(value, dict) and "$ref" in value) and "$ref" in str(error.validator_value)


def _shortened(text: str) -> str:
    line = re.sub(r"\s+", " ", text)
    return line if len(line) <= 160 else line[:159] + "…"


def main(folder: Path) -> None:
    """Read `document`, write `findings`."""
    warnings.simplefilter("ignore")
    version, root = marshal.loads((folder / "document").read_bytes())
    (folder / "findings").write_text(json.dumps(findings(version, root)), encoding="utf-8")


def serve() -> None:
    """Validate what is in the folder that standard input names, once it does, if it ever does."""
    if told := sys.stdin.buffer.read():
        main(Path(os.fsdecode(told)))
