"""Leaving out what does not differ changes nothing of what is told."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from diff.comparing import BASE, patched, review
from diff.probe import PET
from mutations import mutated
from specpress.diff.review import Review
from specpress.document.source import Sources

WIDE: dict[str, Any] = patched(
    BASE,
    {
        "/components/schemas/Owner": {
            "type": "object",
            "required": ["name", "pet"],
            "properties": {
                "name": {"type": "string"},
                "house": {"type": "object", "properties": {"number": {"type": "integer"}}},
                "pet": {"$ref": "#/components/schemas/Pet"},
            },
        },
        "/paths/~1owners": {
            "get": {
                "operationId": "listOwners",
                "parameters": [{"name": "after", "in": "query", "schema": {"type": "string"}}],
                "responses": {
                    "200": {
                        "description": "The owners",
                        "content": {
                            "application/json": {
                                "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Owner"}}
                            }
                        },
                    }
                },
            }
        },
    },
)


@pytest.mark.parametrize("seed", range(12))
def test_a_narrowed_comparison_tells_the_same(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit = {f"{PET}/properties/name/type": "integer"}
    new = patched(WIDE, edit) if seed == 0 else mutated(WIDE, random.Random(seed))[1]
    narrow = _told(review(tmp_path, WIDE, new))
    monkeypatch.setattr("specpress.comparands.narrowed", _whole)
    assert narrow == _told(review(tmp_path, WIDE, new))


def _whole(old: Sources, new: Sources) -> tuple[Sources, Sources]:
    return old, new


def _told(found: Review) -> list[Any]:
    return [
        (item.id, item.place, item.verdicts, item.bumps, item.operations, item.signatures)
        for item in found.findings
    ]
