"""What a generated package is called, and where the parts of it stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from specpress.ir.api import Api
from specpress.targets.base import TargetConfig
from specpress.targets.python.names import is_package_name, pascal, snake


@dataclass(frozen=True, slots=True)
class Package:
    """The names of one generated package."""

    name: str
    """As it is imported: `pets`."""
    distribution: str
    """As it is installed: `acme-pets`."""
    version: str
    client: str
    """The synchronous client's class; the other one has `Async` in front."""
    environment: str
    """Prefix of its environment variables: `PETS`."""

    @property
    def runtime(self) -> str:
        """The package of the copied runtime."""
        return f"{self.name}._runtime"

    @property
    def types(self) -> str:
        """The package of types that belong to no resource."""
        return f"{self.name}.types"

    @property
    def resources(self) -> str:
        """The package of the top resources."""
        return f"{self.name}.resources"


def package_of(api: Api, config: TargetConfig) -> Package:
    """The names that configuration gives, or those that follow from the API's own name."""
    name = config.package or snake(api.name, role="package")
    if not config.package and not is_package_name(name):
        name += "_client"
    client = config.client or pascal(api.name)
    return Package(
        name=name,
        distribution=config.distribution or name.replace("_", "-").strip("-"),
        version=config.version or _version(api.version),
        client=client,
        environment=config.environment or re.sub(r"[^A-Z0-9]+", "_", name.upper()).strip("_"),
    )


def _version(text: str) -> str:
    """The API's version where it is one of a Python package too (PEP 440, public versions), else 0.1.0."""
    plain = text.strip().lower().removeprefix("v")
    return plain if _PUBLIC_VERSION.fullmatch(plain) else "0.1.0"


_PUBLIC_VERSION = re.compile(r"\d+(\.\d+)*((a|b|rc)\d+)?(\.post\d+)?(\.dev\d+)?", re.ASCII)
