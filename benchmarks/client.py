"""Our Python client beside others: python benchmarks/client.py [--document FILE] [--rounds N]

Each contender is installed into an environment of its own, below `.cache/benchmarks`, by pip. Each
measurement is a process of its own; the contenders take turns, and the best of all rounds counts. The page is
written to `client.md`; 1 where a target is missed.

`--quick` measures ours alone, once, in this environment, with a small document in place of the large one,
and prints the page: it shows that the benchmark works, and nothing else.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from clients.contenders import CONTENDERS, ROOT, Contender, answering, installed
from clients.editors import editing
from clients.large import document, large_client
from clients.probe import RAW
from clients.report import missed, page

CACHE = ROOT / ".cache/benchmarks"
PAGE = Path(__file__).with_suffix(".md")
OPERATIONS = 1200
FIRSTS = 3
"""Measurements of the first result in a round: there is one in a process, and no best of many."""


def main(arguments: Sequence[str]) -> int:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="benchmarks/client.py")
    parser.add_argument("--document", type=Path, help="of the large client, in place of the one made up")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args(arguments)
    if given.quick:
        return quick()
    large = large_client(given.document or made_up(CACHE, OPERATIONS), CACHE / "large-client")
    contenders = [installed(each, CACHE) for each in (*CONTENDERS, large)]
    found = measured(contenders, given.rounds, repeat=200)
    for each in contenders:
        if each.name in ("ours", "large"):
            found[each.name] |= editing(each, CACHE / "editing")
    text = page(contenders, found, "make bench-client", given.rounds)
    print(text)
    if given.document:
        return 0
    PAGE.write_text(text, encoding="utf-8")
    for title in missed(found):
        print(f"missed: {title}", file=sys.stderr)
    return 1 if missed(found) else 0


def quick() -> int:
    """One run of everything that needs neither a network nor time."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large = large_client(made_up(folder, 10), folder / "client")
        ours = next(each for each in CONTENDERS if each.name == "ours")
        contenders = [
            replace(ours, paths=(str(ROOT / "generated/python"),)),
            replace(large, paths=large.requirements),
        ]
        found = measured(contenders, 1, repeat=1)
        found["ours"] |= editing(contenders[0], folder)
        print(page(contenders, found, "make bench-client", 1))
    return 0


def measured(contenders: Sequence[Contender], rounds: int, repeat: int) -> dict[str, dict[str, float]]:
    """The best of all rounds, in which the contenders take turns."""
    found: dict[str, dict[str, float]] = {each.name: {} for each in contenders}
    with answering() as url:
        for _ in range(rounds):
            for contender in contenders:
                best = found[contender.name]
                for values in measurements(contender, url, repeat):
                    for name, value in values.items():
                        best[name] = min(value, best.get(name, value))
    for contender in contenders:
        values = found[contender.name]
        for name in values.keys() & {"memory", "decoding memory"}:
            values[name] -= values["bare"]
    return found


def measurements(contender: Contender, url: str, repeat: int) -> Iterator[dict[str, float]]:
    """What is measured of a contender: each in a process of its own."""
    subject: dict[str, Any] = {"subject": contender.subject}
    yield {"bare": contender.run("bare")["memory"]}
    for _ in range(min(FIRSTS, repeat)):
        yield contender.run("first", **subject, url=url)
    if contender.name == "large":
        return
    yield contender.run("start", **subject)
    yield contender.run("decoding", **subject, repeat=-(-repeat // 200))
    if contender.subject["package"] != RAW:
        yield contender.run("calls", **subject, repeat=repeat)
        yield contender.run("async_calls", **subject, repeat=repeat)


def made_up(folder: Path, operations: int) -> Path:
    """A file with a document of so many operations."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "large.json"
    path.write_text(json.dumps(document(operations)), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
