"""The names that one operation could have, best first, each a function of that operation alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from specpress.document.operations import Located
from specpress.document.path_queries import without_any_parameter
from specpress.ir.names import Call, Name, capped, is_plural, same_word, words
from specpress.lower.action_verbs import ADJECTIVES, CONNECTIVES, FETCHING, SEARCHING
from specpress.lower.operation_ids import by_class, chosen_id, id_words, separated, spelt_apart
from specpress.lower.path_calls import full_path_words, path_calls
from specpress.lower.path_words import tokens
from specpress.lower.resources import plain, resource_of_path, resource_of_tag


def call_forms(operation: Located) -> tuple[Call, ...]:
    """The names of an operation by rule set 1: the short one first, then fuller ones, the last one its own.

    Machine-made operationIds count as absent. An id with separators says resource and method
    (`repos/list-commits`). A named id is a method of its tag's resource, or of the path's first literal, less
    the words of that resource. Without an id, path and HTTP method decide.
    """
    tag = resource_of_tag((operation.cursor / "tags" / 0).text)
    elsewhere = (operation.path, (operation.cursor / "summary").text, *(" ".join(name.words) for name in tag))
    known = [word for text in elsewhere for word in words(text)]
    operation_id = spelt_apart((operation.cursor / "operationId").text, known)
    chosen = chosen_id(operation_id, operation.method, operation.path, _joined(tag))
    forms = _id_calls(chosen, operation, tag) if chosen else path_calls(operation, tag)
    resource = forms[0].resource
    whole_path = full_path_words(operation)
    mark = "x" + hashlib.sha256(operation.id.encode()).hexdigest()[:6]
    if chosen:
        forms = (*forms, Call(resource, Name(capped(plain(words(operation_id))))))
    forms = (*forms, Call(resource, Name(whole_path)), Call(resource, Name(capped((*whole_path, mark)))))
    return tuple(dict.fromkeys(forms))


def _id_calls(operation_id: str, operation: Located, tag: tuple[Name, ...]) -> tuple[Call, ...]:
    parts = separated(operation_id)
    before, last = parts[:-1], parts[-1]
    if before and not before[-1].endswith("Controller"):
        return (Call(tuple(Name(plain(words(part))) for part in before), Name(plain(words(last)))),)
    found = by_class(f"{before[-1]}_{last}" if before else last, _joined(tag))
    nodes: tuple[Name, ...] = ()
    if found is not None:
        group, last = found
        nodes = (Name(plain(_less(words(group), tag))),)
    literals = [
        token
        for token in tokens(without_any_parameter(operation.path))
        if not token.parameter and token.bearing
    ]
    resource = tag or nodes or resource_of_path(literals[:1]) or (Name(("root",)),)
    method = Name(plain(_less_resource(id_words(last), resource, operation.method)))
    return (Call(resource, method), *(Call((*tag, *nodes), method) for _ in nodes))


def _less_resource(given: tuple[str, ...], resource: tuple[Name, ...], method: str) -> tuple[str, ...]:
    """An id's words without the first run of words that only repeat its resource."""
    for nodes in (resource, *((node,) for node in reversed(resource))):
        run = _run(given, _joined(nodes))
        if run is None or _names_more(given[: run[0]]):
            continue
        start, end = run
        rest = [*given[:start], *given[end:]]
        if not rest or rest[0].lower() in CONNECTIVES or rest[-1].lower() in CONNECTIVES:
            continue
        if len(rest) > 1:
            return tuple(rest)
        verb = rest[0].lower()
        if end < len(given) or not is_plural(given[end - 1]):
            return (_SPOKEN.get(verb, verb),)
        if method == "GET" and verb in FETCHING:
            return ("list",)
        return tuple(rest) if method == "GET" or verb in SEARCHING else given
    return given


def _less(given: tuple[str, ...], resource: tuple[Name, ...]) -> tuple[str, ...]:
    run = _run(given, _joined(resource)) if resource else None
    return (given[: run[0]] + given[run[1] :] if run else ()) or given


def _names_more(before: Sequence[str]) -> bool:
    """Whether what stands before a run is more than a verb and adjectives: part of a longer noun.

    So `listProjectUsers` stays whole, while `listDeletedUsers` and `createOrUpdateUser` can do without
    theirs.
    """
    plain_words = [word.lower() for word in before]
    told = [
        word
        for previous, word in zip(["", *plain_words], plain_words, strict=False)
        if word not in ADJECTIVES and not {previous, word} & {"and", "or"}
    ]
    return len(told) > 1


def _run(given: Sequence[str], sought: Sequence[str]) -> tuple[int, int] | None:
    """Where the words of a resource stand in an id, compared in the singular, joined words as one."""
    for start in range(len(given)):
        end = start + len(sought)
        if end <= len(given) and all(map(same_word, given[start:end], sought)):
            return start, end
    joined = "".join(sought)
    for start in range(len(given)):
        for end in range(start + 1, min(len(given), start + len(sought) + 3) + 1):
            if same_word("".join(given[start:end]), joined):
                return start, end
    return None


def _joined(nodes: Sequence[Name]) -> tuple[str, ...]:
    return tuple(word for node in nodes for word in node.words)


_SPOKEN: Final = {"post": "create", "put": "replace"}
