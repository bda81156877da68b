"""Valid arguments as programs: what a document admits, the types of its clients have to take."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from specpress.audit.offered import Json, Offered, client_name, offered
from specpress.audit.programs import pyright_errors, typescript_errors
from specpress.audit.raw import Raw, RawOperation
from specpress.audit.requests import arguments
from specpress.audit.result import Result
from specpress.audit.schemas import Schemas
from specpress.audit.values import Maker, Unmade

TYPED: Final = "typed calls"
"""How many calls type checkers were asked of, in the counts of a result."""
REFUSED: Final = "calls that types refuse"
"""How many of these they refused, among its faults."""


def judge_python_types(
    raw: Raw, surface: Json, operations: Sequence[RawOperation], package: Path, folder: Path, result: Result
) -> None:
    """Have pyright read a call of every method with the required arguments, and one with all.

    Args:
        surface: that of the package.
        package: the folder of the package.
        folder: a folder for the programs.
        result: where it is noted what was asked and what was refused.
    """
    head = f"from {surface['package']} import {client_name(surface)}\nclient = {client_name(surface)}()\n"
    programs = {
        title: f"{head}client.{'.'.join(method.attributes)}({_keywords(given)})\n"
        for title, method, given in _calls(raw, surface, operations)
    }
    _note(programs, pyright_errors(programs, package, folder), result)


def judge_typescript_types(
    raw: Raw,
    surface: Json,
    operations: Sequence[RawOperation],
    package: Path,
    folder: Path,
    modules: Path,
    result: Result,
) -> None:
    """The same with `tsc --strict`. `modules`: a `node_modules` with TypeScript."""
    client = client_name(surface)
    name = json.loads((package / "package.json").read_text())["name"]
    head = f"import {{ {client} }} from {json.dumps(name)};\nconst client = new {client}();\n"
    programs = {
        title: f"{head}void client.{'.'.join(method.attributes)}({_places(method, given)});\n"
        for title, method, given in _calls(raw, surface, operations)
    }
    _note(programs, typescript_errors(programs, package, folder, modules), result)


def _calls(
    raw: Raw, surface: Json, operations: Sequence[RawOperation]
) -> Iterator[tuple[str, Offered, Mapping[str, Any]]]:
    """A title, the method and its arguments."""
    maker = Maker(raw, Schemas(raw))
    methods = offered(surface)
    for operation in operations:
        for everything in (False, True) if operation.id in methods else ():
            method = methods[operation.id]
            try:
                given = arguments(maker, operation, method, everything=everything, files=True)
            except Unmade:
                continue
            yield f"{operation.id}, {'all' if everything else 'required'}", method, given.arguments


def _keywords(given: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in given.items())


def _places(method: Offered, given: Mapping[str, Any]) -> str:
    """Positional arguments, then one object of all others. Members may be called as what no document names."""
    stated = [each for each in method.arguments if each.name in given and (each.location or each.is_member)]
    positional = [_typescript(given[each.name]) for each in stated if not each.is_member]
    members = {each.name: given[each.name] for each in stated if each.is_member}
    return ", ".join([*positional, *([_typescript(members)] if members else [])])


def _typescript(value: Any) -> str:
    match value:
        case bytes():
            return 'new Blob(["x"])'
        case dict():
            return (
                f"{{ {', '.join(f'{json.dumps(key)}: {_typescript(each)}' for key, each in value.items())} }}"
            )
        case list() | tuple():
            return f"[{', '.join(map(_typescript, value))}]"
        case _:
            return json.dumps(value)


def _note(programs: Mapping[str, str], refused: Iterator[tuple[str, str]], result: Result) -> None:
    told = list(refused)
    result.counts[TYPED] = len(programs)
    titles = {title for title, _ in told}
    if titles:
        result.faults[REFUSED] = len(titles)
    result.problems += [[title, "refused-by-types", message[:400]] for title, message in told]
