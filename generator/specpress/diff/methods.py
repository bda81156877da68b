"""Methods of a client: whether calls that were right before still are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from specpress.diff.expressions import Rename, expression_text, parameter_text, relation, renamed, signature
from specpress.diff.places import Root, SurfaceChange, addition, breakage, note
from specpress.targets.base import Class, Method, Parameter

_BY_POSITION = ("positional", "positional-or-keyword")
_OBJECT = "{…}"


def method_changes(
    old: Class, new: Class, place: str, rename: Rename, calls: Mapping[str, str]
) -> Iterator[SurfaceChange]:
    """What differs between the methods of two classes. `calls`: where each operation is called now."""
    was, now = _by_name(old), _by_name(new)
    by_operation = {method.operation: method for method in new.methods if method.operation}
    followed: set[str] = set()
    for name, overloads in was.items():
        first = overloads[0]
        here = f"{place}.{name}"
        if name in now and now[name][0].operation == first.operation:
            yield from _overloads(overloads, now[name], here, rename)
            continue
        root = _root(first, here)
        successor = by_operation.get(first.operation)
        if first.operation and successor is not None:
            followed.add(successor.name)
            yield breakage(
                "method-renamed",
                root,
                here,
                f"was renamed to `{successor.name}`",
                before=signature(first),
                after=signature(successor),
            )
            others = [method for method in now[successor.name] if method.operation == first.operation]
            yield from _overloads(overloads, others, here, rename)
        elif first.operation in calls:
            target = calls[first.operation]
            yield breakage(
                "method-moved", root, here, f"was moved to `{target}`", before=signature(first), after=target
            )
        else:
            yield breakage("method-removed", root, here, "was removed", before=signature(first))
    for name, overloads in now.items():
        if name not in followed and (name not in was or was[name][0].operation != overloads[0].operation):
            here = f"{place}.{name}"
            yield addition(
                "method-added", _root(overloads[0], here), here, "was added", after=signature(overloads[0])
            )


def _by_name(owner: Class) -> dict[str, list[Method]]:
    found: dict[str, list[Method]] = {}
    for method in owner.methods:
        found.setdefault(method.name, []).append(method)
    return found


def _root(method: Method, place: str) -> Root:
    if method.operation:
        return Root("operation", method.operation)
    return Root("class", ".".join(place.split(".")[-2:]))


def _overloads(
    old: Sequence[Method], new: Sequence[Method], place: str, rename: Rename
) -> Iterator[SurfaceChange]:
    root = _root(old[0], place)
    for before, after in zip(old, new, strict=False):
        yield from _method(before, after, place, rename)
    for lost in old[len(new) :]:
        yield breakage("overload-removed", root, place, "has an overload less", before=signature(lost))
    for won in new[len(old) :]:
        yield addition("overload-added", root, place, "has an overload more", after=signature(won))


def _method(old: Method, new: Method, place: str, rename: Rename) -> Iterator[SurfaceChange]:
    root = _root(old, place)
    texts = {"before": signature(old), "after": signature(new)}
    if old.asynchronous != new.asynchronous:
        message = "has to be awaited now" if new.asynchronous else "is awaited no longer"
        yield breakage("method-colour-changed", root, place, message, **texts)
    yield from _parameters(old, new, place, rename)
    if old.returns is None or new.returns is None:
        if old.returns != new.returns:
            yield breakage("result-changed", root, place, "returns something else", **texts)
    else:
        before = renamed(old.returns, rename)
        how = relation(before, new.returns)
        if how in ("wider", "other"):
            yield breakage("result-changed", root, place, "returns something else", **texts)
        elif how == "narrower":
            yield addition("result-narrowed", root, place, "returns something more special", **texts)
    if old.deprecated != new.deprecated:
        message = "is deprecated now" if new.deprecated else "is deprecated no longer"
        yield note("method-deprecated", root, place, message)


def _parameters(old: Method, new: Method, place: str, rename: Rename) -> Iterator[SurfaceChange]:
    was = {parameter.name: parameter for parameter in old.parameters}
    now = {parameter.name: parameter for parameter in new.parameters}
    come = [parameter for parameter in new.parameters if parameter.name not in was]
    whole = {"before": signature(old), "after": signature(new)}
    followed: set[str] = set()
    for name, parameter in was.items():
        here = f"{place}({name})"
        root = _of_parameter(old, parameter, place)
        if name in now:
            yield from _parameter(parameter, now[name], here, root, rename)
            continue
        successor = next((other for other in come if _is_successor(parameter, other, old, new)), None)
        if successor is None:
            texts = _or_itself(whole, "before", parameter)
            yield breakage("parameter-removed", root, here, "was removed", **texts)
        else:
            followed.add(successor.name)
            yield breakage("parameter-renamed", root, here, f"was renamed to `{successor.name}`", **whole)
    for parameter in come:
        if parameter.name in followed:
            continue
        here = f"{place}({parameter.name})"
        root = _of_parameter(new, parameter, place)
        texts = _or_itself(whole, "after", parameter)
        if parameter.required:
            yield breakage("required-parameter-added", root, here, "was added and must be given", **texts)
        else:
            yield addition("parameter-added", root, here, "was added", **texts)
    yield from _positions(old, new, place, followed)


def _or_itself(signatures: dict[str, str], side: str, parameter: Parameter) -> dict[str, str]:
    """Both signatures, or the parameter where they leave it out as no part of the API: `accept`."""
    if signatures["before"] != signatures["after"]:
        return signatures
    return {side: parameter_text(parameter)}


def _of_parameter(method: Method, parameter: Parameter, place: str) -> Root:
    return replace(_root(method, place), wire=parameter.wire or parameter.name, location=parameter.location)


def _is_successor(old: Parameter, new: Parameter, before: Method, after: Method) -> bool:
    """Whether two parameters send the same, or stand for the same part of the path."""
    if old.location == new.location == "path":
        return _path_index(old, before) == _path_index(new, after)
    return old.wire != "" and (old.wire, old.location) == (new.wire, new.location)


def _path_index(parameter: Parameter, method: Method) -> int:
    return [other.name for other in method.parameters if other.location == "path"].index(parameter.name)


def _parameter(
    old: Parameter, new: Parameter, place: str, root: Root, rename: Rename
) -> Iterator[SurfaceChange]:
    before, after = (f"{side.name}: {expression_text(side.type)}" for side in (old, new))
    if new.required and not old.required:
        yield breakage("parameter-required", root, place, "must be given now", before=before, after=after)
    elif old.required and not new.required:
        yield addition("parameter-optional", root, place, "can be left out now", before=before, after=after)
    if old.kind != new.kind and (old.kind, new.kind) != ("keyword", "positional-or-keyword"):
        message = f"is passed as {new.kind}, no longer as {old.kind}"
        yield breakage("parameter-kind-changed", root, place, message, before=old.kind, after=new.kind)
    how = relation(renamed(old.type, rename), new.type)
    if how in ("narrower", "other"):
        yield breakage(
            "parameter-type-changed", root, place, "takes another type", before=before, after=after
        )
    elif how == "wider":
        yield addition("parameter-type-widened", root, place, "takes more", before=before, after=after)
    if old.default != new.default and not (new.required or old.required):
        yield note(
            "parameter-default-text-changed",
            root,
            place,
            "has another default",
            before=old.default,
            after=new.default,
        )


def _positions(old: Method, new: Method, place: str, renamed_to: set[str]) -> Iterator[SurfaceChange]:
    """Whether arguments that are told by their place still are what they were."""
    was, now = _by_position(old), _by_position(new)
    kept = [name for name in now if name in was or name in renamed_to]
    common = [name for name in was if name in now]
    if [name for name in kept if name in was] != common or (now[: len(common)] != common and not renamed_to):
        yield breakage(
            "parameters-reordered",
            _root(old, place),
            place,
            "takes its positional arguments in other places",
            before=", ".join(was),
            after=", ".join(now),
        )
    elif was == now and [p.name for p in old.parameters] != [p.name for p in new.parameters]:
        names = {p.name for p in old.parameters} & {p.name for p in new.parameters}
        before, after = ([p.name for p in side.parameters if p.name in names] for side in (old, new))
        if before != after:
            yield note(
                "arguments-reordered",
                _root(old, place),
                place,
                "lists its arguments in another order",
                before=", ".join(before),
                after=", ".join(after),
            )


def _by_position(method: Method) -> list[str]:
    """The arguments told by their place; one object, told by its place, holds all members."""
    names = [
        _OBJECT if parameter.kind == "member" else parameter.name
        for parameter in method.parameters
        if parameter.kind == "member" or parameter.kind in _BY_POSITION
    ]
    return list(dict.fromkeys(names))
