"""Views of what stands beside resources: shared types, page classes, the index, `package.json`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from specpress.ir.types import Json
from specpress.targets.base import Class, Page, TargetConfig
from specpress.targets.text import Code
from specpress.targets.typescript import symbols as ts
from specpress.targets.typescript.imports import Imports
from specpress.targets.typescript.layout import lay_out
from specpress.targets.typescript.methods import PAGINATION
from specpress.targets.typescript.naming import SHARED
from specpress.targets.typescript.packages import RUNTIME
from specpress.targets.typescript.plan import Plan
from specpress.targets.typescript.surface import EXPORTS, OPTIONS, exported_types, page_classes
from specpress.targets.typescript.text import WIDTH, JsDoc, JsonText, js_doc
from specpress.targets.typescript.views.resources import own_names, source_path
from specpress.targets.typescript.views.types import FieldView, TypeView, field_code, type_view
from specpress.targets.typescript.xml import PEER, SHAPE, XML, declaration


@dataclass(frozen=True, slots=True)
class TypesView:
    """`src/types.ts`."""

    imports: tuple[Code, ...]
    types: tuple[TypeView, ...]


@dataclass(frozen=True, slots=True)
class PageClassView:
    """A class of pages."""

    name: Code
    doc: JsDoc | None
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class PaginationView:
    """`src/pagination.ts`."""

    base: Code
    imports: tuple[Code, ...]
    classes: tuple[PageClassView, ...]


@dataclass(frozen=True, slots=True)
class ShapesView:
    """`src/xml.ts`."""

    imports: tuple[Code, ...]
    shapes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    """`src/index.ts`."""

    exports: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class ProjectView:
    """`package.json`."""

    document: JsonText


def package_pages(plan: Plan, config: TargetConfig) -> Iterator[Page]:
    """The pages of a package besides its client and resources."""
    types = [each for each in plan.definitions if each.symbol.module == SHARED]
    if types:
        imports = Imports(SHARED, own_names(plan))
        views = tuple(type_view(each, imports) for each in types)
        yield _page(source_path(SHARED), "types.ts", TypesView(imports.block(), views))
    if classes := tuple(page_classes(plan)):
        yield _page(source_path(PAGINATION), "pagination.ts", _pagination(plan, classes))
    if plan.shapes.names:
        yield _page(source_path(XML), "xml.ts", _shapes(plan))
    client = plan.package.client
    exports = [_export((f"{client} as default", client, f"type {OPTIONS}"), plan.root.file, "export")]
    exports += [_export(names, f"{RUNTIME}/{module}", "export") for module, names in EXPORTS.items()]
    if classes:
        exports.append(_export(tuple(each.name for each in classes), PAGINATION, "export"))
    shown = exported_types(plan).items()
    exports += [_export(names, f"{RUNTIME}/{each}", "export type") for each, names in shown if names]
    index = IndexView(tuple(exports))
    yield _page(source_path("index"), "index.ts", index)
    yield _page(PurePosixPath("package.json"), "package.json", ProjectView(JsonText(_project(plan, config))))


def _page(path: PurePosixPath, template: str, view: object) -> Page:
    return Page(path=path, template=f"typescript/{template}.jinja", view=view)


def _pagination(plan: Plan, classes: tuple[Class, ...]) -> PaginationView:
    imports = Imports(PAGINATION, own_names(plan))
    base = imports.name(ts.runtime("Page", "pagination"), value=True)
    views = tuple(
        PageClassView(
            name=Code(each.name),
            doc=js_doc(each.doc, 0),
            fields=tuple(
                FieldView(
                    doc=js_doc(field.doc, 2),
                    spaced=False,
                    code=Code(field_code(field, imports, "declare ")),
                )
                for field in each.fields
            ),
        )
        for each in classes
    )
    return PaginationView(Code(base), imports.block(), views)


def _shapes(plan: Plan) -> ShapesView:
    imports = Imports(XML, own_names(plan))
    type_ = imports.name(SHAPE)
    heads = {id: f"export const {name.name}: {type_} = " for id, name in plan.shapes.names.items()}
    shapes = tuple(
        Code(f"{head}{lay_out(declaration(id, plan.shapes, imports), 0, len(head), 1)};")
        for id, head in heads.items()
    )
    return ShapesView(imports.block(), shapes)


def _export(names: tuple[str, ...], file: str, head: str) -> Code:
    line = f"{head} {{ {', '.join(names)} }} from './{file}.js';"
    if len(line) <= WIDTH:
        return Code(line)
    return Code(f"{head} {{\n" + "".join(f"  {name},\n" for name in names) + f"}} from './{file}.js';")


def _project(plan: Plan, config: TargetConfig) -> dict[str, Json]:
    package = plan.package
    project: dict[str, Json] = {
        "name": package.name,
        "version": package.version,
        "description": f"The TypeScript library of {' '.join(plan.api.title.split())}",
    }
    project |= {"license": config.license} if config.license else {}
    project |= {"private": True} if config.options.get("private", True) else {}
    return project | {
        "sideEffects": False,
        "engines": {"node": ">=20"},
        "main": "./dist/cjs/index.js",
        "module": "./dist/esm/index.js",
        "types": "./dist/cjs/index.d.ts",
        "exports": {
            ".": _conditions("index"),
            "./package.json": "./package.json",
            "./*": _conditions("*"),
        },
        **_peers(plan),
        "files": ["dist"],
        "scripts": {"build": "node build.mjs", "prepack": "node build.mjs"},
        "devDependencies": {"typescript": "5.9.3"},
    }


def _peers(plan: Plan) -> dict[str, Json]:
    """The packages that are used where they are installed."""
    if not plan.shapes.needed:
        return {}
    return {"peerDependencies": PEER, "peerDependenciesMeta": {name: {"optional": True} for name in PEER}}


def _conditions(name: str) -> dict[str, Json]:
    return {
        condition: {"types": f"./dist/{folder}/{name}.d.ts", "default": f"./dist/{folder}/{name}.js"}
        for condition, folder in (("import", "esm"), ("require", "cjs"))
    }
