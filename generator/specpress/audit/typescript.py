"""The audit of the TypeScript client: whether it has all methods, and what the compiler says of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from specpress.audit.offered import Json, count_types, offered
from specpress.audit.programs import node_modules, node_path
from specpress.audit.result import Result
from specpress.audit.stages import Stages, generated, read_raw


def audit_typescript(document: Path, kept: Path, folder: Path, checks: bool = True) -> Result:
    """Generate a TypeScript client from a document and find out whether it is whole.

    Args:
        document: an OpenAPI document.
        kept: where the result is written.
        folder: a folder for the output, which may be thrown away.
        checks: whether the compiler is run, which takes longest.
    """
    result = Result(str(document))
    stage = Stages(result, kept)
    with stage("read"):
        raw, operations = read_raw(document, result)
    with stage("generate"):
        alive = generated(document, folder, ("typescript",), result)
    if not alive:
        result.lost = [operation.id for operation in operations] or ["everything"]
    elif raw is None and not result.refused:
        result.lost = ["everything: the audit cannot read what the generator can"]
    elif not result.refused:
        package = folder / "typescript"
        surface = json.loads((package / "surface.json").read_text())
        methods = offered(relative(surface))
        result.generated = len(methods.keys() & {operation.id for operation in operations})
        result.lost = [operation.id for operation in operations if operation.id not in methods]
        result.types = count_types(surface)
        result.modules = sum(1 for _ in (package / "src").rglob("*.ts"))
        if checks:
            with stage("tsc"):
                found = list(compiler_errors(package, node_modules(kept.parent)))
                result.faults |= {"tsc errors": len(found)} if found else {}
                result.problems += [["", "tsc", error] for error in found[:_SHOWN]]
    result.stage = "done"
    result.save(kept)
    return result


def relative(surface: Json) -> dict[str, Any]:
    """A surface whose modules are named as its types name them: without the package."""
    root = f"{surface['package']}/"
    modules = [{**module, "path": module["path"].removeprefix(root)} for module in surface["modules"]]
    return {**surface, "modules": modules}


def compiler_errors(package: Path, modules: Path) -> Iterator[str]:
    """What `tsc` says of a package under the options that it is shipped with, which are the strictest.

    `modules`: a `node_modules` with TypeScript.
    """
    command = (
        *("node", "--max-old-space-size=6000", str(modules / "typescript/bin/tsc")),
        *("--noEmit", "--noUnusedLocals", "--noUnusedParameters"),
    )
    done = subprocess.run(
        (*command, "-p", str(package)),
        cwd=package,
        env={**os.environ, **node_path()},
        capture_output=True,
        text=True,
        check=False,
    )
    found = [line for line in done.stdout.splitlines() if _ERROR.match(line)]
    yield from found
    if done.returncode and not found:
        yield (done.stderr or done.stdout).strip()[-300:]


_ERROR: Final = re.compile(r"\S.*\(\d+,\d+\): error ")
_SHOWN: Final = 20
