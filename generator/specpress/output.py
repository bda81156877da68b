"""What writing a generated package does to its folder: worked out here, shown by `--check`, done by `swap`.

Files are ours if the folder's manifest lists them; all others stay as they are. Work that git does not have
is never lost: a file of ours that somebody edited is kept until it is committed or the user insists.
"""

from __future__ import annotations

import difflib
import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from specpress.manifest import MANIFEST, digest, read_manifest

Files: TypeAlias = Mapping[PurePosixPath, bytes]


class Obstacle(OSError):
    """Something in the output folder stands where a generated file has to go; `path` is what it is."""

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(f"{path} is {kind}, and generated files have to go there")
        self.path = path


def check_folder(folder: Path) -> None:
    """Raises :class:`Obstacle` where something else stands in the place of a folder, or of one above it."""
    for here in (folder, *folder.parents):
        if here.exists() and not here.is_dir():
            raise Obstacle(here, "no folder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a run does to one folder. Paths are relative to it and sorted; each stands in one field only."""

    created: tuple[PurePosixPath, ...] = ()
    updated: tuple[PurePosixPath, ...] = ()
    deleted: tuple[PurePosixPath, ...] = ()
    overwritten: tuple[PurePosixPath, ...] = ()
    """Edited by hand, and written or deleted all the same: git has them, or the user insists."""
    kept: tuple[PurePosixPath, ...] = ()
    """Edited by hand and not in git: left as they are."""

    @property
    def effective(self) -> bool:
        """Whether writing changes anything on disk."""
        return bool(self.created or self.updated or self.deleted or self.overwritten)

    @property
    def drifted(self) -> bool:
        """Whether the folder differs from what a run makes."""
        return self.effective or bool(self.kept)


def compare(folder: Path, files: Files, *, force: bool = False) -> Changes:
    """What writing `files` into `folder` would do; `force` overwrites edits that git does not have.

    Raises :class:`Obstacle` where a symbolic link or a folder stands in the way of a file.
    """
    check_folder(folder)
    written = read_manifest(folder)
    created: list[PurePosixPath] = []
    updated: list[PurePosixPath] = []
    deleted: list[PurePosixPath] = []
    edited: list[PurePosixPath] = []
    for path in sorted(files.keys() | written.keys()):
        present, wanted = _read(folder, path, ours=path in files), files.get(path)
        if present == wanted:
            continue
        if present is None:
            created.append(path)
        elif path != MANIFEST and written.get(path) != digest(present):
            edited.append(path)
        elif wanted is None:
            deleted.append(path)
        else:
            updated.append(path)
    safe = set(edited) if force else _in_git(folder) if edited else frozenset[PurePosixPath]()
    return Changes(
        created=tuple(created),
        updated=tuple(updated),
        deleted=tuple(deleted),
        overwritten=tuple(path for path in edited if path in safe),
        kept=tuple(path for path in edited if path not in safe),
    )


def intact(folder: Path) -> bool:
    """Whether all files that the last run wrote are there as it wrote them."""
    written = read_manifest(folder)
    try:
        return bool(written) and all(
            digest((folder / path).read_bytes()) == value for path, value in written.items()
        )
    except OSError:
        return False


def differences(folder: Path, files: Files, changes: Changes) -> Iterator[str]:
    """A unified diff, line by line, from what is on disk to what a run makes."""
    drifted = (*changes.created, *changes.updated, *changes.deleted, *changes.overwritten, *changes.kept)
    for path in sorted(drifted):
        present, wanted = _read(folder, path, ours=True), files.get(path)
        yield from difflib.unified_diff(
            _text_lines(present),
            _text_lines(wanted),
            fromfile="/dev/null" if present is None else str(folder / path),
            tofile="/dev/null" if wanted is None else f"{folder / path} (generated)",
            lineterm="",
        )


def _read(folder: Path, path: PurePosixPath, *, ours: bool) -> bytes | None:
    """The file's content, None where there is none. Never read through a symbolic link below `folder`."""
    for ancestor in reversed(path.parents[:-1]):
        here = folder / ancestor
        if here.is_symlink() or (here.exists() and not here.is_dir()):
            if ours:
                raise Obstacle(here, "a symbolic link" if here.is_symlink() else "no folder")
            return None
    here = folder / path
    if here.is_symlink() or here.is_dir():
        if ours:
            raise Obstacle(here, "a symbolic link" if here.is_symlink() else "a folder")
        return None
    try:
        return here.read_bytes()
    except FileNotFoundError:
        return None


def _in_git(folder: Path) -> frozenset[PurePosixPath]:
    """The files of a folder whose content git gives back: committed as they are, or in conflict."""
    tracked = _git(folder, "ls-files", "-z")
    changed = _git(folder, "diff", "-z", "--name-only", "--relative", "HEAD", "--", ".")
    if tracked is None or changed is None:
        return frozenset()
    unmerged = (
        _git(folder, "diff", "-z", "--name-only", "--relative", "--diff-filter=U", "--", ".") or frozenset()
    )
    return (tracked - changed) | unmerged


def _git(folder: Path, *command: str) -> frozenset[PurePosixPath] | None:
    try:
        done = subprocess.run(
            ("git", *command),
            cwd=folder,
            capture_output=True,
            check=True,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return frozenset(PurePosixPath(os.fsdecode(path)) for path in done.stdout.split(b"\0") if path)


def _text_lines(content: bytes | None) -> list[str]:
    return (content or b"").decode(errors="replace").splitlines()
