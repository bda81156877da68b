"""One run of a generator, measured."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generators.contenders import Generator

MARK = "Edited once."


@dataclass(frozen=True)
class Run:
    """Seconds of wall clock and of CPU, its children's included; the most memory of one process, in MB."""

    wall: float
    cpu: float
    memory: float
    told: str = ""


def measured(generator: Generator, document: Path, folder: Path) -> Run:
    """Run a generator; what it keeps between runs stays below the folder.

    Raises:
      SystemExit: it failed.
    """
    # The other one runs `ruff`, which lies beside its Python.
    path = os.pathsep.join((str(generator.python.parent), os.environ.get("PATH", "")))
    kept = {"XDG_CACHE_HOME": str(folder / "cache"), "PYTHONHASHSEED": "0"}
    begun = time.perf_counter()
    process = subprocess.Popen(
        generator.command(document, folder),
        cwd=folder,
        env={**os.environ, **kept, "PATH": path},
        stdout=subprocess.DEVNULL,
        stderr=(folder / "told.txt").open("wb"),
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    told = (folder / "told.txt").read_text(encoding="utf-8", errors="replace")
    if process.returncode:
        raise SystemExit(f"{generator.name} failed over {document.name}\n{told[-2000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, told)


def best(runs: Sequence[Run]) -> Run:
    """The least of each measure; of memory the most."""
    return Run(
        min(each.wall for each in runs), min(each.cpu for each in runs), max(each.memory for each in runs)
    )


def copied(source: Path, folder: Path) -> Path:
    """The document in a folder, where it can be edited."""
    return Path(shutil.copy(source, folder / source.name))


def edited(document: Path, *, undo: bool = False) -> None:
    """Put a sentence in front of the first description behind `paths`, or take it away again."""
    text = document.read_text(encoding="utf-8")
    if undo:
        changed = text.replace(f"{MARK} ", "", 1)
    else:
        # What begins with a word stands on its line, in YAML and in JSON.
        description = r"\bpaths\"?:.*?\bdescription\"?: *\"?(?=[A-Z][a-z])"
        found = re.search(description, text, re.DOTALL)
        if found is None:
            raise SystemExit(f"no description to edit in {document.name}")
        changed = f"{text[: found.end()]}{MARK} {text[found.end() :]}"
    document.write_text(changed, encoding="utf-8")


def stages(run: Run) -> Mapping[str, float]:
    """What `--timings` said: seconds of wall clock by stage."""
    said = re.findall(r"^ +(\d+) ms  (\S.*)$", run.told, re.MULTILINE)
    return {stage: int(milliseconds) / 1000 for milliseconds, stage in said}
