"""Node, npm, and the tools pinned in `typescript/package-lock.json`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

HOME = Path(__file__).parent / "typescript"
MODULES = HOME / "node_modules"
PACKAGE = HOME.parents[1] / "generated/typescript"
PRETTIER = ("prettier", "--single-quote", "--print-width", "100", "--check")


def run(
    *command: str | Path, cwd: Path = HOME, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run node, npm or a tool (`tsc`, `eslint`); what it prints is the message where it fails."""
    _install()
    path = f"{MODULES / '.bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, "PATH": path, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@cache
def _install() -> None:
    if not MODULES.exists():
        subprocess.run(("npm", "ci", "--no-audit", "--no-fund"), cwd=HOME, check=True, capture_output=True)
