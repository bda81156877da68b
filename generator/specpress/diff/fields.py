"""Fields of classes: attributes of models, keys of parameter types, resources of clients."""

from __future__ import annotations

from collections.abc import Iterator

from specpress.diff.directions import Direction
from specpress.diff.expressions import Rename, expression_text, only_literals_came, relation, renamed
from specpress.diff.places import Root, SurfaceChange, addition, breakage, note
from specpress.targets.base import Class, Field


def field_changes(
    old: Class, new: Class, place: str, rename: Rename, ways: frozenset[Direction]
) -> Iterator[SurfaceChange]:
    """What differs between the fields of two classes.

    Parameters:
      ways: Whether programs make values of the class (`sent`), read them (`received`), or both.
    """
    was = {field.name: field for field in old.fields}
    now = {field.name: field for field in new.fields}
    come = {field.wire: field.name for field in new.fields if field.wire and field.name not in was}
    renames: set[str] = set()
    for name, field in was.items():
        here = f"{place}.{name}"
        root = _root(old, field)
        if name in now:
            yield from _field(field, now[name], here, root, rename, ways)
        elif field.wire in come:
            other = come[field.wire]
            renames.add(other)
            yield breakage("field-renamed", root, here, f"was renamed to `{other}`", before=name, after=other)
        else:
            yield breakage("field-removed", root, here, "was removed", before=_text(field))
    for name, field in now.items():
        if name in was or name in renames:
            continue
        here = f"{place}.{name}"
        root = _root(new, field)
        if "sent" in ways and field.required:
            message = "was added and must be given"
            yield breakage("required-field-added", root, here, message, after=_text(field))
        else:
            yield addition("field-added", root, here, "was added", after=_text(field))


def _field(
    old: Field, new: Field, place: str, root: Root, rename: Rename, ways: frozenset[Direction]
) -> Iterator[SurfaceChange]:
    before, after = _text(old), _text(new)
    if old.required != new.required:
        breaks = ("sent" if new.required else "received") in ways
        make = breakage if breaks else addition
        word = "required" if new.required else "optional"
        yield make(f"field-{word}", root, place, f"became {word}", before=before, after=after)
    was = renamed(old.type, rename)
    how = relation(was, new.type)
    if how == "same":
        if was != new.type:
            message = "has its type in another order"
            yield note("field-reordered", root, place, message, before=before, after=after)
    else:
        # A reader of an enum has to expect values that it does not know.
        tolerated = how == "wider" and only_literals_came(was, new.type)
        fine = (how == "wider" and "received" not in ways) or (how == "narrower" and "sent" not in ways)
        make = addition if fine or tolerated else breakage
        yield make("field-type-changed", root, place, "has another type", before=before, after=after)
    if new.deprecated != old.deprecated:
        message = "is deprecated now" if new.deprecated else "is deprecated no longer"
        yield note("field-deprecated", root, place, message)


def _root(owner: Class, field: Field) -> Root:
    if owner.declaration:
        return Root("declaration", owner.declaration, field.wire)
    return Root("class", f"{owner.name}.{field.name}", field.wire)


def _text(field: Field) -> str:
    return f"{field.name}{'' if field.required else '?'}: {expression_text(field.type)}"
