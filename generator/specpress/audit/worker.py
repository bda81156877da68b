"""The audit of one document, as a process: `python -m specpress.audit.worker DOCUMENT RESULT FOLDER TARGET`.

The result is written after every stage, so that a run that is cut short has told what it knew.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import warnings
from pathlib import Path
from typing import Final

from specpress.audit.calls import call_all
from specpress.audit.judge import self_test
from specpress.audit.manual import audit_manual
from specpress.audit.offered import count_types
from specpress.audit.result import Result
from specpress.audit.stages import Stages, complaints, count_methods, generated, read_raw, to_judge
from specpress.audit.typed import judge_python_types
from specpress.audit.typescript import audit_typescript


def audit(document: Path, kept: Path, folder: Path, checks: bool = True) -> Result:
    """Generate a Python client from a document and find out whether it is whole.

    Args:
        document: an OpenAPI document.
        kept: where the result is written.
        folder: a folder for the output, which may be thrown away.
        checks: whether mypy and pyright are run, which takes longest.
    """
    result = Result(str(document))
    stage = Stages(result, kept)
    with stage("read"):
        self_test()
        raw, operations = read_raw(document, result)
    with stage("generate"):
        alive = generated(document, folder, ("python",), result)
    raw = to_judge(alive, raw, operations, result)
    if raw is not None:
        package = folder / "python"
        surface = json.loads((package / "surface.json").read_text())
        count_methods(surface, operations, result)
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
            with stage("typed calls"):
                judge_python_types(raw, surface, operations, package, folder / "calls", result)
    result.stage = "done"
    result.save(kept)
    return result


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
    lines = complaints([sys.executable, "-m", *command], package, _ERROR)
    errors = [line.strip().removeprefix(f"{package}/") for line in lines]
    result.problems += [["", command[0], error] for error in errors[:_SHOWN]]
    return len(errors)


_ERROR: Final = re.compile("error: ")
_SHOWN: Final = 20

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    document, kept, folder = map(Path, sys.argv[1:4])
    auditor = {"python": audit, "typescript": audit_typescript, "reference": audit_manual}[sys.argv[4]]
    auditor(document, kept, folder, "--no-checks" not in sys.argv)
