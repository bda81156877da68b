"""TypeScript values and calls, laid out as prettier does at 100 columns."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

from specpress.targets.reference.quirks import TYPESCRIPT_FILE
from specpress.targets.reference.samples import File, Free, Sample

WIDTH: Final = 100
INDENT: Final = 2


def assigned(target: str, prefix: str, arguments: Sequence[Sample]) -> str:
    """The assignment of a call's result: `const pet = await client.pets.create(…);`.

    Broken behind `=` where the call itself cannot be, or where not even its beginning fits.

    Args:
        target: all before `=`.
        prefix: all between `=` and the opening bracket.
        arguments: the arguments.
    """
    head = f"{target} = {prefix}"
    whole = call(head, arguments, ";")
    alone = len(arguments) == 1 and isinstance(arguments[0], str) and len(flat(arguments[0])) <= WIDTH / 4
    fits = "\n" not in whole and len(whole) <= WIDTH
    if fits or (len(head) < WIDTH and arguments and not alone):
        return whole
    return f"{target} =\n{' ' * INDENT}{call(prefix, arguments, ';', INDENT)}"


def call(prefix: str, arguments: Sequence[Sample], tail: str, indent: int = 0) -> str:
    """A call on a line of its own.

    All of it on one line if that fits, else with its last argument broken if that is an object, else with one
    argument a line.

    Args:
        prefix: all before the opening bracket.
        arguments: the arguments.
        tail: all behind the closing bracket that belongs to the line.
        indent: columns that stand before the call.
    """
    spelt = [flat(each) for each in arguments]
    whole = f"{prefix}({', '.join(spelt)}){tail}"
    if indent + len(whole) <= WIDTH and not any(map(_must_break, arguments)):
        return whole
    if not arguments:
        return whole
    if _is_object(arguments[-1]) and _members(arguments[-1]):
        head = f"{prefix}({''.join(f'{each}, ' for each in spelt[:-1])}"
        if indent + len(head) + 1 <= WIDTH:
            return f"{head}{_broken(arguments[-1], indent)}){tail}"
    inner = indent + INDENT
    rows = [f"{' ' * inner}{laid_out(each, inner, inner, 1)}," for each in arguments]
    return "\n".join((f"{prefix}(", *rows, f"{' ' * indent}){tail}"))


def laid_out(value: Sample, indent: int, before: int, after: int) -> str:
    """A value on one line if it fits between what stands before and after it, else on several."""
    spelt = flat(value)
    if before + len(spelt) + after <= WIDTH and not _must_break(value):
        return spelt
    return _broken(value, indent)


def flat(value: Sample) -> str:
    """A value on one line."""
    match value:
        case File():
            return TYPESCRIPT_FILE
        case str():
            return string(value)
        case Free() | Mapping():
            members = ", ".join(f"{key}: {flat(each)}" for key, each in _members(value))
            return f"{{ {members} }}" if members else "{}"
        case Sequence():
            return f"[{', '.join(map(flat, value))}]"
        case _:
            return json.dumps(value)


def string(text: str) -> str:
    """A string in the quotes that need fewer escapes, single ones by preference."""
    quote = '"' if text.count("'") > text.count('"') else "'"
    body = json.dumps(text, ensure_ascii=False)[1:-1].replace('\\"', '"')
    body = body.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return quote + body.replace(quote, f"\\{quote}") + quote


def key(name: str) -> str:
    """The key of an object, in quotes where it needs them."""
    return name if _IDENTIFIER.fullmatch(name) else string(name)


def _broken(value: Sample, indent: int) -> str:
    inner = indent + INDENT
    match value:
        case Free() | Mapping() if _members(value):
            rows: list[str] = []
            for name, each in _members(value):
                before = inner + len(name) + 2
                spelt = laid_out(each, inner, before, 1)
                # A string that does not fit stands below its key, unless that were no longer than the margin.
                below = isinstance(each, str) and before + len(spelt) + 1 > WIDTH and len(name) > INDENT
                between = f"\n{' ' * (inner + INDENT)}" if below else " "
                rows.append(f"{' ' * inner}{name}:{between}{spelt},")
            return "\n".join(("{", *rows, f"{' ' * indent}}}"))
        case Sequence() if value and not isinstance(value, str):
            if all(isinstance(each, int | float) and not isinstance(each, bool) for each in value):
                return _filled([json.dumps(each) for each in value], indent)
            rows = [f"{' ' * inner}{laid_out(each, inner, inner, 1)}," for each in value]
            return "\n".join(("[", *rows, f"{' ' * indent}]"))
        case _:
            return flat(value)


def _filled(numbers: list[str], indent: int) -> str:
    """Numbers side by side, as many as a line holds."""
    margin = " " * (indent + INDENT)
    rows = [margin + numbers[0]]
    for number in numbers[1:]:
        if len(rows[-1]) + len(number) + 3 <= WIDTH:
            rows[-1] += f", {number}"
        else:
            rows[-1] += ","
            rows.append(margin + number)
    return "\n".join(("[", *rows[:-1], f"{rows[-1]},", f"{' ' * indent}]"))


def _must_break(value: Sample) -> bool:
    """Whether it holds an array of several objects (or of several arrays) with more than one member each."""
    match value:
        case Free() | Mapping():
            return any(_must_break(each) for _, each in _members(value))
        case Sequence() if not isinstance(value, str):
            objects = all(_is_object(each) and len(_members(each)) > 1 for each in value)
            arrays = all(
                isinstance(each, Sequence) and not isinstance(each, str) and len(each) > 1 for each in value
            )
            return (len(value) > 1 and (objects or arrays)) or any(map(_must_break, value))
        case _:
            return False


def _is_object(value: Sample) -> bool:
    return isinstance(value, Free | Mapping)


def _members(value: Sample) -> list[tuple[str, Sample]]:
    members = value.members if isinstance(value, Free) else value
    return [(key(name), each) for name, each in members.items()] if isinstance(members, Mapping) else []


_IDENTIFIER: Final = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*", re.ASCII)
