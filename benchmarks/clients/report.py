"""The measurements as a page: `client.md`."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clients.contenders import Contender

Found = Mapping[str, Mapping[str, float]]
"""Contender -> measure -> the best of all rounds, in seconds or bytes."""


@dataclass(frozen=True)
class Row:
    """A line of the table: a measure, and the most that ours may be of what it is compared with."""

    title: str
    measure: str
    target: float | None = None
    unit: str = "ms"


ROWS = (
    Row("import, client and first resource", "start", 0.5),
    Row("the same and the first result, over HTTP", "first"),
    Row("one more client", "construct"),
    Row("a call, less the same request by the HTTP library", "sync", 0.25),
    Row("an asynchronous call, likewise", "async", 0.25),
    Row("a response of 1 KB", "1 KB"),
    Row("a response of 100 KB", "100 KB"),
    Row("a list of 1 MB", "1 MB", 0.1),
    Row("a list of 1 MB with one unknown enum value", "1 MB odd"),
    Row("memory after the first result, above a bare interpreter", "memory", 0.75, "MB"),
    Row("memory while reading 1 MB, above a bare interpreter", "decoding memory", None, "MB"),
)
UNITS = {"ms": 1e-3, "MB": 1e6}
AGAINST = "official"


def page(contenders: Sequence[Contender], found: Found, command: str, rounds: int) -> str:
    """All that was measured, in Markdown."""
    best = f"the best of {rounds} round{'s'[: rounds - 1]}"
    interpreter = f"Python {platform.python_version()} on {platform.system()}"
    lines = [
        "# Our Python client beside others",
        "",
        f"Made by `{command}`: {interpreter}, an environment and a process of its own for each measurement,",
        f"the contenders taking turns. CPU time, and peak memory; {best}.",
        "",
        *_table(contenders, found),
        "",
        "`httpx2` alone reads JSON into dictionaries. Calls and responses go through a fake transport of it.",
        "Our client makes connections, and reads certificates, at the first request: the second line has",
        "all of that in it for everybody.",
        "",
        *_comparisons(found),
        "",
        *_versions(contenders),
    ]
    return "\n".join(lines) + "\n"


def missed(found: Found) -> list[str]:
    """The targets that were not met."""
    return [title for title, ratio, target in _targets(found) if ratio > target]


def _table(contenders: Sequence[Contender], found: Found) -> list[str]:
    names = [each for each in contenders if each.name in found]
    lines = [
        f"| | {' | '.join(each.title for each in names)} | ours to {_title(contenders)} | at most |",
        "|---|" + "---:|" * (len(names) + 2),
    ]
    for row in ROWS:
        cells = [_number(found[each.name].get(row.measure), row.unit) for each in names]
        ratio = _ratio(found, ("ours", row.measure), (AGAINST, row.measure))
        target = f"{row.target:g}" if row.target else ""
        lines.append(f"| {row.title}, {row.unit} | {' | '.join(cells)} | {_number(ratio)} | {target} |")
    return lines


def _targets(found: Found) -> list[tuple[str, float, float]]:
    against = [
        (row.title, _ratio(found, ("ours", row.measure), (AGAINST, row.measure)), row.target) for row in ROWS
    ]
    return [
        (title, ratio, target)
        for title, ratio, target in [*against, *_within(found)]
        if ratio is not None and target is not None
    ]


def _within(found: Found) -> list[tuple[str, float | None, float]]:
    return [
        (
            "reading 1 MB with one unknown enum value, to reading it without",
            _ratio(found, ("ours", "1 MB odd"), ("ours", "1 MB")),
            1.5,
        ),
        (
            "import and the first result of a large client, to ours",
            _ratio(found, ("large", "first"), ("ours", "first")),
            1.3,
        ),
        (
            "checking three lines that use a large client, to ours (pyright)",
            _ratio(found, ("large", "check"), ("ours", "check")),
            2.0,
        ),
        (
            "completing a method of a large client, to ours (pyright)",
            _ratio(found, ("large", "complete"), ("ours", "complete")),
            2.0,
        ),
    ]


def _comparisons(found: Found) -> list[str]:
    lines = ["| CPU time | ratio | at most |", "|---|---:|---:|"]
    return [
        *lines,
        *(f"| {title} | {_number(ratio)} | {target:g} |" for title, ratio, target in _within(found)),
    ]


def _versions(contenders: Sequence[Contender]) -> list[str]:
    shown = ("anthropic", "httpx", "httpx2", "pydantic", "pydantic_core")
    return [
        f"- {each.title}: "
        + ", ".join(f"{name} {each.versions[name]}" for name in shown if name in each.versions)
        for each in contenders
        if each.versions
    ]


def _title(contenders: Sequence[Contender]) -> str:
    return next((each.title for each in contenders if each.name == AGAINST), AGAINST)


def _ratio(found: Found, one: tuple[str, str], other: tuple[str, str]) -> float | None:
    above, below = (found.get(name, {}).get(measure) for name, measure in (one, other))
    return above / below if above is not None and below else None


def _number(value: float | None, unit: str | None = None) -> str:
    if value is None:
        return ""
    shown = value / UNITS[unit] if unit else value
    return f"{shown:.0f}" if shown >= 100 else f"{shown:.1f}" if shown >= 10 else f"{shown:.2f}"
