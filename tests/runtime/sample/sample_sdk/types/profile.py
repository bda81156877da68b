from __future__ import annotations

from datetime import datetime
from typing import Literal

from .._runtime.models import BaseModel


class Grant(BaseModel):
    status: Literal["active", "pending"]


class Profile(BaseModel):
    id: str

    created_at: datetime

    grants: dict[str, Grant]

    relationship: Literal["external", "internal"]

    external_id: str | None = None
