"""What a class of pages shows of the responses that its pages are made from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from specpress.targets.base import Class, Field, Member, Symbol, TypeExpression

ITEMS = "The items of this page."


def envelope(response: TypeExpression | None, members: Mapping[Symbol, Member]) -> tuple[Field, ...]:
    """The fields of what a page is made from, where that is a class or interface of its own.

    `members`: what a package prints, by symbol.
    """
    shown = members.get(response) if isinstance(response, Symbol) else None
    return shown.fields if isinstance(shown, Class) else ()


def envelope_fields(
    envelopes: Sequence[tuple[tuple[str, ...], Sequence[Field]]],
    items: TypeExpression,
    taken: Collection[str],
    optional: Callable[[TypeExpression], TypeExpression],
) -> Iterator[Field]:
    """The fields that all responses of a class of pages have, as sure as the least sure of them.

    Args:
        envelopes: of each operation the path to the items, as wire names, and the fields of its response.
        items: the type of the items as the class spells it, whose parameter is the item.
        taken: names of what every page has.
        optional: a type with null, or without a value, among its values.
    """
    paths = {path for path, _ in envelopes}
    first, *others = [{field.name: field for field in fields} for _, fields in envelopes]
    for name, field in first.items():
        alike = [field, *(other[name] for other in others if name in other)]
        if name in taken or len(alike) < len(envelopes):
            continue
        if paths == {(field.wire or name,)}:
            yield replace(field, type=items, required=True, doc=ITEMS)
        elif len({(each.wire, optional(each.type)) for each in alike}) == 1:
            types = {each.type for each in alike}
            type_ = field.type if len(types) == 1 else optional(field.type)
            required = all(each.required for each in alike)
            deprecated = any(each.deprecated for each in alike)
            yield replace(field, type=type_, required=required, deprecated=deprecated)
