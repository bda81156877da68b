"""The TypeScript sources of small documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lowering import lowered
from specpress import resources
from specpress.ir.api import Api
from specpress.rendering import renderer
from specpress.targets.base import TargetConfig
from specpress.targets.typescript import TypeScriptTarget


def typescript(root: Mapping[str, Any]) -> dict[str, str]:
    """The files of the package of a document by path, without the runtime; the resource is `pets`."""
    return typescript_of(lowered(root))


def typescript_of(api: Api) -> dict[str, str]:
    """The files of the package of an API by path, without the runtime."""
    config, target = TargetConfig(), TypeScriptTarget()
    render = renderer(resources.templates())
    return {str(page.path): render(page) for page in target.pages(api, target.surface(api, config), config)}
