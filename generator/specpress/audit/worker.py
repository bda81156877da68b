"""The audit of one document, as a process: `python -m specpress.audit.worker DOCUMENT RESULT FOLDER`.

The result is written after every stage, so that a run that is cut short has told what it knew.
"""

from __future__ import annotations

import importlib
import json
import resource
import subprocess
import sys
import time
import warnings
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from specpress.audit.calls import call_all
from specpress.audit.judge import self_test
from specpress.audit.offered import count_types, offered
from specpress.audit.raw import Raw, RawOperation, count_schemas, raw_operations, read
from specpress.audit.result import Result
from specpress.diagnostics import Severity
from specpress.options import Options
from specpress.pipeline import generate
from specpress.watch import Watch


def audit(document: Path, kept: Path, folder: Path, checks: bool = True) -> Result:
    """Generate a Python client from a document and find out whether it is whole.

    Args:
        document: an OpenAPI document.
        kept: where the result is written.
        folder: a folder for the output, which may be thrown away.
        checks: whether mypy and pyright are run, which takes longest.
    """
    result = Result(str(document))
    stage = _Stages(result, kept)
    with stage("read"):
        self_test()
        raw, operations = _read(document, result)
    with stage("generate"):
        alive = _generate(document, folder, result)
    if not alive:
        result.lost = [operation.id for operation in operations] or ["everything"]
    elif raw is None and not result.refused:
        result.lost = ["everything: the audit cannot read what the generator can"]
    elif raw is not None and not result.refused:
        package = folder / "python"
        surface = json.loads((package / "surface.json").read_text())
        methods = offered(surface)
        result.generated = len(methods.keys() & {operation.id for operation in operations})
        result.lost = [operation.id for operation in operations if operation.id not in methods]
        result.types = count_types(surface)
        with stage("import"):
            _import(package, surface["package"], result)
        with stage("calls"):
            called = call_all(raw, package, operations)
            result.calls, result.unjudged = dict(called.counts), dict(called.unjudged)
            result.problems = [[one.operation, one.kind, one.message] for one in called.problems]
        if checks:
            with stage("mypy"):
                result.mypy = _mypy(package, surface["package"], result, kept.parent / "mypy")
            with stage("pyright"):
                result.pyright = _pyright(package, surface["package"], result)
    result.stage = "done"
    result.save(kept)
    return result


@dataclass(slots=True)
class _Stages:
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


def _read(document: Path, result: Result) -> tuple[Raw | None, tuple[RawOperation, ...]]:
    try:
        raw = read(document)
        operations = raw_operations(raw)
    except (LookupError, ValueError, RecursionError) as error:
        result.diagnostics["unreadable-by-audit"] = 1
        result.problems.append(["", "unreadable-by-audit", str(error)[:300]])
        return None, ()
    result.operations, result.schemas = len(operations), count_schemas(raw)
    return raw, operations


def _generate(document: Path, folder: Path, result: Result) -> bool:
    """Generate, and tell whether the generator lived to say what came of it."""
    watch = Watch()
    try:
        report = generate(Options(document=str(document), output=folder, targets=("python",)), "force", watch)
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


def _import(package: Path, name: str, result: Result) -> None:
    sys.path.insert(0, str(package))
    for file in sorted((package / name).rglob("*.py")):
        parts = file.relative_to(package).with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        result.modules += 1
        try:
            importlib.import_module(module)
        except Exception as error:  # any module of any document
            result.unimportable.append(f"{module}: {type(error).__name__}: {error}"[:300])


def _mypy(package: Path, name: str, result: Result, cache: Path) -> int:
    """How many errors `mypy --strict` finds. `cache`: where it keeps what it knows of libraries."""
    options = ["--strict", "--cache-dir", str(cache), "--config-file", ""]
    return _errors(["mypy", *options, "-p", name], package, result)


def _pyright(package: Path, name: str, result: Result) -> int:
    """How many errors pyright finds in strict mode."""
    (package / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    return _errors(["pyright", "--level", "error", "--pythonpath", sys.executable, name], package, result)


def _errors(command: list[str], package: Path, result: Result) -> int:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=package, capture_output=True, text=True, check=False
    )
    lines = done.stdout.splitlines()
    errors = [line.strip().removeprefix(f"{package}/") for line in lines if "error: " in line]
    if done.returncode and not errors:
        errors = [(done.stderr or done.stdout).strip()[-300:]]
    result.problems += [["", command[0], error] for error in errors[:_SHOWN]]
    return len(errors)


def _megabytes() -> float:
    used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return used / (1024 if sys.platform != "darwin" else 1024 * 1024)


_SHOWN: Final = 20

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    document, kept, folder = map(Path, sys.argv[1:4])
    audit(document, kept, folder, checks="--no-checks" not in sys.argv)
