"""The part of a page that is about one method."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from specpress.ir import types as ir
from specpress.ir.api import Operation
from specpress.ir.types import Json
from specpress.targets.base import Text
from specpress.targets.reference import names
from specpress.targets.reference.bullets import bullets
from specpress.targets.reference.examples import example_of
from specpress.targets.reference.inputs import inputs_of, streaming
from specpress.targets.reference.language import Item, Language, Place, Scope
from specpress.targets.reference.markdown import Blocks, Fence, Line, Prose, Span, Verb
from specpress.targets.reference.quirks import without_query
from specpress.targets.reference.results import Result, result_of
from specpress.targets.reference.samples import Free, Sample, first, response_sample
from specpress.targets.reference.schemas import bare, said
from specpress.targets.reference.vocabulary import Call


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """All that is printed of one method. None: the section is left out."""

    title: Text
    signature: Text
    verb: Text
    path: Text
    description: Text
    parameters: Blocks | None
    returns: Blocks | None
    example: Text
    response: Text | None
    id: str
    """The operation's, which is not printed, nor is its place in the document."""
    pointer: str


def method_view(
    operation: Operation, call: Call, number: int, language: Language, scope: Scope
) -> MethodView:
    """The view of a method.

    Args:
        operation: what it calls.
        call: the method itself.
        number: how many operations before it return files.
        language: the language of the page.
        scope: what its types are made from.
    """
    schemas = scope.schemas
    inputs = inputs_of(operation, schemas, call.arguments)
    result = result_of(operation)
    if result.kind == "binary" and call.text:
        result = Result("value", ir.Scalar(kind="string"), name=result.name)
    if result.xml is not None and not call.text:
        result = replace(result, type=result.xml)
    if streaming(inputs, schemas) is None:
        # Without a flag nobody asks for the stream that there is besides.
        result = replace(result, event=None)
    title = operation.summary.strip() or names.title(operation.call.method)
    example = example_of(operation, call, inputs, result, schemas, scope.vocabulary)
    return MethodView(
        title=Line(title),
        signature=Span(language.signature(operation, call, inputs, result, scope)),
        verb=Verb(operation.method),
        path=Span(without_query(operation.path)),
        description=Prose(operation.description if operation.description.strip() else title),
        parameters=bullets(
            language.parameters(operation, call, inputs, result, scope), "request", language, scope
        ),
        returns=bullets(returned(result, number, language, scope), "response", language, scope),
        example=Fence(language.program(example, scope.vocabulary), language.name),
        response=_response(result, scope),
        id=operation.id,
        pointer=operation.pointer,
    )


def type_name(type_: ir.Type, result: Result, scope: Scope) -> str:
    """What the result of a method is called; empty if it is nothing but a scalar."""
    found = bare(type_, scope.schemas)
    if isinstance(found, ir.Ref):
        return scope.vocabulary.types[found.id]
    return names.pascal(*result.name) if isinstance(found, ir.Record | ir.Union | ir.Enum) else ""


def returned(result: Result, number: int, language: Language, scope: Scope) -> tuple[Item, ...]:
    """The bullet of what a method returns, if it returns something."""
    if result.kind == "none":
        return ()
    if result.type is None:
        return (Item(language.binary(number)),)
    name = type_name(result.type, result, scope)
    place = Place(names=result.name)
    code = language.top(result.type, name, scope)
    return (Item(code, said(result.type, scope.schemas), result.type, place),)


def _response(result: Result, scope: Scope) -> Text | None:
    if result.content is None:
        return None
    sample = response_sample(result.content.type, first(result.content.examples), scope.schemas)
    return Fence(json.dumps(_plain(sample), indent=2, ensure_ascii=False), "json")


def _plain(sample: Sample) -> Json:
    match sample:
        case Free():
            return {key: _plain(each) for key, each in sample.members.items()}
        case dict():
            return {key: _plain(each) for key, each in sample.items()}
        case list() | tuple():
            return [_plain(each) for each in sample]
        case str() | bool() | int() | float() | None:
            return sample
        case _:
            return ""
