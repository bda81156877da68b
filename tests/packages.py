"""Packages of small documents: as text, and those of Python imported."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lowering import lowered
from specpress import resources
from specpress.ir.api import Api
from specpress.ir.names import Call
from specpress.lower.options import DEFAULTS, LoweringOptions
from specpress.rendering import renderer
from specpress.targets.base import Target, TargetConfig
from specpress.targets.python import PythonTarget
from specpress.targets.typescript import TypeScriptTarget

TARGET = PythonTarget()
CONFIG = TargetConfig(package="pets")
SERVED = {"servers": [{"url": "https://api.example.com"}]}


def package(
    root: Mapping[str, Any],
    options: LoweringOptions = DEFAULTS,
    called: Mapping[str, Call] | None = None,
) -> dict[str, str]:
    """The files of a document's package, which is called `pets`, by path; calls are those of `lowered`."""
    return _printed(TARGET, lowered({**SERVED, **root}, options, called=called), CONFIG)


@contextmanager
def imported(root: Mapping[str, Any], folder: Path, options: LoweringOptions = DEFAULTS) -> Iterator[Any]:
    """The same package with its runtime in a folder, imported."""
    api = lowered({**SERVED, **root}, options)
    runtime = TARGET.runtime(TARGET.surface(api, CONFIG))
    files = {str(path): content for path, content in runtime.items()}
    files |= {path: text.encode() for path, text in _printed(TARGET, api, CONFIG).items()}
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield importlib.import_module("pets")
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.partition(".")[0] == "pets"]:
            del sys.modules[name]


def typescript(root: Mapping[str, Any]) -> dict[str, str]:
    """The files of the TypeScript package of a document by path, without the runtime."""
    return typescript_of(lowered(root))


def typescript_of(api: Api) -> dict[str, str]:
    """The files of the TypeScript package of an API by path, without the runtime."""
    return _printed(TypeScriptTarget(), api, TargetConfig())


def _printed(target: Target, api: Api, config: TargetConfig) -> dict[str, str]:
    render = renderer(resources.templates())
    pages = target.pages(api, target.surface(api, config), config)
    return {str(page.path): target.format(page.path, render(page)) for page in pages}
