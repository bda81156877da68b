"""Where the next page is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NextPage:
    """A change of the request that asks for the next page: one parameter, or another URL."""

    url: str = ""
    parameter: str = ""
    value: object = None
