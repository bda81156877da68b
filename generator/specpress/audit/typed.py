"""Valid arguments as programs: what a document admits, the types of its clients have to take."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from specpress.audit.offered import Json, Offered, client_name, offered
from specpress.audit.programs import pyright_errors, typescript_errors
from specpress.audit.raw import JsonValue, Raw, RawOperation
from specpress.audit.requests import arguments
from specpress.audit.result import REFUSED, TYPED, Result
from specpress.audit.schemas import Schemas
from specpress.audit.values import Maker, Unmade

_Program: TypeAlias = Callable[[Offered, Mapping[str, Any]], str]
"""The call of a method with arguments, as a program."""
_Check: TypeAlias = Callable[[Mapping[str, str], Path], Iterator[tuple[str, str]]]
"""What a type checker says of programs, which it finds in a folder: title and message."""


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
    client = client_name(surface)
    head = f"from {surface['package']} import {client}\nclient = {client}()\n"

    def program(method: Offered, given: Mapping[str, Any]) -> str:
        return f"{head}client.{'.'.join(method.attributes)}({_keywords(given)})\n"

    def check(programs: Mapping[str, str], place: Path) -> Iterator[tuple[str, str]]:
        return pyright_errors(programs, package, place)

    _judge(_Calls(raw, surface, operations), program, check, folder, result)


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

    def program(method: Offered, given: Mapping[str, Any]) -> str:
        return f"{head}void client.{'.'.join(method.attributes)}({_places(method, given)});\n"

    def check(programs: Mapping[str, str], place: Path) -> Iterator[tuple[str, str]]:
        return typescript_errors(programs, package, place, modules)

    _judge(_Calls(raw, surface, operations), program, check, folder, result)


@dataclass(frozen=True, slots=True)
class _Calls:
    raw: Raw
    surface: Json
    operations: Sequence[RawOperation]

    def programs(self, program: _Program) -> dict[str, str]:
        """Programs by title."""
        return dict(self._made(program, None))

    def otherwise(self, program: _Program, titles: Set[str]) -> dict[str, str]:
        """Those of these titles, with what else a body may be handed in as."""
        return dict(self._made(program, titles))

    def _made(self, program: _Program, titles: Set[str] | None) -> Iterator[tuple[str, str]]:
        maker = Maker(self.raw, Schemas(self.raw))
        methods = offered(self.surface)
        for operation in self.operations:
            for everything in (False, True) if operation.id in methods else ():
                method = methods[operation.id]
                located = [each.name for each in method.arguments if each.location]
                if len(set(located)) < len(located):
                    continue  # a positional argument and a member share a name: arguments are made by name
                title = f"{operation.id}, {'all' if everything else 'required'}"
                if titles is not None and title not in titles:
                    continue
                other = titles is not None
                try:
                    given = arguments(maker, operation, method, everything=everything, otherwise=other)
                except Unmade:
                    continue
                yield title, program(method, given.arguments)


def _judge(calls: _Calls, program: _Program, check: _Check, folder: Path, result: Result) -> None:
    programs = calls.programs(program)
    told = list(check(programs, folder))
    refused = {title for title, _ in told}
    if refused:
        # What is text in the content that is sent may be a file in another: then types ask for a file. And
        # the wire takes octets where they want values.
        others = calls.otherwise(program, refused)
        again = {title: each for title, each in others.items() if each != programs[title]}
        refused -= again.keys() - {title for title, _ in check(again, folder / "otherwise")}
        result.faults |= {REFUSED: len(refused)} if refused else {}
    result.counts[TYPED] = len(programs)
    result.problems += [[title, "refused-by-types", said[:400]] for title, said in told if title in refused]


def _keywords(given: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in given.items())


def _places(method: Offered, given: Mapping[str, Any]) -> str:
    """Positional arguments, then one object of all others, which may have the names of options."""
    stated = [each for each in method.arguments if each.name in given and (each.location or each.is_member)]
    positional = [_typescript(given[each.name]) for each in stated if not each.is_member]
    members = {each.name: given[each.name] for each in stated if each.is_member}
    return ", ".join([*positional, *([_typescript(members)] if members else [])])


def _typescript(value: JsonValue | bytes) -> str:
    if isinstance(value, bytes):
        return 'new Blob(["x"])'
    if isinstance(value, dict):
        members = (f"{json.dumps(key)}: {_typescript(each)}" for key, each in value.items())
        return f"{{ {', '.join(members)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_typescript, value))}]"
    return json.dumps(value)
