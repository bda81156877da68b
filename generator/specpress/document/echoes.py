"""Findings that say again what another says: stages tell what they meet, and know nothing of each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from specpress.diagnostics import Diagnostic, Place, Severity
from specpress.document.pointer import split

_IN_PLACE: Final = frozenset({"empty-enum", "unknown-keyword", "unknown-status", "unknown-type"})
"""Warnings about what an error in the same place is about."""
_IN_PATH_ITEM: Final[dict[str, tuple[str, ...]]] = {
    "incomplete-parameter": ("incomplete-parameter",),
    "stray-path-parameter": ("unused-path-parameter", "missing-path-parameter"),
    "undeclared-path-parameter": ("missing-path-parameter",),
}
"""Warnings about parameters, and what is said of the same path item where they only say it again."""


def without_echoes(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings, each mistake told once; an error takes over the hint of a warning that goes."""
    found = list(findings)
    errors = {_pointer(each) for each in found if each.severity is Severity.ERROR} - {""}
    said = {(each.severity, each.code, _path_item(each)) for each in found}
    hints: dict[str, str] = {}
    kept: list[Diagnostic] = []
    for each in found:
        is_warning = each.severity is Severity.WARNING
        if is_warning and each.code in _IN_PLACE and _pointer(each) in errors:
            hints[_pointer(each)] = each.hint
        elif not is_warning or not any(
            (severity, code, _path_item(each)) in said
            for code in _IN_PATH_ITEM.get(each.code, ())
            for severity in Severity
            if (severity, code) != (each.severity, each.code)
        ):
            kept.append(each)
    return [
        replace(each, hint=hints[_pointer(each)])
        if each.severity is Severity.ERROR and not each.hint and _pointer(each) in hints
        else each
        for each in kept
    ]


def _pointer(found: Diagnostic) -> str:
    return found.at.pointer if isinstance(found.at, Place) else ""


def _path_item(found: Diagnostic) -> tuple[str, ...]:
    return split(_pointer(found))[:2]
