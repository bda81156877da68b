from __future__ import annotations

from typing import Literal, TypedDict


class ProfileCreateParams(TypedDict, total=False):
    external_id: str | None

    metadata: dict[str, str]

    relationship: Literal["external", "internal"]

    betas: list[str] | None
