"""Methods that call no endpoint: they read what the API sends of its own accord."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from specpress.ir import types as ir
from specpress.ir.api import Api, Content, Operation, Response
from specpress.ir.names import Call as CallName
from specpress.ir.names import Name
from specpress.targets.base import Parameter
from specpress.targets.reference import names
from specpress.targets.reference.bullets import bullets
from specpress.targets.reference.examples import example_of
from specpress.targets.reference.inputs import Input, Inputs
from specpress.targets.reference.language import Language, Scope
from specpress.targets.reference.markdown import Fence, Line, Prose, Span, Verb
from specpress.targets.reference.methods import MethodView, returned
from specpress.targets.reference.results import result_of
from specpress.targets.reference.vocabulary import Call, Vocabulary


def with_receivers(api: Api, vocabularies: Iterable[Vocabulary]) -> Api:
    """The Api with an operation for each method that has none: it has neither method nor path."""
    if api.webhook is None:
        return api
    pointer = api.webhooks[0].pointer
    ids = [id for each in vocabularies for id, call in each.calls.items() if not call.method.operation]
    made = (_operation(id, api.webhook, pointer) for id in dict.fromkeys(reversed(ids)))
    return replace(api, operations=(*api.operations, *made))


def receiver_view(operation: Operation, call: Call, language: Language, scope: Scope) -> MethodView:
    """The view of a method that calls no endpoint, with the parts that all methods have."""
    result = replace(result_of(operation), content=None)
    title = names.title(operation.call.method)
    inputs = _inputs(call.method.parameters)
    example = example_of(operation, call, inputs, result, scope.schemas, scope.vocabulary)
    return MethodView(
        title=Line(title),
        signature=Span(language.own_signature(call, result, scope)),
        verb=Verb(""),
        path=Span(""),
        description=Prose(call.method.doc or title),
        parameters=bullets(language.own_arguments(call), "request", language, scope),
        returns=bullets(returned(result, 0, language, scope), "response", language, scope),
        example=Fence(language.program(example, scope.vocabulary), language.name),
        response=None,
        id=operation.id,
        pointer=operation.pointer,
    )


def _operation(id: str, event: ir.Type, pointer: str) -> Operation:
    *resource, method = (Name(tuple(part.split("_"))) for part in id.split("."))
    content = Content(media_type="application/json", kind="json", type=event)
    return Operation(
        id=id,
        method="",
        path="",
        call=CallName(resource=tuple(resource), method=method),
        responses=(Response(status="200", contents=(content,)),),
        pointer=pointer,
    )


def _inputs(parameters: Sequence[Parameter]) -> Inputs:
    """What examples give: the first argument by its position, as a path parameter is, then the others."""
    string = ir.Scalar(kind="string")
    given = [
        Input(
            where="header" if position else "path",
            wire=each.name,
            name=Name((each.name,)),
            type=ir.Map(value=string) if each.name == "headers" else string,
            required=each.required,
        )
        for position, each in enumerate(parameters)
    ]
    return Inputs(path=tuple(given[:1]), others=tuple(given[1:]), body_required=False)
