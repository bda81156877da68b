"""A small slice of `make conformance`, with a description and scenarios of our own and without a network."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import pytest
import yaml
from conformance import suite
from conformance.__main__ import DRIVERS
from conformance.calls import Call, calls_of
from conformance.clients import press
from conformance.matching import match
from conformance.report import Outcome, table
from conformance.scenarios import File, read_scenarios
from conformance.values import styled
from loopback import Loopback
from nodetools import HOME, run

HERE = Path(__file__).parent
FILE = File(field="", name="sample.png", media_type="image/png", data=b"PNG")


@pytest.mark.parametrize("target", DRIVERS)
def test_scenarios_become_calls(target: str, loopback: Loopback, tmp_path: Path) -> None:
    loopback.answers.append((204, b""))
    calls, reasons = planned(target, tmp_path)
    assert reasons == {"Nowhere": "OpenAPI has no GET /shop/2/nowhere"}
    assert driven(target, calls, loopback.url, tmp_path) == [""] * 4
    find, create, upload, whatever = loopback.asked

    assert find.path.startswith("/shop/2/items/;color=red;color=blue%20sky?")
    assert find.path.endswith(("size=1%7C2", "size=1|2"))
    assert "before=2022-08-26T18%3A38%3A00" in find.path
    assert (find.headers["x-mode"], find.headers["x-key"]) == ("slow", "secret")

    made = {"python": "2022-08-26T18:38:00+00:00", "typescript": "2022-08-26T18:38:00Z"}[target]
    assert create.json == {"name": "cup", "made": made, "handles": 2}

    assert b'filename="cup.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n' in upload.body
    assert b"A cup" in upload.body
    assert whatever.path == "/shop/1/pictures"
    assert b'filename="sample.png"' in whatever.body


def planned(target: str, folder: Path) -> tuple[list[Call], Mapping[str, str]]:
    """The calls that follow from our scenarios, and why others do not."""
    renderings = folder / "openapi"
    (renderings / "shop").mkdir(parents=True)
    document = yaml.safe_load((HERE / "openapi.yaml").read_text(encoding="utf-8"))
    (renderings / "shop/openapi.json").write_text(json.dumps(document), encoding="utf-8")
    (renderings / "shop/paging.json").write_text("{}", encoding="utf-8")
    editions, refused = press(renderings, folder / "clients", target, {"image/png": FILE})
    assert not refused
    calls: list[Call] = []
    reasons: dict[str, str] = {}
    for scenario in read_scenarios(HERE / "scenarios.json"):
        for call in calls_of(scenario, editions["shop"]):
            if isinstance(call, Call):
                calls.append(call)
            else:
                reasons[scenario.name] = call
    return calls, reasons


def driven(target: str, calls: list[Call], address: str, folder: Path) -> list[str]:
    """What the calls raise, made as `make conformance` makes them."""
    given, told = folder / "calls.json", folder / "outcomes.json"
    given.write_text(json.dumps([asdict(call) for call in calls]), encoding="utf-8")
    arguments = (str(suite.HERE / DRIVERS[target][1]), str(given), str(told), address)
    packages = [str(path) for path in folder.glob(f"clients/*/{target}")]
    if target == "typescript":
        run("node", *arguments, *packages, cwd=HOME)
    else:
        subprocess.run([sys.executable, *arguments, *packages], check=True)
    outcomes: list[str] = json.loads(told.read_text(encoding="utf-8"))
    return outcomes


@pytest.mark.parametrize(
    ("text", "style", "explode", "shape", "value"),
    [
        ("a%2Fb", "simple", False, "scalar", "a/b"),
        ("a,b", "simple", False, "list", ["a", "b"]),
        ("a,1,b,2", "simple", False, "map", {"a": "1", "b": "2"}),
        ("a=1,b=2", "simple", True, "map", {"a": "1", "b": "2"}),
        (".a,b", "label", False, "list", ["a", "b"]),
        (".a.b", "label", True, "list", ["a", "b"]),
        (";p=a", "matrix", False, "scalar", "a"),
        (";p=a,1", "matrix", False, "map", {"a": "1"}),
        (";p=a;p=b", "matrix", True, "list", ["a", "b"]),
        (";a=1;b=2", "matrix", True, "map", {"a": "1", "b": "2"}),
    ],
)
def test_styles_are_read_as_they_are_written(
    text: str, style: str, explode: bool, shape: str, value: object
) -> None:
    assert styled(text, style, explode, "p", shape) == value


def test_the_path_that_says_most_is_the_one() -> None:
    document = {"paths": {"/a/{b}": {"get": {}}, "/a/fixed": {"get": {}}, "/": {"get": {}}}}
    found = {path: match(document, "get", path) for path in ("/a/fixed", "/a/x", "/a/x/y", "", "/b")}
    assert {path: hit.id for path, hit in found.items() if hit} == {
        "/a/fixed": "GET /a/fixed",
        "/a/x": "GET /a/{b}",
        "/a/x/y": "GET /a/{b}",
        "": "GET /",
    }


def test_the_table_says_why() -> None:
    verdicts = {
        "A_one": "pass",
        "A_two": "not-implemented",
        "B": "fail",
        "Type_Model_Visibility_getModel": "fail",
    }
    python = Outcome(target="python", verdicts=verdicts, reasons={"A_two": ["Oops: a | b\nc"]})
    other = Outcome(target="typescript", verdicts={**verdicts, "B": "pass"}, reasons={})
    text = table([python, other], "3.1")
    assert "- python: **1 of 4**\n- typescript: **2 of 4**\n" in text
    assert text.splitlines()[-3:] == [
        "| `A_two` | no | no | Oops: a \\| b |",
        "| `B` | no | yes | the server was not content |",
        "| `Type_Model_Visibility_getModel` | no | no | `fetch` refuses a body with GET |",
    ]
