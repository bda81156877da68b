"""What the items of pages are: one type in the signature, in the operation's value and at run time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx2
import pytest
from packages import imported, package
from specpress.lower.options import LoweringOptions

AUTO = LoweringOptions(recognise_pages=True)
TEXT = {"type": "string"}
ITEM = {"type": "object", "properties": {"id": TEXT}}
LIST = {"type": "array", "items": ITEM}
NUMBERED = {"page": "integer", "limit": "integer"}


def listing(
    queries: dict[str, str], response: dict[str, Any], headers: tuple[str, ...] = (), **schemas: Any
) -> dict[str, Any]:
    """A document with one list."""
    operation = {
        "parameters": [
            {"name": name, "in": "query", "schema": {"type": kind}} for name, kind in queries.items()
        ],
        "responses": {
            "200": {
                "description": "ok",
                "headers": {name: {"schema": TEXT} for name in headers},
                "content": {"application/json": {"schema": response}},
            }
        },
    }
    return {"paths": {"/pets": {"get": operation}}, "components": {"schemas": schemas}}


def answer(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


@pytest.mark.parametrize(
    ("document", "item"),
    [
        (listing({"cursor": "string"}, answer(next_cursor=TEXT, data=LIST)), "PetGetResponseData"),
        (listing({"offset": "integer", "limit": "integer"}, answer(data=LIST)), "PetGetResponseData"),
        (listing(NUMBERED, answer(data=LIST)), "PetGetResponseData"),
        (listing({}, answer(next_url=TEXT, data=LIST)), "PetGetResponseData"),
        (listing({}, LIST, ("Link",)), "PetGetResponseItem"),
        (listing(NUMBERED, answer(data={**LIST, "type": ["array", "null"]})), "PetGetResponseData"),
        (
            listing(NUMBERED, answer(data={"type": "array", "items": {**ITEM, "type": ["object", "null"]}})),
            "Optional[PetGetResponseData]",
        ),
        (listing(NUMBERED, answer(data={"type": "array", "items": LIST})), "List[PetGetResponseData]"),
        (listing(NUMBERED, {"$ref": "#/components/schemas/Herd"}, Herd=answer(data=LIST)), "HerdData"),
        (
            listing(NUMBERED, answer(data={"$ref": "#/components/schemas/Pack"}), Pack=LIST),
            "PackItem",
        ),
        (
            listing(
                NUMBERED,
                answer(data={"type": "array", "items": {"$ref": "#/components/schemas/Cat"}}),
                Cat=ITEM,
            ),
            "Cat",
        ),
    ],
)
def test_items_are_the_models_that_the_response_holds(document: dict[str, Any], item: str) -> None:
    text = "".join(package(document, AUTO)["pets/resources/pets.py"].split())
    assert f"_GET:Operation[{item}]=" in text
    assert f"Page[{item}]:" in text
    assert f"AsyncPaginator[{item}," in text
    assert "Dict[" not in text


def test_items_are_those_models_at_run_time(tmp_path: Path) -> None:
    document = listing({"cursor": "string"}, answer(next_cursor=TEXT, data=LIST))
    transport = httpx2.MockTransport(lambda request: httpx2.Response(200, json={"data": [{"id": "a"}]}))
    with imported(document, tmp_path, AUTO) as pets:
        client = pets.Pets(http_client=httpx2.Client(transport=transport))
        (item,) = client.pets.get()
        assert (type(item).__name__, item.id) == ("PetGetResponseData", "a")
