"""A review as one comment on a pull request: its first line says all, the rest can be unfolded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from specpress.diff.findings import Finding
from specpress.diff.levels import LEVELS, Level
from specpress.diff.report.words import (
    HEADINGS,
    advice_text,
    artefact_name,
    plain,
    reason,
    users_text,
    verdict,
)
from specpress.diff.review import Review

LONGEST: Final = 60_000
"""Characters; GitHub takes no comment of more than 65,536."""


def markdown(review: Review) -> str:
    """The review in GitHub's Markdown; what does not fit is left out from the least level up, and counted."""
    head = [_first_line(review), ""]
    shortfalls = [advice for advice in review.advice if advice.enough is False]
    head.extend(f"- {prose(advice_text(advice))}" for advice in shortfalls)
    head.extend([""] if shortfalls else [])
    room = LONGEST - sum(len(line) + 1 for line in head)
    body: list[str] = []
    left = 0
    for level in reversed(LEVELS):
        section, dropped = _section(level, review, room)
        room -= sum(len(line) + 1 for line in section)
        left += dropped
        body.extend(section)
    if left:
        body.append(f"{left} more findings do not fit here; `specpress diff` shows them.")
    return "\n".join([*head, *body, *_allowances(review)]).rstrip() + "\n"


def _first_line(review: Review) -> str:
    bumps = " · ".join(f"{artefact_name(item.artefact)} **{item.bump}**" for item in review.advice)
    return f"**{verdict(review)}**" + (f" · {bumps}" if bumps else "")


def _section(level: Level, review: Review, room: int) -> tuple[list[str], int]:
    findings = [finding for finding in review.findings if finding.level == level]
    if not findings:
        return [], 0
    opened = " open" if level == "breaking" else ""
    lines = [f"<details{opened}><summary>{HEADINGS[level]} ({len(findings)})</summary>", ""]
    used = sum(len(line) + 1 for line in lines) + 200
    shown = 0
    for subject, group in groupby(findings, key=lambda finding: finding.subject):
        block = [f"**{code(subject)}**", ""]
        members = list(group)
        entries = [line for finding in members for line in _finding(finding, review)]
        size = sum(len(line) + 1 for line in (*block, *entries))
        if used + size > room:
            break
        used += size
        shown += len(members)
        lines.extend([*block, *entries, ""])
    lines.extend(["</details>", ""])
    return (lines, len(findings) - shown) if shown else ([], len(findings))


def _finding(finding: Finding, review: Review) -> Iterator[str]:
    place = finding.place.removeprefix(finding.subject).strip(" .")
    where = f"{code(place)}: " if place else ""
    change = ""
    told = finding.before in finding.message and finding.after in finding.message
    if finding.before and finding.after and not told:
        change = f": {code(finding.before)} → {code(finding.after)}"
    elif not told:
        change = f": {code(finding.before or finding.after)}"
    verdicts = ", ".join(f"{name} {level}" for name, level in finding.verdicts.items())
    yield f"- {where}{prose(finding.message)}{change} ({verdicts})"
    for signature in finding.signatures:
        said = signature.before == signature.after  # what differs is no part of a signature
        if not said and (signature.before, signature.after) != (finding.before, finding.after):
            parts = [code(text) for text in (signature.before, signature.after) if text]
            yield f"  - {signature.target}: {' → '.join(parts)}"
    if why := reason(finding):
        yield f"  - cannot be decided: {prose(why)}"
    if users := users_text(finding):
        yield f"  - used by {code(users)}"
    spot = review.new.get(finding.new) or review.old.get(finding.old)
    if spot is not None:
        yield f"  - {code(f'{spot.file}:{spot.line}')}"


def _allowances(review: Review) -> Iterator[str]:
    for allowance in review.allowed.expired:
        owner = prose(allowance.owner)
        yield f"- The allowance {code(allowance.id)} of {owner} ended on {allowance.expires}."
    for allowance in review.allowed.unused:
        yield f"- The allowance {code(allowance.id)} of {prose(allowance.owner)} matches no finding."


def code(text: str) -> str:
    """Any text as a code span (GitHub Flavored Markdown, 6.3), on one line."""
    line = plain(text)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}" if line else ""


def prose(text: str) -> str:
    """A sentence with code spans of ours; whatever else would be markup or HTML is escaped."""
    parts = re.split(r"(`[^`]*`)", plain(text))
    return "".join(part if index % 2 else _escaped(part) for index, part in enumerate(parts))


def _escaped(text: str) -> str:
    entities = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    quiet = re.sub(r"([\\*_\[\]()!|~`])", r"\\\1", entities)
    # A space of no width, since GitHub looks for people and issues in what is rendered.
    return re.sub(r"([@#])(?=\w)", r"\1&#8203;", quiet)
