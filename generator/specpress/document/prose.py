"""Descriptions, which all stages hand on and none looks into: taken out first, poured in last.

What a run makes of a document without them holds for any others, as long as nothing was decided by two of
them being alike. So such a run can be used again after only descriptions were edited.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from specpress.document.grammar import Kind, Shape, fields
from specpress.document.outline import DESCRIBED
from specpress.document.pointer import JsonValue

MARK: Final = "\N{OLD PERSIAN WORD DIVIDER}"
"""Stands around the number of a description in its place. Printable, so that no escape hides it."""

_MARKED: Final = re.compile(f"{MARK}([0-9]+){MARK}")

# Descriptions of servers may become names, those of paths are inherited by their operations.
_PRINTED: Final = DESCRIBED - {Kind.SERVER, Kind.PATH_ITEM}


class MarkShows(Exception):
    """A mark stands where no description is printed: the document has to be taken as it is."""


class Prose(str):
    """A mark in the place of a text, which equals what the text equals.

    As a string it is the mark, so that whatever is made of it shows the mark. Who compares it with something
    equal depends on the text: that is noted in `alike`.
    """

    __slots__ = ("alike", "number", "text")

    text: str
    number: int
    alike: set[int]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Prose):
            if other.number == self.number:
                return True
            if other.text != self.text:
                return False
            self.alike.add(other.number)
        elif other != self.text:
            return False
        self.alike.add(self.number)
        return True

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.text)


@dataclass(frozen=True, slots=True)
class Lifted:
    """A document without its descriptions.

    `root` has a mark for each of `texts`, by number; `outline` is the same as JSON. `alike`: numbers of those
    which, up to now, were found equal to something else.
    """

    root: JsonValue = field(repr=False)
    outline: str = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)
    alike: set[int] = field(repr=False)


def lift(root: JsonValue) -> Lifted | None:
    """The document with its descriptions lifted out, but for those that stages look into.

    Such a one begins with the summary of its operation, which is then not printed twice. None where the
    document itself has something like marks.
    """
    lifting = _Lifting()
    lifted = lifting.lifted(Kind.OPENAPI, root)
    outline = json.dumps(lifted, ensure_ascii=False)
    if outline.count(MARK) != 2 * len(lifting.texts) or any(MARK in text for text in lifting.texts):
        return None
    return Lifted(lifted, outline, tuple(lifting.texts), lifting.alike)


def poured(text: str, texts: Sequence[str]) -> str:
    """A text with descriptions in the place of their marks, the white space around them left away."""
    return _MARKED.sub(lambda found: texts[int(found[1])].strip(), text) if MARK in text else text


def plain(root: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """An object of a document with its descriptions again."""
    return {key: _plain(child) for key, child in root.items()}


def reworded(old: Sequence[str], new: Sequence[str], alike: frozenset[int], outline: str) -> bool:
    """Whether what was made with the old descriptions holds for the new ones.

    It does where none that changed was found equal to anything (`alike`), and none is equal to anything now,
    be it another description or something else in the `outline`.
    """
    changed = [number for number, (before, after) in enumerate(zip(old, new, strict=True)) if before != after]
    if alike.intersection(changed):
        return False
    counts = Counter(new) if changed else Counter[str]()
    return all(counts[new[number]] == 1 and _escaped(new[number]) not in outline for number in changed)


class _Lifting:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self.alike: set[int] = set()

    def lifted(self, kind: Kind, value: JsonValue, above: str = "") -> JsonValue:
        """`above`: the summary that operations of a path item have unless they have their own."""
        if not isinstance(value, dict):
            return value
        made = dict(value)
        text = value.get("description")
        summary = _text(value.get("summary")) or above
        if kind in _PRINTED and isinstance(text, str) and _is_only_printed(kind, text, summary):
            made["description"] = self.mark(text)
        below = summary if kind is Kind.PATH_ITEM else ""
        for key, child, field_ in fields(kind, value):
            if isinstance(child, list):
                if field_.shape is not Shape.MAP:
                    made[key] = [self.lifted(field_.kind, item, below) for item in child]
            elif field_.shape is Shape.ONE:
                made[key] = self.lifted(field_.kind, child, below)
            elif field_.shape is Shape.MAP and isinstance(child, dict):
                made[key] = {name: self.lifted(field_.kind, item, below) for name, item in child.items()}
        return made

    def mark(self, text: str) -> Prose:
        prose = Prose(f"{MARK}{len(self.texts)}{MARK}")
        prose.text, prose.number, prose.alike = text, len(self.texts), self.alike
        self.texts.append(text)
        return prose


def _is_only_printed(kind: Kind, text: str, summary: str) -> bool:
    if not any(char.isprintable() and not char.isspace() for char in text):
        return False
    return kind is not Kind.OPERATION or not summary or not text.strip().startswith(summary.strip())


def _plain(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return plain(value)
    if isinstance(value, list):
        return [_plain(child) for child in value]
    return value.text if isinstance(value, Prose) else value


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""


def _escaped(text: str) -> str:
    """A text as it stands within a string of an outline."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
