"""The pages of the manual, as views."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from specpress.ir import types as ir
from specpress.ir.api import Api
from specpress.targets.base import Page, Surface, TargetConfig, Text
from specpress.targets.reference import names
from specpress.targets.reference.bullets import bullets
from specpress.targets.reference.language import Item, Language, Scope
from specpress.targets.reference.llms import llms_page
from specpress.targets.reference.markdown import Blocks, Line
from specpress.targets.reference.methods import MethodView, method_view
from specpress.targets.reference.nulls import null_outside
from specpress.targets.reference.outline import Section, outline, page_names
from specpress.targets.reference.python import Python
from specpress.targets.reference.receivers import receiver_view, with_receivers
from specpress.targets.reference.results import result_of, with_named_results
from specpress.targets.reference.schemas import said, schemas_of
from specpress.targets.reference.typescript import TypeScript
from specpress.targets.reference.vocabulary import vocabulary_of

LANGUAGES: Final[tuple[Language, ...]] = (Python(), TypeScript())


@dataclass(frozen=True, slots=True)
class MethodPage:
    """A page about one method."""

    methods: tuple[MethodView]


@dataclass(frozen=True, slots=True)
class TypeView:
    """A type of a resource."""

    title: Text
    bullets: Blocks | None
    pointer: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A resource on an index page."""

    title: Text
    methods: tuple[MethodView, ...]
    types: tuple[TypeView, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """A page about a resource and all that is below it."""

    first: tuple[SectionView]
    others: tuple[SectionView, ...]


def manual_pages(api: Api, surfaces: Mapping[str, Surface], config: TargetConfig) -> Iterator[Page]:
    """The pages about each language whose Surface is given, and `llms.txt`."""
    api = null_outside(api)
    inlined = _inlined(config)
    schemas = schemas_of(api.declarations, inlined)
    named = with_named_results(api, schemas)
    if named is not api:
        api, schemas = named, schemas_of(named.declarations, inlined)
    spoken = [language for language in LANGUAGES if language.name in surfaces]
    vocabularies = [vocabulary_of(api, surfaces[language.name]) for language in spoken]
    api = with_receivers(api, vocabularies)
    root = outline(api, schemas, _texts(config, "order"))
    for language, vocabulary in zip(spoken, vocabularies, strict=True):
        yield from _language_pages(api, root, language, Scope(schemas, vocabulary))
    yield llms_page(api, root, [language.name for language in spoken])


def shortened(pages: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """What some pages do not show in full, and its place in the document."""
    for page in pages:
        match page.view:
            case MethodPage(methods=(method,)):
                for about, part in (
                    ("what is sent", method.parameters),
                    ("what is returned", method.returns),
                ):
                    if part and part.shortened:
                        yield f"{method.id}: {about}", method.pointer
            case IndexPage():
                types = (
                    type_ for section in (*page.view.first, *page.view.others) for type_ in section.types
                )
                for type_ in types:
                    if type_.bullets and type_.bullets.shortened:
                        yield f"the type {type_.title.render()}", type_.pointer
            case _:
                pass


def _language_pages(api: Api, root: Section, language: Language, scope: Scope) -> Iterator[Page]:
    files = [each.id for each in api.operations if result_of(each).kind == "binary"]
    numbers = {id: number for number, id in enumerate(files)}
    calls = scope.vocabulary.calls
    views = {
        each.id: method_view(each, calls[each.id], numbers.get(each.id, 0), language, scope)
        if each.method
        else receiver_view(each, calls[each.id], language, scope)
        for each in api.operations
        if each.id in calls
    }
    sections = {each.path: _section_view(each, views, language, scope) for each in _walk(root)}
    for section in _walk(root):
        paths = page_names(section)
        for each in section.operations:
            if each.id in views:
                path = PurePosixPath(language.name) / paths[each.id]
                yield Page(path=path, template="reference/page.md.jinja", view=MethodPage((views[each.id],)))
        if section.path:
            first, *others = (sections[each.path] for each in _walk(section))
            path = PurePosixPath(language.name) / paths[""]
            yield Page(
                path=path, template="reference/index.md.jinja", view=IndexPage((first,), tuple(others))
            )


def _section_view(
    section: Section, views: Mapping[str, MethodView], language: Language, scope: Scope
) -> SectionView:
    return SectionView(
        title=Line(names.title(section.name)),
        methods=tuple(views[each.id] for each in section.operations if each.id in views),
        types=tuple(_type_view(id, language, scope) for id in section.types),
    )


def _type_view(id: str, language: Language, scope: Scope) -> TypeView:
    name = scope.vocabulary.types[id]
    type_ = ir.Ref(id=id)
    item = Item(language.domain(type_, name, scope), said(type_, scope.schemas), type_)
    parts = bullets((item,), "response", language, scope)
    pointer = scope.schemas.declared[id].pointer
    return TypeView(Line(names.title(names.spelt_name(name))), parts, pointer)


def _walk(section: Section) -> Iterator[Section]:
    yield section
    for child in section.children:
        yield from _walk(child)


def _inlined(config: TargetConfig) -> frozenset[str]:
    """The ids of the component schemas that configuration shows in place."""
    keys = _texts(config, "inline")
    return frozenset(f"/components/schemas/{key.replace('~', '~0').replace('/', '~1')}" for key in keys)


def _texts(config: TargetConfig, option: str) -> Sequence[str]:
    stated = config.options.get(option, ())
    return (
        tuple(str(each) for each in stated)
        if isinstance(stated, Sequence) and not isinstance(stated, str)
        else ()
    )
