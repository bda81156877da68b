"""From the model to the files of one package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from specpress import resources
from specpress.config import Output
from specpress.ir.api import Api
from specpress.manifest import with_manifest
from specpress.output import Files
from specpress.registry import target
from specpress.rendering import renderer
from specpress.targets import surface_json
from specpress.targets.base import Class, Surface
from specpress.watch import Watch


@dataclass(frozen=True, slots=True)
class Package:
    """All files of one package, in memory. `lost`: ids of operations that none of its methods calls."""

    output: Output
    surface: Surface
    files: Files
    lost: tuple[str, ...]


def press(api: Api, output: Output, cache: Path, watch: Watch) -> Package:
    """The stages of one target: surface, pages, render, format. `cache`: a folder for what it keeps."""
    maker = target(output.target, cache)
    with watch(f"{output.target}: surface"):
        surface = maker.surface(api, output.config)
    with watch(f"{output.target}: pages"):
        pages = maker.pages(api, surface, output.config)
    with watch(f"{output.target}: render"):
        render = renderer(resources.templates())
        texts = {page.path: render(page) for page in pages}
    with watch(f"{output.target}: format"):
        texts = {path: maker.format(path, text) for path, text in texts.items()}
    texts[PurePosixPath("surface.json")] = surface_json.dumps(surface)
    files = {path: text.encode() for path, text in texts.items()}
    return Package(
        output=output,
        surface=surface,
        files=with_manifest({**files, **maker.runtime(surface)}, api.operations),
        lost=_lost(api, surface),
    )


def _lost(api: Api, surface: Surface) -> tuple[str, ...]:
    called = {
        method.operation
        for module in surface.modules
        for member in module.members
        if isinstance(member, Class)
        for method in member.methods
    }
    return tuple(operation.id for operation in api.operations if operation.id not in called)
