"""A review as a fragment of a changelog, for those who use the API or its clients."""

from __future__ import annotations

from collections.abc import Iterator

from specpress.diff.findings import Finding
from specpress.diff.levels import Bump, highest
from specpress.diff.report.markdown import code, prose
from specpress.diff.review import Review

_HEADINGS: tuple[tuple[Bump, str], ...] = (
    ("major", "Breaking changes"),
    ("minor", "Additions and other changes"),
    ("patch", "Documentation and order"),
)


def changelog(review: Review) -> str:
    """The review in Markdown, by what each change asks of versions; empty where nothing was changed."""
    return "\n".join(_lines(review)).rstrip() + "\n" if review.findings else ""


def _lines(review: Review) -> Iterator[str]:
    for bump, heading in _HEADINGS:
        findings = [finding for finding in review.findings if highest(*finding.bumps.values()) == bump]
        if findings:
            yield f"### {heading}"
            yield ""
            yield from map(_entry, findings)
            yield ""


def _entry(finding: Finding) -> str:
    change = ""
    if finding.before and finding.after:
        change = f" ({code(finding.before)} → {code(finding.after)})"
    return f"- {code(finding.place)}: {prose(finding.message)}{change}"
