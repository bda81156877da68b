"""Pages of the manual of small documents, for tests of the reference target."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml
from loopback import ROOT
from lowering import Document
from specpress import resources
from specpress.diagnostics import Diagnostics
from specpress.ir.names import named
from specpress.lower.api import lower
from specpress.lower.names import name_operations
from specpress.lower.options import LoweringOptions, Naming, PageRule
from specpress.registry import LANGUAGES, target
from specpress.rendering import renderer
from specpress.targets.base import Remark, TargetConfig
from specpress.targets.reference import MANUAL

STRING: Final = {"type": "string"}
PET: Final = {"type": "object", "required": ["id"], "properties": {"id": STRING}}


def manual(
    document: str | Mapping[str, Any],
    calls: Mapping[str, str] | None = None,
    *,
    inline: Sequence[str] = (),
    pagination: Mapping[str, PageRule] | None = None,
    parameters: Mapping[str, str] | None = None,
    homes: Mapping[str, str] | None = None,
    remarks: list[Remark] | None = None,
) -> Mapping[str, str]:
    """All pages of a document by path.

    Args:
        document: the document, or YAML of it; what every document must have is added.
        calls: what operations are called, by operation id (`GET /pets`: `pets.list`), in order.
        inline: component schemas that are shown in place.
        pagination: how operations go on, by operation id.
        parameters: names of parameters by wire name.
        homes: the resources that component schemas are put into.
        remarks: takes what the pages leave out, which otherwise must be nothing.
    """
    stated: Mapping[str, Any] = yaml.safe_load(document) if isinstance(document, str) else document
    components = {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "x-key"}}}
    root = {
        "openapi": "3.2.0",
        "info": {"title": "Shop", "version": "1.0.0"},
        "servers": [{"url": "https://shop.example"}],
        "security": [{"key": []}],
        **stated,
        "components": {**components, **stated.get("components", {})},
    }
    diagnostics = Diagnostics()
    cursor = Document(root).cursor()
    naming = Naming(pins=calls or {})
    options = LoweringOptions(
        name=named("Shop"),
        pagination=pagination or {},
        parameters={wire: named(words) for wire, words in (parameters or {}).items()},
        homes={key: (named(resource),) for key, resource in (homes or {}).items()},
    )
    api = lower(Document(root), name_operations(cursor, naming, diagnostics), options, diagnostics)
    assert [found.message for found in diagnostics] == []
    config = TargetConfig(client="Shop", environment="SHOP")
    surfaces = {name: target(name).surface(api, config) for name in LANGUAGES}
    said = TargetConfig(options={"inline": list(inline), "order": list((calls or {}).values())})
    render = renderer(resources.templates())
    pages = MANUAL.pages(api, surfaces, said)
    if remarks is None:
        assert MANUAL.remarks(pages) == ()
    else:
        remarks.extend(MANUAL.remarks(pages))
    return {str(page.path): render(page) for page in pages}


def section(page: str, heading: str) -> str:
    """The part of a page under a heading (`### Parameters`), without the heading."""
    _, found, rest = page.partition(f"\n{heading}\n\n")
    assert found, page
    marks = len(heading.split(" ")[0])
    lines = rest.split("\n")
    ends = (n for n, line in enumerate(lines) if re.match(f"#{{1,{marks}}} ", line))
    return "\n".join(lines[: next(ends, None)]).strip("\n")


def bullets(part: str) -> list[str]:
    """The bullets and descriptions of a section, without the blank lines between them."""
    return [line for line in part.split("\n") if line]


def ref(name: str, **beside: Any) -> dict[str, Any]:
    """A reference to a component schema."""
    return {"$ref": f"#/components/schemas/{name}", **beside}


def record(*required: str, **properties: Any) -> dict[str, Any]:
    """The schema of an object."""
    return {"type": "object", "required": list(required), "properties": properties}


def returned(language: str, schema: Any, **components: Any) -> list[str]:
    """The section `Returns` of an operation that returns a component `It`."""
    content = {"application/json": {"schema": ref("It")}}
    operation = {"responses": {"200": {"description": "ok", "content": content}}}
    document = {
        "paths": {"/pets": {"get": operation}},
        "components": {"schemas": {"It": schema, **components}},
    }
    pages = manual(document, {"GET /pets": "pets.look"})
    return bullets(section(pages[f"{language}/pets/look.md"], "### Returns"))


NODE: Final = record("name", name=STRING)


def run_python(program: str, package: Path, prefix: str, server: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the manual; `prefix` begins the names of the client's variables."""
    variables = {"PYTHONPATH": str(package), f"{prefix}_API_KEY": "key", f"{prefix}_BASE_URL": server}
    return subprocess.run(
        (sys.executable, "-c", program),
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def method_pages(language: str) -> list[Path]:
    """The pages of our own manual that are about one method each."""
    folder = ROOT / "generated/reference" / language
    return [path for path in sorted(folder.rglob("*.md")) if path.name != "index.md"]


def fenced(page: str, language: str) -> str:
    """What a page has in its fence of a language."""
    return page.partition(f"```{language}\n")[2].partition("\n```")[0]


def sent(schema: Any, **more: Any) -> dict[str, Any]:
    """An operation that is sent JSON of a schema."""
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema, **more}}}}


def example(
    language: str, operation: dict[str, Any], path: str = "/pets", items: str = "", **schemas: Any
) -> list[str]:
    """The program on the page of `pets.make`, without its first lines, which all programs share."""
    stated = {"responses": {"204": {"description": "none"}}, **operation}
    document = {"paths": {path: {"post": stated}}, "components": {"schemas": {"Pet": PET, **schemas}}}
    id = f"POST {path}"
    rule = PageRule(kind="cursor", page=named("page"), items=tuple(filter(None, [items])), request="after")
    page = manual(document, {id: "pets.make"}, pagination={id: rule} if items else {})[
        f"{language}/pets/make.md"
    ]
    lines = section(page, "### Example").split("\n")
    return lines[lines.index(")" if language == "python" else "});") + 1 : lines.index("```")]
