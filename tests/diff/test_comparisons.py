"""What holds for every comparison: nothing for nothing, one finding for one cause, places that are right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from diff.comparing import BASE, TODAY, bumps, patched, review, rules
from diff.probe import CREATE, renamed, without
from specpress.diff.findings import Signature
from specpress.diff.joining import joined
from specpress.diff.surface import compare_surfaces
from specpress.diffing import DiffOptions, compare
from specpress.targets.base import Class, Module, Surface
from specpress.watch import Watch


def test_a_document_does_not_differ_from_itself(tmp_path: Path) -> None:
    found = review(tmp_path, BASE, BASE)
    assert found.findings == ()
    assert set(bumps(found).values()) == {"none"}


def test_neither_layout_nor_meaningless_order_differs(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(yaml.safe_dump(BASE, sort_keys=False), encoding="utf-8")
    (tmp_path / "new.json").write_text(json.dumps(_turned(BASE)), encoding="utf-8")
    options = DiffOptions(old="old.yaml", new="new.json", folder=tmp_path, today=TODAY)
    comparison = compare(options, Watch())
    assert comparison.review is not None
    assert comparison.review.findings == ()
    assert not comparison.failed


def _turned(value: Any) -> Any:
    """The same with the keys of all objects in the opposite order."""
    if isinstance(value, dict):
        return {key: _turned(item) for key, item in reversed(value.items())}
    return [_turned(item) for item in value] if isinstance(value, list) else value


def test_a_shared_schema_used_by_many_operations_is_one_finding(tmp_path: Path) -> None:
    answer = {
        "200": {
            "description": "",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
        }
    }
    paths = {
        f"/pets{index}": {"get": {"operationId": f"getPet{index}", "responses": answer}}
        for index in range(300)
    }
    old = {**BASE, "paths": paths}
    new = patched(old, {"/components/schemas/Pet/properties/name/type": "integer"})
    found = review(tmp_path, old, new)
    assert rules(found) == ["type-changed"]
    assert len(found.findings[0].operations) == 300
    assert dict(found.findings[0].verdicts)["python"] == "breaking"


def test_a_shared_parameter_is_one_finding(tmp_path: Path) -> None:
    parameter = {"name": "page", "in": "query", "schema": {"type": "integer"}}
    reference = {"$ref": "#/components/parameters/page"}
    old = patched(
        BASE,
        {
            "/components/parameters": {"page": parameter},
            "/paths/~1food/get/parameters": [reference],
            "/paths/~1pets/get/parameters": [reference],
        },
    )
    found = review(tmp_path, old, patched(old, {"/components/parameters/page/required": True}))
    assert [(item.rule, item.place, item.operations) for item in found.findings] == [
        ("parameter-required", "parameter page", ("GET /food", "GET /pets"))
    ]


def test_a_class_that_goes_with_a_call_is_one_finding_for_both_languages(tmp_path: Path) -> None:
    found = review(tmp_path, BASE, patched(BASE, {f"{CREATE}/operationId": "addPet"}))
    told = [item for item in found.findings if "PetCreateParams" in item.message]
    assert [signature for item in told for signature in item.signatures] == [
        Signature(target="python", before="zoo.types.PetCreateParams", after="zoo.types.PetAddParams"),
        Signature(
            target="typescript",
            before="zoo/resources/pets.PetCreateParams",
            after="zoo/resources/pets.PetAddParams",
        ),
    ]
    assert [dict(item.verdicts) for item in told] == [{"python": "breaking", "typescript": "breaking"}]


def test_namesakes_in_one_language_are_two_findings() -> None:
    def surface(target: str, *modules: str) -> Surface:
        held = tuple(Module(path=path, members=(Class(name="Pet", kind="other"),)) for path in modules)
        return Surface(target=target, package="zoo", distribution="zoo", version="1", modules=held)

    changes = {
        target: compare_surfaces(surface(target), surface(target, *modules))
        for target, modules in (("python", ("zoo.a", "zoo.b")), ("typescript", ("zoo/x",)))
    }
    assert [(item.place, tuple(item.verdicts)) for item in joined((), changes, {})] == [
        ("zoo.a.Pet", ("python", "typescript")),
        ("zoo.b.Pet", ("python",)),
    ]


def test_a_removal_points_at_the_nearest_parent_that_is_left(tmp_path: Path) -> None:
    new = patched(
        BASE,
        {"/components/schemas/Pet/properties": without("nick")},
    )
    found = review(tmp_path, BASE, new)
    removed = found.findings[0]
    assert removed.rule == "optional-property-removed"
    old_text, new_text = ((tmp_path / name).read_text().splitlines() for name in ("old.json", "new.json"))
    assert '"nick"' in old_text[found.old[removed.old].line - 1]
    assert '"Pet"' in new_text[found.new[removed.new].line - 1]


def test_ids_do_not_depend_on_edits_elsewhere(tmp_path: Path) -> None:
    edit = {"/components/schemas/Problem/properties/message/type": "integer"}
    alone = review(tmp_path, BASE, patched(BASE, edit)).findings[0]
    others = {"/info/description": "Longer", "/components/schemas/Fish/properties/age": {"type": "integer"}}
    among = review(tmp_path, BASE, patched(BASE, {**others, **edit})).findings
    assert alone.id in {finding.id for finding in among}


def test_a_moved_operation_is_told_as_one(tmp_path: Path) -> None:
    new = patched(
        BASE,
        {"/paths": renamed("/food", "/meals")},
    )
    found = review(tmp_path, BASE, new)
    moved = [item for item in found.findings if item.rule.startswith("operation-")]
    assert [(item.rule, item.before, item.after) for item in moved] == [
        ("operation-moved", "GET /food", "GET /meals")
    ]


def test_unstable_operations_promise_nothing(tmp_path: Path) -> None:
    old = patched(BASE, {"/paths/~1food/get/x-stability-level": "alpha"})
    new = patched(old, {"/paths": without("/food")})
    assert review(tmp_path, old, new).verdicts["wire"] == "info"


def test_a_sunset_decides_about_a_removal(tmp_path: Path) -> None:
    for sunset, rule in (
        ("2026-06-30", "operation-removed-after-deprecation"),
        ("2026-07-02", "operation-removed-before-sunset"),
    ):
        old = patched(BASE, {"/paths/~1food/get/deprecated": True, "/paths/~1food/get/x-sunset": sunset})
        new = patched(old, {"/paths": without("/food")})
        found = review(tmp_path, old, new)
        assert rule in rules(found)
        assert bumps(found)["api"] == "major"
