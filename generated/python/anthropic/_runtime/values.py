"""The values that callers pass besides the arguments of a method: markers, options, files, timeouts."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Literal, TypeAlias, TypedDict

from .lazy import lazy

if TYPE_CHECKING:
    from httpx2 import Timeout as Timeout


class NotGiven:
    """The type of `NOT_GIVEN`: an option that was not passed, where None has a meaning of its own."""

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "NOT_GIVEN"

    def __reduce__(self) -> str:
        return "NOT_GIVEN"


class Omit:
    """The type of `omit`: a value that is left out, or a header or query parameter that is to be removed."""

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "omit"

    def __reduce__(self) -> str:
        return "omit"


NOT_GIVEN: Final = NotGiven()
omit: Final = Omit()

Headers: TypeAlias = Mapping[str, str | Omit]
"""Headers by name, in any case; `omit` removes one that would be sent otherwise."""

Query: TypeAlias = Mapping[str, object]
"""Query parameters by name; lists repeat the name, `omit` removes one that would be sent otherwise."""

Body: TypeAlias = object
"""What is merged into a JSON object body (a mapping), or replaces any other body."""

FileContent: TypeAlias = IO[bytes] | bytes | PathLike[str]
FileTypes: TypeAlias = (
    FileContent
    | tuple[str | None, FileContent]
    | tuple[str | None, FileContent, str | None]
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
"""A file to upload: its content, or (file name, content, media type, headers of the part)."""


class RequestOptions(TypedDict, total=False):
    """Options of one request made with a raw verb (`client.get(path, cast_to=..., options=...)`)."""

    headers: Headers
    params: Query
    extra_json: Mapping[str, object]
    timeout: float | Timeout | None
    """Seconds, or a `Timeout`; None waits for ever."""
    max_retries: int
    idempotency_key: str


def file_from_path(path: str | PathLike[str]) -> tuple[str, bytes]:
    """Read a file for an upload.

    Args:
      path: Where the file is.

    Returns:
      Its name and its content, as every file argument takes them.
    """
    return Path(fspath(path)).name, Path(path).read_bytes()


DEFAULT_MAX_RETRIES: Final = 2

if TYPE_CHECKING:
    DEFAULT_TIMEOUT: Timeout
else:
    __getattr__, __dir__ = lazy(__name__, {"Timeout": "httpx2:Timeout", "DEFAULT_TIMEOUT": "transport"})
