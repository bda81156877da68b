"""Layout as black has it.

The text comes laid out already: :mod:`specpress.targets.python.layout` breaks lines as black does. So black
is asked only of what might look otherwise to it, and of the whole file where it does. What it was asked once
is remembered by its content.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final

from specpress.targets.python.text import WIDTH

OPENING: Final = "([{"
CLOSING: Final = ")]}"


def formatted(path: PurePosixPath, text: str, cache: Path | None = None) -> str:
    """The text as black lays it out; files that are not Python are returned as they are.

    Args:
        path: where the file goes.
        text: its text, as the templates print it.
        cache: a folder for results by content hash; None keeps nothing.

    Raises:
        SyntaxError: the text is not Python: a defect of this target.
    """
    if path.suffix != ".py":
        return text
    asked = doubtful(text)
    if _code(_remembered(asked, cache)) == _code(asked):
        return text
    return _remembered(text, cache)


def doubtful(text: str) -> str:
    """The statements of a module that black might lay out otherwise, as a module of their own.

    No others are those that stand on one line which is short enough, or whose brackets have each item on a
    line of its own and a comma behind the last.
    """
    lines = text.split("\n")
    found: list[str] = []
    for indent, first, last, follows in _statements(ast.parse(text).body, lines, 0):
        shown = lines[first:last]
        if _settled(shown):
            continue
        found.extend(f"{' ' * columns}if True:" for columns in range(0, indent, 4))
        found.extend(shown)
        if follows:
            found.append(f"{' ' * indent}    pass")
    return "".join(f"{line}\n" for line in found)


def _statements(
    body: Sequence[ast.stmt], lines: Sequence[str], indent: int
) -> Iterator[tuple[int, int, int, bool]]:
    """Statements and heads of statements: indent, lines from and to, whether a body has to follow."""
    for each in body:
        match each:
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                head, start = each.lineno - 1, _first(each.body[0])
                decorators = lines[_first(each) : head]
                first = head if all(map(_short, decorators)) else _first(each)
                follows = not lines[start][: each.body[0].col_offset].strip()
                yield indent, first, start if follows else start + 1, follows
                yield from _statements(each.body if follows else (), lines, indent + 4)
            case ast.If():
                yield from _statements((*each.body, *each.orelse), lines, indent + 4)
            case ast.Expr(value=ast.Constant(value=str())):
                pass
            case _:
                yield indent, _first(each), each.end_lineno or 0, False


def _first(statement: ast.stmt) -> int:
    match statement:
        case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            return min([statement.lineno, *(each.lineno for each in statement.decorator_list)]) - 1
        case _:
            return statement.lineno - 1


def _settled(lines: Sequence[str]) -> bool:
    """Whether black leaves a statement as it is, for sure."""
    opener, *others = [line for line in lines if line]
    if not all(map(_short, lines)) or bool(others) != (opener[-1] in OPENING):
        return False
    # Of each open bracket, whether it keeps a single item on a line of its own, and how many items it has.
    brackets = [(_is_call(opener), 0)] if others else []
    before = opener
    for line in others:
        opens, closes = line[-1] in OPENING, line.lstrip()[0] in CLOSING
        if not brackets or (opens and closes) or _depth(line) != opens - closes:
            return False
        if closes:
            keeps, items = brackets.pop()
            if before[-1] != "," or not (keeps or items > 1):
                return False
        else:
            keeps, items = brackets[-1]
            brackets[-1] = keeps, items + 1
        if opens:
            brackets.append((_is_call(line), 0))
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


def _code(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def _remembered(text: str, cache: Path | None) -> str:
    if cache is None or not text:
        return _black(text)
    key = hashlib.sha256(f"{_version()}\0{text}".encode(errors="surrogatepass")).hexdigest()
    entry = cache / key[:2] / key[2:]
    try:
        stored = entry.read_bytes()
    except OSError:
        result = _black(text)
        # An empty entry says that the text was laid out already: most are, and then nothing is kept twice.
        entry.parent.mkdir(parents=True, exist_ok=True)
        entry.write_bytes(b"" if result == text else result.encode())
        return result
    return stored.decode() if stored else text


@lru_cache(maxsize=1)
def _version() -> str:
    from importlib.metadata import version

    return f"{version('black')} {WIDTH}"


def _black(text: str) -> str:
    if not text:
        return text
    # Imported late: it costs 130 ms, which a run whose outputs are current need not pay.
    import black
    from black.mode import Mode, TargetVersion
    from black.report import NothingChanged

    mode = Mode(target_versions={TargetVersion.PY311}, line_length=WIDTH)
    try:
        return black.format_file_contents(text, fast=True, mode=mode)
    except NothingChanged:
        return text
