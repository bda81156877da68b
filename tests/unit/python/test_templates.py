"""Templates print finished views: they decide nothing, and nothing but text types can be printed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import jinja2
import pytest
from jinja2 import nodes
from specpress import resources
from specpress.rendering import renderer
from specpress.targets.base import Page
from specpress.targets.python.text import PyString

TEMPLATES = sorted(path for path in resources.templates().rglob("*.jinja"))
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Include,
)


def violations(source: str) -> list[str]:
    """What a template does besides printing, looping, asking for a flag and including another by its name."""
    tree = jinja2.Environment().parse(source)
    return [type(node).__name__ for node in walk(tree) if not allowed(node)]


def walk(node: nodes.Node) -> list[nodes.Node]:
    return [node, *(below for child in node.iter_child_nodes() for below in walk(child))]


def allowed(node: nodes.Node) -> bool:
    match node:
        case nodes.Include():
            return isinstance(node.template, nodes.Const)
        case nodes.Const():
            return isinstance(node.value, str) and node.value.endswith(".jinja")
        case nodes.For():
            return node.test is None and not node.recursive and not node.else_
        case nodes.If():
            return isinstance(node.test, nodes.Name | nodes.Getattr) and not node.elif_
        case _:
            return isinstance(node, ALLOWED)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_only_print(path: Path) -> None:
    assert violations(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "{{ page.name() }}",
        "{{ page.name | upper }}",
        "{{ page.one + page.two }}",
        "{{ page.one ~ page.two }}",
        "{{ page['name'] }}",
        "{{ 'text' }}",
        "{% if page.one == page.two %}{% endif %}",
        "{% if not page.one %}{% endif %}",
        "{% if page.one %}{% elif page.two %}x{% endif %}",
        "{% for x in page.all if x.good %}{% endfor %}",
        "{% for x in page.all %}{% else %}x{% endfor %}",
        "{% set x = page.one %}",
        "{% macro x() %}{% endmacro %}",
        "{% include page.name %}",
        "{{ page.one if page.two }}",
    ],
)
def test_the_guard_sees_every_decision(source: str) -> None:
    assert violations(source) != []


@dataclass(frozen=True)
class View:
    name: object


def rendered(folder: Path, source: str, name: object) -> str:
    (folder / "page.jinja").write_text(source, encoding="utf-8")
    return renderer(folder)(Page(path=PurePosixPath("x"), template="page.jinja", view=View(name)))


def test_text_types_are_printed(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ page.name }}\n", PyString('"{{ x }}"')) == "'\"{{ x }}\"'\n"


@pytest.mark.parametrize("value", ["text", 1, True, None, ["text"]])
def test_nothing_else_is_printed(tmp_path: Path, value: object) -> None:
    with pytest.raises(TypeError, match="text types only"):
        rendered(tmp_path, "{{ page.name }}", value)


def test_what_a_view_lacks_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(jinja2.UndefinedError):
        rendered(tmp_path, "{{ page.other }}", "x")
    with pytest.raises(jinja2.UndefinedError):
        rendered(tmp_path, "{% if page.other %}{% endif %}", "x")
