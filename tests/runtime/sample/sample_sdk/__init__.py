# A hand-written stand-in for a generated package: what specpress prints looks like this.
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._client import AsyncSample as AsyncSample
    from ._client import Sample as Sample
    from ._runtime.errors import APIConnectionError as APIConnectionError
    from ._runtime.errors import APIError as APIError
    from ._runtime.errors import NotFoundError as NotFoundError
    from ._runtime.models import BaseModel as BaseModel
    from ._runtime.values import NOT_GIVEN as NOT_GIVEN
    from ._runtime.values import NotGiven as NotGiven
    from ._runtime.values import Omit as Omit
    from ._runtime.values import Timeout as Timeout
    from ._runtime.values import file_from_path as file_from_path
    from ._runtime.values import omit as omit
else:
    from ._runtime.lazy import lazy

    __getattr__, __dir__ = lazy(
        __name__,
        {
            "APIConnectionError": "_runtime.errors",
            "APIError": "_runtime.errors",
            "AsyncSample": "_client",
            "BaseModel": "_runtime.models",
            "NOT_GIVEN": "_runtime.values",
            "NotFoundError": "_runtime.errors",
            "NotGiven": "_runtime.values",
            "Omit": "_runtime.values",
            "Sample": "_client",
            "Timeout": "_runtime.values",
            "file_from_path": "_runtime.values",
            "omit": "_runtime.values",
        },
    )
