"""From the model to the files of one package."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from typing import Any, Final

from specpress import cache, resources
from specpress.config import Output
from specpress.ir.api import Api
from specpress.manifest import digest, with_manifest
from specpress.output import Files
from specpress.registry import manual, target
from specpress.rendering import renderer
from specpress.targets import surface_json
from specpress.targets.base import Class, Remark, Surface, Target, TargetConfig
from specpress.watch import Watch

_LINES_A_WORKER: Final = 20_000
"""About a second's work: less is not worth starting a process for."""


@dataclass(frozen=True, slots=True)
class Package:
    """All files of one package, in memory. `lost`: ids of operations that none of its methods calls.

    `remarks`: what else of the API it does not offer.
    """

    output: Output
    surface: Surface | None
    """None: it shows nothing that a program could import."""
    files: Files
    lost: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()


def press(api: Api, output: Output, kept: Path, watch: Watch) -> Package:
    """The stages of one target: surface, pages, render, format. `kept`: a folder for what is kept of them."""
    maker = target(output.target)
    with watch(f"{output.target}: surface"):
        surface = maker.surface(api, output.config)
    with watch(f"{output.target}: pages"):
        pages = maker.pages(api, surface, output.config)
    with watch(f"{output.target}: render"):
        render = renderer(resources.templates())
        texts = {page.path: render(page) for page in pages}
    with watch(f"{output.target}: format"):
        texts = _remembered(maker, texts, kept / "layouts" / f"{_name(output, surface)}.json")
    texts[PurePosixPath("surface.json")] = surface_json.dumps(surface)
    files = {path: text.encode() for path, text in texts.items()}
    return Package(
        output=output,
        surface=surface,
        files=with_manifest({**files, **maker.runtime(surface)}, api.operations),
        lost=_lost(api, surface),
        remarks=maker.remarks(api),
    )


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
        render = renderer(resources.templates())
        files = {page.path: render(page).encode() for page in pages}
    return Package(
        output=output,
        surface=None,
        files=with_manifest(files, api.operations),
        lost=(),
        remarks=maker.remarks(pages),
    )


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
