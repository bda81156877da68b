"""What schemas, parameters and properties say to people: no program notices, a reader does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from specpress.diff.changes import Change, change
from specpress.diff.describe import value_text
from specpress.ir.types import Annotations, Given, Xml


def annotation_changes(old: Annotations, new: Annotations, pointers: tuple[str, str]) -> Iterator[Change]:
    """The differences between two sets of annotations; `pointers` say where they stand on both sides."""
    if old == new:
        return
    yield from text_change("title", old.title, new.title, pointers)
    yield from text_change("description", old.description, new.description, pointers)
    yield from deprecation(old.deprecated, new.deprecated, pointers)
    if old.default != new.default:
        yield _changed("default-changed", "the default", _given(old.default), _given(new.default), pointers)
    if old.examples != new.examples:
        before, after = (value_text(list(side.examples)) for side in (old, new))
        yield _changed("example-changed", "the example", before, after, pointers)
    if old.xml != new.xml:
        yield _changed("xml-changed", "what it is in XML", _xml(old.xml), _xml(new.xml), pointers)


def text_change(what: str, old: str, new: str, pointers: tuple[str, str]) -> Iterator[Change]:
    """The change of a `title`, `description` or `summary`."""
    if old != new:
        yield _changed(f"{what}-changed", f"the {what}", value_text(old), value_text(new), pointers)


def deprecation(old: bool, new: bool, pointers: tuple[str, str]) -> Iterator[Change]:
    """What became deprecated, or is it no longer."""
    if new and not old:
        yield change("deprecated", "is deprecated now", where=pointers)
    elif old and not new:
        yield change("undeprecated", "is deprecated no longer", where=pointers)


def _changed(rule: str, what: str, before: str, after: str, pointers: tuple[str, str]) -> Change:
    message = f"{what} was changed"
    return change(rule, message, before=before, after=after, where=pointers)


def _xml(stated: Xml | None) -> str:
    said = asdict(stated) if stated else {}
    return value_text({key: value for key, value in said.items() if value}) if said else ""


def _given(default: Given | None) -> str:
    return value_text(default.value) if default else ""
