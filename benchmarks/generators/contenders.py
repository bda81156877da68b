"""Who is compared, and how many operations each kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from clients.contenders import ROOT, environment

OUTPUT = "out"


@dataclass(frozen=True)
class Generator:
    """A generator in an environment. `arguments` may hold `{document}` and `{folder}`."""

    name: str
    requirement: str
    arguments: tuple[str, ...]
    python: Path = Path()

    def command(self, document: Path, folder: Path) -> tuple[str, ...]:
        """The command line that makes a Python client of a document below a folder."""
        return (str(self.python), *(each.format(document=document, folder=folder) for each in self.arguments))


_OURS = ("-m", "specpress", "generate", "{document}", "-o", "{folder}/out", "--target", "python")
_OTHER = ("generate", "--path", "{document}", "--output-path", "{folder}/other", "--overwrite")
OTHER = Generator("openapi-python-client", "openapi-python-client", ("-m", "openapi_python_client", *_OTHER))


def ours(python: Path = Path()) -> Generator:
    """Our generator; installed into an environment unless a Python is named that has it."""
    return Generator("specpress", str(ROOT), (*_OURS, "--name", "bench", "--force", "--timings"), python)


def installed(generator: Generator, cache: Path) -> Generator:
    """The generator in an environment of its own, made where there is none; ours is installed anew.

    Raises:
      subprocess.CalledProcessError: pip could not install it.
    """
    return replace(generator, python=environment(cache / generator.name, (generator.requirement,)))


def kept_by_ours(folder: Path) -> int:
    """Operations that our package calls, by its manifest."""
    manifest = json.loads((folder / OUTPUT / "python/manifest.json").read_text(encoding="utf-8"))
    return len(manifest["operations"])


def kept_by_other(folder: Path) -> int:
    """Operations that the other package calls: it has a module for each."""
    return len([each for each in (folder / "other").rglob("api/*/*.py") if each.name != "__init__.py"])
