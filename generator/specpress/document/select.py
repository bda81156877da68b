"""Taking some of a document's operations, and of the rest only what they need."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from specpress.diagnostics import Diagnostics
from specpress.document.document import Document
from specpress.document.operations import METHODS, operations
from specpress.document.pointer import Cursor, JsonValue, join
from specpress.document.prune import pruned


def select(
    document: Document,
    calls: Mapping[str, str],
    only: Sequence[str],
    exclude: Sequence[str],
    diagnostics: Diagnostics,
) -> Document:
    """The document with the operations that patterns choose, and without what these do not reach.

    Args:
        document: normalised. calls: the call of each operation (`repos.list_commits`), by operation id
        (`GET /path`). only: patterns to take; none: all operations. A pattern is a call, a tag, `GET /path`
        or an operationId (of a webhook also its name), in which `*` stands for any text; case does not
        matter. exclude: patterns to leave out of what is taken. diagnostics: receives `unmatched-pattern`,
        an error, for each pattern that fits nothing, and `nothing-selected` where all that fits is left out.

    Returns:
        The document itself where there are no patterns. Otherwise one without the other operations and
        webhooks, and without the components that nothing reaches any more (security schemes stay). What a
        kept part refers to inside an operation that goes is kept under `components/pathItems`.
    """
    if not only and not exclude:
        return document
    known = tuple(_candidates(document.cursor(), calls))
    taken = _matched(only, known, diagnostics) if only else {candidate.pointer for candidate in known}
    taken -= _matched(exclude, known, diagnostics)
    if known and not taken and not diagnostics.codes()["unmatched-pattern"]:
        # Made of nothing, a client that people have would be emptied.
        diagnostics.error(
            "nothing-selected",
            f"of {len(known):,} operations the patterns leave none",
            hint="what is to be left out (`--except`, `exclude`) holds all that is to be taken",
        )
    root = document.cursor()
    return pruned(document, _kept(root, "paths", taken), _kept(root, "webhooks", taken))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An operation or webhook, and all that a pattern may call it."""

    pointer: str
    names: tuple[str, ...]


def _candidates(root: Cursor, calls: Mapping[str, str]) -> Iterable[_Candidate]:
    for operation in operations(root):
        yield _candidate(
            join("/paths", operation.path, operation.method),
            operation.cursor,
            (operation.id, calls.get(operation.id, "")),
        )
    for name, item in (root / "webhooks").entries():
        for method, cursor in item.follow().entries():
            if method in METHODS:
                yield _candidate(join("/webhooks", name, method.upper()), cursor, (name,))


def _candidate(pointer: str, cursor: Cursor, names: tuple[str, ...]) -> _Candidate:
    tags = (tag.text for tag in (cursor / "tags").items())
    given = (*names, (cursor / "operationId").text, *tags)
    return _Candidate(pointer, tuple(name for name in given if name))


def _matched(patterns: Sequence[str], known: Sequence[_Candidate], diagnostics: Diagnostics) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        fits = re.compile(".*".join(map(re.escape, pattern.strip().split("*"))), re.IGNORECASE | re.DOTALL)
        matching = {candidate.pointer for candidate in known if any(map(fits.fullmatch, candidate.names))}
        if not matching:
            message = f"`{pattern}` matches no operation"
            diagnostics.error("unmatched-pattern", message, hint=_hint(pattern, known))
        found |= matching
    return found


def _hint(pattern: str, known: Sequence[_Candidate]) -> str:
    names = dict.fromkeys(name for candidate in known for name in candidate.names)
    below = f"{pattern.rstrip('.')}.".lower()
    if any(name.lower().startswith(below) for name in names):
        return f"did you mean `{below}*`?"
    near = difflib.get_close_matches(pattern, names, 1)
    if near:
        return f"did you mean `{near[0]}`?"
    return (
        "patterns match calls (`repos.*`), tags, `GET /path` and operationIds; `specpress names` lists them"
    )


def _kept(root: Cursor, section: str, taken: set[str]) -> dict[str, JsonValue]:
    """Path items (or webhooks) with the operations taken, references replaced by what they lead to."""
    kept = {
        key: _kept_operations(item.follow().mapping, join("", section, key), taken)
        for key, item in (root / section).entries()
    }
    return {key: item for key, item in kept.items() if item is not None}


def _kept_operations(
    item: Mapping[str, JsonValue], pointer: str, taken: set[str]
) -> dict[str, JsonValue] | None:
    """A path item with its operations taken; None where none is."""
    fixed = {method: item[method] for method in METHODS if join(pointer, method.upper()) in taken}
    more = item.get(_MORE)
    others = {
        method: operation
        for method, operation in (more.items() if isinstance(more, dict) else ())
        if join(pointer, method) in taken
    }
    if not fixed and not others:
        return None
    rest = {key: value for key, value in item.items() if key not in METHODS and key != _MORE}
    return {**rest, **fixed, **({_MORE: others} if others else {})}


_MORE: Final = "additionalOperations"
