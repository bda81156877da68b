"""The table of the measuring corpus: complete enough that a stranger finds every document."""

from __future__ import annotations

import csv
import re

from loopback import ROOT

HEADER = ["name", "source", "path", "sha256", "licence"]
SOURCE = re.compile(
    r"npm:@?[\w./-]+@[\d.]+|pypi:[\w-]+==[\d.]+|github:[\w.-]+/[\w.-]+@[0-9a-f]{40}|program:[\w\[\]=. -]+"
)
DIGEST = re.compile(r"[0-9a-f]{64}")


def test_every_document_of_the_corpus_has_a_source_a_digest_and_a_licence() -> None:
    with (ROOT / "benchmarks/corpus.tsv").open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines, delimiter="\t")
    assert header == HEADER
    names = [name for name, *_ in rows]
    assert len(names) == len(set(names)) > 0
    for name, source, path, digest, licence in rows:
        assert not name.startswith("/")
        assert ".." not in name.split("/")
        assert SOURCE.fullmatch(source), name
        assert path, name
        # What a program fetches it must be able to verify.
        assert DIGEST.fullmatch(digest) or (digest == "-" and source.startswith("github:")), name
        assert licence, name
