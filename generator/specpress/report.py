"""What a run did, as data: printed for people, handed on by `--json`, repeated by an unchanged run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from specpress.config import Config
from specpress.diagnostics import Diagnostic, Diagnostics, Place, Position, Severity
from specpress.document.document import Document
from specpress.document.echoes import without_echoes
from specpress.messages import message, messages
from specpress.output import Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made for one target. `lost`: operations that were asked for and have no method."""

    target: str
    folder: str
    package: str
    distribution: str
    client: str
    changes: Changes
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of one run, positions resolved. Nothing was written if an error is among the findings."""

    document: str = ""
    total: int = 0
    """Operations in the document."""
    selected: int = 0
    paged: Mapping[str, str] = field(default_factory=dict[str, str])
    """The operations whose pages were recognised, each with the kind of them."""
    findings: tuple[Diagnostic, ...] = ()
    made: tuple[Made, ...] = ()
    guessed: bool = False
    """Whether no configuration chose the names."""
    difference: tuple[str, ...] = ()
    """A unified diff from what is on disk to what would be written, where a run only checks."""
    inputs: tuple[Path, ...] = ()
    """The files that were read."""
    writes: bool = True
    """Whether anything was to be written."""

    @property
    def failed(self) -> bool:
        """Whether the document is not as it should be."""
        return any(found.severity is Severity.ERROR for found in self.findings)

    @property
    def beyond(self) -> bool:
        """Whether a limit, or the machine, kept the document from being read, rather than what it says."""
        errors = (found.code for found in self.findings if found.severity is Severity.ERROR)
        return any(code.startswith("limit-") or code == "fetch-failed" for code in errors)

    @property
    def drifted(self) -> bool:
        """Whether an output differs from what the document makes."""
        return any(made.changes.drifted for made in self.made)

    @property
    def kept(self) -> bool:
        """Whether an edit by hand was left as it is."""
        return any(made.changes.kept for made in self.made)

    def settled(self) -> Report:
        """What the same run reports when it finds nothing to change."""
        return replace(self, made=tuple(replace(made, changes=Changes()) for made in self.made))


def report_of(
    config: Config, document: Document, total: int, selected: int, diagnostics: Diagnostics
) -> Report:
    """The report of a run up to the point where packages are written. `total`: operations in the document."""
    return Report(
        document=config.document,
        total=total,
        selected=selected,
        findings=located(diagnostics, document),
        guessed=config.file is None and not config.name,
        inputs=config.inputs(document),
    )


def located(diagnostics: Diagnostics, document: Document) -> tuple[Diagnostic, ...]:
    """The findings with places as lines and columns, in reading order; each mistake is told once."""
    findings = without_echoes(diagnostics)
    places = [place for found in findings for place in (found.at, *(other for _, other in found.also))]
    positions = document.positions(place for place in places if isinstance(place, Place))

    def resolved(place: Place | Position) -> Place | Position:
        return positions[place] if isinstance(place, Place) else place

    found = (
        replace(
            each,
            at=each.at and resolved(each.at),
            also=tuple((what, resolved(place)) for what, place in each.also),
        )
        for each in findings
    )
    return tuple(sorted(found, key=_reading_order))


def _reading_order(found: Diagnostic) -> tuple[bool, str, int, int]:
    """As they stand in the files; errors last, where they are seen."""
    at = found.at if isinstance(found.at, Position) else Position("", 0, 0)
    return found.severity is Severity.ERROR, at.file, at.line, at.column


def told(report: Report, timings: Mapping[str, float]) -> dict[str, Any]:
    """What is printed of a run, as JSON values: findings and summary as text, and all of it as data."""
    return {
        "findings": list(messages(report.findings)),
        "summary": list(summary(report)),
        "json": {**as_json(report), "timings": dict(timings)},
    }


def as_json(report: Report) -> dict[str, Any]:
    """The report for programs. Keys stay; new ones may come."""
    return {
        "document": report.document,
        "operations": {
            "total": report.total,
            "selected": report.selected,
            "lost": sorted({operation for made in report.made for operation in made.lost}),
        },
        "pages": dict(report.paged),
        "findings": [_finding(found) for found in report.findings],
        "targets": [
            {
                "target": made.target,
                "folder": made.folder,
                "package": made.package,
                "distribution": made.distribution,
                "client": made.client,
                **{
                    kind: [str(path) for path in getattr(made.changes, kind)]
                    for kind in ("created", "updated", "deleted", "overwritten", "kept")
                },
            }
            for made in report.made
        ],
    }


def summary(report: Report) -> Iterator[str]:
    """The report for people, line by line; findings are not among them. The last line says what was lost."""
    for made in report.made:
        yield f"{made.target}: {_changes(made.changes)} in {made.folder}"
        if made.package:
            yield f"  install {made.distribution}, import {made.client} from {made.package}"
        yield from (
            f"  overwritten, though edited by hand (git has it): {path}" for path in made.changes.overwritten
        )
        yield from (f"  kept, since edited by hand and not committed: {path}" for path in made.changes.kept)
    if report.paged:
        kinds = Counter(report.paged.values())
        told = ", ".join(f"{count:,} by {_PAGED[kind]}" for kind, count in sorted(kinds.items()))
        yield f"pages recognised: {told} (--json says which)"
    if report.guessed and report.made:
        yield "names are made from the document: --name gives others, `specpress names --pin` keeps them"
    yield _last_line(report)


def _changes(changes: Changes) -> str:
    counts = {
        "created": len(changes.created),
        "updated": len(changes.updated) + len(changes.overwritten),
        "deleted": len(changes.deleted),
        "kept": len(changes.kept),
    }
    return ", ".join(f"{_count(n, 'file')} {what}" for what, n in counts.items() if n) or "nothing to change"


def _last_line(report: Report) -> str:
    errors = sum(found.severity is Severity.ERROR for found in report.findings)
    warnings = _count(len(report.findings) - errors, "warning")
    if report.failed:
        return f"{_count(errors, 'error')}, {warnings}{': nothing was written' if report.writes else ''}"
    part = f"{report.selected:,} of " if report.selected != report.total else ""
    operations = f"{part}{_count(report.total, 'operation')}{' selected' if part else ''}"
    lost = len({operation for made in report.made for operation in made.lost})
    return ", ".join((operations, *([f"{_count(lost, 'operation')} lost"] if report.made else []), warnings))


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _finding(found: Diagnostic) -> dict[str, Any]:
    return {
        "severity": found.severity.value,
        "code": found.code,
        "message": found.message,
        "hint": found.hint,
        **_place(found.at),
        "also": [{"message": what, **_place(place)} for what, place in found.also],
        "text": message(found),
    }


_PAGED: Final = {
    "cursor": "cursor",
    "link": "Link header",
    "next-url": "URL of the next page",
    "offset": "offset",
    "page": "page number",
}


def _place(at: Place | Position | None) -> dict[str, Any]:
    match at:
        case Position():
            return {"file": at.file, "line": at.line, "column": at.column}
        case Place():
            return {"pointer": at.pointer}
        case None:
            return {}
