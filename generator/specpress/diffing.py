"""What a change means: two revisions are read, each with its own configuration, and compared."""

from __future__ import annotations

import copy
import datetime
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, cast

from specpress.allowances import FILE, read_allowances
from specpress.config import Config, Output, configured
from specpress.diagnostics import Diagnostic, Diagnostics, Place, Position
from specpress.diagnostics import Severity as Weight
from specpress.diff.directions import directions
from specpress.diff.findings import Finding
from specpress.diff.joining import joined
from specpress.diff.operations import matched
from specpress.diff.policy import Allowance, FailOn, Severity, allowed, fails, with_severities
from specpress.diff.report import REPORTS, Format
from specpress.diff.review import Review, locations
from specpress.diff.semver import advise
from specpress.diff.surface import compare_surfaces
from specpress.diff.wire import compare_apis
from specpress.document.document import Document
from specpress.document.operations import operations
from specpress.document.pointer import Cursor, JsonValue
from specpress.document.references import bundle
from specpress.document.repair import repair
from specpress.document.select import select
from specpress.document.source import is_url, load
from specpress.document.versions import normalise
from specpress.ir.api import Api
from specpress.lower.api import lower
from specpress.lower.api_names import name_api
from specpress.lower.names import name_operations
from specpress.options import CONFIGURATION, Options
from specpress.registry import target
from specpress.report import located
from specpress.revisions import RevisionError, Tree, split_revision, tree
from specpress.targets import surface_json
from specpress.targets.base import Surface
from specpress.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffOptions:
    """What is to be compared.

    `old` and `new` are files, web addresses or `REV:path`. Where both are empty, the document of
    `configuration` at the revision `base` is compared with the one on disk. `allow_list` None: the one beside
    the configuration.
    """

    old: str = ""
    new: str = ""
    base: str = ""
    configuration: Path | None = None
    allow_list: Path | None = None
    fail_on: FailOn = "breaking"
    folder: Path = field(default_factory=Path.cwd)
    today: datetime.date = field(default_factory=datetime.date.today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The outcome. `review` is None where a side could not be read; `findings` say why."""

    review: Review | None
    findings: tuple[Diagnostic, ...] = ()
    failed: bool = True

    def text(self, style: Format) -> str:
        """The review in one of the formats."""
        return REPORTS[style](self.review) if self.review else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One revision, understood."""

    config: Config
    document: Document
    api: Api
    surfaces: Mapping[str, Surface]
    shown: Callable[[str], str]

    def spot(self, pointer: str) -> Position:
        """Where a pointer stands, the file spelt for people."""
        position = self.document.locate(Place(pointer))
        return replace(position, file=self.shown(position.file))


def compare(options: DiffOptions, watch: Watch) -> Comparison:
    """Compare two revisions of a document, and the surfaces of the clients made from them."""
    with ExitStack() as stack:
        diagnostics: list[Diagnostic] = []
        try:
            old = _side(options, stack, watch, diagnostics, old=True)
            new = _side(options, stack, watch, diagnostics, old=False)
        except RevisionError as problem:
            found = Diagnostic(severity=Weight.ERROR, code="revision", message=str(problem))
            return Comparison(review=None, findings=(*diagnostics, found))
        if old is None or new is None:
            return Comparison(review=None, findings=tuple(diagnostics))
        allowances, errors = _allowances(options, new.config)
        if errors:
            return Comparison(review=None, findings=(*diagnostics, *errors))
        with watch("compare"):
            review = _review(old, new, options, allowances)
        failed = fails(review.allowed.counting, review.advice, options.fail_on)
        return Comparison(review=review, findings=tuple(diagnostics), failed=failed)


def _review(old: _Side, new: _Side, options: DiffOptions, allowances: tuple[Allowance, ...]) -> Review:
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
    return Review(
        allowed=allowed(findings, allowances, options.today),
        advice=advise(findings, versions),
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


def _side(
    options: DiffOptions, stack: ExitStack, watch: Watch, findings: list[Diagnostic], *, old: bool
) -> _Side | None:
    """One side, read; what is wrong with it is added to the findings."""
    chosen, place = _chosen(options, stack, old=old)
    diagnostics = Diagnostics()
    config = configured(chosen, diagnostics)
    if config is None:
        findings.extend(diagnostics)
        return None
    config = replace(config, reading=replace(config.reading, strict=False))
    with watch("load"):
        sources = load(config.document, config.reading, diagnostics)
    if sources is None:
        findings.extend(diagnostics)
        return None
    with watch("references"):
        document = bundle(sources, diagnostics)
    side = _understood(config, document, diagnostics, watch, _spelling(place, options.folder))
    findings.extend(item for item in located(diagnostics, document) if item.severity is Weight.ERROR)
    return None if diagnostics.failed else side


def _understood(
    config: Config, document: Document, diagnostics: Diagnostics, watch: Watch, shown: Callable[[str], str]
) -> _Side:
    """What a document means as it is written, and the surfaces of the clients, which are made of it repaired.

    A repair could hide the very change that a reviewer looks for.
    """
    with watch("repair"):
        repaired = repair(document, strict=False, diagnostics=Diagnostics())
    with watch("lower"):
        stated = _with_contents(document)
        api = _lowered(config, stated, diagnostics)
        repaired_api = api if repaired.root == stated.root else _lowered(config, repaired, Diagnostics())
    with watch("surface"):
        surfaces = {output.target: _surface(repaired_api, output, config) for output in config.outputs}
    return _Side(config=config, document=document, api=api, surfaces=surfaces, shown=shown)


def _with_contents(document: Document) -> Document:
    """The document with a media type in each request body that names none.

    No client can send such a body; yet that there is one, and whether it is required, is said and can change.
    """
    if not any(True for _ in _empty_bodies(document.root)):
        return document
    root = copy.deepcopy(document.root)
    for body in list(_empty_bodies(root)):
        body["content"] = {"*/*": {}}
    return replace(document, root=root)


def _empty_bodies(root: dict[str, JsonValue]) -> Iterator[dict[str, JsonValue]]:
    for operation in operations(Cursor(root, "", root)):
        body = (operation.cursor / "requestBody").follow().value
        if isinstance(body, dict) and not body.get("content"):
            yield body


def _lowered(config: Config, document: Document, diagnostics: Diagnostics) -> Api:
    document = normalise(document, diagnostics)
    calls = name_operations(document.cursor(), config.naming, diagnostics)
    name = name_api(document.cursor(), config.name, _STEM)
    spelt = {operation: str(call) for operation, call in calls.items()}
    document = select(document, spelt, config.only, config.exclude, diagnostics)
    return lower(document, calls, replace(config.lowering, name=name), diagnostics)


def _surface(api: Api, output: Output, config: Config) -> Surface:
    """The committed Surface where there is a configuration: it tells what users have. Else a fresh one."""
    committed = output.folder / "surface.json"
    if config.file is not None and committed.is_file():
        try:
            return surface_json.loads(committed.read_text(encoding="utf-8"))
        except ValueError:  # left by a merge conflict, or by a generator of another age
            pass
    return target(output.target, None).surface(api, output.config)


def _chosen(options: DiffOptions, stack: ExitStack, *, old: bool) -> tuple[Options, Tree | None]:
    """The options by which one side is read, and the tree that it lies in if that is not the disk."""
    named = options.old if old else options.new
    if named:
        split = split_revision(named, options.folder)
        if split is None:
            return _of_document(options.folder / named if not is_url(named) else named), None
        there = stack.enter_context(tree(split[0], options.folder))
        return _of_document(there.path(options.folder / split[1])), there
    if not old or not options.base:
        return Options(configuration=options.configuration), None
    if options.configuration is None:
        raise RevisionError(f"there is no {CONFIGURATION} here or above; name two documents instead")
    there = stack.enter_context(tree(options.base, options.configuration.parent))
    return Options(configuration=there.path(options.configuration)), there


def _of_document(document: Path | str) -> Options:
    """A document with the configuration beside it if that is its own, else on its own."""
    if isinstance(document, Path):
        configuration = document.parent / CONFIGURATION
        if configuration.is_file():
            config = configured(Options(configuration=configuration), Diagnostics())
            if config is not None and os.path.realpath(config.document) == os.path.realpath(document):
                return Options(configuration=configuration)
    return Options(document=str(document))


def _spelling(place: Tree | None, folder: Path) -> Callable[[str], str]:
    """How files of one side are spelt: with their revision, or from the folder that the command runs in."""
    if place is not None:
        return place.shown

    def relative(file: str) -> str:
        path = Path(os.path.normpath(folder / file)) if not is_url(file) else None
        return str(path.relative_to(folder)) if path and path.is_relative_to(folder) else file

    return relative


_STEM: Final = "api"
"""Both sides get one name where neither title nor server tells: the files may be called as they like."""
