"""What tags say of the resources that operations were put into."""

from __future__ import annotations

from collections.abc import Iterable

from specpress.document.pointer import Cursor
from specpress.ir.api import Operation, Resource
from specpress.ir.names import Name, same_word, words


def resources(root: Cursor, operations: Iterable[Operation]) -> tuple[Resource, ...]:
    """The resources that a tag describes (OpenAPI 3.1, 4.8.22), sorted.

    A tag describes a resource whose operations all have it as their first tag, or one that is called like it.
    """
    described = {
        (tag / "name").text: (tag / "description").text or (tag / "summary").text
        for tag in (root / "tags").items()
    }
    firsts: dict[tuple[Name, ...], dict[str, None]] = {}
    homes: dict[str, set[tuple[Name, ...]]] = {}
    for operation in operations:
        if operation.tags and operation.call.resource:
            firsts.setdefault(operation.call.resource, {})[operation.tags[0]] = None
            homes.setdefault(operation.tags[0], set()).add(operation.call.resource)
    found: list[Resource] = []
    for path, tags in firsts.items():
        tag = next((tag for tag in tags if _called(tag, path)), None)
        if tag is None and len(tags) == 1 and len(homes[next(iter(tags))]) == 1:
            tag = next(iter(tags))
        if tag is not None and described.get(tag):
            found.append(Resource(path=path, description=described[tag]))
    return tuple(sorted(found, key=lambda resource: [name.words for name in resource.path]))


def _called(tag: str, path: tuple[Name, ...]) -> bool:
    """Whether a tag is the name of a resource, or of its path."""
    mine = words(tag)
    last = path[-1].words
    whole = tuple(word for name in path for word in name.words)
    return any(
        len(mine) == len(theirs) and all(same_word(a, b) for a, b in zip(mine, theirs, strict=True))
        for theirs in (last, whole)
    )
