"""Models: leniency that is local, strictness of scalars, and what users do with models."""

from __future__ import annotations

import copy
import json
import pickle
import sys
import threading
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Literal

import httpx2
import pytest
from pydantic import Field
from runtime.probes import KEY, sync_probe
from sample_sdk import APIError
from sample_sdk._runtime.decode import reader
from sample_sdk._runtime.errors import APIResponseValidationError
from sample_sdk._runtime.models import BaseModel, Tagged
from sample_sdk._runtime.operation import Operation, Result
from sample_sdk.types import Grant, Profile
from typing_extensions import TypeAliasType

CLEAN = {
    "id": "p",
    "created_at": "2026-03-15T10:00:00Z",
    "grants": {"a": {"status": "active"}},
    "relationship": "external",
    "external_id": None,
}


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int


class Dog(BaseModel):
    kind: Literal["dog", "puppy"]
    name: str


class Zoo(BaseModel):
    first: Annotated[Cat | Dog, Tagged("kind", (("cat",), ("dog", "puppy")))]
    second: Annotated[Cat | Dog | BaseModel, Tagged("kind", (("cat",), ("dog", "puppy")))]
    plain: Cat | Dog | str
    several: list[int | str]
    pair: tuple[int, str]
    links: dict[str, str] = Field(alias="_links")
    day: date
    on: bool
    share: float
    parent: Zoo | None = None


def read(model: Any, value: object, strict: bool = False) -> Any:
    return reader("sample_sdk", model, strict)(json.dumps(value).encode())


def test_a_clean_response() -> None:
    profile = read(Profile, CLEAN)
    assert profile.created_at == datetime(2026, 3, 15, 10, tzinfo=UTC)
    assert profile.grants == {"a": Grant(status="active")}
    assert profile.model_fields_set == {"id", "created_at", "grants", "relationship", "external_id"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", 7),
        ("id", None),
        ("created_at", "yesterday"),
        ("created_at", 12345),
        ("created_at", "12345"),
        ("created_at", None),
        ("grants", [1]),
        ("grants", None),
        ("relationship", "unheard-of"),
        ("external_id", {"a": 1}),
    ],
)
def test_a_malformed_value_is_kept_and_costs_its_neighbours_nothing(field: str, value: object) -> None:
    profile = read(Profile, {**CLEAN, field: value})
    assert isinstance(profile, Profile)
    assert getattr(profile, field) == value
    assert profile.model_fields_set == set(CLEAN)
    for other in set(CLEAN) - {field}:
        assert getattr(profile, other) == getattr(read(Profile, CLEAN), other)


def test_malformed_parts_of_parts() -> None:
    grants = {"a": {"status": "odd", "more": 1}, "b": 5, "c": {}, "d": {"status": "active"}}
    profile = read(Profile, {**CLEAN, "grants": grants})
    assert isinstance(profile.grants["a"], Grant)
    assert (profile.grants["a"].status, profile.grants["a"].to_dict()) == (
        "odd",
        {"status": "odd", "more": 1},
    )
    assert profile.grants["b"] == 5
    assert profile.grants["c"].status is None
    assert profile.grants["d"] == Grant(status="active")


def test_a_missing_required_field_reads_as_none_and_is_not_set() -> None:
    profile = read(Profile, {"id": "p"})
    assert profile.relationship is None
    assert profile.model_fields_set == {"id"}
    assert profile.to_dict() == {"id": "p"}


def test_unknown_fields_are_kept() -> None:
    profile = read(Profile, {**CLEAN, "new": {"deep": [1]}})
    assert profile.new == {"deep": [1]}
    assert profile.to_dict(mode="json")["new"] == {"deep": [1]}


@pytest.mark.parametrize(
    ("field", "value", "same"),
    [
        ("share", 1, 1.0),
        ("share", "1.5", "1.5"),
        ("on", 1, 1),
        ("on", "true", "true"),
        ("day", "2026-01-02", date(2026, 1, 2)),
        ("day", 20000, 20000),
        ("several", ["1", 2, 3.5], ["1", 2, 3.5]),
        ("pair", ["1", 2], ("1", 2)),
        ("links", {"self": 1}, {"self": 1}),
    ],
)
def test_scalars_are_as_strict_as_json(field: str, value: object, same: object) -> None:
    zoo = read(Zoo, {"_links" if field == "links" else field: value})
    assert getattr(zoo, field) == same
    assert type(getattr(zoo, field)) is type(same)
    # The other way in, for values that are Python's already.
    assert getattr(Zoo.model_validate({"_links" if field == "links" else field: value}), field) == same


def test_discriminated_unions() -> None:
    dog, odd = {"kind": "puppy", "name": "Rex"}, {"kind": "fish", "scales": 3}
    zoo = read(Zoo, {"first": dog, "second": dog, "plain": dog})
    assert zoo.first == zoo.second == zoo.plain == Dog(kind="puppy", name="Rex")
    zoo = read(Zoo, {"first": odd, "second": odd, "plain": "text"})
    assert zoo.first == odd
    assert isinstance(zoo.second, BaseModel)
    assert (zoo.second.to_dict(), zoo.second.kind) == (odd, "fish")
    assert zoo.plain == "text"
    malformed = read(Zoo, {"first": {"kind": "cat", "lives": "nine"}})
    assert isinstance(malformed.first, Cat)
    assert malformed.first.lives == "nine"


def test_a_value_without_its_tag_is_read_by_its_shape() -> None:
    zoo = read(Zoo, {"first": {"name": "Rex"}, "second": {"lives": 9, "more": 1}})
    assert isinstance(zoo.first, Dog)
    assert (zoo.first.name, zoo.first.kind) == ("Rex", None)
    assert isinstance(zoo.second, Cat)
    assert zoo.second.to_dict() == {"lives": 9, "more": 1}
    shapeless = read(Zoo, {"first": {"scales": 3}, "second": {"scales": 3}})
    assert shapeless.first == {"scales": 3}
    assert type(shapeless.second) is BaseModel
    # A tag that nobody knows says that it is none of those that are known.
    assert read(Zoo, {"first": {"kind": "fish", "name": "Wanda"}}).first == {"kind": "fish", "name": "Wanda"}


class Counts(BaseModel):
    total: int
    __pydantic_extra__: dict[str, Grant] = Field(init=False)


def test_further_fields_with_a_type_are_read_leniently_too() -> None:
    body = {"total": 1, "a": {"status": "active"}, "b": 5}
    counts = read(Counts, body)
    assert counts.model_extra == {"a": Grant(status="active"), "b": 5}
    assert counts.to_dict() == body
    with pytest.raises(ValueError, match="b"):
        read(Counts, body, strict=True)


def test_a_recursive_model() -> None:
    zoo = read(Zoo, {"on": True, "parent": {"on": False, "parent": {"on": 3}}})
    assert (zoo.parent.on, zoo.parent.parent.on) == (False, 3)


Tree = TypeAliasType("Tree", "dict[str, Tree | int | datetime]")
Whole = TypeAliasType("Whole", list[int])


class Forest(BaseModel):
    tree: Tree
    whole: Whole
    trees: list[Tree]


def test_named_types_are_read_leniently_too() -> None:
    body = {"tree": {"a": {"b": "7", "c": 7}, "d": [1]}, "whole": ["7", 7], "trees": [{"a": "x"}, 5]}
    forest = read(Forest, body)
    assert (forest.tree, forest.whole, forest.trees) == (body["tree"], body["whole"], body["trees"])
    assert read(Tree, body["tree"]) == body["tree"]
    clean = {"tree": {"a": {"b": 7}}, "whole": [7], "trees": []}
    assert read(Forest, clean, strict=True).to_dict() == clean
    for name in ("tree", "whole", "trees"):
        with pytest.raises(ValueError, match=name):
            read(Forest, {**clean, name: body[name]}, strict=True)


def test_an_alias_is_the_name_on_the_wire() -> None:
    zoo = read(Zoo, {"_links": {"self": "/"}})
    assert zoo.links == {"self": "/"}
    assert zoo.to_dict() == {"_links": {"self": "/"}}
    assert json.loads(zoo.to_json(indent=None)) == {"_links": {"self": "/"}}


@pytest.mark.parametrize("value", [[1], "text", 7, None])
def test_a_response_of_a_wrong_shape_is_kept_raw(value: object) -> None:
    assert read(Profile, value) == value
    assert read(list[Profile], {"not": "a list"}) == {"not": "a list"}


def test_results_that_are_no_models() -> None:
    assert read(list[Grant], [{"status": "active"}, 3]) == [Grant(status="active"), 3]
    assert read(dict[str, int], {"a": 1, "b": "2"}) == {"a": 1, "b": "2"}
    assert read("datetime", "2026-03-15T10:00:00Z") == datetime(2026, 3, 15, 10, tzinfo=UTC)
    assert read("str", "text") == "text"
    assert read("object", {"a": [1]}) == {"a": [1]}


@pytest.mark.parametrize("prefix", [b"\xef\xbb\xbf", b" \n"])
def test_a_byte_order_mark_is_accepted(prefix: bytes) -> None:
    content = prefix + json.dumps(CLEAN).encode()
    for exact in (False, True):
        assert reader("sample_sdk", Profile, exact)(content).id == "p"
        assert reader("sample_sdk", object, exact)(content)["id"] == "p"


def test_lone_surrogates_are_accepted() -> None:
    profile = reader("sample_sdk", Profile, False)(json.dumps({**CLEAN, "id": "\ud800"}).encode())
    assert profile.id == "\ud800"
    assert profile.created_at == datetime(2026, 3, 15, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "change",
    [
        {"relationship": "odd"},
        {"id": 7},
        {"created_at": 1},
        {"grants": {"a": {"status": "odd"}}},
        {"grants": 1},
    ],
)
def test_strict_validation(change: dict[str, Any]) -> None:
    body = {**CLEAN, **change}
    responses = iter([CLEAN, body, {}])
    client = sync_probe(
        lambda request: httpx2.Response(200, json=next(responses)), strict_response_validation=True
    )
    operation: Operation[Any] = Operation("GET", "/x", result="types.profile:Profile", security=KEY)
    assert client.call(operation).id == "p"
    for _ in range(2):
        with pytest.raises(APIResponseValidationError, match="cannot be read") as caught:
            client.call(operation)
        assert isinstance(caught.value, APIError)
    # The same model read leniently in the same process is as forgiving as ever.
    assert isinstance(read(Profile, body), Profile)


def test_a_model_made_by_hand() -> None:
    made = Profile(
        id="p",
        created_at=datetime(2026, 3, 15, 10, tzinfo=UTC),
        grants={"a": Grant(status="active")},
        relationship="external",
    )
    assert made.to_dict(mode="json") == {key: value for key, value in CLEAN.items() if value is not None}
    assert Profile.model_validate(made.to_dict()) == made


def test_request_id_copy_and_pickle() -> None:
    client = sync_probe(lambda request: httpx2.Response(200, json=CLEAN, headers={"request-id": "req_1"}))
    profile = client.call(Operation("GET", "/x", result="types.profile:Profile"))
    assert profile._request_id == "req_1"
    assert profile.grants["a"]._request_id is None
    assert "req_1" not in profile.to_json()
    for other in (copy.copy(profile), copy.deepcopy(profile), pickle.loads(pickle.dumps(profile))):
        assert other == profile


def test_serialising_what_was_malformed_is_silent() -> None:
    body = {"id": 7, "relationship": "odd", "grants": {"a": 1}, "created_at": "never"}
    assert json.loads(read(Profile, body).to_json()) == body


def test_results_by_status_and_media_type() -> None:
    operation: Operation[Any] = Operation(
        "GET",
        "/x",
        result=(
            Result("types.profile:Profile"),
            Result(kind="text", media_type="text/csv"),
            Result("types.profile:Grant", status="202"),
            Result(None, "none", status="205"),
        ),
    )

    def answer(status: int, content: bytes, media_type: str) -> Any:
        headers = {"content-type": media_type}
        return sync_probe(lambda request: httpx2.Response(status, content=content, headers=headers)).call(
            operation
        )

    assert isinstance(answer(200, b'{"id": "p"}', "application/json; charset=utf-8"), Profile)
    assert answer(200, b"a,b", "text/csv") == "a,b"
    assert isinstance(answer(202, b'{"status": "active"}', "application/json"), Grant)
    assert answer(205, b"whatever", "text/plain") is None
    assert answer(204, b"", "application/json") is None
    assert answer(200, b"", "application/json") is None


@pytest.mark.parametrize("exact", [False, True])
def test_models_that_lead_to_each_other_by_the_hundred_are_built(
    exact: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads = "from __future__ import annotations\nfrom sample_sdk._runtime.models import BaseModel\n"
    links = [f"class Link{n}(BaseModel):\n    next: Link{(n + 1) % 100} | None = None\n" for n in range(100)]
    (tmp_path / f"chain_{exact}.py").write_text(heads + "\n".join(links))
    monkeypatch.syspath_prepend(tmp_path)
    chain = import_module(f"chain_{exact}")
    before = sys.getrecursionlimit(), threading.stack_size()
    found = reader(None, chain.Link0, exact)(b'{"next": {"next": {"next": null}}}')
    assert type(found.next.next) is chain.Link2
    assert chain.Link50.model_validate({"next": {}}).next == chain.Link51()
    assert (sys.getrecursionlimit(), threading.stack_size()) == before
