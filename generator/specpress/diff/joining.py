"""One finding for one cause: what surfaces show is joined to the change of the API that it follows from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from specpress.diff.describe import schema_name
from specpress.diff.findings import Finding, Signature
from specpress.diff.levels import highest, worst
from specpress.diff.places import SurfaceChange

_OF_METHODS = frozenset(
    {
        "operation-added",
        "operation-moved",
        "operation-removed-after-deprecation",
        "operation-removed-without-deprecation",
        "operation-removed-before-sunset",
        "operation-id-changed",
        "tags-changed",
        "call-changed",
        "deprecated",
        "undeprecated",
    }
)


def joined(
    wire: Sequence[Finding],
    surfaces: Mapping[str, Iterable[SurfaceChange]],
    places: Mapping[str, tuple[str, str]],
) -> tuple[Finding, ...]:
    """The findings of the wire with what follows from each on the surfaces, and those of the surfaces alone.

    Parameters:
      surfaces: What differs between the Surfaces, by target.
      places: The pointers of operations and declarations in both documents, by their id in the new one.
    """
    index = _indexed(wire)
    found = list(wire)
    alone: dict[tuple[tuple[str, ...], int], int] = {}
    for target, changes in surfaces.items():
        namesakes: dict[tuple[str, ...], list[str]] = {}
        for change in changes:
            cause = _cause(change, found, index)
            if cause is None:
                key = (_key(change), _ordinal(change, namesakes))
                cause = alone.get(key)
                if cause is None:
                    alone[key] = len(found)
                    found.append(_own(target, change, places.get(change.root.id, ("", ""))))
                    continue
            found[cause] = _with(found[cause], target, change)
    return tuple(found)


@dataclass(slots=True)
class _Index:
    """Positions of findings, by operation and by subject."""

    operations: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    subjects: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    tokens: dict[str, list[int]] = field(default_factory=dict[str, list[int]])


def _indexed(wire: Sequence[Finding]) -> _Index:
    index = _Index()
    for position, finding in enumerate(wire):
        for operation in finding.operations:
            index.operations.setdefault(operation, []).append(position)
        index.subjects.setdefault(finding.subject.partition(" (now ")[0], []).append(position)
        if finding.rule == "schema-renamed":
            index.subjects.setdefault(finding.after, []).append(position)
        of_parameter = (finding.subject,) if finding.subject.startswith("parameter ") else ()
        for token in (*of_parameter, *finding.at):
            index.tokens.setdefault(token.rpartition(" ")[2], []).append(position)
    return index


def _cause(change: SurfaceChange, found: Sequence[Finding], index: _Index) -> int | None:
    """The finding that a change of a surface follows from, of the same kind if there is one."""
    root = change.root
    match root.kind:
        case "operation" if root.wire:
            fitting = [
                position
                for position in index.operations.get(root.id, ())
                if _names(found[position], root.location, root.wire)
            ]
        case "operation":
            fitting = [
                position
                for position in index.operations.get(root.id, ())
                if _concerns_method(found[position], change.rule)
            ]
        case "declaration":
            fitting = [
                position
                for position in index.subjects.get(schema_name(root.id), ())
                if not root.wire or found[position].at[:1] == (root.wire,)
            ]
            if not fitting and change.rule.endswith(("-renamed", "-moved")):
                # Results without a name in the document have that of the call: `GET /pets response`.
                fitting = [
                    position
                    for position in index.operations.get(root.id.rpartition(" ")[0], ())
                    if found[position].rule in _OF_METHODS
                ]
        case "class" if root.wire:
            fitting = list(index.tokens.get(root.wire, ()))
        case _:
            fitting = []
    word = change.rule.rpartition("-")[2]
    same = [position for position in fitting if found[position].rule.endswith(word)]
    return next(iter(same or fitting), None)


def _names(finding: Finding, location: str, wire: str) -> bool:
    """Whether a finding is about a parameter, or about a property of the body."""
    if location == "body":
        return wire in finding.at
    return finding.at[:1] == (f"{location} {wire}",) or finding.subject == f"parameter {wire}"


def _concerns_method(finding: Finding, rule: str) -> bool:
    if rule.startswith("method-"):
        return finding.rule in _OF_METHODS
    return rule.startswith("result-") and finding.at[:1] != () and finding.at[0].startswith("2")


def _key(change: SurfaceChange) -> tuple[str, ...]:
    """Equal for what is one change to a reader: in both clients, in both languages."""
    root = change.root
    if root.kind in ("operation", "declaration"):
        return (change.rule, root.kind, root.id, root.wire)
    if root.wire:  # an argument of the client's own methods, such as a credential
        return (change.rule, root.wire)
    names = _for_both(root.id if root.kind == "class" else change.place)
    what, _, happened = change.rule.rpartition("-")
    if what not in ("alias", "class", "export"):
        return (change.rule, *names)
    if happened not in ("renamed", "moved"):
        return (happened, *names)
    return ("renamed", *names, *_for_both(change.after.rpartition(".")[2]))


def _for_both(name: str) -> tuple[str, ...]:
    """The parts of a name, equal for the synchronous and the asynchronous client."""
    return tuple(part.removeprefix("Async") for part in name.split("."))


def _ordinal(change: SurfaceChange, namesakes: dict[tuple[str, ...], list[str]]) -> int:
    """Which of the places with one key a change is at: modules of one language can hold namesakes."""
    if change.root.kind != "class" or change.root.wire:
        return 0
    places = namesakes.setdefault(_key(change), [])
    place = ".".join(_for_both(change.place))
    if place not in places:
        places.append(place)
    return places.index(place)


def _own(target: str, change: SurfaceChange, where: tuple[str, str]) -> Finding:
    operation = change.root.id if change.root.kind == "operation" else ""
    return _with(
        Finding(
            rule=change.rule,
            subject=operation or change.place,
            at=(change.root.wire,) if operation and change.root.wire else (),
            message=f"`{change.place}` {change.message}",
            operations=(operation,) if operation else (),
            before=change.before,
            after=change.after,
            old=where[0],
            new=where[1],
        ),
        target,
        change,
    )


def _with(finding: Finding, target: str, change: SurfaceChange) -> Finding:
    verdicts = dict(finding.verdicts)
    verdicts[target] = worst(verdicts.get(target, "info"), change.level)
    bumps = dict(finding.bumps)
    bumps[target] = highest(bumps.get(target, "none"), change.bump)
    signatures = finding.signatures
    if change.rule.startswith("method-"):  # the call itself says more than the names that come with it
        signatures = tuple(item for item in signatures if item.target != target)
    if (change.before or change.after) and all(item.target != target for item in signatures):
        signatures = (*signatures, Signature(target=target, before=change.before, after=change.after))
    return replace(finding, verdicts=verdicts, bumps=bumps, signatures=signatures)
