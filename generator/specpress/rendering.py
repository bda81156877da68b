"""Pages become text: Jinja templates that print finished views and decide nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final, cast

import jinja2

from specpress.targets.base import Page, Text


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
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

    def render(page: Page) -> str:
        return environment.get_template(page.template).render(page=page.view)

    return render


class _Kinds(dict[type, bool]):
    """Whether values of a class are texts: asked once a class, since a protocol is slow to ask."""

    def __missing__(self, kind: type) -> bool:
        self[kind] = issubclass(kind, Text)
        return self[kind]


_IS_TEXT: Final = _Kinds()


def _finalize(value: object) -> str:
    if _IS_TEXT[type(value)]:
        return cast(Text, value).render()
    if isinstance(value, jinja2.Undefined):
        return str(value)
    raise TypeError(f"a template may print text types only, not {type(value).__name__}")
