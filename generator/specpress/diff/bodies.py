"""Request bodies, responses, and what they carry by media type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from specpress.diff.annotations import annotation_changes, text_change
from specpress.diff.changes import Change, Item, below, change
from specpress.diff.compare import compare_types
from specpress.diff.describe import type_text, value_text
from specpress.diff.sides import Sides
from specpress.ir import types
from specpress.ir.api import Body, Content, Encoding, Header, Operation, Response, Webhook

_BODY = "request body"


def request_changes(
    old: Body | None, new: Body | None, where: tuple[str, str], sides: Sides
) -> Iterator[Item]:
    """What differs between two request bodies; `where` are the pointers of their operations."""
    yield from below(_request(old, new, where, sides), _BODY)


def response_changes(old: Operation | Webhook, new: Operation | Webhook, sides: Sides) -> Iterator[Item]:
    """What differs between the responses to two requests."""
    was = {response.status: response for response in old.responses}
    now = {response.status: response for response in new.responses}
    gone = [response for response in old.responses if response.status not in now]
    come = [response for response in new.responses if response.status not in was]
    for before in gone:
        after = next((item for item in come if _is_success(item) and item.contents == before.contents), None)
        if _is_success(before) and after is not None:
            come.remove(after)
            yield from below([_other_status(before, after)], before.status)
        else:
            yield from below([_removed(before, new.pointer)], before.status)
    for after in come:
        yield from below([_added(after, old.pointer)], after.status)
    for status, before in was.items():
        if status in now:
            yield from below(_response(before, now[status], sides), status)


def _request(old: Body | None, new: Body | None, where: tuple[str, str], sides: Sides) -> Iterator[Item]:
    if old is None or new is None:
        if new is not None:
            rule, kind = ("body-added", "required") if new.required else ("optional-body-added", "optional")
            yield change(rule, f"the {kind} body was added", where=(where[0], new.pointer))
        elif old is not None:
            yield change("body-removed", "the body was removed", where=(old.pointer, where[1]))
        return
    pointers = (old.pointer, new.pointer)
    yield from text_change("description", old.description, new.description, pointers)
    if new.required and not old.required:
        yield change("body-required", "became required", where=pointers)
    elif old.required and not new.required:
        yield change("body-optional", "became optional", where=pointers)
    yield from _contents(old.contents, new.contents, pointers, sides)


def _is_success(response: Response) -> bool:
    return response.status.startswith("2")


def _removed(response: Response, parent: str) -> Change:
    rule = "success-response-removed" if _is_success(response) else "error-response-removed"
    return change(rule, "the response was removed", before=response.status, where=(response.pointer, parent))


def _added(response: Response, parent: str) -> Change:
    rule = "success-response-added" if _is_success(response) else "error-response-added"
    return change(rule, "the response was added", after=response.status, where=(parent, response.pointer))


def _other_status(old: Response, new: Response) -> Change:
    """A range holds its codes: who reads it reads each of them."""
    found = change(
        "response-status-changed",
        "the response has another status",
        before=old.status,
        after=new.status,
        where=(old.pointer, new.pointer),
    )
    if old.status.endswith("XX"):
        return replace(found, received="info")
    return replace(found, sent="info") if new.status.endswith("XX") else found


def _response(old: Response, new: Response, sides: Sides) -> Iterator[Item]:
    where = (old.pointer, new.pointer)
    yield from text_change("description", old.description, new.description, where)
    yield from header_changes(old.headers, new.headers, where, sides)
    yield from _contents(old.contents, new.contents, where, sides)


def header_changes(
    old: Sequence[Header], new: Sequence[Header], where: tuple[str, str], sides: Sides
) -> Iterator[Item]:
    """What differs between the headers of two responses, or of two parts of a multipart body."""
    was = {header.wire.lower(): header for header in old}
    now = {header.wire.lower(): header for header in new}
    for key in sorted(was.keys() | now.keys()):
        before, after = was.get(key), now.get(key)
        label = f"header {(before or after or old[0]).wire}"
        if before is None or after is None:
            rule = "header-added"
            if after is None:
                rule = "required-header-removed" if before and before.required else "optional-header-removed"
            what = "removed" if after is None else "added"
            found = change(rule, f"the header was {what}", where=where)
            if after is not None and after.required:
                found = replace(found, sent="breaking")
            yield from below([found], label)
            continue
        if before.required != after.required:
            rule = "header-required" if after.required else "header-optional"
            message = f"became {'required' if after.required else 'optional'}"
            yield from below([change(rule, message, where=where)], label)
        yield from below(annotation_changes(before.annotations, after.annotations, where), label)
        travelling = replace(sides, textual=True)
        yield from below(compare_types(before.type, after.type, travelling), label)


def _contents(
    old: Sequence[Content], new: Sequence[Content], where: tuple[str, str], sides: Sides
) -> Iterator[Item]:
    was = {_essence(content.media_type): content for content in old}
    now = {_essence(content.media_type): content for content in new}
    gone = [content for key, content in was.items() if key not in now]
    come = [content for key, content in now.items() if key not in was]
    for before, after in _respelt(gone, come):
        gone.remove(before)
        come.remove(after)
        yield from below([_other_media_type(before, after)], before.media_type)
        yield from below(_content(before, after, sides), before.media_type)
    for content in gone:
        found = change(
            "media-type-removed",
            "the media type was removed",
            before=content.media_type,
            where=(content.pointer, where[1]),
        )
        yield from below([found], content.media_type)
    for content in come:
        found = change(
            "media-type-added",
            "the media type was added",
            after=content.media_type,
            where=(where[0], content.pointer),
        )
        yield from below([found], content.media_type)
    for key, before in was.items():
        if key in now:
            yield from below(_content(before, now[key], sides), before.media_type)


def _essence(media_type: str) -> str:
    """A media type without case and blanks (RFC 9110, 8.3.1)."""
    return "".join(media_type.lower().split())


def _respelt(gone: Sequence[Content], come: Sequence[Content]) -> list[tuple[Content, Content]]:
    """Media types of one family (`application/json`, `application/problem+json`) that replaced each other."""
    found: list[tuple[Content, Content]] = []
    taken: set[int] = set()
    for before in gone:
        for index, after in enumerate(come):
            if index not in taken and _is_related(before.media_type, after.media_type):
                taken.add(index)
                found.append((before, after))
                break
    return found


def _is_related(one: str, other: str) -> bool:
    return _family(one) == _family(other) or _is_within(one, other) or _is_within(other, one)


def _is_within(media_type: str, media_range: str) -> bool:
    """Whether a range (`*/*`, `image/*`) holds a media type (RFC 9110, 12.5.1)."""
    inner, outer = (_essence(text).partition(";")[0] for text in (media_type, media_range))
    return outer == "*/*" or (outer.endswith("/*") and inner.startswith(outer[:-1]))


def _family(media_type: str) -> str:
    bare = _essence(media_type).partition(";")[0]
    return bare.rpartition("+")[2] if "+" in bare else bare.rpartition("/")[2]


def _other_media_type(old: Content, new: Content) -> Change:
    """`application/problem+json` is JSON: who reads JSON reads it, and not the other way round."""
    special = "+" in new.media_type or "+" not in old.media_type
    if _is_within(old.media_type, new.media_type) or _is_within(new.media_type, old.media_type):
        special = _is_within(new.media_type, old.media_type)
    rule, what = (
        ("media-type-specialised", "a more special one")
        if special
        else ("media-type-generalised", "a more general one")
    )
    return change(
        rule,
        f"the media type was changed to {what}",
        before=old.media_type,
        after=new.media_type,
        where=(old.pointer, new.pointer),
    )


def _content(old: Content, new: Content, sides: Sides) -> Iterator[Item]:
    where = (old.pointer, new.pointer)
    if old.examples != new.examples:
        before, after = (value_text(list(side.examples)) for side in (old, new))
        yield change("example-changed", "the example was changed", before=before, after=after, where=where)
    yield from _encodings(old, new, where, sides)
    loose = new.kind in ("xml", "text", "binary")
    textual = loose or new.kind in ("form", "multipart")
    travelling = replace(sides, textual=textual, loose=loose, repeated=False)
    if old.item is not None and new.item is not None:
        yield from below(compare_types(old.item, new.item, travelling), "item")
    elif (old.item is None) != (new.item is None):
        before, after = type_text(old.type), type_text(new.type)
        message = "is read as a stream now" if new.item else "is read as a whole now"
        yield change("stream-changed", message, before=before, after=after, where=where)
    elif isinstance(new.type, types.Any) and not isinstance(old.type, types.Any):
        message = "the type is stated no longer"
        yield change("body-type-unstated", message, before=type_text(old.type), where=where)
    else:
        yield from compare_types(old.type, new.type, travelling)


def _encodings(old: Content, new: Content, where: tuple[str, str], sides: Sides) -> Iterator[Item]:
    was = {encoding.property: encoding for encoding in old.encodings}
    now = {encoding.property: encoding for encoding in new.encodings}
    for name in sorted(was.keys() | now.keys()):
        before = was.get(name, Encoding(property=name))
        after = now.get(name, Encoding(property=name))
        if (before.content_type, before.styled) != (after.content_type, after.styled):
            found = change(
                "encoding-changed",
                "the encoding was changed",
                before=_encoding(before),
                after=_encoding(after),
                where=where,
            )
            if before.styled == after.styled:
                is_wider, is_narrower = _are_within(before, after), _are_within(after, before)
                found = replace(
                    found,
                    sent="info" if is_wider else found.sent,
                    received="info" if is_narrower else found.received,
                )
            yield from below([found], name)
        yield from below(header_changes(before.headers, after.headers, where, sides), name)


def _are_within(inner: Encoding, outer: Encoding) -> bool:
    """Whether a part may be of each media type that it is of here (`image/png, image/jpeg`) there, too."""
    if not inner.content_type or not outer.content_type:
        return False
    wanted = outer.content_type.split(",")
    return all(
        any(_essence(one) == _essence(other) or _is_within(one, other) for other in wanted)
        for one in inner.content_type.split(",")
    )


def _encoding(encoding: Encoding) -> str:
    style = f"{encoding.styled.style}, explode: {encoding.styled.explode}".lower() if encoding.styled else ""
    return ", ".join(part for part in (encoding.content_type, style) if part)
