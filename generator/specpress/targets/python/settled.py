"""Which text black leaves as it is, for sure: a doubt costs time, a mistake would show as a diff.

A statement is settled where it stands on one short line, or where its brackets have each item on a line of
its own and a comma behind the last. What a bracket holds may also stand on one line between its brackets,
if it does not fit on the line before them: such parts are taken for a name, and the rest is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from re import Match
from typing import Final

from specpress.targets.python.text import WIDTH

OPENING: Final = "([{"
CLOSING: Final = ")]}"
# What cannot be broken, however long it is: a string in brackets, an entry of a dict, the parts of an import.
_UNBREAKABLE: Final = re.compile(r' *(?:(\w+=)?"[^"\\]*"|\w+ as \w+),')
_ENTRY: Final = re.compile(r' *"[^"\\]*": (?:"[^"\\]*"|\w+),')
_IMPORT: Final = re.compile(r" *from [\w.]+ import \(")
# A call or a class whose arguments do not fit on the line before them.
_FOLDED: Final = re.compile(
    r"( *)(?:\w+ = \w+\(\n\1    [\w.]+\n\1\)|class \w+\(\n\1    [\w.\[\], =]*[\w\]]\n\1\):)"
)
# A field or an alias whose type or value does not fit on the line before it.
_FIELD: Final = re.compile(r"( *)\w+: (?:TypeAlias = )?[\w.]+\[\n\1    (.+)\n\1\](| = None)")
_DEFAULT: Final = re.compile(r"( *)\w+: ([\w.]+\[.+\]) = \(\n\1    None\n\1\)")
_IN_PARENTHESES: Final = re.compile(r"( *)\w+: (?:TypeAlias = )?\(\n\1    [\w.]+\n\1\)(| = None)")
_CALLED: Final = re.compile(r"()\w+(?:: [\w.]+(\[.+\])?)? = [\w.]+\(\n    (.+)\n\)")
# Arguments of a call inside of brackets.
_ARGUMENTS: Final = re.compile(r"^( +)(?:\w+=)?[\w.]+\(\n\1    (.+)\n\1\),$", re.M)
# A member of a union, with arguments of its own.
_MEMBER: Final = re.compile(r"^( +)((?:\| )?)[\w.]+\[\n((?:\1    .+\n)+)\1\]$", re.M)
_LONG: Final = re.compile(r" *(?:\| )?x+")
# A parameter whose type is a union, or a long name.
_PARAMETER: Final = re.compile(r"^( +)\w+: \(\n\1    (.+(?:\n\1    \| .+)*)\n\1\)(?: = \w+)?,$", re.M)
# A generic with its arguments one a line, as the only argument of another.
_GENERIC: Final = re.compile(r"( *)[\w.]+\[\n((?:\1    .+,\n){2,})\1\]\n")
# What a function returns.
_RETURNED: Final = re.compile(r"^( *)\) -> [\w.]+\[\n((?:\1    .+\n)+)\1\]:( \.\.\.)?$", re.M)
# A value with the type that it is made of.
_TYPED: Final = re.compile(r"\A(\w+): ([\w.]+\[)\n((?:    .+\n)+)\] = ([\w.]+\()$", re.M)
_PUT_IN: Final = re.compile(r"\A(\w+: [\w.]+\[.+\]) = \(\n    ([\w.]+\()\n((?:        .+\n)+)    \)\n\)\Z")


def settled(lines: Sequence[str]) -> bool:
    """Whether black leaves a statement, or the head of one, as it is.

    Args:
        lines: its lines, indented as in their file.
    """
    text = "\n".join(lines)
    if whole := _FOLDED.fullmatch(text):
        return _folded(whole[0])
    if whole := _IN_PARENTHESES.fullmatch(text):
        return _folded(whole[0], len("()") + _spared(whole[2]))
    if whole := _FIELD.fullmatch(text):
        return _balanced(whole[2]) and whole[2][-1] != "," and _folded(whole[0], _spared(whole[3]))
    if whole := _DEFAULT.fullmatch(text):
        return _balanced(whole[2]) and _folded(whole[0], len("()"))
    if whole := _CALLED.fullmatch(text):
        return all(map(_balanced, (whole[2] or "", whole[3]))) and whole[3][-1] != "," and _folded(whole[0])
    return _exploded(_reduced(text).split("\n"))


def _spared(default: str) -> int:
    """How many columns a default saves on a line of its own, which black prefers where that is enough."""
    return len(default) - len(" = (") if default else 0


def _reduced(text: str) -> str:
    """The text with a name for each of its parts that is laid out as black has it."""
    if "\n" not in text:
        return text
    text = _ARGUMENTS.sub(_without_arguments, text)
    text = _RETURNED.sub(_without_result, text)
    text = _PUT_IN.sub(_taken_out, _TYPED.sub(_without_type, text))
    return _PARAMETER.sub(_without_union, _MEMBER.sub(_with_name, text))


def _without_arguments(part: Match[str]) -> str:
    inner = part[2]
    if inner[-1] != "," and _balanced(inner) and _folded(part[0]):
        return f"{part[1]}x,"
    return part[0]


def _with_name(part: Match[str]) -> str:
    """A member of a union as a name of the same width."""
    if not _arguments_settled(part[0], part[3]):
        return part[0]
    return part[1] + part[2] + "x" * (len(_joined(part[0])) - len(part[1] + part[2]))


def _without_union(part: Match[str]) -> str:
    members = part[2].split("\n")
    lines = part[0].split("\n")
    if len(members) > 1:
        lines = [line for line in lines if not _LONG.fullmatch(line)]
    if not all(map(_balanced, members)) or not all(map(short, lines)):
        return part[0]
    line = " ".join(each.strip() for each in members)
    is_kept = len(members) > 1 or " | " in line or line.replace(".", "").isidentifier()
    width = len(part[1] + "    " + line) if len(members) > 1 else len(_joined(part[0])) - len("()")
    return f"{part[1]}x: x = x," if is_kept and width > WIDTH else part[0]


def _without_result(part: Match[str]) -> str:
    return f"{part[1]}) -> x:{part[3] or ''}" if _arguments_settled(part[0], part[2]) else part[0]


def _without_type(part: Match[str]) -> str:
    # Black would rather put the value in parentheses, if what is before it fits.
    head = part[1] + ": " + part[2] + _joined(part[3]).strip() + "] = ("
    if _arguments_settled(part[0], part[3]) and (part[3].endswith(",\n") or not short(head)):
        return f"{part[1]} = {part[4]}"
    return part[0]


def _taken_out(part: Match[str]) -> str:
    head, call, arguments = part[1], part[2], part[3]
    if not _balanced(head) or not short(f"{head} = (") or short(f"{head} = {call}"):
        return part[0]
    return f"    x = {call}\n{arguments}    )"


def _arguments_settled(whole: str, arguments: str) -> bool:
    """Whether a generic has its arguments one a line, or all on a line as they do not fit before it."""
    if not all(map(short, whole.split("\n"))):
        return False
    if only := _GENERIC.fullmatch(arguments):
        arguments = only[2]
    each = arguments[:-1].split("\n")
    if not all(map(_balanced, each)):
        return False
    if len(each) > 1:
        return all(line[-1] == "," for line in each)
    return each[0][-1] != "," and not short(_joined(whole))


def _folded(text: str, room: int = 0) -> bool:
    """Whether its lines are short, and too long for one line of `room` columns more."""
    return all(map(short, text.split("\n"))) and len(_joined(text)) > WIDTH + room


def _joined(text: str) -> str:
    first, *others = text.split("\n")
    return first + "".join(map(str.lstrip, others))


def _exploded(lines: Sequence[str]) -> bool:
    opener, *others = [line for line in lines if line]
    if not (short(opener) or _IMPORT.fullmatch(opener)) or bool(others) != (opener[-1] in OPENING):
        return False
    # Of each open bracket: what it is, whether it keeps a single item on a line of its own, its items so far.
    brackets = [(opener[-1], _is_call(opener), 0)] if others else []
    before = opener
    for line in others:
        opens, closes = line[-1] in OPENING, line.lstrip()[0] in CLOSING
        if not brackets or (opens and closes) or _depth(line) != opens - closes:
            return False
        unbreakable = _ENTRY if brackets[-1][0] == "{" else _UNBREAKABLE
        if not short(line) and not unbreakable.fullmatch(line):
            return False
        if closes:
            _, keeps, items = brackets.pop()
            if before[-1] != "," or not (keeps or items > 1 or before.lstrip()[0] in CLOSING):
                return False
        else:
            bracket, keeps, items = brackets[-1]
            brackets[-1] = bracket, keeps, items + 1
        if opens:
            brackets.append((line[-1], _is_call(line), 0))
        elif brackets and line[-1] != ",":
            return False
        before = line
    return not brackets


def _is_call(line: str) -> bool:
    """Whether a line opens a call, a definition or an import: there the comma of a single item is kept."""
    return line[-1] == "(" and (line[-2:-1].isalnum() or line.endswith(("_(", " import (")))


def short(line: str) -> bool:
    """Whether a line is no longer than black lets it be."""
    return len(line) <= WIDTH


def _balanced(text: str) -> bool:
    """Whether it closes the brackets that it opens; one in a string makes it doubtful at most."""
    depth = 0
    for character in text:
        depth += (character in OPENING) - (character in CLOSING)
        if depth < 0:
            return False
    return not depth


def _depth(line: str) -> int:
    """How many brackets a line leaves open. Those in its strings count too: it is doubtful at most."""
    return sum(map(line.count, OPENING)) - sum(map(line.count, CLOSING))
