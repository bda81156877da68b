from __future__ import annotations

from .._runtime.models import BaseModel
from .profile import Profile


class ProfileList(BaseModel):
    data: list[Profile]

    has_more: bool

    next_cursor: str | None = None
