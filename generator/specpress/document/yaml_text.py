"""YAML 1.2 (core schema) to JSON-pure values, in one pass over libyaml's events.

No recursion, no tags that construct, no dates: the values are those that JSON has, and keys are strings,
as OpenAPI asks for ("Format"). Merge keys (`<<`) are not in YAML 1.2 but are written, so they are obeyed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from yaml._yaml import CParser
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from specpress.diagnostics import Diagnostics
from specpress.document.files import Rules, Unreadable, differ, position_at, report_repeated_key
from specpress.document.pointer import JsonValue
from specpress.document.yaml_scalars import plain_scalar


def read_yaml(text: str, name: str, rules: Rules, diagnostics: Diagnostics) -> JsonValue:
    """The value of a YAML text.

    Keys that occur twice are reported, all of them, and the last value is kept. Raises `Unreadable` where
    the text is no YAML, uses what JSON does not have (tags, keys that are no scalars), or exceeds a
    limit.
    """
    try:
        return _Reading(text, name, rules, diagnostics).run()
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        at = position_at(text, mark.index, name) if mark else None
        told, hint = _in_words(problem, text[mark.index : mark.index + 1] if mark else "")
        raise Unreadable("invalid-yaml", f"this is not YAML: {told}", at, hint=hint) from None
    except YAMLError:
        found = _UNPRINTABLE.search(text)
        shown = f"the character U+{ord(found.group()):04X}" if found else "a character"
        at = position_at(text, found.start(), name) if found else None
        raise Unreadable("invalid-yaml", f"the file holds {shown}, which YAML does not allow", at) from None


def _in_words(problem: MarkedYAMLError, character: str) -> tuple[str, str]:
    """What is wrong, with a hint where many authors meet it."""
    if problem.problem != "found character that cannot start any token" or not character:
        return " ".join(part for part in (problem.problem, problem.context) if part), ""
    if character == "\t":
        return "a tab stands where spaces have to", "indent with spaces"
    return f"nothing can begin with `{character}`", "quote the text that it begins"


_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG = "tag:yaml.org,2002:"
_TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool, "null": type(None)}
_MERGE = "<<"


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet. `nodes`: how many values had been read before it."""

    value: dict[str, JsonValue] | list[JsonValue]
    start: NodeEvent | None = None
    nodes: int = 0
    key: str | None = None
    repeated: NodeEvent | None = None
    keys: dict[str, NodeEvent] = field(default_factory=dict[str, NodeEvent])
    merges: list[tuple[JsonValue, NodeEvent]] = field(default_factory=list[tuple[JsonValue, NodeEvent]])


class _Reading:
    """The state between two events."""

    def __init__(self, text: str, name: str, rules: Rules, diagnostics: Diagnostics) -> None:
        self.text = text
        self.name = name
        self.rules = rules
        self.diagnostics = diagnostics
        self.nodes = 0
        self.copies = 0
        # The values of anchors with their numbers of nodes; None while the value is still open.
        self.anchors: dict[str, tuple[JsonValue, int] | None] = {}
        self.documents: list[JsonValue] = []
        self.stack = [_Open(self.documents)]

    def run(self) -> JsonValue:
        parser = CParser(self.text)
        while (event := parser.get_event()) is not None:
            kind = type(event)
            if isinstance(event, ScalarEvent):
                self.scalar(event)
            elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
                self.open(event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self.close()
            elif isinstance(event, AliasEvent):
                self.alias(event)
            elif kind is DocumentStartEvent and self.documents:
                raise self.problem("several-documents", "a second YAML document begins here", event)
            elif kind is StreamEndEvent:
                break
        if not self.documents:
            raise Unreadable("empty-document", "the file is empty", position_at(self.text, 0, self.name))
        return self.documents[0]

    def scalar(self, event: ScalarEvent) -> None:
        self.nodes += 1
        if self.wants_key():
            value: JsonValue = event.value
            self.take_key(event.value, event)
        else:
            value = self.scalar_value(event)
            self.put(value, event)
        if event.anchor:
            self.anchors[event.anchor] = (value, 1)

    def open(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        self.nodes += 1
        if self.nodes > self.rules.limits.nodes:
            raise self.problem(
                "limit-nodes", f"the file holds more than {self.rules.limits.nodes:,} values", event
            )
        if len(self.stack) > self.rules.limits.depth:
            raise self.problem(
                "limit-depth", f"values are nested more than {self.rules.limits.depth} levels deep", event
            )
        if self.wants_key():
            raise self.problem("key-not-scalar", "a key is a string, not an object or array", event)
        if event.tag not in (None, "!", _TAG + "map", _TAG + "seq"):
            raise self.problem("unsupported-tag", f"the tag `{event.tag}` has no meaning in JSON", event)
        if event.anchor:
            self.anchors[event.anchor] = None
        self.stack.append(_Open({} if isinstance(event, MappingStartEvent) else [], event, self.nodes))

    def close(self) -> None:
        closed = self.stack.pop()
        if isinstance(closed.value, dict):
            for merged, event in closed.merges:
                self.merge(closed.value, merged, event)
        assert closed.start is not None
        if closed.start.anchor:
            self.anchors[closed.start.anchor] = (closed.value, self.nodes - closed.nodes + 1)
        self.put(closed.value, closed.start)

    def alias(self, event: AliasEvent) -> None:
        anchor = event.anchor or ""
        anchored = self.anchors.get(anchor)
        if anchored is None:
            why = "lies inside the value it names" if anchor in self.anchors else "names no anchor above it"
            raise self.problem("invalid-alias", f"the alias `*{anchor}` {why}", event)
        value, count = anchored
        self.copies += count
        self.nodes += count
        if self.copies > self.rules.limits.copies:
            raise self.problem(
                "limit-aliases", f"aliases add more than {self.rules.limits.copies:,} values", event
            )
        if self.wants_key():
            if not isinstance(value, str):
                raise self.problem("key-not-scalar", "a key is a string, not an object or array", event)
            self.take_key(value, event)
            return
        room = self.rules.limits.depth - len(self.stack) + 1
        try:
            self.put(_copy(value, room), event)
        except _TooDeep:
            message = f"aliases nest values more than {self.rules.limits.depth} levels deep"
            raise self.problem("limit-depth", message, event) from None

    def wants_key(self) -> bool:
        top = self.stack[-1]
        return top.key is None and isinstance(top.value, dict)

    def take_key(self, key: str, event: NodeEvent) -> None:
        top = self.stack[-1]
        top.key = key
        if key == _MERGE:
            return
        first = top.keys.setdefault(key, event)
        if first is not event:
            top.repeated = event

    def put(self, value: JsonValue, event: NodeEvent) -> None:
        top = self.stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
            return
        assert top.key is not None
        if top.key == _MERGE:
            top.merges.append((value, event))
        else:
            if top.repeated is not None:
                self.report_repeated(top, top.repeated, value)
                top.repeated = None
            top.value[top.key] = value
        top.key = None

    def report_repeated(self, top: _Open, event: NodeEvent, value: JsonValue) -> None:
        assert top.key is not None
        assert isinstance(top.value, dict)
        first = top.keys[top.key]
        report_repeated_key(
            top.key,
            position_at(self.text, _start(event), self.name, _width(event)),
            position_at(self.text, _start(first), self.name, _width(first)),
            self.rules.strict or differ(top.value[top.key], value),
            self.diagnostics,
        )

    def merge(self, into: dict[str, JsonValue], merged: JsonValue, event: NodeEvent) -> None:
        for source in merged if isinstance(merged, list) else [merged]:
            if not isinstance(source, dict):
                raise self.problem("invalid-merge", "`<<` merges objects only", event)
            for key, value in source.items():
                into.setdefault(key, value)

    def scalar_value(self, event: ScalarEvent) -> JsonValue:
        tag = event.tag
        if not event.implicit[0] and tag is None:
            return event.value
        name = "str" if tag == "!" else (tag or "").removeprefix(_TAG)
        if name == "str":
            return event.value
        if tag is not None and name not in _TYPES:
            raise self.problem("unsupported-tag", f"the tag `{tag}` has no meaning in JSON", event)
        try:
            value = plain_scalar(event.value)
        except ValueError:
            message = f"JSON has no number for `{event.value[:40]}`"
            raise self.problem("not-json", message, event, "quote it if a string is meant") from None
        if name == "float" and type(value) is int:
            return float(value)
        if name and type(value) is not _TYPES[name]:
            raise self.problem("unsupported-tag", f"`{event.value[:40]}` is no `!!{name}`", event)
        return value

    def problem(self, code: str, message: str, event: Event, hint: str = "") -> Unreadable:
        at = position_at(self.text, _start(event), self.name, _width(event))
        return Unreadable(code, message, at, hint=hint)


def _copy(value: JsonValue, room: int) -> JsonValue:
    """A copy of an anchored value, since each place of a document is a value of its own.

    Raises `_TooDeep` where it has more than `room` levels.
    """
    if not isinstance(value, (dict, list)):
        return value
    if room == 0:
        raise _TooDeep
    if isinstance(value, dict):
        return {key: _copy(child, room - 1) for key, child in value.items()}
    return [_copy(child, room - 1) for child in value]


class _TooDeep(Exception):
    pass


def _start(event: Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _width(event: Event) -> int:
    if event.start_mark is None or event.end_mark is None or not isinstance(event, (ScalarEvent, AliasEvent)):
        return 1
    return event.end_mark.index - event.start_mark.index
