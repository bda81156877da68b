"""Layout as black has it.

The text comes laid out already: :mod:`specpress.targets.python.layout` breaks lines as black does. So black
is asked only of the statements that might look otherwise to it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import PurePosixPath

from specpress.targets.python.settled import settled, short
from specpress.targets.python.text import WIDTH


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
    return [each for each in statements if not settled(lines[each.first : each.last])]


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
                is_settled = all(map(short, above)) and len(above) == len(each.decorator_list)
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
