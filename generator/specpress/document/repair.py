"""What documents get wrong in ways that leave one sane reading, put right; each repair is a located warning.

Only what would change how the document is read is repaired here. The rest of what is wrong with a
document is for the validator to say, which sees it after the repairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from specpress.diagnostics import Diagnostics
from specpress.document.document import Document
from specpress.document.edits import Edit, Notes, apply
from specpress.document.grammar import Kind, map_children
from specpress.document.keywords import check_keywords
from specpress.document.moves import moved
from specpress.document.pointer import JsonValue
from specpress.document.repair_fields import field_edits, stand_in
from specpress.document.repair_operations import (
    header_edits,
    operation_edits,
    parameter_edits,
    payload_edits,
    responses_edits,
    security_scheme_edits,
)
from specpress.document.repair_parameters import Templates
from specpress.document.repair_paths import check_operation_ids, path_item_edits, renamed_paths
from specpress.document.repair_schemas import schema_edits

CHECKED: Final = frozenset(
    {
        "duplicate-operation-id",
        "duplicate-parameter",
        "identical-paths",
        "incomplete-parameter",
        "missing-path-parameter",
        "optional-path-parameter",
        "path-braces",
        "unused-path-parameter",
    }
)
"""What the validator cannot place. When reading strictly these are errors, and nothing is repaired."""


def repair(document: Document, strict: bool, diagnostics: Diagnostics) -> Document:
    """The document with its mistakes mended (before `normalise`); unchanged when reading strictly.

    Keywords that mean nothing to us are told on the way.
    """
    notes = Notes(diagnostics, only=CHECKED if strict else None)
    repairing = _Repairing(document, notes)
    root = repairing.change(Kind.OPENAPI, document.root, "")
    assert isinstance(root, dict)
    if not isinstance(root.get("openapi"), str):
        # Told when the document was recognised.
        root = {**root, "openapi": f"{document.version}.0"}
    check_operation_ids(root, notes)
    if strict:
        return document
    return moved(document, root, notes.moved)


_RULES: Final[dict[Kind, Callable[[dict[str, JsonValue], str, Notes], Iterator[Edit]]]] = {
    Kind.SCHEMA: schema_edits,
    Kind.PATH_ITEM: path_item_edits,
    Kind.OPERATION: operation_edits,
    Kind.RESPONSES: responses_edits,
    Kind.RESPONSE: payload_edits,
    Kind.REQUEST_BODY: payload_edits,
    Kind.PARAMETER: parameter_edits,
    Kind.HEADER: header_edits,
    Kind.SECURITY_SCHEME: security_scheme_edits,
}


class _Repairing:
    """Mends each object before what is below it."""

    def __init__(self, document: Document, notes: Notes) -> None:
        self.notes = notes
        self.templates = Templates(document.root, notes)

    def change(self, kind: Kind, value: JsonValue, pointer: str) -> JsonValue:
        if not isinstance(value, dict):
            value = stand_in(kind, value, pointer, self.notes)
            if not isinstance(value, dict):
                return value
        value = apply(value, field_edits(kind, value, pointer, self.notes))
        if kind is Kind.PATHS:
            value = renamed_paths(value, pointer, self.notes)
        rule = _RULES.get(kind)
        if rule is not None:
            value = apply(value, rule(value, pointer, self.notes))
        if kind is Kind.PATHS:
            value = self.templates.completed(value, pointer)
        check_keywords(kind, value, pointer, self.notes.diagnostics)
        return map_children(kind, value, pointer, self.change)
