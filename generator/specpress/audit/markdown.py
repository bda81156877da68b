"""Results as a page: a line a document, then what was refused and what could not be judged."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from specpress.audit.result import REFUSED, TYPED, Result
from specpress.audit.table import summary


@dataclass(frozen=True, slots=True)
class _Column:
    """A number of each document; None where it was not counted."""

    head: str
    number: Callable[[Result], float | None]


@dataclass(frozen=True, slots=True)
class _Form:
    """What the page of a target says."""

    title: str
    preface: str
    columns: tuple[_Column, ...]


def as_markdown(results: Sequence[Result], target: str) -> str:
    """The pages in `benchmarks/`: what becomes of documents that are made into one target."""
    form = _FORMS[target]
    ordered = sorted(results, key=lambda result: PurePath(result.document).name)
    rows = [
        _cells(["document", *(column.head for column in form.columns)]),
        _cells(["---"] * (len(form.columns) + 1)),
        *(
            _cells([_name(each), *(_shown(column.number(each)) for column in form.columns)])
            for each in ordered
        ),
    ]
    sums = [f"- {said}" for said in summary(results).splitlines()]
    parts = [
        f"# Audit: {form.title}\n",
        form.preface,
        "\n".join(rows) + "\n",
        "## Sums\n",
        "\n".join(sums) + "\n",
    ]
    # Where the documents lie says nothing to anybody else.
    folder = os.path.commonpath(
        [os.path.dirname(os.path.abspath(each.document)) for each in results] or ["/"]
    )
    refused = [
        f"- {_name(each)}: {each.refused.replace(f'{folder}/', '')}" for each in results if each.refused
    ]
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


def _calls(*kinds: str) -> Callable[[Result], float]:
    return lambda result: sum(result.calls.get(kind, 0) for kind in kinds)


def _counted(what: str) -> Callable[[Result], float]:
    return lambda result: result.counts.get(what, 0)


def _errors_of_tsc(result: Result) -> float | None:
    return result.faults.get("tsc errors", 0) if "tsc" in result.seconds else None


def _seconds(result: Result) -> float:
    return round(sum(value for name, value in result.seconds.items() if ": " not in name), 1)


_SIZES: Final = (
    _Column("operations", lambda result: result.operations),
    _Column("generated", lambda result: result.generated),
    _Column("schemas", lambda result: result.schemas),
    _Column("types", lambda result: result.types),
    _Column("warnings", lambda result: sum(result.diagnostics.values())),
    _Column("modules", lambda result: result.modules),
)
_COSTS: Final = (
    _Column("generate s", lambda result: round(result.seconds.get("generate", 0), 1)),
    _Column("all s", _seconds),
    _Column("MB", lambda result: round(max(result.megabytes.values(), default=0))),
)
_TYPED: Final = (
    _Column("typed calls", lambda result: result.counts.get(TYPED)),
    _Column("refused", lambda result: result.faults.get(REFUSED, 0) if TYPED in result.counts else None),
)
_FORMS: Final = {
    "python": _Form(
        title="Python clients",
        preface="""\
Written by `specpress audit --markdown`. Operations are counted from the raw document; every method is called
with the required arguments and with all. Requests are judged by openapi-core (`valid`), and where it cannot
read them back they are compared with the values that were given (`equal`). Values, answers and examples were
found valid by openapi-schema-validator before they were given; answers are decoded strictly. The same values,
written out as programs, are `typed calls`: pyright has to take them.
""",
        columns=(
            *_SIZES,
            _Column("mypy", lambda result: result.mypy),
            _Column("pyright", lambda result: result.pyright),
            *_TYPED,
            _Column("requests valid", _calls("valid")),
            _Column("equal", _calls("equal")),
            _Column("wrong", _calls("invalid-request", "not-sent")),
            _Column("unjudged", _calls("unjudged")),
            _Column("unmade", _calls("unmade")),
            _Column("answers decoded", _calls("decoded")),
            _Column("wrong", _calls("not-decoded")),
            _Column("examples", _calls("example-decoded")),
            _Column("wrong", _calls("example-not-decoded")),
            *_COSTS,
        ),
    ),
    "typescript": _Form(
        title="TypeScript clients",
        preface="""\
Written by `specpress audit --target typescript --markdown`. Operations are counted from the raw document;
each has to have a method. `tsc`: errors that the compiler finds under the strictest options. `typed calls`:
valid arguments, the required ones and all, written out as programs that the compiler has to take.
""",
        columns=(*_SIZES, _Column("tsc", _errors_of_tsc), *_TYPED, *_COSTS),
    ),
    "reference": _Form(
        title="manuals",
        preface="""\
Written by `specpress audit --target reference --markdown`. Operations are counted from the raw document; each
has to have a page in each language. `wrong`: pages that do not nest as they are meant to, and examples that
type checkers refuse.
""",
        columns=(
            *_SIZES[:2],
            _Column("pages", _counted("pages")),
            _Column("examples", _counted("examples")),
            _Column("wrong", lambda result: sum(result.faults.values())),
            *_COSTS,
        ),
    ),
}


def _shown(number: float | None) -> str:
    return "" if number is None else f"{number:,}"


def _name(result: Result) -> str:
    return PurePath(result.document).name


def _cells(values: Sequence[str]) -> str:
    return "| " + " | ".join(map(_escaped, values)) + " |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
