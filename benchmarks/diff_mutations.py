"""Whether others find breaks that `specpress diff` does not: diff_mutations.py FOLDER [COUNT [SEED]]

The probes of the tests are judged, then documents of FOLDER that are edited at random, one edit each. Of
every pair: griffe on the two Python trees and the TypeScript compiler on a consumer of the two TypeScript
trees see no break that the diff did not predict; where it tells nothing, not a byte differs; a document does
not differ from itself, however its keys are ordered; and what is added there is removed on the way back.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from diff.comparing import BASE, patched
from diff.probes import PROBES
from mutations import mutated, shuffled
from specpress.diagnostics import Diagnostics
from specpress.diff.review import Review
from specpress.diffing import DiffOptions, compare
from specpress.document.source import LoadOptions, load
from specpress.watch import Watch
from witnesses import Pressed, consumer, griffe_breaks, pressed, tsc_errors, write, write_sources

LARGEST = 60_000
"""Bytes of a document: what matters is what is in it, not how often."""
TOGETHER = 20
"""Consumers that are compiled at once."""

Edits = dict[str, tuple[Any, str, Any]]
"""By name: the document before, the kind of edit, and the document after."""

# Who receives a value has to expect some that it does not know. A compiler cannot.
TOLERATED = frozenset({"enum-value-added", "enum-opened", "enum-unstated"})


# Rules that say more than that something came or went, by the rule of its coming or going.
PLAIN = {
    "security-stated": "security-added",
    "limit-stated": "constraint-added",
    "operation-removed-without-deprecation": "operation-removed",
    "operation-removed-after-deprecation": "operation-removed",
    "operation-removed-before-sunset": "operation-removed",
    "parameter-removed-before-sunset": "parameter-removed",
}


@dataclass(slots=True)
class Case:
    """One edit of one document, and what was found to contradict the diff."""

    name: str
    review: Review
    objections: list[str] = field(default_factory=list[str])


def main(folder: Path, count: int = 200, seed: int = 1) -> int:
    """Print what contradicts the diff; 0 if nothing does."""
    sources = [path for path in sorted(folder.iterdir()) if path.is_file() and path.stat().st_size <= LARGEST]
    random.Random(seed).shuffle(sources)
    documents = {path.name: document for path in sources for document in [_read(path)] if document}
    judged: list[Case] = []
    objections = 0
    for number, edits in enumerate(chain(_probes(), _random_edits(documents, count, seed))):
        for case in judge(edits, random.Random(f"{seed} {number}")):
            judged.append(case)
            objections += bool(case.objections)
            for objection in case.objections:
                print(f"{case.name}: {objection}", flush=True)
    breaks = sum("breaking" in case.review.verdicts.values() for case in judged)
    said = f"{len(judged)} edits, {len(PROBES)} of them probes, the others of {len(documents)} documents"
    print(f"{said}; {breaks} breaks: {objections} contradicted")
    return 1 if objections else 0


def _probes() -> Iterator[Edits]:
    for first in range(0, len(PROBES), TOGETHER):
        yield {
            probe.name: (BASE, "probe", patched(BASE, probe.edits))
            for probe in PROBES[first : first + TOGETHER]
        }


def _random_edits(documents: dict[str, Any], count: int, seed: int) -> Iterator[Edits]:
    for first in range(0, count, TOGETHER):
        yield {
            f"{number} {name}": (
                documents[name],
                *mutated(documents[name], random.Random(f"{seed} {number}")),
            )
            for number in range(first, min(first + TOGETHER, count))
            for name in [list(documents)[number % len(documents)]]
        }


def judge(edits: Edits, rng: random.Random) -> Iterator[Case]:
    """Judge edits together."""
    with TemporaryDirectory(prefix="specpress-") as name:
        folder = Path(name)
        cases: dict[str, Case] = {}
        for index, (name, (old, kind, new)) in enumerate(edits.items()):
            case = _judged(f"{name}: {kind}", old, new, folder / f"c{index}", rng)
            if case is not None:
                cases[f"c{index}"] = case
        for key, errors in tsc_errors(folder).items():
            cases[key].objections.extend(_untold(cases[key].review, "typescript", "tsc", errors))
        yield from cases.values()


def _judged(name: str, old: Any, new: Any, folder: Path, rng: random.Random) -> Case | None:
    """All but what is compiled; None where one of the documents cannot be read."""
    texts = {
        "old/openapi.json": json.dumps(old, indent=1),
        "new/openapi.json": json.dumps(new, indent=1),
        "again/openapi.yaml": yaml.safe_dump(shuffled(old, rng), sort_keys=False),
    }
    for file, text in texts.items():
        write({PurePosixPath(file): text.encode()}, folder)
    there, back, same = (
        compare(DiffOptions(old=left, new=right, folder=folder), Watch()).review
        for left, right in zip(
            texts, ("new/openapi.json", "old/openapi.json", "old/openapi.json"), strict=True
        )
    )
    before, after = (pressed(folder / side / "openapi.json") for side in ("old", "new"))
    if there is None or back is None or same is None or before is None or after is None:
        return None
    case = Case(name, there)
    case.objections.extend(f"differs from itself: {item.place} {item.rule}" for item in same.findings)
    case.objections.extend(_unmirrored(there, back))
    case.objections.extend(_silent(there, before, after))
    case.objections.extend(_untold(there, "python", "griffe", _griffe(before, after, folder)))
    _write_consumer(before, after, folder)
    return case


def _silent(review: Review, before: Pressed, after: Pressed) -> Iterator[str]:
    """Output that changed, of which nothing was told."""
    if review.findings:
        return
    for target, files in before.trees.items():
        for path in sorted(files.keys() | after.trees[target].keys()):
            if files.get(path) != after.trees[target].get(path):
                yield f"nothing was told, and {target}/{path} differs"


def _unmirrored(there: Review, back: Review) -> Iterator[str]:
    for one, other in (("-added", "-removed"), ("-removed", "-added")):
        counts = [
            sum(
                PLAIN.get(item.rule, item.rule).endswith(ending)
                for item in review.findings
                if "wire" in item.verdicts and not (item.before and item.after)  # then it was renamed
            )
            for review, ending in ((there, one), (back, other))
        ]
        if counts[0] != counts[1]:
            yield f"{counts[0]} rules end in {one} there, {counts[1]} in {other} on the way back"


def _untold(review: Review, target: str, witness: str, breaks: Iterable[str]) -> Iterator[str]:
    """Breaks that a witness sees and the diff did not predict."""
    if review.verdicts[target] != "breaking" and not TOLERATED & {item.rule for item in review.findings}:
        yield from (f"{witness}: {text}" for text in list(breaks)[:3])


def _griffe(before: Pressed, after: Pressed, folder: Path) -> list[str]:
    package = before.surfaces["python"].package
    if package != after.surfaces["python"].package:
        return []  # all is told by the package's name
    for side, tree in (("old", before), ("new", after)):
        write(tree.trees["python"], folder / side / "python")
    return griffe_breaks(folder / "old/python", folder / "new/python", package)


def _write_consumer(before: Pressed, after: Pressed, folder: Path) -> None:
    for side, tree in (("old", before), ("new", after)):
        write_sources(tree.trees["typescript"], folder / side, folder.parent)
    text = consumer(before.surfaces["typescript"], "./old/src", "./new/src")
    (folder / "consumer.ts").write_text(text, encoding="utf-8")


def _read(path: Path) -> Any:
    """A document as values, where it can be read."""
    try:
        sources = load(str(path), LoadOptions(strict=False), Diagnostics())
        text = path.read_text(encoding="utf-8")
        found = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
        json.dumps(found)
    except (ValueError, TypeError, yaml.YAMLError):
        return None
    return found if sources is not None and isinstance(found, dict) and "openapi" in found else None


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3, 4):
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]).resolve(), *map(int, sys.argv[2:])))
