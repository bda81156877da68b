"""A review for a terminal: every finding with an excerpt of the document and a caret."""

from __future__ import annotations

from collections.abc import Iterator

from specpress.diff.findings import Finding
from specpress.diff.report.words import HEADINGS, advice_text, plain, reason, users_text, verdict
from specpress.diff.review import Review, Spot

_WIDEST = 100


def terminal(review: Review) -> str:
    """The review as plain text, without colours."""
    return "\n".join(_lines(review)) + "\n"


def _lines(review: Review) -> Iterator[str]:
    level = ""
    for finding in review.findings:
        if finding.level != level:
            level = finding.level
            yield f"{HEADINGS[level]}:"
            yield ""
        yield from _finding(finding, review)
        yield ""
    for finding, allowance in review.allowed.accepted:
        told = f"{finding.place}: {finding.message} ({allowance.owner}: {allowance.reason})"
        yield f"accepted: {plain(told)}"
    for allowance in review.allowed.expired:
        yield f"expired: the allowance of {allowance.id} by {allowance.owner} ended on {allowance.expires}"
    for allowance in review.allowed.unused:
        yield f"unused: the allowance of {allowance.id} by {allowance.owner} matches no finding"
    yield verdict(review) + "."
    for advice in review.advice:
        yield f"  {advice_text(advice)}"


def _finding(finding: Finding, review: Review) -> Iterator[str]:
    yield f"  {plain(f'{finding.place}: {finding.message}')}"
    if finding.before or finding.after:
        yield from _change(finding.before, finding.after)
    for spot in (review.old.get(finding.old), review.new.get(finding.new)):
        if spot is not None:
            yield from _excerpt(spot)
    for signature in finding.signatures:
        if (signature.before, signature.after) != (finding.before, finding.after):
            yield f"    {signature.target}:"
            yield from _change(signature.before, signature.after)
    if why := reason(finding):
        yield f"    undecided: {why}"
    if users := users_text(finding):
        yield f"    used by {plain(users)}"
    verdicts = ", ".join(f"{name} {level}" for name, level in finding.verdicts.items())
    yield f"    [{finding.id}: {verdicts}]"


def _change(before: str, after: str) -> Iterator[str]:
    if before:
        yield f"    - {plain(before)}"
    if after:
        yield f"    + {plain(after)}"


def _excerpt(spot: Spot) -> Iterator[str]:
    yield f"    {spot.file}:{spot.line}:{spot.column}"
    if not spot.excerpt.strip():
        return
    start = max(0, spot.column - 1 - _WIDEST // 2) if len(spot.excerpt) > _WIDEST else 0
    number = f"{spot.line:>7} | "
    yield number + _printable(spot.excerpt[start : start + _WIDEST])
    yield " " * (len(number) - 2) + "| " + " " * (spot.column - 1 - start) + "^" * max(1, min(spot.width, 40))


def _printable(text: str) -> str:
    """Text of a document without what would steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)
