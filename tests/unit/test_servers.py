"""What is common to the servers of an API."""

from __future__ import annotations

from typing import Any

from lowering import lowered
from specpress.targets.servers import server_variables


def values(*enums: list[str]) -> dict[str, tuple[str, ...]]:
    def server(number: int, enum: list[str]) -> dict[str, Any]:
        region = {"default": "eu", **({"enum": enum} if enum else {})}
        return {"url": f"https://{{region}}.s{number}.example", "variables": {"region": region}}

    api = lowered({"paths": {}, "servers": [server(number, enum) for number, enum in enumerate(enums)]})
    return {wire: each.enum for wire, each in server_variables(api).items()}


def test_a_variable_of_several_servers_may_be_what_any_of_them_admits() -> None:
    assert values(["eu", "us"], ["cn", "eu"]) == {"region": ("eu", "us", "cn")}
    assert values(["eu"], []) == {"region": ()}
    assert values() == {}
