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
    """The targets that were not reached."""
    return tuple(f"{title}: {found:.2f} > {limit}" for title, found, limit in _targets(rows) if found > limit)


def _targets(rows: Sequence[Row]) -> Iterator[tuple[str, float, float]]:
    for row in rows:
        yield f"{row.document}: memory, MB", row.runs["cold"].memory, MEMORY
        if other := row.runs.get("other"):
            yield f"{row.document}: cold", row.runs["cold"].cpu / other.cpu, 2 if _is_large(row) else 1
            if _is_large(row):
                for kind, limit in LIMITS:
                    yield f"{row.document}: {kind}", row.runs[kind].cpu / other.cpu, limit


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
    yield ""
    yield "| target (CPU, to openapi-python-client's) | found | limit |"
    yield "|---|---:|---:|"
    for title, found, limit in _targets(rows):
        yield f"| {title} | {found:.2f} | {limit} |"


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
