"""The manual of our own API: pages that its users know, and sisters made by the same rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from loopback import ROOT

EXPECTED = Path(__file__).parent / "expected"
MANUAL = ROOT / "generated/reference"


@pytest.mark.parametrize(
    ("page", "known"),
    [
        ("python/beta/user_profiles/retrieve.md", "python-user_profiles-retrieve.md"),
        ("typescript/beta/user_profiles/create.md", "typescript-user_profiles-create.md"),
    ],
)
def test_a_page_is_the_one_that_users_know(page: str, known: str) -> None:
    assert (MANUAL / page).read_bytes() == (EXPECTED / known).read_bytes()


def test_an_index_holds_its_pages_as_they_are() -> None:
    for language in ("python", "typescript"):
        folder = MANUAL / language / "beta/user_profiles"
        index = (folder / "index.md").read_text()
        pages = [(folder / f"{name}.md").read_text() for name in ("create", "retrieve")]
        assert index.startswith("# User Profiles\n\n" + "\n".join(pages) + "\n## Domain Types\n\n")


def test_every_page_is_listed_for_programs() -> None:
    listed = (MANUAL / "llms.txt").read_text()
    pages = sorted(path.relative_to(MANUAL) for path in MANUAL.rglob("*.md"))
    assert [page for page in pages if f"]({page})" not in listed] == []


def test_files_are_laid_out_alike() -> None:
    for path in sorted(MANUAL.rglob("*.md")):
        text = path.read_text()
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert "\n\n\n" not in text
        assert [line for line in text.split("\n") if line != line.rstrip()] == []
