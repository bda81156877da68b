"""What refers to what."""

from __future__ import annotations

from typing import Any

import pytest
from lowering import lowered
from specpress.ir.graph import components, pruned, reached, references, request_types, response_types


def ref(key: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{key}"}


def api(**schemas: Any) -> Any:
    return lowered({"components": {"schemas": schemas}})


def keys(ids: Any) -> list[str]:
    return [id.rpartition("/")[2] for id in ids]


def test_references_in_order() -> None:
    kind = (
        api(A={"properties": {"b": {"items": ref("C")}, "a": ref("B")}, "not": ref("D")}, B={}, C={}, D={})
        .declarations[0]
        .type
    )
    assert keys(references(kind)) == ["B", "C"]
    assert keys(references(kind, constraints=True)) == ["B", "C", "D"]


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ({"A": "B", "B": "C", "C": ""}, [["C"], ["B"], ["A"]]),
        ({"A": "B", "B": "A"}, [["A", "B"]]),
        ({"A": "A"}, [["A"]]),
        ({"A": "BC", "B": "D", "C": "D", "D": "B"}, [["B", "D"], ["C"], ["A"]]),
        ({"C": "B", "B": "A", "A": "C", "D": "A"}, [["A", "B", "C"], ["D"]]),
    ],
)
def test_strongly_connected_components(edges: dict[str, str], expected: list[list[str]]) -> None:
    stated = {
        key: {"properties": {target: ref(target) for target in targets}} for key, targets in edges.items()
    }
    found = components(api(**stated).declarations)
    assert [keys(item.id for item in members) for members in found] == expected


def test_long_chains_need_no_recursion() -> None:
    stated = {f"S{i}": {"properties": {"next": ref(f"S{i + 1}")}} for i in range(3000)}
    assert len(components(api(**stated, S3000={}).declarations)) == 3001


def test_what_requests_and_responses_reach() -> None:
    def content(key: str) -> dict[str, Any]:
        return {"content": {"application/json": {"schema": ref(key)}}}

    found = lowered(
        {
            "paths": {"/a": {"post": {"requestBody": content("In"), "responses": {"200": content("Out")}}}},
            "components": {
                "schemas": {
                    "In": {"properties": {"a": ref("Both")}},
                    "Out": {"items": ref("Both")},
                    "Both": {"not": ref("Only")},
                    "Only": {},
                    "Nobody": {},
                }
            },
        }
    )
    assert keys(sorted(reached(request_types(found), found.declarations))) == ["Both", "In"]
    assert keys(sorted(reached(response_types(found), found.declarations))) == ["Both", "Out"]
    assert keys(item.id for item in pruned(found).declarations) == ["Both", "In", "Only", "Out"]
