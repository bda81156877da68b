"""The wire comparison: does a change of the API break a program that talks HTTP?

Two Apis in, findings out. What an operation sends may only widen, what it receives may only narrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from specpress.diff.annotations import text_change
from specpress.diff.changes import Change, Pair, change
from specpress.diff.describe import schema_name
from specpress.diff.directions import Direction
from specpress.diff.findings import Finding
from specpress.diff.levels import Level, worst
from specpress.diff.lifecycle import UNSTABLE, Today
from specpress.diff.operations import Use, matched, operation_uses, webhook_uses
from specpress.diff.rules import RULES
from specpress.diff.security import is_silent, renamed_schemes, requirement_changes, scheme_changes
from specpress.diff.servers import server_changes
from specpress.diff.sides import Sides
from specpress.diff.usage import Graph, graph
from specpress.ir.api import Api
from specpress.ir.declarations import Declaration

_SHARED: Final = {
    "parameters": "parameter",
    "responses": "response",
    "requestBodies": "request body",
    "headers": "header",
    "mediaTypes": "media type",
    "callbacks": "callback",
    "pathItems": "path item",
    "securitySchemes": "security scheme",
}


@dataclass(frozen=True, slots=True)
class _Cause:
    """Equal for all findings of one change of one thing."""

    rule: str
    subject: str
    at: tuple[str, ...]
    message: str
    before: str
    after: str


def compare_apis(old: Api, new: Api, today: Today) -> tuple[Finding, ...]:
    """What differs between two Apis, one finding for each cause.

    Parameters:
      today: The day on which sunsets are judged.
    """
    if old == new:
        return ()
    sides = Sides(
        old={item.id: item.type for item in old.declarations},
        new={item.id: item.type for item in new.declarations},
    )
    unstable = _unstable(old, new)
    uses = (
        *operation_uses(old, new, sides, today),
        *webhook_uses(old, new, sides, today),
        *_credentials(old, new),
    )
    compared = graph(uses, _same_declarations(old, new), sides)
    found = _gathered(uses, compared, unstable)
    return tuple(sorted((*found, *_whole(old, new), *_schemas(old, new, compared)), key=_order)) or (_rest(),)


def _unstable(old: Api, new: Api) -> frozenset[str]:
    """The operations that promised nothing: what counts is the stability before."""
    renamed = {before.id: now.id for before, now in matched(old.operations, new.operations)}
    return frozenset(
        renamed.get(operation.id, operation.id)
        for operation in old.operations
        if operation.stability in UNSTABLE
    )


def _order(finding: Finding) -> tuple[object, ...]:
    return (finding.subject, finding.at, finding.rule, finding.before, finding.after)


def _same_declarations(old: Api, new: Api) -> Iterator[Pair]:
    """Schemas that no operation uses are public in the clients all the same."""
    known = {item.id for item in new.declarations}
    return (Pair(item.id, item.id) for item in old.declarations if item.id in known)


def _gathered(uses: Iterable[Use], compared: Graph, unstable: frozenset[str]) -> list[Finding]:
    """The uses and changed declarations as findings, those of one cause joined."""
    levels: dict[_Cause, Level] = {}
    owners: dict[_Cause, dict[str, None]] = {}
    pointers: dict[_Cause, tuple[str, str]] = {}

    def add(owner: str, item: Change, level: Level, users: Iterable[str]) -> None:
        cause = _cause(owner, item)
        levels[cause] = worst(levels.get(cause, "info"), level)
        owners.setdefault(cause, {}).update(dict.fromkeys(users))
        pointers.setdefault(cause, (item.old, item.new))

    for use in uses:
        if isinstance(use.item, Change):
            level = use.item.sent if use.direction == "sent" else use.item.received
            users = [use.owner] if use.owner else []
            add(use.owner, use.item, "info" if use.owner in unstable else level, users)
    for pair, changes in compared.changes.items():
        if not changes:
            continue
        directions: tuple[Direction, ...] = ("sent", "received")
        users_of = {direction: compared.users(pair, direction) for direction in directions}
        for item in changes:
            add(_subject(pair), item, "info", ())
            for direction, those in users_of.items():
                level = item.sent if direction == "sent" else item.received
                counts = any(user not in unstable for user in those)
                add(_subject(pair), item, level if counts else "info", those)
    return [
        Finding(
            rule=cause.rule,
            subject=cause.subject,
            at=cause.at,
            message=cause.message,
            verdicts={"wire": level},
            bumps={"api": "major" if level == "breaking" else RULES[cause.rule].bump},
            operations=tuple(sorted(owners[cause])),
            before=cause.before,
            after=cause.after,
            old=pointers[cause][0],
            new=pointers[cause][1],
        )
        for cause, level in levels.items()
    ]


def _cause(owner: str, item: Change) -> _Cause:
    subject = _component(item.old) or _component(item.new) or owner
    at = item.at[1:] if subject != owner and item.at and _component(item.old or item.new) else item.at
    return _Cause(item.rule, subject, at, item.message, item.before, item.after)


def _component(pointer: str) -> str:
    """`parameter limit`: what several operations may share; else nothing."""
    tokens = pointer.split("/")
    if len(tokens) > 3 and tokens[1] == "components" and tokens[2] in _SHARED:
        return f"{_SHARED[tokens[2]]} {tokens[3]}"
    return ""


def _subject(pair: Pair) -> str:
    old, new = schema_name(pair.old), schema_name(pair.new)
    return old if old == new else f"{old} (now {new})"


def _credentials(old: Api, new: Api) -> Iterator[Use]:
    renamed = renamed_schemes(old, new)
    silent = is_silent(old)
    for was, now in matched(old.operations, new.operations):
        for found in requirement_changes(was, now, renamed, silent=silent):
            yield Use(now.id, "sent", found)
    users: dict[str, list[str]] = {}
    for operation in new.operations:
        for requirement in operation.security:
            for id, _ in requirement.schemes:
                users.setdefault(id, []).append(operation.id)
    for scheme in scheme_changes(old, new, renamed):
        owners = users.get(scheme.id, [])
        for owner in owners or [""]:
            yield Use(owner, "sent", scheme.found)


def _whole(old: Api, new: Api) -> Iterator[Finding]:
    """What concerns the API as a whole."""
    changes: list[Change] = []
    info = ("/info", "/info")
    changes.extend(text_change("title", old.title, new.title, info))
    changes.extend(text_change("version", old.version, new.version, info))
    changes.extend(text_change("description", old.description, new.description, info))
    if old.name != new.name:
        message = "the name of the clients was changed"
        changes.append(change("name-changed", message, before=str(old.name), after=str(new.name), where=info))
    changes.extend(server_changes(old.servers, new.servers, ("/servers", "/servers")))
    if old.resources != new.resources:
        message = "the descriptions of tags were changed"
        changes.append(change("description-changed", message, where=("/tags", "/tags")))
    for item in changes:
        yield Finding(
            rule=item.rule,
            subject="API",
            message=item.message,
            verdicts={"wire": item.sent},
            bumps={"api": "major" if item.sent == "breaking" else RULES[item.rule].bump},
            before=item.before,
            after=item.after,
            old=item.old,
            new=item.new,
        )


def _schemas(old: Api, new: Api, compared: Graph) -> Iterator[Finding]:
    """Named schemas that went, came, or have another name."""
    was, now = _components(old), _components(new)
    gone = {id: item for id, item in was.items() if id not in now}
    come = {id: item for id, item in now.items() if id not in was}
    renamed = _renamed(gone, come, compared)
    for id, item in gone.items():
        if id in renamed:
            other = come[renamed[id]]
            yield _schema("schema-renamed", "the schema was renamed", item, other)
        else:
            yield _schema("schema-removed", "the schema was removed", item, None)
    for id, fresh in come.items():
        if id not in renamed.values():
            yield _schema("schema-added", "the schema was added", None, fresh)
    for id in was.keys() & now.keys():
        before, after = was[id], now[id]
        if (before.name, before.home) != (after.name, after.home):
            message = "the schema has another name or place in the clients"
            found = _schema("name-changed", message, before, after)
            yield replace(found, before=str(before.name), after=str(after.name))


def _components(api: Api) -> Mapping[str, Declaration]:
    return {item.id: item for item in api.declarations if item.origin == "component"}


def _renamed(
    gone: Mapping[str, Declaration], come: Mapping[str, Declaration], compared: Graph
) -> dict[str, str]:
    """Old ids to new ones: of schemas that took each other's place somewhere, or that are equal."""
    found: dict[str, str] = {}
    for pair in compared.changes:
        if pair.old in gone and pair.new in come and pair.new not in found.values():
            found.setdefault(pair.old, pair.new)
    for id, item in gone.items():
        if id in found:
            continue
        same = (other.id for other in come.values() if other.type == item.type)
        match = next((other for other in same if other not in found.values()), None)
        if match is not None:
            found[id] = match
    return found


def _schema(rule: str, message: str, old: Declaration | None, new: Declaration | None) -> Finding:
    parent = "/components/schemas"
    return Finding(
        rule=rule,
        subject=schema_name(old.id if old else new.id if new else ""),
        message=message,
        verdicts={"wire": "info"},
        bumps={"api": RULES[rule].bump},
        before=schema_name(old.id) if old else "",
        after=schema_name(new.id) if new else "",
        old=old.pointer if old else parent,
        new=new.pointer if new else parent,
    )


def _rest() -> Finding:
    """Two Apis that differ in what no rule names: told all the same, since the output may differ."""
    return Finding(
        rule="other-change",
        subject="API",
        message="something was changed that no rule names",
        verdicts={"wire": "info"},
        bumps={"api": "patch"},
    )
