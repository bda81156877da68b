"""What a class of pages shows of the responses that its pages are made from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from specpress.targets.base import Field, TypeExpression

ITEMS = "The items of this page."


def envelope_fields(
    envelopes: Sequence[tuple[tuple[str, ...], Sequence[Field]]],
    items: TypeExpression,
    taken: Collection[str],
) -> Iterator[Field]:
    """The fields that all responses of a class of pages have alike.

    Args:
        envelopes: of each operation the path to the items, as wire names, and the fields of its response.
        items: the type of the items as the class spells it, whose parameter is the item.
        taken: names of what every page has.
    """
    paths = {path for path, _ in envelopes}
    shown = [[_as_page(field, paths, items) for field in fields] for _, fields in envelopes]
    for field in shown[0]:
        if field.name not in taken and all(field in others for others in shown[1:]):
            yield field


def _as_page(field: Field, paths: Collection[tuple[str, ...]], items: TypeExpression) -> Field:
    if paths != {(field.wire or field.name,)}:
        return field
    return replace(field, type=items, required=True, doc=ITEMS)
