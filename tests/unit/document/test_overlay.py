"""Overlays change the document, and what they add is located in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from specpress.diagnostics import Diagnostics, Place
from specpress.document import overlay
from specpress.document.document import Document
from specpress.document.references import bundle
from specpress.document.source import LoadOptions, load

API: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Old", "version": "1"},
    "tags": [{"name": "a"}, {"name": "b"}, {"name": "c"}],
    "paths": {
        "/a": {"get": {"deprecated": True}, "put": {"summary": "Put"}},
        "/b": {"get": {"deprecated": True}},
    },
}


def overlaid(folder: Path, *overlays: list[dict[str, Any]]) -> Document:
    main = folder / "openapi.yaml"
    main.write_text(yaml.safe_dump(API, sort_keys=False))
    names: list[str] = []
    for number, actions in enumerate(overlays):
        names.append(str(folder / f"overlay{number}.yaml"))
        Path(names[-1]).write_text(yaml.safe_dump({"overlay": "1.0.0", "actions": actions}))
    diagnostics = Diagnostics()
    sources = load(str(main), LoadOptions(), diagnostics)
    assert sources is not None
    document = bundle(overlay.apply(sources, names, diagnostics), diagnostics)
    assert not list(diagnostics)
    return document


@pytest.mark.parametrize(
    ("action", "pointer", "expected"),
    [
        ({"target": "$.info", "update": {"title": "New"}}, "/info", {"title": "New", "version": "1"}),
        ({"target": "$", "update": {"info": {"x-a": {"b": 1}}}}, "/info/x-a", {"b": 1}),
        ({"target": "$.tags", "update": {"name": "d"}}, "/tags/3", {"name": "d"}),
        ({"target": "$.info", "update": {"x-list": [1]}}, "/info/x-list", [1]),
        (
            {"target": "$.paths[*][?@.deprecated == true]", "remove": True},
            "/paths",
            {"/a": {"put": {"summary": "Put"}}, "/b": {}},
        ),
        ({"target": "$.tags[?@.name != 'b']", "remove": True}, "/tags", [{"name": "b"}]),
        (
            {"target": "$.paths.*.*", "update": {"tags": ["a"]}},
            "/paths/~1a/put",
            {"summary": "Put", "tags": ["a"]},
        ),
        ({"target": "$.info.title", "update": "New"}, "/info/title", "New"),
        (
            {"target": "$.info", "remove": True, "update": {"title": "New"}},
            "/paths/~1b",
            {"get": {"deprecated": True}},
        ),
    ],
)
def test_actions(action: dict[str, Any], pointer: str, expected: object, tmp_path: Path) -> None:
    assert overlaid(tmp_path, [action]).cursor(pointer).value == expected


def test_overlays_apply_in_order(tmp_path: Path) -> None:
    first = [{"target": "$.info", "update": {"title": "One", "x-a": "a"}}]
    second = [
        {"target": "$.info[?@ == 'a']", "remove": True},
        {"target": "$.info", "update": {"title": "Two"}},
    ]
    assert overlaid(tmp_path, first, second).cursor("/info").value == {"title": "Two", "version": "1"}


def test_what_is_added_is_located_in_the_overlay(tmp_path: Path) -> None:
    actions = [
        {"target": "$.info", "update": {"title": "New"}},
        {"target": "$.tags[0]", "remove": True},
        {"target": "$.tags", "update": {"name": "d"}},
    ]
    document = overlaid(tmp_path, actions)
    files = {
        pointer: Path(document.locate(Place(pointer)).file).name
        for pointer in ("/info/title", "/info/version", "/tags/0/name", "/tags/2/name")
    }
    assert list(files.values()) == ["overlay0.yaml", "openapi.yaml", "openapi.yaml", "overlay0.yaml"]
    assert document.locate(Place("/tags/0/name")).excerpt == "- name: b"
