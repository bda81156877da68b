"""Files as they were at a revision, read through git itself: nothing is checked out, no ref is touched."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory


class RevisionError(Exception):
    """A revision or a file of one that git does not have; the message is for people."""


@dataclass(frozen=True, slots=True)
class Tree:
    """All files of a repository at a revision, in `folder`; `root` is the repository's own folder."""

    revision: str
    folder: Path
    root: Path

    def path(self, original: Path) -> Path:
        """Where a file of the repository lies in the tree.

        Raises:
            RevisionError: the file lies outside the repository.
        """
        resolved = original.resolve()
        if not resolved.is_relative_to(self.root):
            raise RevisionError(f"`{original}` is not in the repository {self.root.name}")
        return self.folder / resolved.relative_to(self.root)

    def shown(self, file: str) -> str:
        """A file of the tree as git spells it: `main:spec/openapi.yaml`; others as they are."""
        path = Path(file)
        return (
            f"{self.revision}:{path.relative_to(self.folder)}" if path.is_relative_to(self.folder) else file
        )


def repository(folder: Path) -> Path:
    """The root of the repository that a folder lies in.

    Raises:
        RevisionError: it lies in none, or there is no git.
    """
    return Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip()).resolve()


def split_revision(text: str, folder: Path) -> tuple[str, str] | None:
    """`REV:path` as revision and path; None where a file or a web address of that name is meant."""
    revision, colon, path = text.partition(":")
    if not colon or not revision or "://" in text or (folder / text).exists():
        return None
    return revision, path


@contextmanager
def tree(revision: str, folder: Path) -> Generator[Tree]:
    """The files of a revision of the repository that a folder lies in, for the time of the block.

    Raises:
        RevisionError: git does not know the revision.
    """
    root = repository(folder)
    # The commit is looked up first: what follows `archive` could otherwise be taken for an option.
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    data = _git(root, "archive", "--format=tar", commit.decode().strip())
    with TemporaryDirectory(prefix="specpress-") as name:
        target = Path(name).resolve()
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            archive.extractall(target, filter="data")
        yield Tree(revision, target, root)


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except OSError as problem:
        raise RevisionError(f"git cannot be run: {problem.strerror}") from problem
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip()
        raise RevisionError(told or f"git does not know `{arguments[-1]}`")
    return done.stdout
