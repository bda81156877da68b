"""Objects: their properties, and what they say of all others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from specpress.diff.annotations import annotation_changes
from specpress.diff.changes import Change, Item, below, change, masked
from specpress.diff.describe import type_text
from specpress.diff.levels import worst
from specpress.diff.sides import Compare, Sides
from specpress.ir import types
from specpress.ir.types import Property, Type
from specpress.tokens import unescape


def as_record(kind: types.Record | types.Map) -> types.Record:
    """A map is an object that declares no property."""
    if isinstance(kind, types.Record):
        return kind
    return types.Record(properties=(), extra=kind.value, pointer=kind.pointer)


def record_changes(old: types.Record, new: types.Record, sides: Sides, compare: Compare) -> Iterator[Item]:
    """What differs between two objects."""
    was = {prop.wire: prop for prop in old.properties if not _is_undescribed(prop, old)}
    now = {prop.wire: prop for prop in new.properties if not _is_undescribed(prop, new)}
    gone = [prop for prop in was.values() if prop.wire not in now]
    come = [prop for prop in now.values() if prop.wire not in was]
    if renamed := _renamed(gone, come):
        yield _as_one(renamed, _removed(gone[0], old, new), _added(come[0], old, new))
    else:
        for prop in gone:
            yield from below([_removed(prop, old, new)], prop.wire)
        for prop in come:
            yield from below([_added(prop, old, new)], prop.wire)
    for wire, prop in was.items():
        if wire in now:
            yield from below(_property(prop, now[wire], sides, compare), wire)
    yield from _undescribed(old, new)
    yield from _others(old, new, sides, compare)
    yield from _patterns(old, new, sides, compare)


def _is_undescribed(prop: Property, record: types.Record) -> bool:
    """Whether a property is required and nothing else is said of it: lowering puts it where its record is."""
    return prop.required and prop.pointer == record.pointer != ""


def _undescribed(old: types.Record, new: types.Record) -> Iterator[Change]:
    """Names under `required` that no property has: a demand, or a slip of the author's."""
    was, now = ({prop.wire: prop for prop in side.properties} for side in (old, new))
    for wire, prop in now.items():
        before = was.get(wire)
        if _is_undescribed(prop, new) and not (before and before.required):
            message = f"`{wire}` is required now, and described nowhere"
            yield change(
                "undescribed-property-required", message, after=wire, where=(old.pointer, new.pointer)
            )


def _removed(prop: Property, old: types.Record, new: types.Record) -> Change:
    if isinstance(new.extra, types.Never):
        rule = "forbidden-property"
    else:
        rule = "required-property-removed" if prop.required else "optional-property-removed"
    kind = "required" if prop.required else "optional"
    found = change(
        rule,
        f"the {kind} property was removed",
        before=type_text(prop.type),
        where=(prop.pointer, new.pointer),
    )
    if rule == "forbidden-property" and prop.required:
        found = replace(found, received="breaking")
    return _in_its_directions(found, prop)


def _added(prop: Property, old: types.Record, new: types.Record) -> Change:
    kind = "required" if prop.required else "optional"
    found = change(
        f"{kind}-property-added",
        f"the {kind} property was added",
        after=type_text(prop.type),
        where=(old.pointer, prop.pointer),
    )
    return _in_its_directions(found, prop)


def _in_its_directions(found: Change, prop: Property) -> Change:
    """A read-only property is never sent, a write-only one never received."""
    return replace(
        found,
        sent="info" if prop.read_only else found.sent,
        received="info" if prop.write_only else found.received,
    )


def _renamed(gone: list[Property], come: list[Property]) -> str:
    """The message of a rename, where one property took another's place; else nothing."""
    if len(gone) != 1 or len(come) != 1:
        return ""
    old, new = gone[0], come[0]
    same = (old.type, old.required, old.annotations) == (new.type, new.required, new.annotations)
    return f"the property was renamed to `{new.wire}`" if same else ""


def _as_one(message: str, gone: Change, come: Change) -> Change:
    return replace(
        gone,
        at=(unescape(gone.old.rpartition("/")[2]),),
        message=message,
        sent=worst(gone.sent, come.sent),
        received=worst(gone.received, come.received),
        after=come.after,
        new=come.new,
    )


def _property(old: Property, new: Property, sides: Sides, compare: Compare) -> Iterator[Item]:
    pointers = (old.pointer, new.pointer)
    sent = not (old.read_only and new.read_only)
    received = not (old.write_only and new.write_only)
    yield from annotation_changes(old.annotations, new.annotations, pointers)
    yield from masked(_presence(old, new), sent=sent, received=received)
    yield from _access(old, new)
    bare_old, bare_new = _bare(old.type), _bare(new.type)
    yield from masked(compare(bare_old, bare_new, sides.inner()), sent=sent, received=received)


def _bare(kind: Type) -> Type:
    """The type without what the property has said already."""
    return replace(kind, annotations=types.NO_ANNOTATIONS)


def _presence(old: Property, new: Property) -> Iterator[Change]:
    if new.required and not old.required:
        yield change("property-required", "became required", where=(old.pointer, new.pointer))
    elif old.required and not new.required:
        yield change("property-optional", "became optional", where=(old.pointer, new.pointer))


def _access(old: Property, new: Property) -> Iterator[Change]:
    where = (old.pointer, new.pointer)
    if new.read_only and not old.read_only:
        yield change("property-read-only", "became read-only", where=where)
    elif old.read_only and not new.read_only:
        rule = "required-property-writable" if new.required else "property-writable"
        yield change(rule, "is read-only no longer", where=where)
    if new.write_only and not old.write_only:
        found = change("property-write-only", "became write-only", where=where)
        yield found if old.required else replace(found, received="warning")
    elif old.write_only and not new.write_only:
        yield change("property-readable", "is write-only no longer", where=where)


def _others(old: types.Record, new: types.Record, sides: Sides, compare: Compare) -> Iterator[Item]:
    """`additionalProperties`."""
    was, now = isinstance(old.extra, types.Never), isinstance(new.extra, types.Never)
    if was and now:
        return
    if was or now:
        rule = "other-properties-forbidden" if now else "other-properties-allowed"
        what = "forbidden" if now else "allowed"
        yield change(
            rule,
            f"other properties are {what} now",
            before=type_text(old.extra),
            after=type_text(new.extra),
            where=(old.extra.pointer or old.pointer, new.extra.pointer or new.pointer),
        )
        return
    yield from below(compare(old.extra, new.extra, sides.inner()), "{}")


def _patterns(old: types.Record, new: types.Record, sides: Sides, compare: Compare) -> Iterator[Item]:
    was, now = dict(old.patterns), dict(new.patterns)
    for pattern in sorted(was.keys() | now.keys()):
        if pattern in was and pattern in now:
            yield from below(compare(was[pattern], now[pattern], sides.inner()), f"{{{pattern}}}")
            continue
        rule = "pattern-properties-added" if pattern in now else "pattern-properties-removed"
        what = "now have a type" if pattern in now else "have no type of their own any more"
        yield change(
            rule,
            f"properties that match `{pattern}` {what}",
            before=type_text(was[pattern]) if pattern in was else "",
            after=type_text(now[pattern]) if pattern in now else "",
            where=(
                was[pattern].pointer if pattern in was else old.pointer,
                now[pattern].pointer if pattern in now else new.pointer,
            ),
        )
