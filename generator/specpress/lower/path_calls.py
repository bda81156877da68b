"""Names from path and HTTP method, for operations without an id that a person chose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from specpress.document.operations import Located
from specpress.document.path_queries import without_any_parameter
from specpress.ir.names import Call, Name, capped, is_plural, singular
from specpress.lower.action_verbs import ACTIONS, ACTIONS_ON_ONE, ACTIONS_WITH_OBJECT, READING_ACTIONS, THINGS
from specpress.lower.listing import answers_list
from specpress.lower.path_words import Token, tokens
from specpress.lower.resources import plain, resource_of_path


def path_calls(operation: Located, tag: tuple[Name, ...]) -> tuple[Call, ...]:
    """The names that an operation has by its path, best first.

    The literals of the path are the resource, less `api`, `rest`, versions and dates; the HTTP method is
    the method. A path that ends in an action (`/quotes/{id}/cancel`) is a method of its parent, or of the
    resource of the operation's tag (`tag`) where nothing stands before it. Parameters in its query
    (`/current?lat={lat}`) only tell apart what would be named alike.
    """
    path = tokens(without_any_parameter(operation.path))
    literals = [token for token in path if not token.parameter and token.bearing]
    resource = resource_of_path(literals) or tag or (Name(("root",)),)
    regular = Call(resource, Name((_regular_method(operation, path, literals),)))
    forms = [regular, *_with_parameters(regular, tokens(operation.path))]
    action = _action(operation.method, path)
    parent = resource[:-1] or tag
    if action and parent:
        forms[:0] = [Call(parent, action)]
    return tuple(forms)


def ends_in_action(path: str) -> bool:
    """Whether a path template ends in what is done: `/link/token/create`."""
    return bool(_action("POST", tokens(without_any_parameter(path))))


def full_path_words(operation: Located) -> tuple[str, ...]:
    """HTTP method and all words of the path: `GET /v1/files/{id}` gives `get v1 files by id`."""
    found = [operation.method.lower()]
    for token in tokens(operation.path):
        found += ("by", *token.words) if token.parameter else token.words
    return capped(plain(found))


def _with_parameters(call: Call, path: Sequence[Token]) -> Iterable[Call]:
    """The same call with what it is asked by: `retrieve_by_owner_by_name`."""
    given = [word for token in path if token.parameter for word in ("by", *token.words)]
    return [Call(call.resource, Name(capped(plain((*call.method.words, *given)))))] if given else []


def _regular_method(operation: Located, path: Sequence[Token], literals: Sequence[Token]) -> str:
    method = operation.method
    if path and path[-1].parameter:
        return _ON_ONE.get(method, method.lower())
    if method != "GET":
        return _ON_MANY.get(method, method.lower())
    listed = answers_list(operation.cursor, "".join(literals[-1].words) if literals else "")
    if listed is None:
        listed = bool(literals) and is_plural(literals[-1].words[-1])
    return "list" if listed else "retrieve"


def _action(method: str, path: Sequence[Token]) -> Name | None:
    """The method that a path names by its end: `/quotes/{id}/cancel`, `/pins/add/{hash}`."""
    sending = method in ("POST", "PUT")
    last = path[-1:]
    if last and last[0].parameter and sending:
        path, known = path[:-1], ACTIONS_WITH_OBJECT
    else:
        known = ACTIONS_ON_ONE if len(path) > 1 and path[-2].parameter else ACTIONS
    if not path or path[-1].parameter or not path[-1].bearing:
        return None
    given = path[-1].words
    first = given[0].lower()
    if len(given) > 1:
        known = ACTIONS_WITH_OBJECT if singular(given[-1].lower()) in THINGS else ACTIONS
    if first not in known:
        return None
    if sending or (method == "GET" and first in READING_ACTIONS):
        return Name(plain(given))
    prefix = {"GET": "get", "DELETE": "delete", "PATCH": "update"}.get(method, method.lower())
    return Name(plain((prefix, *given)))


_ON_MANY: Final = {"POST": "create", "PUT": "replace", "PATCH": "update", "DELETE": "delete"}
_ON_ONE: Final = {**_ON_MANY, "POST": "update", "GET": "retrieve"}
