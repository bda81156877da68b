"""A review as workflow commands of GitHub Actions, which annotate lines of the new document."""

from __future__ import annotations

from specpress.diff.findings import Finding
from specpress.diff.levels import Level
from specpress.diff.report.words import plain
from specpress.diff.review import Review

_COMMANDS: dict[Level, str] = {
    "breaking": "error",
    "undecided": "warning",
    "warning": "warning",
    "info": "notice",
}


def workflow_commands(review: Review) -> str:
    """One workflow command a finding."""
    return "".join(_annotation(finding, review) + "\n" for finding in review.findings)


def _annotation(finding: Finding, review: Review) -> str:
    spot = review.new.get(finding.new)
    properties = {"title": finding.rule}
    if spot is not None:
        properties = {
            "file": spot.file,
            "line": str(spot.line),
            "col": str(spot.column),
            **properties,
        }
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.level]} {told}::{_data(f'{finding.place}: {finding.message}')}"


def _data(text: str) -> str:
    return plain(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
