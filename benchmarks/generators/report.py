"""The page that tells what was measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generators.runs import Run

LARGE = 300
"""Operations from which on a document is a large one: there we may take longer than others."""
LIMITS = (("unchanged", 0.05), ("edited", 0.2))
MEMORY = 800


@dataclass(frozen=True)
class Row:
    """One document: runs by kind (`cold`, `unchanged`, `edited`, `other`), operations kept, stages."""

    document: str
    runs: Mapping[str, Run]
    kept: Mapping[str, int]
    stages: Mapping[str, float]


def page(rows: Sequence[Row], sizes: Mapping[int, Run], command: str) -> str:
    """The page as Markdown."""
    return "\n".join([*_head(command), *_table(rows), *_ratios(rows), *_stages(rows), *_sizes(sizes)]) + "\n"


def missed(rows: Sequence[Row]) -> tuple[str, ...]:
    """The targets that were not reached, each with the measure that tells so."""
    memory = (row.runs["cold"].memory for row in rows)
    return (
        *(f"memory: {most:.0f} MB > {MEMORY}" for most in memory if most > MEMORY),
        *_slow(rows),
    )


def _slow(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(
        f"{title}, {measure}: {found:.2f} > {limit}"
        for title, ratios, limit in _targets(rows)
        for measure, found in zip(("wall", "CPU"), ratios, strict=True)
        if found > limit
    )


def _targets(rows: Sequence[Row]) -> Iterator[tuple[str, tuple[float, float], float]]:
    """What is compared, by how much ours takes of the other's wall clock and of its CPU, and the limit."""
    for row in rows:
        other = row.runs.get("other")
        limits = (("cold", 2), *LIMITS) if _is_large(row) else (("cold", 1),)
        for kind, limit in limits if other else ():
            run = row.runs[kind]
            yield f"{row.document}: {kind}", (run.wall / other.wall, run.cpu / other.cpu), limit


def _is_large(row: Row) -> bool:
    return row.kept["ours"] >= LARGE


def _head(command: str) -> Iterator[str]:
    yield "# Generating a Python client, beside openapi-python-client"
    yield ""
    yield f"Written by `{command}` with Python {platform.python_version()} on {os.cpu_count()} cores."
    yield "Validation, formatting and the start of the process are included on both sides."
    yield "The least of all rounds counts, of memory the most."


def _table(rows: Sequence[Row]) -> Iterator[str]:
    yield ""
    yield "| document | run | wall, s | CPU, s | memory, MB | operations |"
    yield "|---|---|---:|---:|---:|---:|"
    for row in rows:
        for kind, run in row.runs.items():
            title = "openapi-python-client" if kind == "other" else f"ours, {kind}"
            kept = row.kept["other" if kind == "other" else "ours"]
            cells = f"{run.wall:.2f} | {run.cpu:.2f} | {run.memory:.0f} | {kept:,}"
            yield f"| {row.document} | {title} | {cells} |"


def _ratios(rows: Sequence[Row]) -> Iterator[str]:
    most = max(run.memory for row in rows for kind, run in row.runs.items() if kind != "other")
    yield ""
    yield "| target, to openapi-python-client's | wall | CPU | limit |"
    yield "|---|---:|---:|---:|"
    for title, (wall, cpu), limit in _targets(rows):
        yield f"| {title} | {wall:.2f} | {cpu:.2f} | {limit} |"
    yield ""
    yield f"The most memory that one process took: {most:.0f} MB, of {MEMORY} that it may."


def _stages(rows: Sequence[Row]) -> Iterator[str]:
    names = list(dict.fromkeys(name for row in rows for name in row.stages))
    yield ""
    yield "| stage of a cold run, s | " + " | ".join(row.document for row in rows) + " |"
    yield "|---" + "|---:" * len(rows) + "|"
    for name in names:
        yield f"| {name} | " + " | ".join(f"{row.stages.get(name, 0):.2f}" for row in rows) + " |"


def _sizes(sizes: Mapping[int, Run]) -> Iterator[str]:
    yield ""
    yield "| operations made up | CPU, s | CPU an operation, ms | memory, MB |"
    yield "|---:|---:|---:|---:|"
    for count, run in sizes.items():
        yield f"| {count:,} | {run.cpu:.2f} | {run.cpu / count * 1000:.1f} | {run.memory:.0f} |"
