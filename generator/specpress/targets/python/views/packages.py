"""Views of the files that tie a package together: lazy tables, page classes, the version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from specpress.targets.base import Class, Export, Module, Page, Surface, Symbol
from specpress.targets.python.expressions import annotated, source
from specpress.targets.python.imports import Imports, import_line, relative
from specpress.targets.python.layout import Source, call, lay_out, mapping, string
from specpress.targets.python.plan import Plan
from specpress.targets.python.text import Docstring, Identifier, PyString, docstring
from specpress.targets.python.views.types import FieldView
from specpress.targets.text import Code


@dataclass(frozen=True, slots=True)
class LazyView:
    """A package whose names are imported when they are first asked for."""

    doc: Docstring | None
    imports: tuple[Code, ...]
    lazy: Code
    table: Code


@dataclass(frozen=True, slots=True)
class EmptyView:
    """A package without names of its own."""


@dataclass(frozen=True, slots=True)
class VersionView:
    """The package's version."""

    version: PyString


@dataclass(frozen=True, slots=True)
class PageClassView:
    """One class of pages."""

    head: Code
    fields: tuple[FieldView, ...]
    empty: bool


@dataclass(frozen=True, slots=True)
class PageClassesView:
    """The classes of pages, generic in their items."""

    imports: Code | None
    checking: Code | None
    classes: tuple[PageClassView, ...]


def package_pages(plan: Plan, surface: Surface) -> Iterator[Page]:
    """The `__init__.py` of every package, and `_version.py`."""
    package = plan.package
    public = {module.path: module for module in surface.modules}
    modules = {file.path for file in plan.type_files} | {f"{package.name}.pagination"}
    paths = {module.path for module in surface.modules} - modules
    inner = {file.rpartition(".")[0] for file in plan.files.values()}
    for path in sorted(_with_parents(paths | inner, package.name)):
        module = public.get(path)
        file = PurePosixPath(*path.split("."), "__init__.py")
        if module is None or not module.members:
            yield Page(path=file, template="python/empty.py.jinja", view=EmptyView())
        else:
            yield Page(path=file, template="python/package.py.jinja", view=_lazy(module, plan))
    version = VersionView(PyString(package.version))
    yield Page(
        path=PurePosixPath(package.name, "_version.py"), template="python/version.py.jinja", view=version
    )
    pages = public.get(f"{package.name}.pagination")
    if pages:
        view = _page_classes([each for each in pages.members if isinstance(each, Class)], plan)
        file = PurePosixPath(package.name, "pagination.py")
        yield Page(path=file, template="python/pagination.py.jinja", view=view)


def _lazy(module: Module, plan: Plan) -> LazyView:
    homes = {member.name: _home(module, member.name, plan) for member in module.members}
    for member in module.members:
        if isinstance(member, Export):
            homes[member.name] = member.source
    by_home: dict[str, list[str]] = {}
    for name, home in sorted(homes.items(), key=lambda item: (item[1], item[0])):
        by_home.setdefault(home, []).append(name)
    imports = (
        import_line(
            relative(home, module.path, package=True), [(name, name) for name in names], 4, exported=True
        )
        for home, names in by_home.items()
    )
    lazy = import_line(
        relative(f"{plan.package.runtime}.lazy", module.path, package=True), [("lazy", "lazy")], 4
    )
    return LazyView(
        doc=docstring(module.doc, 0),
        imports=tuple(map(Code, imports)),
        lazy=Code(lazy),
        table=Code(lay_out(mapping(list(_table(homes, module)), explode=True), 8, 0, 1)),
    )


def _table(homes: dict[str, str], module: Module) -> Iterator[tuple[str, Source]]:
    """Name -> the module that has it, relative to the package: what stands behind the dot of an import."""
    for name, home in sorted(homes.items()):
        yield name, string(relative(home, module.path, package=True)[1:])


def _home(module: Module, name: str, plan: Plan) -> str:
    return plan.files.get(Symbol(name, module.path), f"{plan.package.name}._client")


def _with_parents(paths: Iterable[str], root: str) -> set[str]:
    found: set[str] = set()
    for path in paths:
        while path and path.startswith(root):
            found.add(path)
            path = path.rpartition(".")[0]
    return found


def _page_classes(classes: list[Class], plan: Plan) -> PageClassesView:
    own = {*(each.name for each in classes), *(field.name for each in classes for field in each.fields)}
    imports = Imports(f"{plan.package.name}.pagination", plan.files, own)
    imports.name(Symbol("TypeVar", "typing"), needed=True)
    printed = tuple(_page_class(each, imports) for each in classes)
    checking = imports.checking()
    if checking:
        imports.name(Symbol("TYPE_CHECKING", "typing"), needed=True)
    return PageClassesView(imports.block(), checking, printed)


def _page_class(printed: Class, imports: Imports) -> PageClassView:
    bases = [source(base, imports, needed=True) for base in printed.bases]
    return PageClassView(
        head=Code(lay_out(call(printed.name, *bases), 0, len("class "), 1)),
        fields=tuple(
            FieldView(
                name=Identifier(each.name),
                annotation=annotated(source(each.type, imports), 4, len(each.name) + 2, 0),
                default=Code(""),
                doc=docstring(each.doc, 4),
                spaced=False,
            )
            for each in printed.fields
        ),
        empty=not printed.fields,
    )
