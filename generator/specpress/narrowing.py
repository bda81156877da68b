"""The parts of two documents that differ: comparing large documents shall cost what was changed in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from specpress.document.operations import METHODS
from specpress.document.pointer import JsonValue, join
from specpress.document.reach import references
from specpress.document.source import Sources

_Object: TypeAlias = dict[str, JsonValue]
_Uses: TypeAlias = dict[str, set[str]]
"""What each component names, by pointers of components."""

_EVERYWHERE: Final = ("openapi", "security", "servers", "tags", "webhooks")
"""Fields of the root that concern every operation, or stand beside them."""
_UNUSUAL: Final = ("$ref", "additionalOperations")
_ELSEWHERE: Final = re.compile(r"""[$]ref["']?\s*:(?!\s*["']?[#]/components/)|[$](id|self|anchor|dynamic)""")
"""A reference that may lead elsewhere than to components, or something else to refer to."""


def narrowed(old: Sources, new: Sources) -> tuple[Sources, Sources]:
    """Both documents without the operations and components that are equal and lead to equals only.

    What differs keeps everything that uses it. Where what concerns all operations differs, or references lead
    elsewhere than to components, the sources are returned as they are.
    """
    roots = _root(old), _root(new)
    if not (_is_plain(old) and _is_plain(new)) or _everywhere(roots[0]) != _everywhere(roots[1]):
        return old, new
    was, now = dict(_components(roots[0])), dict(_components(roots[1]))
    different = {pointer for pointer in was.keys() | now.keys() if was.get(pointer) != now.get(pointer)}
    uses = (_uses(was), _uses(now))
    touched = _users(uses[0], different) | _users(uses[1], different)
    before, after = dict(_operations(roots[0])), dict(_operations(roots[1]))
    operations = {
        key
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key) or not touched.isdisjoint(_named(before.get(key)))
    }
    paths = (_paths(roots[0], operations), _paths(roots[1], operations))
    shown = {*different}  # whose content may be told or compared: that of all others is equal
    for table in (before, after):
        for key in operations:
            operation = table.get(key, {})
            is_same = before.get(key) == after.get(key)
            shown.update(_named({"": [operation.get(part) for part in _SENT]} if is_same else operation))
    whole = _reached(shown, uses[0]) | _reached(shown, uses[1])
    selecting = frozenset(_SELECTING.findall(old.main.text))
    thin = {
        pointer: _thinned(value, touched, selecting)
        for pointer, value in was.items()
        if pointer not in whole and pointer.startswith("/components/schemas/")
    }
    for steps in uses:
        steps.update((pointer, set(_named(value))) for pointer, value in thin.items())
    wanted = {
        pointer
        for root, kept, steps in zip(roots, paths, uses, strict=True)
        for pointer in _reached({*touched, *_named(kept), *_named(root.get("webhooks"))}, steps)
    }
    return _kept(old, paths[0], wanted, thin), _kept(new, paths[1], wanted, thin)


def _thinned(schema: JsonValue, touched: set[str], selecting: frozenset[str]) -> JsonValue:
    """A schema that is equal on both sides, without the properties that lead to nothing different.

    What may select a variant stays: properties of such names, and constants.
    """
    properties = _object(schema, "properties")
    if not isinstance(schema, dict) or not properties:
        return schema
    kept: _Object = {
        name: _thinned(value, touched, selecting)
        for name, value in properties.items()
        if name in selecting
        or not {"const", "enum"}.isdisjoint(_object(value, ""))
        or not touched.isdisjoint(_named(value))
    }
    required = schema.get("required")
    if isinstance(required, list):
        gone = properties.keys() - kept.keys()
        required = [name for name in required if name not in gone]
        return {**schema, "properties": kept, "required": required}
    return {**schema, "properties": kept}


_SENT: Final = ("parameters", "item parameters", "requestBody")
"""What a call takes is told whole, whatever of it differs."""
_SELECTING: Final = re.compile(r"""propertyName["']?\s*:\s*["']?([^"',\s}]+)""")


def _root(sources: Sources) -> _Object:
    return _object(sources.main.value, "")


def _paths(root: _Object, operations: set[tuple[str, str]]) -> _Object:
    """The path items of some operations, with nothing of others."""
    paths: _Object = {}
    for path, item in _object(root, "paths").items():
        methods = {method for other, method in operations if other == path}
        if isinstance(item, dict) and not methods.isdisjoint(item):
            paths[path] = {key: value for key, value in item.items() if key not in METHODS or key in methods}
    return paths


def _kept(sources: Sources, paths: _Object, wanted: set[str], thin: Mapping[str, JsonValue]) -> Sources:
    root = _root(sources)
    components: _Object = {}
    for kind, group in _object(root, "components").items():
        if isinstance(group, dict) and kind != "securitySchemes":
            pointers = {join("/components", kind, key): key for key in group}
            group = {key: thin.get(at, group[key]) for at, key in pointers.items() if at in wanted}
        components[kind] = group
    small: _Object = {**root, "paths": paths, "components": components}
    if "security" not in root and any("security" in _object(item, "") for _, item in _operations(root)):
        small["security"] = []  # an operation that went says what it needs, so that the others need nothing
    return replace(sources, main=replace(sources.main, value=small))


def _is_plain(sources: Sources) -> bool:
    """Whether all references lead to components, and all operations stand where they are expected."""
    items = _object(_root(sources), "paths").values()
    if sources.grafts or any(key in item for item in items if isinstance(item, dict) for key in _UNUSUAL):
        return False
    return _ELSEWHERE.search(sources.main.text) is None


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
