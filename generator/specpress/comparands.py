"""The two sides of a comparison: read, each with its own configuration, and understood."""

from __future__ import annotations

import contextlib
import copy
import datetime
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeAlias

from specpress.config import Config, Output, configured
from specpress.diagnostics import Diagnostic, Diagnostics, Place, Position, Severity
from specpress.diff.policy import FailOn
from specpress.document.document import Document
from specpress.document.operations import operations
from specpress.document.pointer import Cursor, JsonValue
from specpress.document.references import bundle
from specpress.document.repair import repair
from specpress.document.select import select
from specpress.document.source import is_url, load
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
    """One revision, read. `stated` is its document with what it says and no client can follow."""

    config: Config
    document: Document
    stated: Document
    committed: Mapping[str, Surface]
    shown: Callable[[str], str]
    diagnostics: Diagnostics


def read_side(
    options: DiffOptions, stack: ExitStack, watch: Watch, findings: list[Diagnostic], *, old: bool
) -> Read | None:
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
    findings.extend(item for item in located(diagnostics, document) if item.severity is Severity.ERROR)
    if diagnostics.failed:
        return None
    return Read(
        config=config,
        document=document,
        stated=_with_contents(document),
        committed=_committed(config),
        shown=_spelling(place, options.folder),
        diagnostics=diagnostics,
    )


_Narrow: TypeAlias = Callable[[Document, Document], tuple[Document, Document]]


@dataclass(frozen=True, slots=True)
class _Meaning:
    """A document in one dialect, and the calls of all of its operations."""

    document: Document
    calls: Mapping[str, Call]


def understood(old: Read, new: Read, watch: Watch) -> tuple[Side, Side]:
    """What two documents mean as they are written, and the surfaces of the clients, made of them repaired.

    A repair could hide the very change that a reviewer looks for. Parts that do not differ are left out where
    nothing but the documents tells the two sides apart.
    """
    narrow = narrowed if _is_alike(old, new) else _whole
    with watch("names"):
        meant = [_meaning(side.config, side.stated, side.diagnostics) for side in (old, new)]
    with watch("lower"):
        apis = _lowered((old, new), meant, narrow)
    with watch("repair"):
        repaired = [repair(side.document, strict=False, diagnostics=Diagnostics()) for side in (old, new)]
        is_same = all(
            document.root == side.stated.root for document, side in zip(repaired, (old, new), strict=True)
        )
    repaired_apis = apis
    if not is_same:
        with watch("lower"):
            quiet = [replace(side, diagnostics=Diagnostics()) for side in (old, new)]
            meant = [
                _meaning(side.config, document, side.diagnostics)
                for side, document in zip(quiet, repaired, strict=True)
            ]
            repaired_apis = _lowered((quiet[0], quiet[1]), meant, narrow)
    with watch("surface"):
        before, after = (
            Side(
                config=side.config,
                document=side.document,
                api=api,
                surfaces={
                    output.target: side.committed.get(output.target) or _surface(repaired_api, output)
                    for output in side.config.outputs
                },
                shown=side.shown,
            )
            for side, api, repaired_api in zip((old, new), apis, repaired_apis, strict=True)
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


def _whole(old: Document, new: Document) -> tuple[Document, Document]:
    return old, new


def _meaning(config: Config, document: Document, diagnostics: Diagnostics) -> _Meaning:
    document = normalise(document, diagnostics)
    calls = name_operations(document.cursor(), config.naming, diagnostics)
    spelt = {operation: str(call) for operation, call in calls.items()}
    return _Meaning(select(document, spelt, config.only, config.exclude, diagnostics), calls)


def _lowered(
    sides: tuple[Read, Read],
    meant: list[_Meaning],
    narrow: Callable[[Document, Document], tuple[Document, Document]],
) -> list[Api]:
    documents = narrow(meant[0].document, meant[1].document)
    return [
        lower(
            document,
            item.calls,
            with_names(item.document.cursor(), side.config.lowering, side.config.name, _STEM),
            side.diagnostics,
        )
        for side, item, document in zip(sides, meant, documents, strict=True)
    ]


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
    return target(output.target, None).surface(api, output.config)


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
