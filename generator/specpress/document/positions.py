"""Lines and columns of JSON Pointers, found by reading a text again: only when there is something to report.

Both readers walk no further than the wanted pointers lead; the rest is skipped at the speed of C.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from yaml._yaml import CParser
from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from specpress.diagnostics import Position
from specpress.document.files import File, position_at
from specpress.document.pointer import split


def locate(file: File, pointers: Iterable[tuple[str, bool]]) -> list[Position]:
    """The positions of values in a file.

    Each pointer comes with whether its key is meant. An object or array under a key is shown by its key,
    since that is where a reader looks; what the file does not hold is shown by its nearest ancestor.
    """
    wanted = list(pointers)
    root = _spans(file, tuple(dict.fromkeys(pointer for pointer, _ in wanted)))
    return [_position(file, root, pointer, key) for pointer, key in wanted]


@dataclass(slots=True)
class _Wanted:
    """A value on the way to a wanted one, and where it was found: offsets of its key and of itself."""

    children: dict[str, _Wanted] = field(default_factory=dict[str, "_Wanted"])
    key: tuple[int, int] | None = None
    value: tuple[int, int] | None = None
    is_scalar: bool = False


def _position(file: File, root: _Wanted, pointer: str, key: bool) -> Position:
    found = here = root
    missing = False
    for token in split(pointer):
        here = here.children[token]
        if here.value is None:
            missing = True
            break
        found = here
    span = found.value or (0, 0)
    if found.key is not None and (key or missing or not found.is_scalar):
        span = found.key
    elif not found.is_scalar:
        span = (span[0], span[0] + 1)
    return position_at(file.text, span[0], file.name, span[1] - span[0])


def _spans(file: File, pointers: tuple[str, ...]) -> _Wanted:
    root = _Wanted()
    for pointer in pointers:
        here = root
        for token in split(pointer):
            here = here.children.setdefault(token, _Wanted())
    if file.is_json:
        _search_json(file.text, _blank(file.text, 0), root)
    else:
        _search_yaml(file.text, root)
    return root


_BLANKS = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def _blank(text: str, offset: int) -> int:
    found = _BLANKS.match(text, offset)
    return found.end() if found else offset


def _search_json(text: str, offset: int, wanted: _Wanted) -> int:
    """Find the wanted descendants of the value that starts at an offset; return where it ends."""
    opening = text[offset]
    wanted.is_scalar = opening not in "[{"
    if wanted.is_scalar or not wanted.children:
        end = _DECODER.raw_decode(text, offset)[1]
        wanted.value = (offset, end)
        return end
    wanted.value = (offset, offset + 1)
    closing = "}" if opening == "{" else "]"
    here = _blank(text, offset + 1)
    index = 0
    while text[here] != closing:
        key = None
        token = str(index)
        if opening == "{":
            token, end = _DECODER.raw_decode(text, here)
            key = (here, end)
            here = _blank(text, _blank(text, end) + 1)
        child = wanted.children.get(token)
        if child is None:
            here = _DECODER.raw_decode(text, here)[1]
        else:
            child.key = key
            here = _search_json(text, here, child)
        here = _blank(text, here)
        if text[here] == ",":
            here = _blank(text, here + 1)
        index += 1
    return here + 1


def _search_yaml(text: str, root: _Wanted) -> None:
    """Find the wanted values among the events of a YAML text."""
    parser = CParser(text)
    # For each open collection: its node (None where nothing in it is wanted) and the next index (None in an
    # object).
    stack: list[tuple[_Wanted | None, list[int] | None]] = []
    key: ScalarEvent | None = None
    expects_key: list[bool] = []
    while (event := _next(parser)) is not None:
        if isinstance(event, CollectionEndEvent):
            stack.pop()
            expects_key.pop()
            continue
        if not isinstance(event, (ScalarEvent, AliasEvent, MappingStartEvent, SequenceStartEvent)):
            continue
        if stack and expects_key[-1]:
            key = event if isinstance(event, ScalarEvent) else None
            expects_key[-1] = False
            continue
        node = _child(stack, key, event) if stack else root
        if stack and stack[-1][1] is None:
            expects_key[-1] = True
        key = None
        if node is not None:
            node.value = _span(event)
            node.is_scalar = isinstance(event, (ScalarEvent, AliasEvent))
        if isinstance(event, MappingStartEvent):
            stack.append((node, None))
            expects_key.append(True)
        elif isinstance(event, SequenceStartEvent):
            stack.append((node, [0]))
            expects_key.append(False)


def _next(parser: CParser) -> Event | None:
    # A text that was refused at some line is still searched above it.
    try:
        return parser.get_event()
    except YAMLError:
        return None


def _child(
    stack: list[tuple[_Wanted | None, list[int] | None]], key: ScalarEvent | None, event: Event
) -> _Wanted | None:
    parent, index = stack[-1]
    if index is not None:
        index[0] += 1
        return parent.children.get(str(index[0] - 1)) if parent else None
    if parent is None or key is None:
        return None
    child = parent.children.get(key.value)
    if child is not None:
        child.key = _span(key)
    return child


def _span(event: Event) -> tuple[int, int]:
    if event.start_mark is None or event.end_mark is None:
        return (0, 0)
    return (event.start_mark.index, event.end_mark.index)
