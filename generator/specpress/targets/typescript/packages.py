"""What a generated package is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from specpress.ir.api import Api
from specpress.targets.base import TargetConfig
from specpress.targets.typescript.names import kebab, pascal

RUNTIME: Final = "runtime"
"""Folder of the copied runtime, and the module that its symbols name."""


@dataclass(frozen=True, slots=True)
class Package:
    """The names of one generated package."""

    name: str
    """As it is installed and imported: `@example/shop`."""
    version: str
    client: str
    """The client's class."""
    environment: str
    """Prefix of its environment variables: `SHOP`."""


def package_of(api: Api, config: TargetConfig) -> Package:
    """The names that configuration gives, or those that follow from the API's own name."""
    plain = re.sub(r"[^a-z0-9-]+", "", kebab(api.name)).strip("-")
    client = config.client or pascal(api.name)
    name = config.package or config.distribution or plain or "client"
    return Package(
        name=name,
        version=config.version or _version(api.version),
        client=client,
        environment=config.environment or (re.sub(r"[^A-Z0-9]+", "_", plain.upper()).strip("_") or "CLIENT"),
    )


def _version(text: str) -> str:
    """The API's version where it is one of a package too (Semantic Versioning 2.0.0), else 0.1.0."""
    plain = text.strip().removeprefix("v")
    return plain if _SEMANTIC.fullmatch(plain) else "0.1.0"


_SEMANTIC: Final = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?", re.ASCII)
