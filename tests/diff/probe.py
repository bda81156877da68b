"""What an edit of `base.yaml` is, and the places that edits are made in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

GONE: Final = object()
"""In place of a value: the key is removed."""


@dataclass(frozen=True, kw_only=True)
class Probe:
    """One edit: pointers and their new values; a value may be a function of the old one."""

    name: str
    edits: dict[str, Any]
    wire: str
    python: bool
    """Whether it breaks a program that uses the Python client."""
    typescript: bool | None = None
    """Whether it breaks a program that uses the TypeScript client; None: as for Python."""
    api: str
    package: str
    """The step that the Python package needs."""
    npm: str = ""
    """The step that the TypeScript package needs; empty: that of the Python package."""
    says: tuple[str, ...] = field(default=())
    """Texts that the report for a terminal must hold."""


LIST = "/paths/~1pets/get"
CREATE = "/paths/~1pets/post"
GET = "/paths/~1pets~1{petId}/get"
PHOTO = "/paths/~1pets~1{petId}~1photo/put"
SCHEMAS = "/components/schemas"
PET = f"{SCHEMAS}/Pet"
NEW = f"{SCHEMAS}/NewPet"
FOOD = "/paths/~1food/get/responses/200/content/application~1json/schema"
ADOPTED = (
    f"{CREATE}/callbacks/adopted/{{$request.body#~1url}}/post/requestBody/content/application~1json/schema"
)


def renamed(old: str, new: str) -> Any:
    """Rename a key of an object, keeping its place."""
    return lambda value: {new if key == old else key: item for key, item in value.items()}


def without(key: str) -> Any:
    """Remove a key of an object."""
    return lambda value: {name: item for name, item in value.items() if name != key}


def reordered(value: Any) -> Any:
    """The items of an array or the keys of an object, the other way round."""
    return list(reversed(value)) if isinstance(value, list) else dict(reversed(value.items()))
