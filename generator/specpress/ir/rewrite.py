"""Changing every type of an Api at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias, assert_never

from specpress.ir.api import Api, Body, Content, Encoding, Header, Operation, Parameter, Response, Webhook
from specpress.ir.types import (
    Any,
    Array,
    Bytes,
    Enum,
    Literal,
    Map,
    Never,
    Nullable,
    Record,
    Ref,
    Scalar,
    Tuple,
    Type,
    Union,
)

Change: TypeAlias = Callable[[Type], Type]


def rewritten_api(api: Api, change: Change) -> Api:
    """The Api with `change` applied to every type in it, as :func:`rewritten` does."""
    return replace(
        api,
        operations=tuple(_operation(operation, change) for operation in api.operations),
        webhooks=tuple(_hook(hook, change) for hook in api.webhooks),
        webhook=api.webhook and rewritten(api.webhook, change),
        declarations=tuple(
            replace(declaration, type=rewritten(declaration.type, change)) for declaration in api.declarations
        ),
    )


def rewritten(kind: Type, change: Change) -> Type:
    """The type with `change` applied to each type in it, the innermost first; those of constraints stay."""
    match kind:
        case Array():
            item = rewritten(kind.item, change)
            return change(kind if item is kind.item else replace(kind, item=item))
        case Tuple():
            items = tuple(rewritten(item, change) for item in kind.items)
            return change(replace(kind, items=items, rest=rewritten(kind.rest, change)))
        case Map():
            value = rewritten(kind.value, change)
            return change(kind if value is kind.value else replace(kind, value=value))
        case Record():
            return change(_rewritten_record(kind, change))
        case Union():
            variants = tuple(
                replace(variant, type=rewritten(variant.type, change)) for variant in kind.variants
            )
            common = rewritten(kind.common, change) if kind.common else None
            shown = common if isinstance(common, Record) else None
            return change(replace(kind, variants=variants, common=shown))
        case Nullable():
            inner = rewritten(kind.inner, change)
            return change(kind if inner is kind.inner else replace(kind, inner=inner))
        case Scalar() | Literal() | Enum() | Ref() | Bytes() | Any() | Never():
            return change(kind)
        case _:
            assert_never(kind)


def _rewritten_record(record: Record, change: Change) -> Record:
    kinds = [rewritten(prop.type, change) for prop in record.properties]
    extra = rewritten(record.extra, change)
    unchanged = all(kind is prop.type for kind, prop in zip(kinds, record.properties, strict=True))
    if unchanged and extra is record.extra and not record.patterns:
        return record
    return replace(
        record,
        properties=tuple(
            prop if kind is prop.type else replace(prop, type=kind)
            for kind, prop in zip(kinds, record.properties, strict=True)
        ),
        extra=extra,
        patterns=tuple((pattern, rewritten(kind, change)) for pattern, kind in record.patterns),
    )


def _operation(operation: Operation, change: Change) -> Operation:
    page = operation.pagination
    return replace(
        operation,
        parameters=tuple(_typed(parameter, change) for parameter in operation.parameters),
        body=_body(operation.body, change),
        responses=tuple(_response(response, change) for response in operation.responses),
        pagination=page and replace(page, item=rewritten(page.item, change)),
        callbacks=tuple(_hook(hook, change) for hook in operation.callbacks),
    )


def _typed(parameter: Parameter, change: Change) -> Parameter:
    return replace(parameter, type=rewritten(parameter.type, change))


def _hook(hook: Webhook, change: Change) -> Webhook:
    return replace(
        hook,
        parameters=tuple(_typed(parameter, change) for parameter in hook.parameters),
        body=_body(hook.body, change),
        responses=tuple(_response(response, change) for response in hook.responses),
    )


def _body(body: Body | None, change: Change) -> Body | None:
    return body and replace(body, contents=tuple(_content(content, change) for content in body.contents))


def _response(response: Response, change: Change) -> Response:
    return replace(
        response,
        contents=tuple(_content(content, change) for content in response.contents),
        headers=tuple(_header(header, change) for header in response.headers),
    )


def _content(content: Content, change: Change) -> Content:
    return replace(
        content,
        type=rewritten(content.type, change),
        item=content.item and rewritten(content.item, change),
        encodings=tuple(_encoding(encoding, change) for encoding in content.encodings),
    )


def _encoding(encoding: Encoding, change: Change) -> Encoding:
    return replace(encoding, headers=tuple(_header(header, change) for header in encoding.headers))


def _header(header: Header, change: Change) -> Header:
    return replace(header, type=rewritten(header.type, change))
