"""Generating beside openapi-python-client: python benchmarks/generate.py [DOCUMENT]... [--rounds N]

Both generators are installed into environments of their own, below `.cache/benchmarks`. They take turns over
our own document and the named ones; each run is a process of its own, and the best of all rounds counts. Ours
starts with an empty cache ("cold"), then once more as it stands ("unchanged"), and after one description was
edited ("edited"). Validation and formatting are included on both sides. The page is written to `generate.md`;
1 where a target is missed.

`--quick` runs ours alone over a small document, in this environment, and prints the page.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from clients.contenders import ROOT
from clients.large import document
from generators.contenders import OTHER, Generator, installed, kept_by_other, kept_by_ours, ours
from generators.report import Row, missed, page
from generators.runs import Run, best, copied, edited, measured, stages

CACHE = ROOT / ".cache/benchmarks"
PAGE = Path(__file__).with_suffix(".md")
OWN = ROOT / "spec/openapi.yaml"
SIZES = (10, 100, 1000, 3000)


def main(arguments: Sequence[str]) -> int:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="benchmarks/generate.py")
    parser.add_argument("documents", nargs="*", type=Path, metavar="DOCUMENT")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args(arguments)
    if given.quick:
        with tempfile.TemporaryDirectory() as name:
            small = Path(name, "small.json")
            small.write_text(json.dumps(document(10)), encoding="utf-8")
            rows = [compared(small, ours(Path(sys.executable)), None, 1, Path(name))]
            print(page(rows, sizes((10,), ours(Path(sys.executable)), Path(name)), "make bench-generate"))
        return 0
    mine, other = (installed(each, CACHE) for each in (ours(), OTHER))
    rows = [compared(each, mine, other, given.rounds, CACHE) for each in (OWN, *given.documents)]
    text = page(rows, sizes(SIZES, mine, CACHE), "make bench-generate")
    print(text)
    PAGE.write_text(text, encoding="utf-8")
    for title in missed(rows):
        print(f"missed: {title}", file=sys.stderr)
    return 1 if missed(rows) else 0


def compared(source: Path, mine: Generator, other: Generator | None, rounds: int, cache: Path) -> Row:
    """One document by both generators, which take turns. `other` None: by ours alone."""
    found: dict[str, list[Run]] = {"cold": [], "unchanged": [], "edited": [], "other": []}
    times: Mapping[str, float] = {}
    kept: dict[str, int] = {}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(dir=_folder(cache)) as name:
            folder = Path(name)
            asked = copied(source, folder)
            found["cold"].append(measured(mine, asked, folder))
            times = stages(found["cold"][-1])
            kept["ours"] = kept_by_ours(folder)
            found["unchanged"].append(measured(mine, asked, folder))
            edited(asked)
            found["edited"].append(measured(mine, asked, folder))
            if other is not None:
                edited(asked, undo=True)
                found["other"].append(measured(other, asked, folder))
                kept["other"] = kept_by_other(folder)
    print(f"measured: {source.name}", file=sys.stderr)
    return Row(source.name, {name: best(runs) for name, runs in found.items() if runs}, kept, times)


def sizes(counts: Sequence[int], mine: Generator, cache: Path) -> Mapping[int, Run]:
    """Ours over made up documents of so many operations."""
    found: dict[int, Run] = {}
    for count in counts:
        with tempfile.TemporaryDirectory(dir=_folder(cache)) as name:
            source = Path(name, "large.json")
            source.write_text(json.dumps(document(count)), encoding="utf-8")
            found[count] = measured(mine, source, Path(name))
    return found


def _folder(cache: Path) -> Path:
    cache.mkdir(parents=True, exist_ok=True)
    return cache


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
