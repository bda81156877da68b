"""Recognises a run that would change nothing, before anything heavy is imported.

A stamp records what a run read (by hash), what it wrote (the manifests say) and what it reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from specpress import cache, resources
from specpress.manifest import MANIFEST, digest
from specpress.options import Options
from specpress.output import intact


@dataclass(frozen=True, slots=True)
class Request:
    """A question asked before: the generator, the document, and every option that decides the output."""

    cache: Path
    key: str


def request(options: Options) -> Request:
    """The request to this very generator, in this very folder, with these options."""
    return Request(options.cache, digest(f"{resources.fingerprint()}\n{options.identity()}".encode()))


def is_new(asked: Request) -> bool:
    """Whether nobody has asked it before, as far as is known."""
    return not _file(asked).exists()


def recall(asked: Request) -> Mapping[str, object] | None:
    """What the same request reported, if its inputs and outputs are as it left them; else None."""
    stamp = cache.recall(_file(asked))
    try:
        inputs, outputs, report = stamp["inputs"], stamp["outputs"], stamp["report"]
        if _hashes(map(Path, inputs)) != inputs or _hashes(map(Path, outputs)) != outputs:
            return None
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
    return report if all(intact(Path(path).parent) for path in outputs) else None


def remember(
    asked: Request, inputs: Iterable[Path], folders: Iterable[Path], report: Mapping[str, object]
) -> None:
    """Keep what a run reported, for as long as the files that it read and wrote stay as they are."""
    stamp = {
        "inputs": _hashes(inputs),
        "outputs": _hashes(folder / MANIFEST for folder in folders),
        "report": report,
    }
    cache.keep(_file(asked), stamp)


def _file(asked: Request) -> Path:
    return asked.cache / "runs" / f"{asked.key}.json"


def _hashes(paths: Iterable[Path]) -> dict[str, str]:
    return {str(path.absolute()): digest(path.read_bytes()) for path in paths}
