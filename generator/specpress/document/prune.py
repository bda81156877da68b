"""A document with some of its operations, and of the rest only what they reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from specpress.document.document import Document, Origin
from specpress.document.pointer import JsonValue, join, lookup, split
from specpress.document.reach import reached

_Object: TypeAlias = dict[str, JsonValue]


def pruned(document: Document, paths: _Object, webhooks: _Object) -> Document:
    """The document with these paths and webhooks in place of its own.

    Components that nothing reaches any more go, except security schemes. What a kept part refers to inside an
    operation that goes moves to `components/pathItems`, and its references follow.
    """
    kept: _Object = {"paths": paths, "webhooks": webhooks}
    found, lost = _reached(document.root, kept)
    places = {
        pointer: join("/components/pathItems", " ".join(split(pointer)[:2]), *split(pointer)[2:])
        for pointer in lost
    }
    components = _components(document.root, found)
    for pointer, place in places.items():
        _place(components, split(place)[1:], lookup(document.root, pointer))
    root: _Object = {key: value for key, value in document.root.items() if key not in (*kept, "components")}
    root |= {"paths": paths, **({"webhooks": webhooks} if webhooks else {}), "components": {**components}}
    origins = {**_followed(document, paths, "paths"), **_followed(document, webhooks, "webhooks")}
    origins |= {place: document.origin(pointer) for pointer, place in places.items()}
    if places:
        root = {key: _redirected(value, places) for key, value in root.items()}
    return replace(document, root=root, origins={**document.origins, **origins})


def _reached(root: _Object, kept: _Object) -> tuple[set[str], list[str]]:
    """What is referred to, and which of it lies in operations (or other members of path items) that go."""
    lost: set[str] = set()
    while True:
        found = reached(root, [kept, *(lookup(root, pointer) for pointer in sorted(lost))])
        gone = {join("", *split(pointer)[:3]) for pointer in found if _is_gone(pointer, kept)}
        if gone <= lost:
            return found, sorted(lost)
        lost |= gone


def _is_gone(pointer: str, kept: _Object) -> bool:
    if not pointer.startswith(("/paths/", "/webhooks/")):
        return False
    try:
        lookup(kept, pointer)
    except KeyError:
        return True
    return False


def _components(root: _Object, found: set[str]) -> dict[str, _Object]:
    """The components that are reached, and all security schemes, in the document's order."""
    wanted = {split(pointer)[1:3] for pointer in found if pointer.startswith("/components/")}
    components = root.get("components")
    kept: dict[str, _Object] = {}
    for kind, members in components.items() if isinstance(components, dict) else ():
        if isinstance(members, dict):
            of_kind = {
                name: value
                for name, value in members.items()
                if kind == "securitySchemes" or (kind, name) in wanted
            }
            if of_kind:
                kept[kind] = of_kind
    return kept


def _place(components: dict[str, _Object], tokens: Sequence[str], value: JsonValue) -> None:
    kind, key, *member = tokens
    items = components.setdefault(kind, {})
    if not member:
        items[key] = value
        return
    item = items.setdefault(key, {})
    if isinstance(item, dict):
        item[member[0]] = value


def _followed(document: Document, items: _Object, section: str) -> Mapping[str, Origin]:
    """Where the path items come from that stood behind references."""
    found: dict[str, Origin] = {}
    for key in items:
        pointer = join("", section, key)
        target = document.cursor(pointer).follow().pointer
        if target != pointer:
            found[pointer] = document.origin(target)
    return found


def _redirected(value: JsonValue, places: Mapping[str, str]) -> JsonValue:
    """A copy in which references to what moved name its new place."""
    if isinstance(value, list):
        return [_redirected(item, places) for item in value]
    if not isinstance(value, dict):
        return _new_reference(value, places) if isinstance(value, str) and value.startswith("#/") else value
    return {key: _redirected(item, places) for key, item in value.items()}


def _new_reference(reference: str, places: Mapping[str, str]) -> str:
    tokens = split(reference[1:])
    place = places.get(join("", *tokens[:3]))
    return reference if place is None else "#" + join(place, *tokens[3:])
