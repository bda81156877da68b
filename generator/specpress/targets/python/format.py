"""Layout as black has it.

The text comes laid out already: :mod:`specpress.targets.python.layout` breaks lines as black does. So black
is asked only of the statements that might look otherwise to it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import PurePosixPath
from typing import Final

from specpress.targets.python.text import WIDTH

OPENING: Final = "([{"
CLOSING: Final = ")]}"
# What cannot be broken, however long it is: a string in brackets, and the head of an import.
_UNBREAKABLE: Final = re.compile(r' *(\w+=)?"[^"\\]*",')
_IMPORT: Final = re.compile(r" *from [\w.]+ import \(")
# A call or a class with one name in its brackets, which does not fit on the line before them.
_ONE_NAME: Final = re.compile(r"( *)(?:\w+ = \w+\(\n\1    [\w.]+\n\1\)|class \w+\(\n\1    [\w.\[\]]+\n\1\):)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, or the head of one that has a body: its indent, the lines from and to, numbered from 0."""

    indent: int
    first: int
    last: int
    is_head: bool


def formatted(path: PurePosixPath, text: str) -> str:
    """The text as black lays it out; files that are not Python are returned as they are.

    Args:
        path: where the file goes.
        text: its text, as the templates print it.

    Raises:
        SyntaxError: the text is not Python: a defect of this target.
    """
    if path.suffix != ".py":
        return text
    lines = text.split("\n")
    for each in reversed(doubtful(text)):
        lines[each.first : each.last] = _laid_out(lines[each.first : each.last], each)
    return "\n".join(lines)


def formatter() -> str:
    """Who lays out the text: a name and a version."""
    return f"black {version('black')} {WIDTH}"


def doubtful(text: str) -> list[Statement]:
    """The statements of a module that black might lay out otherwise, in their order.

    No others are those that stand on one line which is short enough, or whose brackets have each item on a
    line of its own and a comma behind the last.
    """
    lines = text.split("\n")
    statements = _statements(ast.parse(text).body, lines, 0)
    return [each for each in statements if not _settled(lines[each.first : each.last])]


def _laid_out(lines: Sequence[str], statement: Statement) -> list[str]:
    """The lines of a statement as black has them, which is asked of a module of it alone."""
    above = [f"{' ' * columns}if True:" for columns in range(0, statement.indent, 4)]
    below = [f"{' ' * statement.indent}    pass"] if statement.is_head else []
    found = _black("".join(f"{line}\n" for line in (*above, *lines, *below))).split("\n")
    # Black sets a definition apart from what is above it.
    first = next(number for number in range(len(above), len(found)) if found[number])
    return found[first : -1 - len(below)]


def _statements(body: Sequence[ast.stmt], lines: Sequence[str], indent: int) -> Iterator[Statement]:
    for each in body:
        match each:
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                head, start = each.lineno - 1, _first(each.body[0])
                above = lines[_first(each) : head]
                is_settled = all(map(_short, above)) and len(above) == len(each.decorator_list)
                first = head if is_settled else _first(each)
                follows = not lines[start][: each.body[0].col_offset].strip()
                yield Statement(indent, first, start if follows else start + 1, follows)
                yield from _statements(each.body if follows else (), lines, indent + 4)
            case ast.If():
                yield from _statements((*each.body, *each.orelse), lines, indent + 4)
            case ast.Expr(value=ast.Constant(value=str())):
                pass
            case _:
                yield Statement(indent, _first(each), each.end_lineno or 0, is_head=False)


def _first(statement: ast.stmt) -> int:
    match statement:
        case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            return min([statement.lineno, *(each.lineno for each in statement.decorator_list)]) - 1
        case _:
            return statement.lineno - 1


def _settled(lines: Sequence[str]) -> bool:
    """Whether black leaves a statement as it is, for sure."""
    if _ONE_NAME.fullmatch("\n".join(lines)):
        return all(map(_short, lines)) and not _short(lines[0] + "".join(map(str.lstrip, lines[1:])))
    opener, *others = [line for line in lines if line]
    if not (_short(opener) or _IMPORT.fullmatch(opener)) or bool(others) != (opener[-1] in OPENING):
        return False
    # Of each open bracket: what it is, whether it keeps a single item on a line of its own, its items so far.
    brackets = [(opener[-1], _is_call(opener), 0)] if others else []
    before = opener
    for line in others:
        opens, closes = line[-1] in OPENING, line.lstrip()[0] in CLOSING
        if not brackets or (opens and closes) or _depth(line) != opens - closes:
            return False
        if not _short(line) and (brackets[-1][0] == "{" or not _UNBREAKABLE.fullmatch(line)):
            return False
        if closes:
            _, keeps, items = brackets.pop()
            if before[-1] != "," or not (keeps or items > 1):
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


def _short(line: str) -> bool:
    return len(line) <= WIDTH


def _depth(line: str) -> int:
    """How many brackets a line leaves open. Those in its strings count too: it is doubtful at most."""
    return sum(map(line.count, OPENING)) - sum(map(line.count, CLOSING))


def _black(text: str) -> str:
    # Imported late: it costs 130 ms, which a run that has seen all its text before need not pay.
    import black
    from black.mode import Mode, TargetVersion
    from black.report import NothingChanged

    mode = Mode(target_versions={TargetVersion.PY311}, line_length=WIDTH)
    try:
        return black.format_file_contents(text, fast=True, mode=mode)
    except NothingChanged:
        return text
