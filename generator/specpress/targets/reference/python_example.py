"""Example programs in Python: every argument on a line of its own."""

from __future__ import annotations

import json
import keyword
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, assert_never

from specpress.ir import types as ir
from specpress.targets.reference.examples import Example
from specpress.targets.reference.inputs import Input
from specpress.targets.reference.names import snake
from specpress.targets.reference.quirks import DEFAULT_NOTE, PYTHON_FILE
from specpress.targets.reference.samples import File, Free, Sample
from specpress.targets.reference.vocabulary import Call, Vocabulary


def program(example: Example, vocabulary: Vocabulary) -> str:
    """The whole program."""
    return "\n".join((*_prologue(vocabulary), *_body(example, vocabulary)))


def literal(value: Sample, indent: int = 0) -> str:
    """A value in Python's own notation, on several lines where it is an object."""
    match value:
        case File():
            return PYTHON_FILE
        case Free():
            return _lines(_members(value.members, indent), ",\n", "", indent)
        case Mapping():
            return _lines(_members(value, indent), ",\n", ",", indent)
        case str():
            return string(value)
        case Sequence():
            return f"[{', '.join(literal(each, indent) for each in value)}]"
        case bool() | None:
            return str(value)
        case _:
            return json.dumps(value)


def string(text: str) -> str:
    """A string in double quotes."""
    escaped = "".join(_ESCAPES.get(char) or (char if char.isprintable() else _escaped(char)) for char in text)
    return f'"{escaped}"'


def variable(name: str) -> str:
    """A name that a program may give to its result."""
    return f"{name}_" if keyword.iskeyword(name) or name in _TAKEN else name


def attribute(prop: ir.Property, model: str, vocabulary: Vocabulary) -> str:
    """What a property is read by; `model` is the id of its object's type, empty if that has none.

    Objects of a type that is sent only have keys, and are read by nobody.
    """
    if model and model not in vocabulary.attributes:
        return prop.wire
    name = vocabulary.attributes.get(model, {}).get(prop.wire) or snake(prop.name)
    return f"{name}_" if keyword.iskeyword(name) else name


def _members(members: Mapping[str, Sample], indent: int) -> list[str]:
    inner = indent + _INDENT
    return [f"{' ' * inner}{string(key)}: {literal(each, inner)}" for key, each in members.items()]


def _lines(members: list[str], separator: str, ending: str, indent: int) -> str:
    return f"{{\n{separator.join(members)}{ending}\n{' ' * indent}}}" if members else "{}"


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _prologue(vocabulary: Vocabulary) -> Iterator[str]:
    if vocabulary.credentials:
        yield "import os"
    yield f"from {vocabulary.package} import {vocabulary.client}"
    yield ""
    if not vocabulary.credentials:
        yield f"client = {vocabulary.client}()"
        return
    yield f"client = {vocabulary.client}("
    for each in vocabulary.credentials:
        yield f"    {each.option}=os.environ.get({string(each.variable)}),  # {DEFAULT_NOTE}"
    yield ")"


def _body(example: Example, vocabulary: Vocabulary) -> Iterator[str]:
    call = f"client.{example.call.path}({_arguments(example)})"
    printed = _attribute(example, vocabulary)
    match example.result.kind:
        case "none":
            yield call
        case "page":
            yield f"page = {call}"
            yield f"page = page.{_items(example)}[0]"
            yield f"print(page{printed})"
        case "binary":
            yield f"response = {call}"
            yield "print(response)"
            if example.certain:
                yield "content = response.read()"
                yield "print(content)"
        case "value" if example.result.event is None:
            result = variable(snake(example.variable))
            yield f"{result} = {call}"
            yield f"print({result}{printed})"
        case "value" | "stream":
            one = variable(snake(example.owner))
            yield f"for {one} in {call}:"
            yield f"  print({one})"
        case _:
            assert_never(example.result.kind)


def _attribute(example: Example, vocabulary: Vocabulary) -> str:
    model = example.model if example.model in vocabulary.attributes else ""
    return f".{attribute(example.property, model, vocabulary)}" if example.property else ""


def _items(example: Example) -> str:
    return example.items if example.items.isidentifier() and not keyword.iskeyword(example.items) else "items"


def _arguments(example: Example) -> str:
    given = [(argument(each, example.call), literal(value, _INDENT)) for each, value in example.arguments]
    if example.sole and given:
        return f"\n{' ' * _INDENT}{given[0][1]},\n"
    return "".join(["\n", *(f"{' ' * _INDENT}{name}={value},\n" for name, value in given)]) if given else ""


def argument(given: Input, call: Call) -> str:
    """The name of the keyword that an input is given by."""
    found = call.arguments.get((given.where, given.wire))
    return found.name if found else snake(given.name)


_INDENT: Final = 4
_TAKEN: Final = frozenset(("client", "os", "print"))
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
