"""The two sides of a comparison: read, each with its own configuration, and understood."""

from __future__ import annotations

import contextlib
import copy
import datetime
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from specpress.config import Config, Output, configured
from specpress.diagnostics import Diagnostic, Diagnostics, Place, Position, Severity
from specpress.diff.policy import FailOn
from specpress.document import overlay
from specpress.document.document import Document
from specpress.document.operations import operations
from specpress.document.pointer import Cursor, JsonValue
from specpress.document.references import bundle
from specpress.document.repair import repair
from specpress.document.select import select
from specpress.document.source import Sources, is_url, load
from specpress.document.versions import normalise
from specpress.ir.api import Api
from specpress.ir.names import Call
from specpress.lower.api import lower
from specpress.lower.names import name_operations
from specpress.lower.type_names import with_names
from specpress.narrowing import narrowed
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
class Side:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One revision, read: its files, and the surfaces of the clients that are committed beside them."""

    config: Config
    sources: Sources
    committed: Mapping[str, Surface]
    shown: Callable[[str], str]
    named: Callable[[Diagnostic], Diagnostic]
    """A finding about it, files spelt for people."""
    diagnostics: Diagnostics


def read_side(
    options: DiffOptions, stack: ExitStack, watch: Watch, findings: list[Diagnostic], *, old: bool
) -> Read | None:
    """One side, read; what is wrong with it is added to the findings."""
    chosen, place = _chosen(options, stack, old=old)
    diagnostics = Diagnostics()
    config = configured(chosen, diagnostics)
    if config is None:
        findings.extend(_as_named(each, place, options.folder) for each in diagnostics)
        return None
    config = replace(
        config,
        reading=replace(config.reading, strict=False),
        lowering=replace(config.lowering, strict=False),
    )
    with watch("load"):
        sources = load(config.document, config.reading, diagnostics)
    if sources is None:
        findings.extend(_as_named(each, place, options.folder) for each in diagnostics)
        return None
    return Read(
        config=config,
        sources=overlay.apply(sources, map(str, config.overlays), diagnostics),
        committed=_committed(config),
        shown=_spelling(place, options.folder),
        named=partial(_as_named, place=place, folder=options.folder),
        diagnostics=diagnostics,
    )


@dataclass(frozen=True, slots=True)
class _Meant:
    """A side to be lowered: its document, in one dialect, and all that gives names to what is in it.

    `whole` is the document that names depend on, of which `document` may be a part.
    """

    side: Read
    document: Document
    whole: Document
    calls: Mapping[str, Call]


def understood(old: Read, new: Read, watch: Watch, findings: list[Diagnostic]) -> tuple[Side, Side] | None:
    """What two documents mean as they are written, and the surfaces of the clients, made of them repaired.

    A repair could hide the very change that a reviewer looks for. Parts that do not differ are left out where
    nothing but the documents tells the two sides apart. None where one has errors, which are added to the
    findings.
    """
    with watch("narrow"):
        parts = narrowed(old.sources, new.sources) if _is_alike(old, new) else (old.sources, new.sources)
    with watch("references"):
        documents = [bundle(part, side.diagnostics) for part, side in zip(parts, (old, new), strict=True)]
    for document, side in zip(documents, (old, new), strict=True):
        errors = (item for item in located(side.diagnostics, document) if item.severity is Severity.ERROR)
        findings.extend(map(side.named, errors))
    if old.diagnostics.failed or new.diagnostics.failed:
        return None
    with watch("names"):
        meant = [
            _meant(side, document, part)
            for side, document, part in zip((old, new), documents, parts, strict=True)
        ]
    with watch("lower"):
        apis = [_lowered(each) for each in meant]
    with watch("repair"):
        repaired = [_repaired(each, document) for each, document in zip(meant, documents, strict=True)]
    with watch("lower"):
        mended = [
            api if again is each else _lowered(again)
            for api, again, each in zip(apis, repaired, meant, strict=True)
        ]
    with watch("surface"):
        before, after = (
            Side(
                config=side.config,
                document=document,
                api=api,
                surfaces={
                    output.target: side.committed.get(output.target) or _surface(made, output)
                    for output in side.config.outputs
                },
                shown=side.shown,
            )
            for side, document, api, made in zip((old, new), documents, apis, mended, strict=True)
        )
    return before, after


def _is_alike(old: Read, new: Read) -> bool:
    """Whether what is equal in both documents is equal in both clients."""
    settings = [
        (side.config.naming, side.config.lowering, side.config.name, side.committed.keys())
        for side in (old, new)
    ]
    chosen = (*old.config.only, *old.config.exclude, *new.config.only, *new.config.exclude)
    return settings[0] == settings[1] and not chosen


def _meant(side: Read, document: Document, part: Sources) -> _Meant:
    """A document as it is written, with what it says and no client can follow."""
    normal = normalise(_with_contents(document), side.diagnostics)
    whole = normal
    if part is not side.sources:
        root = side.sources.main.value
        whole = replace(document, root=root if isinstance(root, dict) else {})  # names read any dialect
    calls = name_operations(whole.cursor(), side.config.naming, side.diagnostics)
    spelt = {operation: str(call) for operation, call in calls.items()}
    chosen = select(normal, spelt, side.config.only, side.config.exclude, side.diagnostics)
    return _Meant(side, chosen, whole, calls)


def _repaired(meant: _Meant, document: Document) -> _Meant:
    """The same side with its document repaired; itself where there is nothing to repair."""
    mended = repair(document, strict=False, diagnostics=Diagnostics())
    if mended.root == _with_contents(document).root:
        return meant
    quiet = replace(meant.side, diagnostics=Diagnostics())
    again = _meant(quiet, mended, quiet.sources)
    part = meant.whole is not meant.document
    return replace(again, whole=meant.whole, calls=meant.calls) if part else again


def _lowered(meant: _Meant) -> Api:
    config = meant.side.config
    names = with_names(meant.whole.cursor(), config.lowering, config.name, _STEM)
    return lower(meant.document, meant.calls, names, meant.side.diagnostics)


def _committed(config: Config) -> dict[str, Surface]:
    """The committed Surfaces where there is a configuration: they tell what users have."""
    found: dict[str, Surface] = {}
    for output in config.outputs if config.file is not None else ():
        file = output.folder / "surface.json"
        if file.is_file():
            # A merge conflict, or a generator of another age, leaves what is no Surface.
            with contextlib.suppress(ValueError):
                found[output.target] = surface_json.loads(file.read_text(encoding="utf-8"))
    return found


def _surface(api: Api, output: Output) -> Surface:
    return target(output.target).surface(api, output.config)


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


def _as_named(found: Diagnostic, place: Tree | None, folder: Path) -> Diagnostic:
    """A finding whose files are spelt as a person named them, not by the folder that a tree lies in."""
    there, name = (f"{place.folder}{os.sep}", f"{place.revision}:") if place else (f"{folder}{os.sep}", "")

    def at(spot: Place | Position) -> Place | Position:
        return replace(spot, file=spot.file.replace(there, name)) if isinstance(spot, Position) else spot

    return replace(
        found,
        message=found.message.replace(there, name),
        at=found.at and at(found.at),
        also=tuple((what, at(spot)) for what, spot in found.also),
    )


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
