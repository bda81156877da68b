"""Results in lines and sums, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import PurePath
from typing import Final

from specpress.audit.result import Result


def line(result: Result) -> str:
    """One document in one line."""
    state = "FAILED" if result.failed else "refused" if result.refused else "ok"
    numbers = f"{result.generated}/{result.operations} operations"
    wrong = ", ".join(f"{count} {kind}" for kind, count in sorted(_wrong(result).items()))
    return f"{state:8} {PurePath(result.document).name}: {numbers}{', ' + wrong if wrong else ''}"


def summary(results: Sequence[Result]) -> str:
    """The sums of all documents, and what went wrong most often."""
    operations = sum(result.operations for result in results)
    generated = sum(result.generated for result in results)
    refused = [result for result in results if result.refused]
    wrong = sum((_wrong(result) for result in results), Counter[str]())
    said = [
        f"{len(results):,} documents, {len(refused)} refused, {sum(r.failed for r in results)} failed",
        f"{generated:,} of {operations:,} operations generated",
        *(f"{count:,} {kind}" for kind, count in wrong.most_common()),
    ]
    return "\n".join(said) + "\n"


def as_json(results: Sequence[Result]) -> str:
    """All that is known, as a JSON array."""
    return json.dumps([{**asdict(result), "failed": result.failed} for result in results], indent=2) + "\n"


def _wrong(result: Result) -> Counter[str]:
    found = Counter({kind: result.calls.get(kind, 0) for kind in _WRONG})
    found |= Counter(
        {
            "lost operations": len(result.lost),
            "modules that do not import": len(result.unimportable),
            "mypy errors": result.mypy or 0,
            "pyright errors": result.pyright or 0,
            **result.faults,
            "stopped": 0 if result.complete else 1,
        }
    )
    return +found


_WRONG: Final = ("not-sent", "invalid-request", "not-decoded", "example-not-decoded")
