"""Which responses of an operation a client reads."""

from __future__ import annotations

import pytest
from lowering import operation
from specpress.targets.successes import successes


@pytest.mark.parametrize(
    ("method", "statuses", "expected"),
    [
        ("get", ["200", "202", "302", "default"], ["200", "202"]),
        ("get", ["404", "default"], ["default"]),
        ("get", ["302", "404", "default"], ["2XX"]),
        ("get", ["3XX"], ["2XX"]),
        ("get", ["304"], []),
        ("post", ["303", "default"], ["default"]),
    ],
)
def test_successes(method: str, statuses: list[str], expected: list[str]) -> None:
    described = {status: {"description": ""} for status in statuses}
    found, _ = operation({"responses": described}, method=method)
    assert [each.status for each in successes(found)] == expected


def test_what_a_redirect_leads_to_is_handed_on_as_it_is() -> None:
    found, _ = operation({"responses": {"302": {"description": "", "content": {"text/html": {}}}}})
    (response,) = successes(found)
    assert [(each.media_type, each.kind) for each in response.contents] == [("*/*", "binary")]
