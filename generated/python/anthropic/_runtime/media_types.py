"""Which of the media types that a document describes one is."""

from __future__ import annotations

from collections.abc import Iterable


def closest(described: Iterable[str], sent: str) -> int | None:
    """The place of the media type that describes another best (RFC 9110, sections 8.3.1 and 12.5.1).

    One with the same parameters comes first, then one without, then one with others, then ranges. The charset
    is how text is written and tells nothing apart. None where nothing describes it.
    """
    ranks = [_rank(each, sent) for each in described]
    best = max(ranks, default=0)
    return ranks.index(best) if best else None


def _rank(described: str, sent: str) -> int:
    kind, parameters = _parts(described)
    sent_kind, sent_parameters = _parts(sent)
    if kind == sent_kind:
        return 5 if parameters == sent_parameters else 3 if parameters else 4
    if kind == "*/*":
        return 1
    return 2 if kind.endswith("/*") and sent_kind.startswith(kind[:-1]) else 0


def _parts(media_type: str) -> tuple[str, frozenset[str]]:
    kind, *parameters = (part.strip().lower() for part in media_type.split(";"))
    return kind, frozenset(part for part in parameters if part and not part.startswith("charset="))
