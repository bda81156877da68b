"""Schemas and values that nobody thought of: what a client reads of them, and what it refuses.

The document of all drawn schemas is made once for each example; its package is imported and called.
"""

from __future__ import annotations

import importlib
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback import ROOT
from lowering import lowered
from specpress import resources
from specpress.registry import target
from specpress.rendering import renderer
from specpress.targets.base import TargetConfig

RUNTIME = ROOT / "generator/specpress/targets/python/runtime"

Drawn: TypeAlias = tuple[dict[str, Any], Any, Any]
"""A schema, a value of it, and a value that is none."""
WORDS = st.text("abcxyz", min_size=1, max_size=6)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)


def scalars() -> st.SearchStrategy[Drawn]:
    return st.one_of(
        st.tuples(st.just({"type": ["string"]}), TEXTS, st.integers()),
        st.tuples(st.just({"type": ["integer"]}), st.integers(-(2**53), 2**53), TEXTS),
        st.tuples(st.just({"type": ["number"]}), NUMBERS, TEXTS),
        st.tuples(st.just({"type": ["boolean"]}), st.booleans(), TEXTS),
        st.tuples(st.just({"const": "only"}), st.just("only"), st.integers()),
        st.tuples(st.just({"type": ["string", "null"]}), st.none() | TEXTS, st.integers()),
    )


def arrays(inner: st.SearchStrategy[Drawn]) -> st.SearchStrategy[Drawn]:
    return inner.map(lambda each: ({"type": ["array"], "items": each[0]}, [each[1], each[1]], [each[2]]))


def maps(inner: st.SearchStrategy[Drawn]) -> st.SearchStrategy[Drawn]:
    return inner.map(
        lambda each: (
            {"type": ["object"], "additionalProperties": each[0]},
            {"key": each[1]},
            {"key": each[2]},
        )
    )


def records(inner: st.SearchStrategy[Drawn]) -> st.SearchStrategy[Drawn]:
    return st.dictionaries(WORDS, inner, min_size=1, max_size=4).map(_record)


def _record(members: Mapping[str, Drawn]) -> Drawn:
    first = min(members)
    right = {name: each[1] for name, each in members.items()}
    return (
        {
            "type": ["object"],
            "required": [first],
            "properties": {name: each[0] for name, each in members.items()},
        },
        right,
        {**right, first: members[first][2]},
    )


SCHEMAS = st.recursive(
    scalars(), lambda inner: st.one_of(arrays(inner), maps(inner), records(inner)), max_leaves=6
)


@settings(
    max_examples=4,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=st.lists(records(SCHEMAS), min_size=8, max_size=12))
def test_what_conforms_comes_back_and_what_does_not_is_kept_or_refused(
    tmp_path: Path, drawn: Sequence[Drawn]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        package = imported([schema for schema, _, _ in drawn], tmp_path, patch)
        for index, (_, right, wrong) in enumerate(drawn):
            for strict in (False, True):
                assert answered(package, index, right, strict=strict) == right
            # What is odd is kept as it came, with everything around it.
            assert answered(package, index, wrong, strict=False) == wrong
            with pytest.raises(package.APIResponseValidationError):
                answered(package, index, wrong, strict=True)


def imported(schemas: Sequence[Mapping[str, Any]], folder: Path, patch: pytest.MonkeyPatch) -> Any:
    """The package of a document with all schemas."""
    name = f"drawn_{sum(1 for _ in folder.iterdir())}"
    config = TargetConfig(package=name, client="Client")
    api = lowered(document(schemas))
    maker = target("python")
    render = renderer(resources.templates())
    for page in maker.pages(api, maker.surface(api, config), config):
        file = folder / name / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(render(page), encoding="utf-8")
    shutil.copytree(RUNTIME, folder / name / name / "_runtime", ignore=shutil.ignore_patterns("__pycache__"))
    patch.syspath_prepend(str(folder / name))
    return importlib.import_module(name)


def document(schemas: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A document whose one response holds all schemas."""
    components = {f"S{index}": schema for index, schema in enumerate(schemas)}
    references = {name: {"$ref": f"#/components/schemas/{name}"} for name in components}
    content = {"application/json": {"schema": {"type": ["object"], "properties": references}}}
    responses = {"200": {"description": "All of them.", "content": content}}
    return {"paths": {"/all": {"get": {"responses": responses}}}, "components": {"schemas": components}}


def answered(package: Any, index: int, value: object, *, strict: bool) -> object:
    """What a client reads where a server answers with a value, as JSON again."""
    transport = httpx2.MockTransport(lambda request: httpx2.Response(200, content=json.dumps(value)))
    client = package.Client(
        base_url="https://api.example.com",
        strict_response_validation=strict,
        http_client=httpx2.Client(transport=transport),
    )
    model = getattr(importlib.import_module(f"{package.__name__}.types"), f"S{index}")
    return json.loads(client.get("/one", cast_to=model).to_json())
