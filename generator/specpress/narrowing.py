"""The parts of two documents that differ: comparing large documents shall cost what was changed in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from specpress.document.document import Document
from specpress.document.operations import METHODS
from specpress.document.pointer import JsonValue, join
from specpress.document.reach import references

_Object: TypeAlias = dict[str, JsonValue]
_Uses: TypeAlias = dict[str, set[str]]
"""What each component names, by pointers of components."""

_EVERYWHERE: Final = ("openapi", "security", "servers", "tags", "webhooks")
"""Fields of the root that concern every operation, or stand beside them."""
_UNUSUAL: Final = ("$ref", "additionalOperations")


def narrowed(old: Document, new: Document) -> tuple[Document, Document]:
    """Both documents without the operations and components that are equal and lead to equals only.

    What differs keeps everything that uses it. Where what concerns all operations differs, or references lead
    elsewhere than to components, the documents are returned as they are.
    """
    if not (_is_plain(old.root) and _is_plain(new.root)) or _everywhere(old.root) != _everywhere(new.root):
        return old, new
    was, now = dict(_components(old.root)), dict(_components(new.root))
    different = {pointer for pointer in was.keys() | now.keys() if was.get(pointer) != now.get(pointer)}
    uses = (_uses(was), _uses(now))
    touched = _users(uses[0], different) | _users(uses[1], different)
    before, after = dict(_operations(old.root)), dict(_operations(new.root))
    operations = {
        key
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key) or not touched.isdisjoint(_named(before.get(key)))
    }
    paths = (_paths(old.root, operations), _paths(new.root, operations))
    wanted = {
        pointer
        for document, kept, steps in zip((old, new), paths, uses, strict=True)
        for pointer in _reached({*touched, *_named(kept), *_named(document.root.get("webhooks"))}, steps)
    }
    return _kept(old, paths[0], wanted), _kept(new, paths[1], wanted)


def _paths(root: _Object, operations: set[tuple[str, str]]) -> _Object:
    """The path items of some operations, with nothing of others."""
    paths: _Object = {}
    for path, item in _object(root, "paths").items():
        methods = {method for other, method in operations if other == path}
        if isinstance(item, dict) and not methods.isdisjoint(item):
            paths[path] = {key: value for key, value in item.items() if key not in METHODS or key in methods}
    return paths


def _kept(document: Document, paths: _Object, wanted: set[str]) -> Document:
    root = document.root
    components: _Object = {}
    for kind, group in _object(root, "components").items():
        if isinstance(group, dict) and kind != "securitySchemes":
            group = {key: value for key, value in group.items() if join("/components", kind, key) in wanted}
        components[kind] = group
    small: _Object = {**root, "paths": paths, "components": components}
    if "security" not in root and any("security" in _object(item, "") for _, item in _operations(root)):
        small["security"] = []  # an operation that went says what it needs, so that the others need nothing
    return replace(document, root=small)


def _is_plain(root: _Object) -> bool:
    """Whether all references lead to components, and all operations stand where they are expected."""
    items = _object(root, "paths").values()
    if any(key in item for item in items if isinstance(item, dict) for key in _UNUSUAL):
        return False
    return all(target.startswith("/components/") for target in references(root))


def _everywhere(root: _Object) -> list[JsonValue]:
    return [*(root.get(key) for key in _EVERYWHERE), _object(root, "components").get("securitySchemes")]


def _operations(root: _Object) -> Iterator[tuple[tuple[str, str], _Object]]:
    """Each operation by path and method, together with what its path item says for all of them."""
    for path, item in _object(root, "paths").items():
        if isinstance(item, dict):
            shared = {f"item {key}": value for key, value in item.items() if key not in METHODS}
            for method in METHODS:
                if method in item:
                    yield (path, method), {**shared, **_object(item, method)}


def _components(root: _Object) -> Iterator[tuple[str, JsonValue]]:
    for kind, group in _object(root, "components").items():
        if isinstance(group, dict):
            yield from ((join("/components", kind, key), value) for key, value in group.items())


def _uses(components: Mapping[str, JsonValue]) -> _Uses:
    """What each component names; and a schema those that extend it, since it may stand for them."""
    found: _Uses = {pointer: set(_named(value)) for pointer, value in components.items()}
    for pointer, value in components.items():
        for parent in _named(_object(value, "").get("allOf")):
            found.setdefault(parent, set()).add(pointer)
    return found


def _named(value: JsonValue) -> Iterator[str]:
    """The components that a value names, directly or by something inside them."""
    return ("/".join(pointer.split("/")[:4]) for pointer in references(value))


def _users(uses: _Uses, different: set[str]) -> set[str]:
    """The components that differ, and those that lead to one."""
    above: _Uses = {}
    for pointer, targets in uses.items():
        for target in targets:
            above.setdefault(target, set()).add(pointer)
    return _reached(different, above)


def _reached(starts: set[str], steps: _Uses) -> set[str]:
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        pointer = waiting.pop()
        if pointer not in found:
            found.add(pointer)
            waiting.extend(steps.get(pointer, ()))
    return found


def _object(value: JsonValue, key: str) -> _Object:
    """The object at a key of another, or an object itself where the key is empty; else an empty one."""
    found = value.get(key) if key and isinstance(value, dict) else value if not key else None
    return found if isinstance(found, dict) else {}
