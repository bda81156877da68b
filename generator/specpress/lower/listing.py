"""Whether a response is a list."""

from __future__ import annotations

from typing import Final

from specpress.document.pointer import Cursor
from specpress.ir.names import same_word, words


def answers_list(operation: Cursor, noun: str) -> bool | None:
    """Whether the first 2xx body of an operation is an array, or an object that is a page of one.

    A page holds one array of its own and says so: the array is called like what is listed (`noun`) or like
    the contents of any page (`data`, `items`), or stands beside what pages have (`next`, `total`). None:
    the document does not say what comes back.
    """
    for status, response in sorted((operation / "responses").entries(), key=lambda entry: entry[0]):
        if status.startswith("2"):
            for media_type, content in (response.follow() / "content").entries():
                if "json" in media_type.lower() or media_type == "*/*":
                    return _is_list(content / "schema", noun, set())
    return None


def _is_list(schema: Cursor, noun: str, seen: set[str]) -> bool | None:
    here = schema.follow()
    if here.pointer in seen:
        return None
    seen.add(here.pointer)
    kind = (here / "type").value
    if kind == "array" or (isinstance(kind, list) and "array" in kind) or "items" in here:
        return True
    known: bool | None = None
    for keyword in ("allOf", "oneOf", "anyOf"):
        for part in (here / keyword).items():
            found = _is_list(part, noun, seen)
            if found:
                return True
            known = known if found is None else found
    properties = dict((here / "properties").entries())
    if not properties:
        return known
    arrays = [key for key, value in properties.items() if _is_array(value)]
    if len(arrays) != 1:
        return any(key in CONTENTS for key in arrays)
    return (
        arrays[0].lower() in CONTENTS
        or same_word("".join(words(arrays[0])), noun)
        or any(_says_page(key) for key in properties)
    )


def _is_array(schema: Cursor) -> bool:
    kind = (schema.follow() / "type").value
    return kind == "array" or (isinstance(kind, list) and "array" in kind)


def _says_page(key: str) -> bool:
    found = {word.lower() for word in words(key)}
    return bool(found & _PAGE_WORDS)


CONTENTS: Final = frozenset(
    (
        "data",
        "elements",
        "entries",
        "hits",
        "items",
        "list",
        "members",
        "objects",
        "records",
        "results",
        "rows",
        "values",
    )
)
"""What the contents of any page are called."""
_PAGE_WORDS: Final = frozenset(
    ("cursor", "limit", "more", "next", "offset", "page", "pagination", "paging", "total")
)
