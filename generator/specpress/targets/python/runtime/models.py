"""The base class of all models."""

from __future__ import annotations

import pydantic


class BaseModel(pydantic.BaseModel):
    """A JSON object of the API. Reading one never fails: what is not as the types say is kept as it came."""

    model_config = pydantic.ConfigDict(
        extra="allow",
        defer_build=True,
        validate_by_name=True,
        validate_by_alias=True,
        protected_namespaces=(),
    )
