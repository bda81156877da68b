"""The reference manual: pages about the methods and types of each language's client, and an index of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from specpress.ir.api import Api
from specpress.targets.base import Manual, Page, Surface, TargetConfig
from specpress.targets.reference.pages import manual_pages


@dataclass(frozen=True, slots=True)
class ReferenceManual:
    """Prints the manual."""

    name: str = "reference"

    def pages(self, api: Api, surfaces: Mapping[str, Surface], config: TargetConfig) -> tuple[Page, ...]:
        """The files to render, sorted by path."""
        return tuple(sorted(manual_pages(api, surfaces, config), key=lambda page: page.path))


MANUAL: Final[Manual] = ReferenceManual()
