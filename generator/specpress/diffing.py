"""What a change means: two revisions are read, each with its own configuration, and compared."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from specpress.allowances import FILE, read_allowances
from specpress.comparands import DiffOptions as DiffOptions
from specpress.comparands import Side, read_side, understood
from specpress.config import Config
from specpress.diagnostics import Diagnostic, Diagnostics
from specpress.diagnostics import Severity as Weight
from specpress.diff.directions import directions
from specpress.diff.findings import Finding
from specpress.diff.joining import joined
from specpress.diff.operations import matched
from specpress.diff.policy import Allowance, Severity, allowed, fails, with_severities
from specpress.diff.report import REPORTS, Format
from specpress.diff.review import Review, locations
from specpress.diff.semver import advise
from specpress.diff.surface import compare_surfaces
from specpress.diff.wire import compare_apis
from specpress.ir.api import Api
from specpress.revisions import RevisionError
from specpress.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The outcome. `review` is None where a side could not be read; `findings` say why."""

    review: Review | None
    findings: tuple[Diagnostic, ...] = ()
    failed: bool = True

    def text(self, style: Format) -> str:
        """The review in one of the formats."""
        return REPORTS[style](self.review) if self.review else ""


def compare(options: DiffOptions, watch: Watch) -> Comparison:
    """Compare two revisions of a document, and the surfaces of the clients made from them."""
    with ExitStack() as stack:
        stack.enter_context(_uncollected())
        diagnostics: list[Diagnostic] = []
        try:
            old_read = read_side(options, stack, watch, diagnostics, old=True)
            new_read = read_side(options, stack, watch, diagnostics, old=False)
        except RevisionError as problem:
            found = Diagnostic(severity=Weight.ERROR, code="revision", message=str(problem))
            return Comparison(review=None, findings=(*diagnostics, found))
        if old_read is None or new_read is None:
            return Comparison(review=None, findings=tuple(diagnostics))
        sides = understood(old_read, new_read, watch, diagnostics)
        if sides is None:
            return Comparison(review=None, findings=tuple(diagnostics))
        old, new = sides
        allowances, errors = _allowances(options, new.config)
        if errors:
            return Comparison(review=None, findings=(*diagnostics, *errors))
        with watch("compare"):
            review = _review(old, new, options, allowances)
        failed = fails(review.allowed.counting, review.advice, options.fail_on)
        return Comparison(review=review, findings=tuple(diagnostics), failed=failed)


@contextmanager
def _uncollected() -> Generator[None]:
    """Nothing large becomes garbage before the end: looking for it takes an eighth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _review(old: Side, new: Side, options: DiffOptions, allowances: tuple[Allowance, ...]) -> Review:
    wire = compare_apis(old.api, new.api, options.today)
    targets = tuple(name for name in new.surfaces if name in old.surfaces)
    ids = _ids(old.api, new.api, wire)
    ways = directions(new.api)
    surfaces = {name: compare_surfaces(old.surfaces[name], new.surfaces[name], ids, ways) for name in targets}
    findings = with_severities(
        joined(wire, surfaces, _places(old.api, new.api, ids)), _severities(new.config)
    )
    versions = {
        "api": (old.api.version, new.api.version),
        **{name: (old.surfaces[name].version, new.surfaces[name].version) for name in targets},
    }
    judged = allowed(findings, allowances, options.today)
    # What is accepted shows in what is generated, and asks for no more than that.
    accepted = (replace(finding, bumps={}) for finding, _ in judged.accepted)
    return Review(
        allowed=judged,
        advice=advise((*judged.counting, *accepted), versions),
        targets=targets,
        old=locations(findings, old.spot, new=False),
        new=locations(findings, new.spot, new=True),
    )


def _ids(old: Api, new: Api, wire: tuple[Finding, ...]) -> dict[str, str]:
    """Operations and schemas that have another id now, old to new."""
    found = {was.id: now.id for was, now in matched(old.operations, new.operations) if was.id != now.id}
    found |= {item.before: item.after for item in wire if item.rule == "operation-moved"}
    return found | {item.old: item.new for item in wire if item.rule == "schema-renamed"}


def _places(old: Api, new: Api, ids: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The pointers of operations and declarations on both sides, by their id in the new document."""
    was = {ids.get(id, id): pointer for id, pointer in _pointers(old)}
    now = dict(_pointers(new))
    return {id: (was.get(id, ""), now.get(id, "")) for id in was.keys() | now.keys()}


def _pointers(api: Api) -> Iterator[tuple[str, str]]:
    yield from ((operation.id, operation.pointer) for operation in api.operations)
    yield from ((declaration.id, declaration.pointer) for declaration in api.declarations)


def _severities(config: Config) -> Mapping[str, Severity]:
    """What `specpress.yaml` says of rules: `diff: {rules: {parameter-default-changed: info}}`."""
    stated = cast("dict[str, Any]", config.file.value) if config.file else {}
    section = cast("dict[str, Any]", stated.get("diff", {}))
    return cast("dict[str, Severity]", section.get("rules", {}))


def _allowances(options: DiffOptions, config: Config) -> tuple[tuple[Allowance, ...], tuple[Diagnostic, ...]]:
    path = options.allow_list
    if path is None and config.file is not None:
        beside = Path(config.file.uri).parent / FILE
        path = beside if beside.is_file() else None
    if path is None:
        return (), ()
    diagnostics = Diagnostics()
    found = read_allowances(path, diagnostics)
    return found, tuple(diagnostics)
