"""The text of `specpress names`: which call belongs to which operation."""

from __future__ import annotations

import json
from collections.abc import Mapping

from specpress.ir.names import Call
from specpress.lower.pins import pin_line


def names_table(calls: Mapping[str, Call]) -> str:
    """One line an operation, in order: `GET /repos/{owner}/{repo}  repos.get`."""
    width = max((len(id) for id in calls), default=0)
    return "".join(f"{id:<{width}}  {call}\n" for id, call in calls.items())


def names_pins(calls: Mapping[str, Call]) -> str:
    """The section of `specpress.yaml` that keeps all names as they are."""
    if not calls:
        return "operations: {}\n"
    return "operations:\n" + "".join(f"  {pin_line(id, call)}\n" for id, call in calls.items())


def names_json(calls: Mapping[str, Call]) -> str:
    """A JSON object from operation to call."""
    return json.dumps({id: str(call) for id, call in calls.items()}, indent=2, ensure_ascii=False) + "\n"
