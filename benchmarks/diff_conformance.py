"""Agreement of `specpress diff` with known verdicts: python benchmarks/diff_conformance.py CASES

CASES holds a folder for each pair of documents: `base.*`, `revision.*`, and `expected.json` with the wire
verdict `breaking`. `diff-conformance.md` says why we decide otherwise where we do; a row that no
disagreement needs is reported, too.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from specpress.diffing import DiffOptions, compare
from specpress.watch import Watch

REASONS = Path(__file__).with_name("diff-conformance.md")
WANTED = 97.0


def main(folder: Path) -> int:
    """Print the agreement and every disagreement; 0 where enough agree and each other case has its reason."""
    reasons = dict(_rows(REASONS.read_text(encoding="utf-8")))
    cases = sorted(path.parent for path in folder.glob("*/expected.json"))
    others = [(case, told, ours) for case in cases for told, ours in [_verdicts(case)] if told != ours]
    for case, told, ours in others:
        reason = reasons.get(case.name, "NO REASON GIVEN")
        print(f"{case.name}: expected {_word(told)}, found {_word(ours)}: {reason}")
    names = {case.name for case in cases}
    for unused in sorted(reasons.keys() & names - {case.name for case, _, _ in others}):
        print(f"{unused}: the row in {REASONS.name} is needed no longer")
    share = 100 * (len(cases) - len(others)) / len(cases) if cases else 0.0
    print(f"{len(cases) - len(others)} of {len(cases)} verdicts agree: {share:.1f} %")
    explained = all(case.name in reasons for case, _, _ in others)
    return 0 if share >= WANTED and explained else 1


def _verdicts(case: Path) -> tuple[bool, bool | None]:
    """The verdict to agree with, and ours; None where a document cannot be read."""
    expected: dict[str, Any] = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    options = DiffOptions(old=expected["base"], new=expected["revision"], folder=case)
    found = compare(options, Watch())
    if found.review is None:
        return bool(expected["breaking"]), None
    return bool(expected["breaking"]), found.review.verdicts["wire"] == "breaking"


def _rows(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4:
            yield cells[0], cells[3]


def _word(breaking: bool | None) -> str:
    return "unreadable" if breaking is None else "a break" if breaking else "no break"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]).resolve()))
