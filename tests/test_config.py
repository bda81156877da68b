"""`specpress.yaml`: what it may say, and what is said of mistakes in it."""

from __future__ import annotations

import json
import keyword
from pathlib import Path

import pytest
from specpress import resources
from specpress.config import Config, configured, report_unmatched
from specpress.diagnostics import Diagnostics
from specpress.document.pointer import Cursor, JsonValue
from specpress.ir.api import ApiKey, Http, Signing
from specpress.ir.names import Name
from specpress.messages import message
from specpress.options import Options, find_configuration, is_client_name
from specpress.targets.typescript.names import RESERVED_WORDS

COMPLETE = """\
rules: 1
document: api/openapi.yaml
overlays: [one.yaml]
validation: tolerant
client: {name: PetStore, environment: PETS}
operations: {GET /pets: pets.list}
parameters: {X-Trace: trace_id}
types: {Pet: animals.Animal, Tag: Label}
pagination: {GET /pets: {kind: cursor, items: data.pets, request: after, next: data.next}}
auth: {header: X-Key}
include: ["pets.*"]
exclude: [admin]
targets:
  python: {output: out, package: pets, distribution: pet-store, version: 1.2.3, license: MIT}
"""


MISTAKES = """\
specpress.yaml:1:1: error: the setting `document` is missing [missing-setting]
    rules: 2
    ^
specpress.yaml:2:1: error: there is no setting `docment` here [unknown-setting]
    docment: x
    ^^^^^^^
  hint: did you mean `document`?
specpress.yaml:3:22: error: `Pets list` is not a call in lower case, such as `pets.list` [invalid-setting]
    operations: {GET /x: Pets list}
                         ^^^^^^^^^
specpress.yaml:1:8: error: 2 is not one of 1 [invalid-setting]
    rules: 2
           ^
specpress.yaml:5:12: error: there is no setting `outptu` here [unknown-setting]
    python: {outptu: 3, package: Pet-Store}
             ^^^^^^
  hint: did you mean `output`?
specpress.yaml:5:3: error: the setting `output` is missing [missing-setting]
    python: {outptu: 3, package: Pet-Store}
    ^^^^^^
specpress.yaml:5:32: error: `Pet-Store` is not a name in lower case, such as `pet_store` [invalid-setting]
    python: {outptu: 3, package: Pet-Store}
                                 ^^^^^^^^^"""


def settings(folder: Path, text: str) -> tuple[Config | None, list[str]]:
    file = folder / "specpress.yaml"
    file.write_text(text)
    diagnostics = Diagnostics()
    config = configured(Options(configuration=file), diagnostics)
    return config, [message(found).replace(f"{folder}/", "") for found in diagnostics]


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    config, findings = settings(tmp_path, COMPLETE)
    assert findings == []
    assert config is not None
    assert config.document == str(tmp_path / "api/openapi.yaml")
    assert config.overlays == (tmp_path / "one.yaml",)
    assert not config.reading.strict
    assert config.only == ("pets.*",)
    assert config.exclude == ("admin",)
    assert config.naming.pins == {"GET /pets": "pets.list"}
    lowering = config.lowering
    assert lowering.parameters == {"X-Trace": Name(("trace", "id"))}
    assert lowering.homes == {"Pet": (Name(("animals",)),)}
    assert lowering.names == {"Pet": Name(("Animal",)), "Tag": Name(("Label",))}
    assert lowering.auth == (
        ApiKey(id="configured", name=Name(("api", "key")), location="header", wire="X-Key"),
    )
    rule = lowering.pagination["GET /pets"]
    assert (rule.items, rule.request, rule.next, rule.has_more) == (
        ("data", "pets"),
        "after",
        ("data", "next"),
        (),
    )
    (output,) = config.outputs
    assert output.folder == tmp_path / "out"
    assert (output.config.client, output.config.environment) == ("PetStore", "PETS")
    assert (output.config.package, output.config.distribution) == ("pets", "pet-store")
    assert (output.config.version, output.config.license) == ("1.2.3", "MIT")


@pytest.mark.parametrize(("stated", "scheme"), [("bearer", "bearer"), ("basic", "basic"), ("none", None)])
def test_ways_to_log_in(tmp_path: Path, stated: str, scheme: str | None) -> None:
    config, _ = settings(tmp_path, f"{COMPLETE}auth: {stated}\n".replace("auth: {header: X-Key}\n", ""))
    assert config is not None
    assert config.lowering.auth is not None
    assert [each.scheme for each in config.lowering.auth if isinstance(each, Http)] == [scheme] * (
        scheme is not None
    )


@pytest.mark.parametrize(
    ("stated", "signing"),
    [
        ("", Signing()),
        ("webhooks: standard\n", Signing()),
        ("webhooks: none\n", None),
        (
            "webhooks: {signature: X-Signature, prefix: sha256=, tolerance: 60}\n",
            Signing(
                signature="X-Signature",
                prefix="sha256=",
                encoding="hex",
                id="",
                timestamp="",
                key_prefix="",
                tolerance=60,
            ),
        ),
    ],
)
def test_how_webhooks_are_signed(tmp_path: Path, stated: str, signing: Signing | None) -> None:
    config, _ = settings(tmp_path, COMPLETE + stated)
    assert config is not None
    assert config.lowering.signing == signing


def test_the_header_of_idempotency_keys(tmp_path: Path) -> None:
    config, _ = settings(tmp_path, f"{COMPLETE}idempotency_header: X-Key-Once\n")
    assert config is not None
    assert config.lowering.idempotency_header == "X-Key-Once"
    _, told = settings(tmp_path, f"{COMPLETE}idempotency_header: 'X: y'\n")
    assert len(told) == 1
    assert "`X: y` is not the name of a header" in told[0]


def test_webhooks_are_signed_where_there_are_any(tmp_path: Path) -> None:
    config, _ = settings(tmp_path, f"{COMPLETE}webhooks: standard\n")
    assert config is not None
    for field, told in (("webhooks", 0), ("x-webhooks", 0), ("callbacks", 1)):
        diagnostics = Diagnostics()
        document: JsonValue = {field: {"added": {}}}
        report_unmatched(config, Cursor(document, "", document), diagnostics)
        said = [each.message for each in diagnostics if each.message == "the document has no webhooks"]
        assert len(said) == told


def test_all_mistakes_are_told_where_they_are(tmp_path: Path) -> None:
    config, findings = settings(
        tmp_path,
        "rules: 2\n"
        "docment: x\n"
        "operations: {GET /x: Pets list}\n"
        "targets:\n"
        "  python: {outptu: 3, package: Pet-Store}\n",
    )
    assert config is None
    assert "\n".join(findings) == MISTAKES


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-document"),
        ("rules: [", "invalid-yaml"),
        ("- a", "invalid-setting"),
        ("rules: 1\nrules: 1", "key"),
    ],
)
def test_what_is_no_configuration_at_all(tmp_path: Path, text: str, code: str) -> None:
    config, findings = settings(tmp_path, text)
    assert config is None
    assert any(code in finding for finding in findings)


def test_an_entry_that_matches_nothing_is_an_error(tmp_path: Path) -> None:
    config, _ = settings(tmp_path, COMPLETE)
    assert config is not None
    document: JsonValue = {
        "paths": {"/pets": {"post": {"parameters": [{"name": "X-Trace-Id", "in": "header"}]}}},
        "components": {"schemas": {"Pets": {}, "Tag": {}}},
    }
    diagnostics = Diagnostics()
    report_unmatched(config, Cursor(document, "", document), diagnostics)
    assert [(found.message, found.hint) for found in diagnostics] == [
        ("the document has no parameter `X-Trace`", "did you mean `X-Trace-Id`?"),
        ("the document has no operation `GET /pets`", "did you mean `POST /pets`?"),
        ("the document has no component schema `Pet`", "did you mean `Pets`?"),
    ]


def test_an_output_folder_may_not_hold_the_configuration(tmp_path: Path) -> None:
    config, (finding,) = settings(tmp_path, "rules: 1\ndocument: a.yaml\ntargets: {python: {output: .}}\n")
    assert config is None
    assert "holds the configuration itself" in finding


@pytest.mark.parametrize(
    ("python", "typescript", "said"),
    [
        ("gen", "./gen", "specpress.yaml:5:16: error: the output folder of `typescript` is that of `python`"),
        ("gen", "gen/ts", "specpress.yaml:5:16: error: the output folder of `typescript` lies in that of"),
        ("a/b", "a/c/..", "specpress.yaml:4:12: error: the output folder of `python` lies in that of"),
        ("a", "ab", ""),
    ],
)
def test_no_target_writes_into_the_folder_of_another(
    tmp_path: Path, python: str, typescript: str, said: str
) -> None:
    config, findings = settings(
        tmp_path,
        "rules: 1\ndocument: a.yaml\ntargets:\n"
        f"  python: {{output: {python}}}\n  typescript: {{output: {typescript}}}\n",
    )
    assert (config is None) == bool(said)
    assert [finding[: len(said)] for finding in findings] == [said] * bool(said)
    assert all("specpress.yaml:4" in finding and "specpress.yaml:5" in finding for finding in findings)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (
            "client: {name: class}",
            "4:16: error: `class` is a word that Python or TypeScript keeps for itself",
        ),
        ("client: {name: 'True'}", "4:16: error: `True` is a word that Python or TypeScript keeps"),
        ("client: {name: default}", "4:16: error: `default` is a word that Python or TypeScript keeps"),
        (
            "targets: {python: {output: a, package: class}}",
            "4:40: error: `class` is a word that Python keeps",
        ),
        ("targets: {python: {output: a, version: one}}", "4:40: error: `one` is not a version of a Python"),
        ("targets: {python: {output: a, version: 1.0}}", "4:40: error: `1.0` is not a version of a Python"),
    ],
)
def test_a_name_or_version_that_cannot_be_is_told(tmp_path: Path, setting: str, said: str) -> None:
    more = "" if setting.startswith("targets") else "\ntargets: {python: {output: a}}"
    config, (finding,) = settings(tmp_path, f"rules: 1\n\ndocument: a.yaml\n{setting}{more}\n")
    assert config is None
    assert finding.startswith(f"specpress.yaml:{said}")


def test_every_word_of_a_language_is_refused_as_a_name() -> None:
    words = {*keyword.kwlist, *RESERVED_WORDS}
    assert not [word for word in words if is_client_name(word)]
    defined = json.loads(resources.configuration_schema())["$defs"]["python_words"]["enum"]
    assert {*keyword.kwlist} <= {*defined}
    assert is_client_name("PetStore2")


@pytest.mark.parametrize(
    "version", ["1", "1.2.3", "v1.0", "1!2.0", "1.0rc1", "1.0.0-beta.1", "1.0.post1", "1.0.dev2+abc.1"]
)
def test_versions_of_python_packages(tmp_path: Path, version: str) -> None:
    text = f"rules: 1\ndocument: a.yaml\ntargets: {{python: {{output: a, version: '{version}'}}}}\n"
    assert settings(tmp_path, text)[1] == []


def test_the_configuration_is_found_from_below(tmp_path: Path) -> None:
    (tmp_path / "spec").mkdir()
    (tmp_path / "deep/er").mkdir(parents=True)
    assert find_configuration(tmp_path / "deep/er") is None
    (tmp_path / "spec/specpress.yaml").write_text("")
    assert find_configuration(tmp_path / "deep/er") == tmp_path / "spec/specpress.yaml"
    (tmp_path / "deep/specpress.yaml").write_text("")
    assert find_configuration(tmp_path / "deep/er") == tmp_path / "deep/specpress.yaml"


def test_every_setting_is_described_for_editors() -> None:
    def described(schema: dict[str, object]) -> bool:
        properties = schema.get("properties", {})
        assert isinstance(properties, dict)
        return all("description" in value and described(value) for value in properties.values())

    schema = json.loads(resources.configuration_schema())
    assert described(schema)
    assert described(schema["$defs"]["package"])


def test_what_came_with_a_project_is_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for stated, expected in (
        ("/elsewhere", "/elsewhere"),
        (".cache", "/home/me/.cache"),
        ("", "/home/me/.cache"),
    ):
        monkeypatch.setenv("HOME", "/home/me")
        monkeypatch.setenv("XDG_CACHE_HOME", stated)
        assert Options(configuration=tmp_path / "specpress.yaml").cache == Path(expected, "specpress")
