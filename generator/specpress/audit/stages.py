"""What the audits of all targets do alike: read, generate, measure, ask checkers."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from specpress.audit.offered import Json, offered
from specpress.audit.raw import Raw, RawOperation, count_schemas, raw_operations, read
from specpress.audit.result import Result
from specpress.diagnostics import Severity
from specpress.options import Options
from specpress.pipeline import generate
from specpress.watch import Watch


@dataclass(slots=True)
class Stages:
    """The stages of one audit: what each takes is noted, and the result kept before it begins."""

    result: Result
    kept: Path

    @contextmanager
    def __call__(self, name: str) -> Generator[None]:
        self.result.stage = name
        self.result.save(self.kept)
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.result.seconds[name] = round(time.perf_counter() - begun, 2)
            self.result.megabytes[name] = round(_megabytes(), 1)


def read_raw(document: Path, result: Result) -> tuple[Raw | None, tuple[RawOperation, ...]]:
    """The document as the audit itself reads it, and its operations; None where it cannot."""
    try:
        raw = read(document)
        operations = raw_operations(raw)
    except (LookupError, ValueError, RecursionError) as error:
        result.diagnostics["unreadable-by-audit"] = 1
        result.problems.append(["", "unreadable-by-audit", str(error)[:300]])
        return None, ()
    result.operations, result.schemas = len(operations), count_schemas(raw)
    return raw, operations


def generated(document: Path, folder: Path, targets: tuple[str, ...], result: Result) -> bool:
    """Generate, and tell whether the generator lived to say what came of it."""
    watch = Watch()
    options = Options(document=str(document), output=folder, targets=targets)
    try:
        report = generate(options, "force", watch)
    except Exception as error:  # a generator that dies is a finding like any other
        result.refused = f"{type(error).__name__}: {error}"[:400]
        result.problems.append(["", "died", result.refused])
        return False
    result.seconds |= {f"generate: {name}": round(seconds, 2) for name, seconds in watch.timings.items()}
    result.diagnostics |= Counter(finding.code for finding in report.findings)
    if report.failed:
        errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
        result.refused = (
            "; ".join(f"{error.code}: {error.message}" for error in errors[:5])[:600] or "no reason"
        )
    return True


def to_judge(alive: bool, raw: Raw | None, operations: Sequence[RawOperation], result: Result) -> Raw | None:
    """The document, if there is output of it to judge; else None, and what was lost without is noted."""
    if not alive:
        result.lost = [operation.id for operation in operations] or ["everything"]
    elif raw is None and not result.refused:
        result.lost = ["everything: the audit cannot read what the generator can"]
    return raw if alive and not result.refused else None


def count_methods(surface: Json, operations: Sequence[RawOperation], result: Result) -> None:
    """Note which operations have a method in a surface, and which have none."""
    methods = offered(surface)
    result.generated = len(methods.keys() & {operation.id for operation in operations})
    result.lost = [operation.id for operation in operations if operation.id not in methods]


def complaints(
    command: Sequence[str], folder: Path, said: re.Pattern[str], environment: Mapping[str, str] | None = None
) -> list[str]:
    """The lines in which a checker, run in a folder, complains; its last words where it only failed.

    `said`: what such lines hold. `environment`: variables besides our own.
    """
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    found = [line for line in done.stdout.splitlines() if said.search(line)]
    if done.returncode and not found:
        return [(done.stderr or done.stdout).strip()[-300:]]
    return found


def _megabytes() -> float:
    used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return used / (1024 if sys.platform != "darwin" else 1024 * 1024)
