"""The audit of the TypeScript client: whether it has all methods, and what the compiler says of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from specpress.audit.offered import Json, count_types
from specpress.audit.programs import node_modules, node_path
from specpress.audit.result import Result
from specpress.audit.stages import Stages, complaints, count_methods, generated, read_raw, to_judge
from specpress.audit.typed import judge_typescript_types


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
    raw = to_judge(alive, raw, operations, result)
    if raw is not None:
        package = folder / "typescript"
        surface = json.loads((package / "surface.json").read_text())
        methods = relative(surface)
        count_methods(methods, operations, result)
        result.types = count_types(surface)
        result.modules = sum(1 for _ in (package / "src").rglob("*.ts"))
        if checks:
            with stage("tsc"):
                found = compiler_errors(package, node_modules(kept.parent))
                result.faults |= {"tsc errors": len(found)} if found else {}
                result.problems += [["", "tsc", error] for error in found[:_SHOWN]]
            with stage("typed calls"):
                modules = node_modules(kept.parent)
                judge_typescript_types(raw, methods, operations, package, folder / "calls", modules, result)
    result.stage = "done"
    result.save(kept)
    return result


def relative(surface: Json) -> dict[str, Any]:
    """A surface whose modules are named as its types name them: without the package."""
    root = f"{surface['package']}/"
    modules = [{**module, "path": module["path"].removeprefix(root)} for module in surface["modules"]]
    return {**surface, "modules": modules}


def compiler_errors(package: Path, modules: Path) -> list[str]:
    """What `tsc` says of a package under the options that it is shipped with, which are the strictest.

    `modules`: a `node_modules` with TypeScript.
    """
    command = (
        *("node", "--max-old-space-size=6000", str(modules / "typescript/bin/tsc")),
        *("--noEmit", "--noUnusedLocals", "--noUnusedParameters", "-p", str(package)),
    )
    return complaints(command, package, _ERROR, node_path())


_ERROR: Final = re.compile(r"^\S.*\(\d+,\d+\): error ")
_SHOWN: Final = 20
