"""Puts finished folders in the place of old ones: a run killed at any point leaves one of the two whole.

A new folder is built beside the old one (unchanged and foreign files are hard links), then both change places
in one step where the system can do that. Where it cannot, the next run restores what was left half-way.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Generator, Mapping
from pathlib import Path, PurePosixPath

from specpress.output import Changes, Files


def write(outputs: Mapping[Path, tuple[Files, Changes]]) -> None:
    """Bring folders to what `compare` said: all of them are built before the first takes its place."""
    pending = {folder.resolve(): output for folder, output in outputs.items() if output[1].effective}
    with contextlib.ExitStack() as stack:
        for parent in sorted({folder.parent for folder in pending}):
            parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(_locked(parent))
        for folder, (files, changes) in pending.items():
            _recover(folder)
            stack.callback(shutil.rmtree, _beside(folder, "new"), ignore_errors=True)
            _build(_beside(folder, "new"), folder, files, changes)
        for folder in pending:
            _exchange(_beside(folder, "new"), folder)


def recover(folder: Path) -> None:
    """Put back what a killed run left: the old folder under its temporary name, or a half-built new one.

    To be called before anybody looks at the folder. Waits for a run that is writing there now.
    """
    folder = folder.resolve()
    if folder.parent.is_dir():
        with _locked(folder.parent):
            _recover(folder)


def _recover(folder: Path) -> None:
    old, new = _beside(folder, "old"), _beside(folder, "new")
    if old.exists() and not folder.exists():
        old.rename(folder)
    for leftover in (old, new):
        if leftover.exists():
            shutil.rmtree(leftover)


def _beside(folder: Path, state: str) -> Path:
    return folder.with_name(f".{folder.name}.specpress-{state}")


def _build(new: Path, old: Path, files: Files, changes: Changes) -> None:
    new.mkdir()
    if old.is_dir():
        shutil.copystat(old, new)
        gone = {*changes.updated, *changes.deleted, *changes.overwritten}
        _carry_over(old, new, gone)
    for path in (*changes.created, *changes.updated, *changes.overwritten):
        if path in files:
            target = new / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(files[path])


def _carry_over(old: Path, new: Path, gone: set[PurePosixPath]) -> None:
    """Link all files of `old` into `new`, except those `gone`; folders which that empties are left behind."""
    for place, folders, names in os.walk(old):
        here = Path(place)
        links = [name for name in folders if (here / name).is_symlink()]
        kept = [
            name for name in (*names, *links) if PurePosixPath((here / name).relative_to(old)) not in gone
        ]
        target = new / here.relative_to(old)
        if here.name == "__pycache__" and not target.parent.exists():
            continue  # what is left of a package whose modules are all gone
        if kept or not (folders or names):
            target.mkdir(parents=True, exist_ok=True)
            shutil.copystat(here, target)
        for name in kept:
            _link(here / name, target / name)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _exchange(new: Path, folder: Path) -> None:
    """Let two folders change places; the caller removes what then bears the temporary name."""
    if not folder.exists():
        new.rename(folder)
    elif not _exchanged_at_once(new, folder):
        old = _beside(folder, "old")
        folder.rename(old)
        try:
            new.rename(folder)
        except BaseException:
            old.rename(folder)
            raise
        shutil.rmtree(old)


def _exchanged_at_once(first: Path, second: Path) -> bool:
    """Exchange two paths by `renameat2(2)`, which only Linux has and not for every file system."""
    if sys.platform != "linux":
        return False
    current_folder, exchange = -100, 2
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    return (
        renameat2 is not None
        and renameat2(current_folder, os.fsencode(first), current_folder, os.fsencode(second), exchange) == 0
    )


@contextlib.contextmanager
def _locked(folder: Path) -> Generator[None]:
    """Keep other runs from writing below a folder; the lock ends with the process and leaves no file."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
