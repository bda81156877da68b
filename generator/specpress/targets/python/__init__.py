"""The Python target: a typed client package on top of a runtime that is copied into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final, cast

from specpress.ir.api import Api
from specpress.ir.types import Json
from specpress.targets.base import Documentation, Page, Remark, Surface, Target, TargetConfig
from specpress.targets.python.format import formatted, formatter
from specpress.targets.python.plan import Plan, make_plan
from specpress.targets.python.surface import make_surface
from specpress.targets.python.text import Docstring
from specpress.targets.python.tree import nodes
from specpress.targets.python.views.client import client_page
from specpress.targets.python.views.documents import document_pages
from specpress.targets.python.views.packages import package_pages
from specpress.targets.python.views.resources import resource_page
from specpress.targets.python.views.types import types_page
from specpress.targets.remarks import unsent_part_headers


@dataclass(frozen=True, slots=True)
class PythonTarget:
    """Prints Python packages."""

    name: str = "python"

    def surface(self, api: Api, config: TargetConfig) -> Surface:
        """What the package will show to its users."""
        return make_surface(make_plan(api, config))

    def pages(self, api: Api, surface: Surface, config: TargetConfig) -> tuple[Page, ...]:
        """The files to render, sorted by path."""
        plan = make_plan(api, config)
        return tuple(sorted(_pages(plan, surface, config), key=lambda page: page.path))

    def remarks(self, api: Api) -> tuple[Remark, ...]:
        """What of the API the package does not offer."""
        return tuple(unsent_part_headers(api))

    def runtime(self, surface: Surface) -> Mapping[PurePosixPath, bytes]:
        """The runtime as `<package>/_runtime/`, and the mark of a typed package."""
        folder = PurePosixPath(surface.package)
        files = {folder / "_runtime" / name: content for name, content in _runtime_files()}
        return {**files, folder / "py.typed": b""}

    def documentation(self, fields: Sequence[Json]) -> Documentation:
        """The docstring that consists of these fields."""
        return cast(Callable[..., Documentation], Docstring)(*fields)

    def formatter(self) -> str:
        """Black, and the width that it is given."""
        return formatter()

    def format(self, path: PurePosixPath, text: str) -> str:
        """The text as black lays it out."""
        return formatted(path, text)


TARGET: Final[Target] = PythonTarget()


def _pages(plan: Plan, surface: Surface, config: TargetConfig) -> Iterator[Page]:
    yield client_page(plan, surface)
    yield from package_pages(plan, surface)
    yield from (resource_page(node, plan) for node in nodes(plan.root))
    yield from (types_page(file, plan) for file in plan.type_files)
    yield from document_pages(plan, config)


@lru_cache(maxsize=1)
def _runtime_files() -> tuple[tuple[str, bytes], ...]:
    folder = Path(__file__).parent / "runtime"
    return tuple((path.name, path.read_bytes()) for path in sorted(folder.glob("*.py")))
