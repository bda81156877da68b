"""What is wrong with references, kept with the spots where they are written until all are known."""

from __future__ import annotations

from dataclasses import dataclass, field

from specpress.diagnostics import Diagnostics, Position, Severity
from specpress.document.grammar import Kind
from specpress.document.identifiers import Spot
from specpress.document.positions import locate
from specpress.document.source import Sources

_REPAIRABLE = {"unresolved-reference", "file-not-found", "circular-reference"}
# Without these an operation could not be called as it was meant, or would be lost.
_LOST = {Kind.PATH_ITEM, Kind.OPERATION, Kind.PATHS, Kind.REQUEST_BODY, Kind.COMPONENTS, Kind.OPENAPI}
_READ_AS = {
    Kind.SCHEMA: "any value is taken there",
    Kind.PARAMETER: "the parameter is left out",
    Kind.RESPONSE: "the response is read as having no content",
    Kind.MEDIA_TYPE: "any content is taken there",
}


@dataclass(frozen=True, slots=True)
class _Problem:
    severity: Severity
    code: str
    message: str
    spot: Spot
    hint: str


@dataclass(frozen=True, slots=True)
class Problems:
    """Collects problems; `strict`: nothing is repaired."""

    strict: bool
    found: list[_Problem] = field(default_factory=list[_Problem])

    def gone(self, kind: Kind, code: str, message: str, at: Spot, hint: str) -> None:
        """A reference leads nowhere. What can be done without is a warning when reading tolerantly."""
        if self.strict or kind in _LOST or code not in _REPAIRABLE:
            self.found.append(_Problem(Severity.ERROR, code, message, at, hint))
        else:
            told = f"{message}; {_READ_AS.get(kind, 'it is left out')}"
            self.found.append(_Problem(Severity.WARNING, code, told, at, hint))

    def note(self, code: str, message: str, at: Spot) -> None:
        """A reference is not as it should be, but plain."""
        severity = Severity.ERROR if self.strict else Severity.WARNING
        self.found.append(_Problem(severity, code, message, at, ""))

    def report(self, sources: Sources, diagnostics: Diagnostics) -> None:
        """Say them all, in the order they were found."""
        positions = _positions(sources, [problem.spot for problem in self.found])
        for problem, at in zip(self.found, positions, strict=True):
            add = diagnostics.error if problem.severity is Severity.ERROR else diagnostics.warning
            add(problem.code, problem.message, at, hint=problem.hint)


def _positions(sources: Sources, spots: list[Spot]) -> list[Position]:
    # At once, since inlining may put something else where these references stand.
    found: dict[Spot, Position] = {}
    by_file: dict[str, list[Spot]] = {}
    for spot in spots:
        by_file.setdefault(spot.uri, []).append(spot)
    for uri, held in by_file.items():
        located = locate(sources.files[uri], ((spot.pointer, False) for spot in held))
        found.update(zip(held, located, strict=True))
    return [found[spot] for spot in spots]
