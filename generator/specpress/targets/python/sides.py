"""Which declarations a client sends, which it reads, and which of them it spells differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from specpress.ir import types as ir
from specpress.ir.api import Api, Content
from specpress.targets.graph import reachable
from specpress.targets.properties import Side
from specpress.targets.python.types import differs, references


@dataclass(frozen=True, slots=True)
class Sides:
    """Ids of declarations by what they are for."""

    requests: frozenset[str]
    responses: frozenset[str]
    """What responses hold, and all that no request holds."""
    differing: frozenset[str]
    """Those that a request spells otherwise than a response."""

    def of(self, id: str, type_: ir.Type) -> tuple[Side, ...]:
        """The sides that a declaration is printed for."""
        request = id in self.requests and id in self.differing
        # An enum of a request is an alias of the response's.
        response = id in self.responses or not request or isinstance(type_, ir.Enum)
        wanted: dict[Side, bool] = {"response": response, "request": request}
        return tuple(side for side, needed in wanted.items() if needed)


def sides_of(api: Api, declared: Mapping[str, ir.Type]) -> Sides:
    """The sides of all declarations of an API."""
    sent = {id: tuple(references(type_, "request")) for id, type_ in declared.items()}
    read = {id: tuple(references(type_, "response")) for id, type_ in declared.items()}
    requests = reachable(sent, (id for type_ in _sent(api) for id in references(type_, "request")))
    roots = {id for type_ in _read(api) for id in references(type_, "response")}
    responses = reachable(read, roots | (declared.keys() - requests))
    users: dict[str, list[str]] = {}
    for id, targets in sent.items():
        for target in targets:
            users.setdefault(target, []).append(id)
    differing = reachable(users, (id for id, type_ in declared.items() if differs(type_)))
    return Sides(requests, responses, differing)


def _sent(api: Api) -> Iterator[ir.Type]:
    for operation in api.operations:
        yield from (each.type for each in operation.parameters if each.fixed is None)
        if operation.body:
            yield from (content.type for content in operation.body.contents)


def _read(api: Api) -> Iterator[ir.Type]:
    hooks = [*api.webhooks, *(hook for operation in api.operations for hook in operation.callbacks)]
    contents: list[Content] = [content for hook in hooks if hook.body for content in hook.body.contents]
    for operation in api.operations:
        contents.extend(content for response in operation.responses for content in response.contents)
        if operation.pagination:
            yield operation.pagination.item
    for content in contents:
        yield content.type
        if content.item is not None:
            yield content.item
