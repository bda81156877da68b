"""The audit of many documents, each in a process of its own; what was found out before is kept."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from specpress import resources
from specpress.audit.result import Result, loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How documents are audited.

    `target`: what is judged. `cache`: the folder of results. `jobs`: documents at a time. `limit`: seconds
    for each document. `checks`: whether the type checkers are run. `again`: whether results that are known
    count for nothing. `generator`: what tells one generator from another; by default a digest of its sources.
    """

    cache: Path
    target: str = "python"
    jobs: int = 1
    limit: float = 600
    checks: bool = True
    again: bool = False
    generator: str = ""


def audit_all(
    documents: Sequence[Path], plan: Plan, told: Callable[[Result], None] = lambda result: None
) -> list[Result]:
    """Audit documents, in their order. `told` is called with each result as it comes.

    A document whose content was audited by the same generator before is not audited again, so that a run that
    was interrupted goes on where it stopped.
    """
    plan.cache.mkdir(parents=True, exist_ok=True)
    generator = plan.generator or resources.fingerprint()

    def one(document: Path) -> Result:
        result = _audited(document, generator, plan)
        told(result)
        return result

    with ThreadPoolExecutor(plan.jobs) as pool:
        return list(pool.map(one, documents))


def find_documents(paths: Iterable[Path]) -> list[Path]:
    """The OpenAPI documents among files and, by their content, directly in folders; sorted.

    Raises `FileNotFoundError` where a path leads nowhere.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        found += [path] if path.is_file() else [file for file in path.iterdir() if _is_document(file)]
    return sorted(dict.fromkeys(found))


def _audited(document: Path, generator: str, plan: Plan) -> Result:
    key = f"{generator} {_digest(_parts(document))} {plan.target} {plan.checks}"
    known = hashlib.sha256(key.encode()).hexdigest()[:24]
    kept = plan.cache / f"{document.stem}-{known}.json"
    result = None if plan.again else loaded(kept)
    if result is not None and result.complete:
        result.document = str(document)
        return result
    kept.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="specpress-audit-") as folder:
        died = _work(document, kept, Path(folder), plan)
    result = loaded(kept) or Result(str(document))
    if not result.complete:
        result.problems.append(["", "stopped", f"{died} in stage `{result.stage or 'start'}`"])
    return result


def _work(document: Path, kept: Path, folder: Path, plan: Plan) -> str:
    """Run one audit; tell how it ended."""
    command = [
        sys.executable,
        "-m",
        "specpress.audit.worker",
        *map(str, (document, kept, folder)),
        plan.target,
    ]
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            command if plan.checks else [*command, "--no-checks"],
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            # Nothing of what it generates will be asked for again.
            env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache")},
        )
        try:
            code = process.wait(plan.limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return f"stopped after {plan.limit:.0f} seconds"
    last = (folder / "output").read_text(errors="replace").strip().splitlines()[-1:]
    return f"ended with {code}: {last[0][:300] if last else 'no output'}"


def _parts(document: Path) -> list[Path]:
    """The document, and if it refers to other files all that lie around it."""
    if not _OTHER_FILE.search(document.read_bytes()):
        return [document]
    return sorted(file for file in document.parent.rglob("*") if file.is_file())


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _is_document(file: Path) -> bool:
    if file.suffix not in (".json", ".yaml", ".yml"):
        return False
    return _SAYS_OPENAPI.search(file.read_bytes()) is not None  # which may be the last thing it says


_SAYS_OPENAPI: Final = re.compile(rb"(?:^|[{,])\s*[\"']?openapi[\"']?\s*:\s*[\"']?3\.", re.MULTILINE)
_OTHER_FILE: Final = re.compile(rb"\$ref[\"']?\s*:\s*[\"']?[^#\"'\s]")
