"""Results as people read them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import PurePath
from typing import Final

from specpress.audit.result import Result

_HEADS: Final = (
    *("document", "operations", "generated", "schemas", "types", "warnings", "modules", "mypy", "pyright"),
    *(
        "requests valid",
        "equal",
        "wrong",
        "unjudged",
        "unmade",
        "answers decoded",
        "wrong",
        "examples",
        "wrong",
    ),
    *("generate s", "all s", "MB"),
)


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


def as_markdown(results: Sequence[Result]) -> str:
    """The table of `benchmarks/audit.md`: a line a document, then what was refused and what not judged."""
    ordered = sorted(results, key=lambda result: PurePath(result.document).name)
    rows = [_cells(_HEADS), _cells(["---"] * len(_HEADS)), *(_cells(_row(result)) for result in ordered)]
    sums = [f"- {said}" for said in summary(results).splitlines()]
    parts = ["# Audit\n", _PREFACE, "\n".join(rows) + "\n", "## Sums\n", "\n".join(sums) + "\n"]
    refused = [f"- {_name(result)}: {result.refused}" for result in results if result.refused]
    if refused:
        parts += ["## Refused\n", "\n".join(refused) + "\n"]
    for title, counts in (
        ("Diagnostics", sum((Counter(result.diagnostics) for result in results), Counter[str]())),
        ("Not judged", sum((Counter(result.unjudged) for result in results), Counter[str]())),
    ):
        if counts:
            lines = [f"- {count:,} {_escaped(what)}" for what, count in sorted(counts.items(), key=_by_count)]
            parts += [f"## {title}\n", "\n".join(lines) + "\n"]
    return "\n".join(parts)


def _row(result: Result) -> list[str]:
    calls = Counter(result.calls)
    generate = sum(value for name, value in result.seconds.items() if name == "generate")
    numbers = (
        *(
            result.operations,
            result.generated,
            result.schemas,
            result.types,
            sum(result.diagnostics.values()),
        ),
        *(result.modules, result.mypy, result.pyright),
        *(calls["valid"], calls["equal"], calls["invalid-request"] + calls["not-sent"]),
        *(calls["unjudged"], calls["unmade"]),
        *(calls["decoded"], calls["not-decoded"], calls["example-decoded"], calls["example-not-decoded"]),
        round(generate, 1),
        round(sum(value for name, value in result.seconds.items() if ": " not in name), 1),
        round(max(result.megabytes.values(), default=0)),
    )
    return [_name(result), *("" if number is None else f"{number:,}" for number in numbers)]


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


def _name(result: Result) -> str:
    return PurePath(result.document).name


def _cells(values: Sequence[str]) -> str:
    return "| " + " | ".join(map(_escaped, values)) + " |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


_WRONG: Final = ("not-sent", "invalid-request", "not-decoded", "example-not-decoded")
_PREFACE: Final = """\
Written by `make audit-report`. Operations are counted from the raw document; every method is called with the
required arguments and with all. Requests are judged by openapi-core (`valid`), and where it cannot read them
back they are compared with the values that were given (`equal`). Values, answers and examples were found
valid by openapi-schema-validator before they were given; answers are decoded strictly.
"""
