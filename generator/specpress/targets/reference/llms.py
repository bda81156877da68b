"""`llms.txt`: what there is in the manual, for programs that read it (https://llmstxt.org)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from specpress.ir.api import Api
from specpress.targets.base import Page, Text
from specpress.targets.reference import names
from specpress.targets.reference.markdown import Line, Link
from specpress.targets.reference.outline import Section, page_names


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, and what it is about."""

    link: Text
    title: Text


@dataclass(frozen=True, slots=True)
class LanguageList:
    """The pages about one language."""

    title: Text
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class LlmsPage:
    """All pages of the manual."""

    title: Text
    summary: Text | None
    languages: tuple[LanguageList, ...]


def llms_page(api: Api, root: Section, languages: Sequence[str]) -> Page:
    """The list of all pages, language by language."""
    paragraph = api.description.strip().partition("\n\n")[0]
    view = LlmsPage(
        title=Line(api.title or str(api.name)),
        summary=Line(paragraph) if paragraph else None,
        languages=tuple(
            LanguageList(Line(_TITLES.get(each, each)), tuple(_entries(root, each))) for each in languages
        ),
    )
    return Page(path=PurePosixPath("llms.txt"), template="reference/llms.txt.jinja", view=view)


def _entries(section: Section, language: str) -> Iterator[Entry]:
    paths = page_names(section)
    if section.path:
        link = Link(".".join(section.path), f"{language}/{paths['']}")
        yield Entry(link, Line(names.title(section.name)))
    for each in section.operations:
        title = each.summary.strip() or names.title(each.call.method)
        yield Entry(Link(str(each.call), f"{language}/{paths[each.id]}"), Line(title))
    for child in section.children:
        yield from _entries(child, language)


_TITLES = {"python": "Python", "typescript": "TypeScript"}
