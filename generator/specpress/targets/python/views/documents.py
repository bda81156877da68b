"""Views of what stands beside the code: `pyproject.toml`, `README.md`, `api.md`."""

from __future__ import annotations

from collections.abc import Iterator

from specpress.targets.base import Page, Surface, TargetConfig
from specpress.targets.python.plan import Plan


def document_pages(plan: Plan, surface: Surface, config: TargetConfig) -> Iterator[Page]:
    """The pages of the documents of a package."""
    yield from ()
