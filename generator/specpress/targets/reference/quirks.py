"""The oddities of the pages that users know, each with the rule that it serves.

They look like slips and are meant: a page that differed from its elder sister by one of them would read as a
change of the API.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from specpress.targets.reference.markdown import code_span

WRITTEN_OUT: Final = 4
"""A union or a list of literals shows up to this many members."""

KEPT: Final = 3
"""A longer one shows this many and counts the rest: `1 more` never occurs."""

ARROW: Final = "  -> "
"""A Python signature has two spaces before its arrow."""

REQUEST_OPTIONS: Final = "RequestOptionsoptions?"
"""The last argument of every TypeScript signature."""

OPEN_STRING: Final = "(string & {})"
"""In TypeScript an open enum begins with any string, spelt so that editors still offer the known ones."""

STRAY_NULL: Final = "null"
"""A union that may be null says so in Python twice: `Optional[Union[str, List[X], null]]`."""

PYTHON_FILE: Final = 'b"Example data"'
TYPESCRIPT_FILE: Final = "fs.createReadStream('path/to/file')"
"""What stands for a file in examples."""

PYTHON_BINARY: Final = "BinaryResponseContent"
TYPESCRIPT_BINARY: Final = "Response"
"""What a response that is a file is called."""

DEFAULT_NOTE: Final = "This is the default and can be omitted"
"""The comment beside a credential in examples."""

PAGE_NOTE: Final = "Automatically fetches more pages as needed."
"""The comment above the loop over a page in TypeScript."""

DATE_TIME: Final = "2019-12-27T18:11:19.117Z"
DATE: Final = "2019-12-27"
URI: Final = "https://example.com"
UUID: Final = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"
"""Made-up values of strings with these formats."""

_CAPITALS: Final = (
    "API",
    "CSV",
    "HTML",
    "HTTP",
    "ID",
    "JSON",
    "MCP",
    "PDF",
    "SQL",
    "SSE",
    "URI",
    "URL",
    "XML",
)
INITIALISMS: Final = {word.lower(): word for word in (*_CAPITALS, "OAuth", "UUID")}
"""Words with capitals of their own, which calls do not show: `photos.create_url` is all in lower case."""

LARGEST: Final = 5_000
"""A section that would have more bullets is shortened: where everything leads to everything, each page would
tell of all types."""

SHORTENED: Final = 500
"""How many bullets a shortened section has at most, unless what has no name has more."""


def glued(type_: str, name: str) -> str:
    """An argument in a signature: type and name without a space (`str` and `file_id`)."""
    return f"{type_}{name}"


def keywords(params: str) -> str:
    """The keyword arguments in a Python signature."""
    return f"{params}**kwargs"


def truncated(members: Iterable[str], separator: str) -> str:
    """Members of a union or literals, the last ones counted where there are too many."""
    spelt = tuple(members)
    if len(spelt) <= WRITTEN_OUT:
        return separator.join(spelt)
    return separator.join((*spelt[:KEPT], f"{len(spelt) - KEPT} more"))


def located(where: str, description: str) -> str:
    """The description of a member of an object that mixes locations: `Body param: …`. None, no prefix."""
    return f"{where[:1].upper()}{where[1:]} param: {description}" if description else ""


def without_query(path: str) -> str:
    """The path without the query that some documents put into it (`/files?draft=true`)."""
    return path.partition("?")[0]


def value_list(values: Iterable[tuple[str, str]]) -> str:
    """Values and what is said of them as a tight list, which Python pages have above the bullets."""
    rows = ((code_span(value), " ".join(said.split())) for value, said in values)
    return "\n".join(f"- {value} - {said}" if said else f"- {value}" for value, said in rows)


def unnamed(number: int, type_: str) -> str:
    """A type without a name on a TypeScript page; such types are numbered through the manual."""
    return f"unnamed_schema_{number} = {type_}"
