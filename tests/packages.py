"""Python packages of small documents: as text, and imported."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lowering import lowered
from specpress import resources
from specpress.lower.options import DEFAULTS, LoweringOptions
from specpress.rendering import renderer
from specpress.targets.base import TargetConfig
from specpress.targets.python import PythonTarget

TARGET = PythonTarget()
SERVED = {"servers": [{"url": "https://api.example.com"}]}


def package(root: Mapping[str, Any], options: LoweringOptions = DEFAULTS) -> dict[str, str]:
    """The package of a document, called `pets`, by path; every operation is called `pets.<method>`."""
    api = lowered({**SERVED, **root}, options)
    config = TargetConfig(package="pets")
    pages = TARGET.pages(api, TARGET.surface(api, config), config)
    render = renderer(resources.templates())
    return {str(page.path): TARGET.format(page.path, render(page)) for page in pages}


@contextmanager
def imported(root: Mapping[str, Any], folder: Path, options: LoweringOptions = DEFAULTS) -> Iterator[Any]:
    """The same package with its runtime in a folder, imported."""
    api = lowered({**SERVED, **root}, options)
    surface = TARGET.surface(api, TargetConfig(package="pets"))
    runtime = {str(path): content for path, content in TARGET.runtime(surface).items()}
    for path, content in {
        **runtime,
        **{path: text.encode() for path, text in package(root, options).items()},
    }.items():
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
