"""Pages become text: Jinja templates that print finished views and decide nothing.

What a document's author wrote about things may be missing until the end: a :class:`Draft` has blanks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias, cast

import jinja2

from specpress.document.prose import MARK, MarkShows, poured
from specpress.ir.types import Json
from specpress.targets.base import Documentation, Page, Text

Fields: TypeAlias = "tuple[Json, ...]"
"""What a piece of documentation consists of, as JSON can say it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file but for documentation that has marks for words.

    `text` has stand-ins for `blanks`, in order.
    """

    text: str
    blanks: tuple[Fields, ...] = ()


def filled(
    draft: Draft, documentation: Callable[[Sequence[Json]], Documentation], texts: Sequence[str]
) -> str:
    """The text of a draft, with the words of `texts` in its blanks.

    Raises:
        MarkShows: one stands where no description is printed, or there is no stand-in for a blank.
    """
    done: list[str] = []
    at = 0
    for number, fields in enumerate(draft.blanks):
        said = documentation(cast(Fields, _poured(fields, texts)))
        stand_in = said.stand_in(_mark(number))
        here = draft.text.find(stand_in, at)
        if here < 0:
            raise MarkShows(stand_in)
        done += draft.text[at:here], said.render()
        at = here + len(stand_in)
    text = "".join((*done, draft.text[at:]))
    if MARK in text:
        raise MarkShows(text[:1000])
    return text


@cache
def renderer(templates: Path) -> Callable[[Page], str]:
    """A function that renders pages from the templates in a folder, each compiled once in a process.

    A template sees the page's view as `page`. It can print values of the target's own text types and nothing
    else: a plain string, a number or something undefined raises, so that no text of a document reaches an
    output unescaped.

    Args:
        templates: the folder that `Page.template` is relative to.

    Returns:
        A function from a page to its text. It raises `TypeError` where a template prints anything but a
        `Text`, and `jinja2.UndefinedError` where a view lacks what a template asks for.
    """
    environment = _environment(templates, _finalize)

    def render(page: Page) -> str:
        return environment.get_template(page.template).render(page=page.view)

    return render


@cache
def drafter(templates: Path) -> Callable[[Page], Draft]:
    """As `renderer`, but what documentation has marks for words in it stays blank."""
    blanks: list[Fields] = []

    def finalize(value: object) -> str:
        if _KINDS[type(value)] is Documentation:
            fields = cast(Documentation, value).fields()
            if _is_marked(fields):
                blanks.append(fields)
                return cast(Documentation, value).stand_in(_mark(len(blanks) - 1))
        return _finalize(value)

    environment = _environment(templates, finalize)

    def draft(page: Page) -> Draft:
        blanks.clear()
        text = environment.get_template(page.template).render(page=page.view)
        return Draft(text, tuple(blanks))

    return draft


def _environment(templates: Path, finalize: Callable[[object], str]) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


class _Kinds(dict[type, type | None]):
    """What values of a class are to a template: asked once a class, since a protocol is slow to ask."""

    def __missing__(self, kind: type) -> type | None:
        self[kind] = next((each for each in (Documentation, Text) if issubclass(kind, each)), None)
        return self[kind]


_KINDS: Final = _Kinds()


def _finalize(value: object) -> str:
    if _KINDS[type(value)] is not None:
        return cast(Text, value).render()
    if isinstance(value, jinja2.Undefined):
        return str(value)
    raise TypeError(f"a template may print text types only, not {type(value).__name__}")


def _mark(number: int) -> str:
    return f"{MARK}{number}{MARK}"


def _is_marked(value: Json) -> bool:
    if isinstance(value, str):
        return MARK in value
    return isinstance(value, list | tuple) and any(map(_is_marked, value))


def _poured(value: Json, texts: Sequence[str]) -> Json:
    if isinstance(value, str):
        return poured(value, texts)
    return tuple(_poured(each, texts) for each in value) if isinstance(value, list | tuple) else value
