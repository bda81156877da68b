"""The reference manual: pages about the methods and types of each language's client, and an index of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from specpress.ir.api import Api
from specpress.targets.base import Manual, Page, Remark, Surface, TargetConfig
from specpress.targets.reference.pages import manual_pages, shortened


@dataclass(frozen=True, slots=True)
class ReferenceManual:
    """Prints the manual."""

    name: str = "reference"

    def pages(self, api: Api, surfaces: Mapping[str, Surface], config: TargetConfig) -> tuple[Page, ...]:
        """The files to render, sorted by path."""
        return tuple(sorted(manual_pages(api, surfaces, config), key=lambda page: page.path))

    def remarks(self, pages: Sequence[Page]) -> tuple[Remark, ...]:
        """The sections that would be too long to read in full, each once."""
        said = (
            Remark("section-shortened", f"{about} is not shown in full", at) for about, at in shortened(pages)
        )
        return tuple(dict.fromkeys(said))


MANUAL: Final[Manual] = ReferenceManual()
