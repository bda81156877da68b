"""The process that validates, begun before there is anything to validate, since its imports take long."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Final, TypeAlias

Process: TypeAlias = "subprocess.Popen[bytes]"
Start: TypeAlias = "Callable[[Path], Process]"
"""Has a process validate what is in a folder."""


# What is imported is no garbage: to look for some takes a tenth of the time.
_PROGRAM: Final = """
import gc
gc.disable()
from specpress.document import validator
gc.enable()
validator.serve()
"""


@contextlib.contextmanager
def standing_by(wanted: bool) -> Generator[Start]:
    """A function that starts validations: the first is done by a process that begins now, if that is wanted.

    Where nothing is validated inside, that process ends with it.
    """
    waiting = [_begun()] if wanted else []
    try:
        yield lambda folder: _told(waiting.pop() if waiting else _begun(), folder)
    finally:
        for process in waiting:
            process.kill()
            process.communicate()


def start(folder: Path) -> Process:
    """Validate what is in a folder, in a process that begins now."""
    return _told(_begun(), folder)


def _begun() -> Process:
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _told(process: Process, folder: Path) -> Process:
    assert process.stdin
    # One that has died says nothing later on, which is reported then.
    with contextlib.suppress(BrokenPipeError), process.stdin:
        process.stdin.write(os.fsencode(folder))
    return process
