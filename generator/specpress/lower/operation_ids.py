"""What an operationId tells: whether a person chose it, and how it is put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from specpress.ir.names import same_word, words
from specpress.lower.action_verbs import ACTIONS, ARTICLES, CONNECTIVES, FETCHING, SEARCHING
from specpress.lower.path_calls import ends_in_action
from specpress.lower.path_words import Token, is_version, tokens


def chosen_id(operation_id: str, method: str, path: str, tag: Sequence[str]) -> str:
    """The operationId as far as a person chose it, or an empty text where a machine made it.

    Machine-made: it contains the path template, or it is nothing but the HTTP method and the words of the
    path (`PostCustomersCustomerSourcesId`), parameters optional. FastAPI's ending (path and method) is
    taken off. `tag`: the words of the operation's tag; a GET whose words are those of its path may well be
    chosen, unless its path begins like its tag anyway.
    """
    if not any(char.isalnum() for char in operation_id) or (len(path) > 1 and path in operation_id):
        return ""
    named = _without_fastapi_ending(operation_id, path)
    return "" if _is_machine_made(named, method, path, tag) else named


def spelt_apart(operation_id: str, known: Iterable[str]) -> str:
    """An id whose words are run together, parted where known words meet: `Getuserbyid` as `get_user_by_id`.

    Parts that a verb begins and known words spell to the end are parted into the fewest of them. `known`: the
    words that the operation uses elsewhere, in its summary, tag and path.
    """
    said = {word.lower() for word in known if len(word) > 1}
    vocabulary = (
        said | {word + "s" for word in said} | {word.removesuffix("s") for word in said} | CONNECTIVES
    )

    def parted(match: re.Match[str]) -> str:
        letters = match[0].lower()
        spelt: list[tuple[str, ...] | None] = [()]
        for end in range(1, len(letters) + 1):
            options = [
                (*before, letters[start:end])
                for start, before in enumerate(spelt)
                if before is not None and letters[start:end] in (vocabulary if start else _VERBS)
            ]
            spelt.append(min(options, key=len, default=None))
        return "_".join(spelt[-1] or (match[0],))

    return _ONE_PIECE.sub(parted, operation_id)


def separated(operation_id: str) -> tuple[str, ...]:
    """The parts of an id with separators, versions left out: `repos/list-commits`, `v1.message.get`.

    `UsersController_get` and `Users_List`, as frameworks write them, are read as one part.
    """
    parts = [part for part in _SEPARATORS.split(operation_id) if any(char.isalnum() for char in part)]
    bearing = [part for part in parts if not is_version(part) and part.lower() not in ("api", "rest")]
    return tuple(bearing or parts)


def by_class(operation_id: str, tag: Sequence[str]) -> tuple[str, str] | None:
    """Class and method of ids such as `UsersController_get`, `UserService_ListUsers`, `Pets_list`."""
    match = _CLASS_METHOD.fullmatch(operation_id)
    if match is None:
        return None
    given, method = match["cls"], match["method"]
    name = _CLASS_ENDING.sub("", given)
    if name != given or (method[0].isupper() and name[0].isupper()) or _same(words(given), tag):
        return name, method
    return None


def id_words(operation_id: str) -> tuple[str, ...]:
    """The words of an id without its articles: `create_a_customer` gives `create customer`."""
    given = words(operation_id)
    return tuple(word for word in given if word.lower() not in ARTICLES) or given


def _without_fastapi_ending(operation_id: str, path: str) -> str:
    ending = re.sub(r"\W", "_", path)
    match = re.fullmatch(rf"(?P<name>.+?){re.escape(ending)}_+(?:{_METHODS})", operation_id, re.IGNORECASE)
    return match["name"] if match else operation_id


def _is_machine_made(operation_id: str, method: str, path: str, tag: Sequence[str]) -> bool:
    given = [word.lower() for word in words(operation_id)]
    verb = method.lower()
    has_verb = len(given) > 1 and verb in (given[0], given[-1])
    rest = given[1:] if has_verb and given[0] == verb else given[:-1] if has_verb else given
    if not _spells(rest, tokens(path)):
        return False
    literals = [token for token in tokens(path) if not token.parameter and token.bearing]
    if not has_verb:
        return len(literals) > 1 and ends_in_action(path)
    if verb not in ("get", "delete") or not tag or len(rest) > sum(len(token.words) for token in literals):
        return True
    if not any(same_word(one, other) for one in tag for token in literals for other in token.words):
        return True
    if verb == "delete":
        return False
    leading = [word for token in literals for word in token.words][: len(tag)]
    return _same(leading, tag) or _quotes(operation_id, literals)


def _spells(given: Sequence[str], path: Sequence[Token]) -> bool:
    """Whether words are those of a path: each literal in order, parameters and versions optionally."""
    reached = {0}
    for token in path:
        token_words = [word.lower() for word in token.words]
        spelt = [token_words]
        if token.parameter:
            spelt = [token_words, ["id"], token_words[-1:], ["by", *token_words], ["by", "id"]]
        after = {
            at + len(option) for at in reached for option in spelt if given[at : at + len(option)] == option
        }
        reached = after | reached if token.parameter or not token.bearing else after
    return len(given) in reached


def _quotes(operation_id: str, literals: Sequence[Token]) -> bool:
    """Whether an id with separators holds literals of the path in their own camel case: `get-storedCards`."""
    parts = re.split(r"[-_]", operation_id)
    return len(parts) > 1 and any(token.text in parts and not token.text.islower() for token in literals)


def _same(some: Sequence[str], others: Sequence[str]) -> bool:
    return "".join(some).lower().rstrip("s") == "".join(others).lower().rstrip("s")


_ONE_PIECE: Final = re.compile(r"(?<![A-Za-z])[A-Z]?[a-z]{6,60}(?![A-Za-z])")
_VERBS: Final = ACTIONS | FETCHING | SEARCHING | {"create", "delete", "patch", "post", "put", "update"}
_METHODS: Final = "get|put|post|delete|options|head|patch|trace|query"
_SEPARATORS: Final = re.compile(r"[/.:]+")
_CLASS_METHOD: Final = re.compile(r"(?P<cls>[A-Za-z][A-Za-z0-9]*)_(?P<method>[A-Za-z][A-Za-z0-9]*(\[\d+\])?)")
_CLASS_ENDING: Final = re.compile(r"(?<=.)(Controller|Service|Api|API|Resource|Handler|Endpoint)$")
