"""Descriptions are taken out first and filled in last; a run is used again when only they were edited."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from specpress import pipeline
from specpress.document import validate
from specpress.document.prose import MARK, lift
from specpress.options import Options
from specpress.report import Report
from specpress.watch import Watch
from test_cases import CASES, NAMES

BOTH = ("python", "typescript")
PLACES = ("info", "tag", "operation", "parameter", "response", "schema", "property")
TEXTS = [
    "Another text.",
    "\n  Lines,\n\n- of a list\n\n```\nand code\n```\n",
    'All """ the \'\'\' quotes "',
    "*/ {{ page }} {% raw %} \\ \\N{BULLET} `${x}`",
    "import os  # __import__('os')",
    "x" * 200,
    '""" /** 0 */',
    "🦆 \u2028 \x07",
]


def document(**texts: str) -> dict[str, Any]:
    """An API with descriptions in several places, and a warning below them."""

    def said(place: str) -> Mapping[str, str]:
        return {"description": texts.get(place, f"What there is to say of {place}.")}

    pet = {"type": "object", **said("schema"), "properties": {"name": {"type": "string", **said("property")}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1", **said("info")},
        "servers": [{"url": "https://pets.example"}],
        "tags": [{"name": "pets", **said("tag")}],
        "security": [],
        "paths": {
            "/pets": {
                "post": {
                    "operationId": "create_pet",
                    "tags": ["pets"],
                    "summary": "Create a pet",
                    **said("operation"),
                    "parameters": [
                        {"in": "query", "name": "dry", "schema": {"type": "boolean"}, **said("parameter")}
                    ],
                    "requestBody": {
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}
                    },
                    "responses": {
                        "200": {
                            **said("response"),
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
                        }
                    },
                }
            }
        },
        "components": {
            "schemas": {"Pet": pet, "Odd": {"type": "nothing"}},
        },
    }


class Workplace:
    """A folder where runs find a document, keep what they made of it, and write packages."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.patch = patch
        self.stages: Sequence[str] = ()
        patch.chdir(folder)

    def press(self, value: object, *, kept: str = "kept", above: int = 0) -> Report:
        """Write a document and press it. `kept`: the folder of what is kept; `above`: empty lines."""
        text = "\n" * above + json.dumps(value, indent=2)
        (self.folder / "api.json").write_text(text, encoding="utf-8")
        return self.run("api.json", kept=kept)

    def run(self, file: str, *, kept: str = "kept", **options: Any) -> Report:
        self.patch.setenv("XDG_CACHE_HOME", str(self.folder / kept))
        watch = Watch()
        asked = Options(document=file, output=Path("out"), targets=BOTH, name="Pets", **options)
        report = pipeline.generate(asked, "force", watch)
        self.stages = tuple(watch.timings)
        return report

    def began_anew(self) -> bool:
        """Whether the last run made use of no other."""
        return "lower" in self.stages

    def files(self) -> Mapping[str, bytes]:
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted((self.folder / "out").rglob("*"))
            if path.is_file()
        }

    def kept(self) -> Path:
        """The file that keeps the last run."""
        (file,) = (self.folder / "kept/specpress/drafts").iterdir()
        return file


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    return Workplace(tmp_path, monkeypatch)


@pytest.mark.parametrize("name", NAMES)
def test_packages_are_the_same_whether_descriptions_come_first_or_last(
    name: str, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validate, "begin", lambda *_: validate.Validation(findings=[]))
    file = str(CASES / name / "openapi.yaml")
    workplace.run(file, validation="tolerant")
    assert "fill in" in workplace.stages
    last = workplace.files()
    monkeypatch.setattr(pipeline, "lift", lambda _: None)
    workplace.run(file, validation="tolerant")
    assert "fill in" not in workplace.stages
    assert workplace.files() == last


@pytest.mark.parametrize("text", TEXTS)
def test_edited_descriptions_are_filled_into_what_a_run_before_has_made(
    text: str, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = workplace.press(document())
    assert workplace.began_anew()
    edited = document(**{place: f"{place} {text}" for place in PLACES})
    report = workplace.press(edited, above=3)
    assert not workplace.began_anew()
    found = workplace.files()
    monkeypatch.setattr(pipeline, "lift", lambda _: None)
    expected = workplace.press(edited, above=3)
    assert workplace.began_anew()
    assert workplace.files() == found
    # What is found below has moved.
    assert report.findings == expected.findings
    assert len(report.findings) == len(before.findings) > 0
    assert report.findings != before.findings


def test_what_was_decided_by_two_texts_being_alike_is_decided_again(workplace: Workplace) -> None:
    def stated(text: str) -> dict[str, Any]:
        made = document()
        properties = made["components"]["schemas"]["Pet"]["properties"]
        for name, said in (("dam", "A parent."), ("sire", text)):
            parent = {"type": "object", "description": said, "properties": {"id": {"type": "string"}}}
            properties[name] = {"type": "object", "properties": {"parent": parent}}
        return made

    workplace.press(stated("A parent."))
    workplace.press(stated("Another parent."))
    assert workplace.began_anew()
    found = workplace.files()
    workplace.press(stated("Another parent."), kept="empty")
    assert workplace.files() == found


@pytest.mark.parametrize("text", ["What there is to say of schema.", "Create a pet", "Pets"])
def test_a_text_that_becomes_like_another_may_decide_something(text: str, workplace: Workplace) -> None:
    workplace.press(document())
    workplace.press(document(property=text))
    assert workplace.began_anew()


def test_a_description_that_repeats_its_summary_is_not_printed_twice(workplace: Workplace) -> None:
    workplace.press(document())
    workplace.press(document(operation="Create a pet and feed it."))
    assert workplace.began_anew()
    assert b"Create a pet\n" not in workplace.files()["out/python/pets/resources/pets.py"]


@pytest.mark.parametrize("spoilt", [b"", b"[]", b"{}", b"\xff", b'{"stamp": 1}'])
def test_what_was_kept_and_cannot_be_read_is_made_again(spoilt: bytes, workplace: Workplace) -> None:
    workplace.press(document())
    first = workplace.files()
    workplace.kept().write_bytes(spoilt)
    workplace.press(document())
    assert workplace.began_anew()
    assert workplace.files() == first


@pytest.mark.parametrize("change", ["texts", "packages", "findings", "alike", "total"])
def test_what_was_kept_in_part_is_made_again(change: str, workplace: Workplace) -> None:
    workplace.press(document())
    first = workplace.files()
    kept = json.loads(workplace.kept().read_bytes())
    del kept[change]
    workplace.kept().write_text(json.dumps(kept), encoding="utf-8")
    workplace.press(document())
    assert workplace.began_anew()
    assert workplace.files() == first


@pytest.mark.parametrize("place", ["property", "info"])
@pytest.mark.parametrize("text", [MARK, f"{MARK}0{MARK}", f"{MARK}7777{MARK} \\u0041"])
def test_text_that_looks_like_a_mark_is_text(text: str, place: str, workplace: Workplace) -> None:
    workplace.press(document())
    workplace.press(document(**{place: text}))
    assert workplace.began_anew()
    assert text.split(" ")[0].encode() in b"".join(workplace.files().values())
    stated = {**document(), "x-mark": text}
    assert lift(stated) is None


def test_a_finding_that_quotes_a_description_quotes_its_words(workplace: Workplace) -> None:
    stated = document(parameter="Words that are quoted.")
    # Nothing may have both, and the validator shows what does.
    stated["paths"]["/pets"]["post"]["parameters"][0]["content"] = {"application/json": {}}
    report = workplace.press(stated)
    told = json.dumps([found.message for found in report.findings])
    assert "Words that are quoted." in told
    assert not (workplace.folder / "kept/specpress/drafts").exists()


def test_a_document_in_several_files_is_made_anew(workplace: Workplace) -> None:
    stated = document()
    stated["components"]["schemas"]["Pet"]["properties"]["owner"] = {"$ref": "owner.json"}
    owner = workplace.folder / "owner.json"
    for text in ("First.", "Second."):
        owner.write_text(json.dumps({"type": "object", "description": text}), encoding="utf-8")
        workplace.press(stated)
        assert workplace.began_anew()
        assert text.encode() in b"".join(workplace.files().values())
