"""From the model to the files of one package."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from typing import Any, Final

from specpress import cache, resources
from specpress.config import Output
from specpress.ir.api import Api
from specpress.manifest import Entry, digest, entries, with_manifest
from specpress.output import Files
from specpress.registry import manual, target
from specpress.rendering import Draft, drafter, filled, renderer
from specpress.targets import surface_json
from specpress.targets.base import Class, Page, Remark, Surface, Target, TargetConfig
from specpress.watch import Watch

_LINES_A_WORKER: Final = 20_000
"""About a second's work: less is not worth starting a process for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a package is called: how it is imported and installed, and its client. Empty: it is none."""

    package: str = ""
    distribution: str = ""
    client: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One package, in memory. `lost`: ids of operations that none of its methods calls.

    `drafts` are the files to be completed by an author's words, `copies` all others. `remarks`: what else of
    the API it does not offer.
    """

    output: Output
    surface: Surface | None = None
    """None: it shows nothing that a program could import, or is made again of what a run before has kept."""
    names: Names = Names()
    drafts: Mapping[PurePosixPath, Draft]
    copies: Mapping[PurePosixPath, bytes] = field(default_factory=dict[PurePosixPath, bytes])
    operations: tuple[Entry, ...]
    lost: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


def press(api: Api, output: Output, kept: Path, watch: Watch, *, complete: bool = True) -> Package:
    """The stages of one target: surface, pages, render, format.

    Args:
        kept: a folder for what is kept of them.
        complete: whether the words of the document are in the model; else there are marks in their places.
    """
    maker = target(output.target)
    with watch(f"{output.target}: surface"):
        surface = maker.surface(api, output.config)
    with watch(f"{output.target}: pages"):
        pages = maker.pages(api, surface, output.config)
    with watch(f"{output.target}: render"):
        drafts = _drafts(pages, complete=complete)
    with watch(f"{output.target}: format"):
        texts = {path: draft.text for path, draft in drafts.items()}
        texts = _remembered(maker, texts, kept / "layouts" / f"{_name(output, surface)}.json")
    return Package(
        output=output,
        surface=surface,
        names=Names(package=surface.package, distribution=surface.distribution, client=_client(surface)),
        drafts={path: replace(draft, text=texts[path]) for path, draft in drafts.items()},
        copies={
            PurePosixPath("surface.json"): surface_json.dumps(surface).encode(),
            **maker.runtime(surface),
        },
        operations=entries(api.operations),
        lost=_lost(api, surface),
        remarks=maker.remarks(api),
    )


def completed(package: Package, texts: Sequence[str] | None) -> Files:
    """The files of a package, with what its document's author wrote in the blanks.

    Args:
        texts: the words, by the numbers of their marks; None where there are no marks.

    Raises:
        MarkShows: one stands where no words are printed.
    """
    drafts = package.drafts
    if texts is None:
        files = {path: draft.text.encode() for path, draft in drafts.items()}
    else:
        told = target(package.output.target).documentation
        files = {path: filled(draft, told, texts).encode() for path, draft in drafts.items()}
    return with_manifest({**files, **package.copies}, package.operations)


def surfaces_of(
    api: Api, packages: Iterable[Package], languages: Mapping[str, TargetConfig]
) -> Mapping[str, Surface]:
    """What each language's package shows, by target, whether or not it is among those that were pressed."""
    known = {each.output.target: each.surface for each in packages if each.surface is not None}
    return {name: known.get(name) or target(name).surface(api, config) for name, config in languages.items()}


def press_manual(api: Api, output: Output, surfaces: Mapping[str, Surface], watch: Watch) -> Package:
    """The stages of a manual: pages, render."""
    with watch(f"{output.target}: pages"):
        maker = manual(output.target)
        pages = maker.pages(api, surfaces, output.config)
    with watch(f"{output.target}: render"):
        drafts = _drafts(pages, complete=True)
    return Package(
        output=output,
        drafts=drafts,
        operations=entries(api.operations),
        remarks=maker.remarks(pages),
    )


def _drafts(pages: Iterable[Page], *, complete: bool) -> Mapping[PurePosixPath, Draft]:
    if complete:
        render = renderer(resources.templates())
        return {page.path: Draft(render(page)) for page in pages}
    draft = drafter(resources.templates())
    return {page.path: draft(page) for page in pages}


def _client(surface: Surface) -> str:
    clients = (
        member.name
        for module in surface.modules
        for member in module.members
        if isinstance(member, Class) and member.kind == "client"
    )
    return min(clients, key=len, default="")


def _name(output: Output, surface: Surface) -> str:
    return digest(f"{output.target} {surface.package}".encode())


def _remembered(maker: Target, texts: Mapping[PurePosixPath, str], kept: Path) -> dict[PurePosixPath, str]:
    """The texts as the target lays them out. `kept`: what became of those of the run before, by content."""
    if not maker.formatter():
        return dict(texts)
    stamp = f"{resources.fingerprint()} {maker.formatter()}"
    keys = {path: digest(f"{path.suffix} {text}".encode()) for path, text in texts.items()}
    before = _layouts(cache.recall(kept), stamp)
    found = {path: before[key] or texts[path] for path, key in keys.items() if key in before}
    missing = {path: text for path, text in texts.items() if path not in found}
    if missing:
        found |= _formatted(maker, missing)
        # Most texts are laid out already, and none of them is kept twice.
        layouts = {keys[path]: "" if text == texts[path] else text for path, text in found.items()}
        cache.keep(kept, {"stamp": stamp, "layouts": layouts})
    return {path: found[path] for path in texts}


def _layouts(kept: Any, stamp: str) -> Mapping[str, str]:
    try:
        if kept["stamp"] == stamp:
            return {str(key): str(text) for key, text in kept["layouts"].items()}
    except (LookupError, TypeError, AttributeError):
        pass  # nobody of us wrote that
    return {}


def _formatted(maker: Target, texts: Mapping[PurePosixPath, str]) -> dict[PurePosixPath, str]:
    """The texts as the target lays them out: in several processes where they are long, the longest first."""
    order = sorted(texts, key=lambda path: (-len(texts[path]), path))
    lines = sum(text.count("\n") for text in texts.values())
    workers = min(os.cpu_count() or 1, lines // _LINES_A_WORKER)
    if workers < 2:
        return {path: maker.format(path, texts[path]) for path in order}
    # Spawned, not forked: a fork would share whatever threads and locks the caller has.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return dict(zip(order, pool.map(maker.format, order, map(texts.__getitem__, order)), strict=True))


def _lost(api: Api, surface: Surface) -> tuple[str, ...]:
    called = {
        method.operation
        for module in surface.modules
        for member in module.members
        if isinstance(member, Class)
        for method in member.methods
    }
    return tuple(operation.id for operation in api.operations if operation.id not in called)
