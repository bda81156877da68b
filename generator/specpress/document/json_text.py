"""JSON (RFC 8259) to values: the standard library's reader, and what it lets pass refused."""

from __future__ import annotations

import json
import math
import re
from itertools import chain

from specpress.diagnostics import Diagnostics
from specpress.document.files import (
    MOST_DIGITS,
    Limits,
    Rules,
    Unreadable,
    differ,
    position_at,
    report_repeated_key,
)
from specpress.document.pointer import JsonValue


def read_json(text: str, name: str, rules: Rules, diagnostics: Diagnostics) -> JsonValue:
    """The value of a JSON text.

    Keys that occur twice are reported, all of them, and the last value is kept. Raises `Unreadable` where
    the text is no JSON or exceeds a limit.
    """
    repeated: dict[str, bool] = {}

    def pairs(found: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
        made = dict(found)
        if len(made) != len(found):
            for key, value in found:
                if differ(made[key], value):
                    repeated[key] = True
                repeated.setdefault(key, False)
        return made

    try:
        value: JsonValue = json.loads(
            text, object_pairs_hook=pairs, parse_float=_float, parse_int=_int, parse_constant=_constant
        )
    except json.JSONDecodeError as problem:
        if not text.strip():
            raise Unreadable("empty-document", "the file is empty", position_at(text, 0, name)) from None
        told = problem.msg[0].lower() + problem.msg[1:]
        at = position_at(text, problem.pos, name)
        raise Unreadable("invalid-json", f"this is not JSON: {told}", at) from None
    except _NotJson as problem:
        number = str(problem)
        offset = _outside_strings(text, number)
        at = position_at(text, offset, name, len(number))
        raise Unreadable("not-json", f"JSON has no number for `{number[:40]}`", at) from None
    except RecursionError:
        raise _too_deep(text, name, rules.limits) from None
    _check_limits(value, text, name, rules.limits)
    if repeated:
        _report_repeated_keys(text, name, rules, repeated, diagnostics)
    return value


def without_trailing_commas(text: str) -> tuple[str, list[int]]:
    """The text with a space for each comma before a closing bracket, and where these stood."""
    commas = [found.start() for found in _COMMA.finditer(text) if found.group() == ","]
    starts = [0, *(comma + 1 for comma in commas)]
    return " ".join(text[start:end] for start, end in zip(starts, [*commas, None], strict=True)), commas


class _NotJson(ValueError):
    pass


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _NotJson(text)
    return number


def _int(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise _NotJson(text)
    return int(text)


def _constant(text: str) -> JsonValue:
    raise _NotJson(text)


# A string without an end goes to the end of the text, or each quote in it would be tried as the first of one.
_COMMA = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|,(?=\s*[\]}])', re.DOTALL)
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"(\s*:)?|[\[\]{}]', re.DOTALL)


def _outside_strings(text: str, wanted: str) -> int:
    """Where a number stands first; 0 where it only stands inside strings."""
    for found in re.finditer(rf'"(?:[^"\\]|\\.)*"|({re.escape(wanted)})', text, re.DOTALL):
        if found.group(1) is not None:
            return found.start()
    return 0


def _check_limits(value: JsonValue, text: str, name: str, limits: Limits) -> None:
    nodes = depth = 0
    level: list[dict[str, JsonValue] | list[JsonValue]] = [value] if isinstance(value, (dict, list)) else []
    while level:
        depth += 1
        nodes += sum(map(len, level))
        if depth > limits.depth:
            raise _too_deep(text, name, limits)
        if nodes > limits.nodes:
            raise Unreadable("limit-nodes", f"the file holds more than {limits.nodes:,} values")
        children = chain.from_iterable(
            container.values() if isinstance(container, dict) else container for container in level
        )
        level = [child for child in children if isinstance(child, (dict, list))]


def _too_deep(text: str, name: str, limits: Limits) -> Unreadable:
    depth = 0
    at = None
    for found in _TOKEN.finditer(text):
        token = found.group()
        depth += 1 if token in "[{" else -1 if token in "]}" else 0
        if depth > limits.depth:
            at = position_at(text, found.start(), name)
            break
    return Unreadable("limit-depth", f"values are nested more than {limits.depth} levels deep", at)


def _report_repeated_keys(
    text: str, name: str, rules: Rules, conflicts: dict[str, bool], diagnostics: Diagnostics
) -> None:
    open_objects: list[dict[str, tuple[int, int]]] = []
    for found in _TOKEN.finditer(text):
        token = found.group()
        if token in "[{":
            open_objects.append({})
        elif token in "]}":
            open_objects.pop()
        elif found.group(1) is not None:
            quoted = token[: -len(found.group(1))]
            key = json.loads(quoted)
            here = (found.start(), len(quoted))
            first = open_objects[-1].setdefault(key, here)
            if first is not here:
                report_repeated_key(
                    key,
                    position_at(text, here[0], name, here[1]),
                    position_at(text, first[0], name, first[1]),
                    rules.strict or conflicts.get(key, True),
                    diagnostics,
                )
