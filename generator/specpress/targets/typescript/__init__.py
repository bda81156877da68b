"""The TypeScript target: a typed client package on top of a runtime that is copied into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final, cast

from specpress.ir.api import Api
from specpress.ir.types import Json
from specpress.targets.base import Documentation, Page, Remark, Surface, Target, TargetConfig
from specpress.targets.remarks import unsendable_bodies, unsent_part_headers
from specpress.targets.typescript.plan import Plan, make_plan
from specpress.targets.typescript.surface import make_surface
from specpress.targets.typescript.text import JsDoc
from specpress.targets.typescript.tree import nodes
from specpress.targets.typescript.views.client import client_page
from specpress.targets.typescript.views.packages import package_pages
from specpress.targets.typescript.views.readme import document_pages
from specpress.targets.typescript.views.resources import resource_page


@dataclass(frozen=True, slots=True)
class TypeScriptTarget:
    """Prints TypeScript packages."""

    name: str = "typescript"

    def surface(self, api: Api, config: TargetConfig) -> Surface:
        """What the package will show to its users."""
        return make_surface(make_plan(api, config))

    def pages(self, api: Api, surface: Surface, config: TargetConfig) -> tuple[Page, ...]:
        """The files to render, sorted by path."""
        return tuple(sorted(_pages(make_plan(api, config), config), key=lambda page: page.path))

    def remarks(self, api: Api) -> tuple[Remark, ...]:
        """What of the API the package does not offer."""
        return (*unsendable_bodies(api), *unsent_part_headers(api))

    def runtime(self, surface: Surface) -> Mapping[PurePosixPath, bytes]:
        """The runtime as `src/runtime/`, and the files that build the package."""
        return dict(_copied_files())

    def documentation(self, fields: Sequence[Json]) -> Documentation:
        """The comment that consists of these fields."""
        return cast(Callable[..., Documentation], JsDoc)(*fields)

    def formatter(self) -> str:
        """Nobody: views leave the text laid out as prettier would."""
        return ""

    def format(self, path: PurePosixPath, text: str) -> str:
        """The text as it is."""
        return text


TARGET: Final[Target] = TypeScriptTarget()


def _pages(plan: Plan, config: TargetConfig) -> Iterator[Page]:
    yield client_page(plan)
    yield from (resource_page(node, plan) for node in nodes(plan.root))
    yield from package_pages(plan, config)
    yield from document_pages(plan, config)


@lru_cache(maxsize=1)
def _copied_files() -> tuple[tuple[PurePosixPath, bytes], ...]:
    folder = Path(__file__).parent
    runtime = sorted((folder / "runtime").glob("*.ts"))
    scaffold = sorted((folder / "scaffold").iterdir())
    return (
        *((PurePosixPath("src/runtime", path.name), path.read_bytes()) for path in runtime),
        # Its name in our own tree would be obeyed there.
        *(
            (PurePosixPath(path.name.replace("gitignore", ".gitignore")), path.read_bytes())
            for path in scaffold
        ),
    )
