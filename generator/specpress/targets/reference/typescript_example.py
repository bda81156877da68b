"""Example programs in TypeScript, laid out as prettier does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from specpress.targets.reference import prettier
from specpress.targets.reference.examples import Example
from specpress.targets.reference.inputs import Input
from specpress.targets.reference.names import camel
from specpress.targets.reference.quirks import DEFAULT_NOTE, PAGE_NOTE
from specpress.targets.reference.samples import File, Free, Sample
from specpress.targets.reference.vocabulary import Call, Vocabulary


def program(example: Example, vocabulary: Vocabulary) -> str:
    """The whole program."""
    return "\n".join((*_prologue(example, vocabulary), *_body(example)))


def argument(given: Input, call: Call) -> str:
    """The key of the parameter object that an input is given by."""
    found = call.arguments.get((given.where, given.wire))
    return found.name if found else given.wire


def variable(name: str) -> str:
    """A name that a program may give to its result."""
    return f"{name}_" if name in _TAKEN else name


def _prologue(example: Example, vocabulary: Vocabulary) -> Iterator[str]:
    if any(_has_file(value) for _, value in example.arguments):
        yield "import fs from 'fs';"
    yield f"import {vocabulary.client} from {prettier.string(vocabulary.package)};"
    yield ""
    if vocabulary.credentials:
        yield f"const client = new {vocabulary.client}({{"
        for each in vocabulary.credentials:
            yield f"  {each.option}: process.env[{prettier.string(each.variable)}], // {DEFAULT_NOTE}"
        yield "});"
    else:
        yield f"const client = new {vocabulary.client}();"
    yield ""


def _body(example: Example) -> Iterator[str]:
    invoked = f"client.{example.call.path}"
    arguments = _arguments(example)
    result = variable(camel(example.variable))
    printed = _attribute(example)
    awaited = f"await {invoked}" if example.call.method.asynchronous else invoked
    match example.result.kind:
        case "none":
            yield prettier.call(awaited, arguments, ";")
        case "page":
            yield f"// {PAGE_NOTE}"
            yield prettier.call(f"for await (const {result} of {invoked}", arguments, ") {")
            yield f"  console.log({result}{printed});"
            yield "}"
        case "binary":
            yield prettier.assigned("const response", awaited, arguments)
            yield ""
            yield "console.log(response);"
            if example.certain:
                yield ""
                yield "const content = await response.blob();"
                yield "console.log(content);"
        case "value" | "stream":
            yield prettier.assigned(f"const {result}", awaited, arguments)
            yield ""
            yield f"console.log({result}{printed});"
        case _:
            assert_never(example.result.kind)


def _arguments(example: Example) -> list[Sample]:
    """The last path parameter, then one object with all else."""
    given = list(example.arguments)
    first: list[Sample] = []
    if given and given[0][0].where == "path":
        first = [given.pop(0)[1]]
    members = {argument(each, example.call): value for each, value in given}
    return [*first, members] if members else first


def _attribute(example: Example) -> str:
    if example.property is None:
        return ""
    name = prettier.key(example.property.wire)
    return f".{name}" if name == example.property.wire else f"[{name}]"


def _has_file(value: Sample) -> bool:
    match value:
        case File():
            return True
        case Free():
            return any(map(_has_file, value.members.values()))
        case str() | None | bool() | int() | float():
            return False
        case dict():
            return any(map(_has_file, value.values()))
        case list():
            return any(map(_has_file, value))
        case _:
            return False


_WORDS: Final = """
    arguments await break case catch class const continue debugger default delete do else enum eval export
    extends false finally for function if implements import in instanceof interface let new null package
    private protected public return static super switch this throw true try typeof undefined var void while
    with yield client console fs process
"""
_TAKEN: Final = frozenset(_WORDS.split())
