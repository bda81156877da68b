"""What is kept between runs: JSON in small folders, which may be deleted at any time.

A cache saves time and decides nothing: what cannot be read is not there, what cannot be written is not kept.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

MOST: Final = 64
"""Files in one folder, unless they are large ones; the oldest make room for new ones."""


def recall(file: Path) -> Any:
    """What was kept in a file; None where there is nothing that can be read."""
    try:
        return json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def keep(file: Path, value: object, most: int = MOST) -> None:
    """Keep a value that JSON can say. Whoever reads at the same time finds the old value or the new one.

    `most`: how many files its folder may have.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = file.with_name(f".{file.name}.{os.getpid()}")
        temporary.write_text(json.dumps(value), encoding="utf-8")
        temporary.replace(file)
        ages = sorted((each.stat().st_mtime_ns, each) for each in file.parent.iterdir() if each.is_file())
        for _, old in ages[:-most]:
            old.unlink()
    except OSError:
        return
