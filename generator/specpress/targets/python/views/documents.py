"""Views of what stands beside the code: `pyproject.toml`, `README.md`, `api.md`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from specpress.targets.base import Page, TargetConfig
from specpress.targets.python import symbols as py
from specpress.targets.python.expressions import source
from specpress.targets.python.imports import Imports
from specpress.targets.python.layout import flat
from specpress.targets.python.methods import implementation
from specpress.targets.python.plan import Plan
from specpress.targets.python.receivers import receiving
from specpress.targets.python.text import Toml
from specpress.targets.python.tree import Node, nodes
from specpress.targets.python.views.readme import readme_page
from specpress.targets.text import CodeSpan, Markdown


@dataclass(frozen=True, slots=True)
class ProjectView:
    """`pyproject.toml`."""

    distribution: Toml
    version: Toml
    description: Toml
    license: Toml | None
    package: Toml


@dataclass(frozen=True, slots=True)
class EntryView:
    """One method in `api.md`."""

    call: CodeSpan
    endpoint: CodeSpan


@dataclass(frozen=True, slots=True)
class SectionView:
    """The methods of one resource."""

    title: CodeSpan
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class ApiView:
    """`api.md`."""

    title: Markdown
    sections: tuple[SectionView, ...]


def document_pages(plan: Plan, config: TargetConfig) -> Iterator[Page]:
    """The pages of the documents of a package."""
    package = plan.package
    project = ProjectView(
        distribution=Toml(package.distribution),
        version=Toml(package.version),
        description=Toml(f"The Python library of {plan.api.title}"),
        license=Toml(config.license) if config.license else None,
        package=Toml(package.name),
    )
    yield Page(path=PurePosixPath("pyproject.toml"), template="python/pyproject.toml.jinja", view=project)
    sections = (_section(node, plan) for node in (plan.root, *nodes(plan.root)))
    view = ApiView(Markdown(plan.api.title), tuple(section for section in sections if section.entries))
    yield Page(path=PurePosixPath("api.md"), template="python/api.md.jinja", view=view)
    yield readme_page(plan, config)


def _section(node: Node, plan: Plan) -> SectionView:
    path = ".".join(("client", *node.path))
    return SectionView(CodeSpan(path), tuple(_entries(node, path, plan)))


def _entries(node: Node, path: str, plan: Plan) -> Iterator[EntryView]:
    imports = Imports(plan.package.name, {})
    for name, operation in node.operations:
        method = implementation(name, plan.actions[operation.id], plan.package, asynchronous=False)
        given = [each for each in method.parameters if each.location]
        arguments = [
            f"{each.name}: {flat(source(each.type, imports))}"
            for each in given
            if each.kind != "keyword" or each.required
        ]
        arguments += ["..."] if any(not each.required for each in given) else []
        returns = flat(source(method.returns or py.NONE, imports))
        call = f"{path}.{name}({', '.join(arguments)}) -> {returns}"
        yield EntryView(CodeSpan(call), CodeSpan(f"{operation.method} {operation.path}"))
    if node.receives and plan.webhook:
        for method in receiving(plan.webhook):
            names = ", ".join(each.name for each in method.parameters)
            call = f"{path}.{method.name}({names}) -> {flat(source(plan.webhook, imports))}"
            yield EntryView(CodeSpan(call), CodeSpan("webhooks"))
