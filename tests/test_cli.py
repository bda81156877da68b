"""The command line: exit codes, what is printed, and that failures write nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from loopback import ROOT, Loopback
from specpress.cli import main

PETS = """\
openapi: 3.1.0
info: {title: Pets API, version: 1.0.0}
servers: [{url: https://pets.example}]
security: [{key: []}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: A pet.
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
"""
LISTED = """\
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters: [{name: cursor, in: query, schema: {type: string}}]
      responses:
        "200":
          description: Pets.
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: {type: array, items: {$ref: "#/components/schemas/Pet"}}
                  next_cursor: {type: string}
"""
MISTAKEN = (
    PETS.replace('schemas/Pet"', 'schemas/Pte"')
    .replace("operationId: getPet", "operationId: 7")
    .replace("          description: A pet.\n", "")
)
PLACES = ["pets.yaml:8:20", "pets.yaml:12:9", "pets.yaml:13:55"]


CONFIGURATION = "rules: 1\ndocument: pets.yaml\ntargets: {python: {output: client}}\n"


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds what black says of the package: most tests here need not wait for it again."""
    folder = tmp_path_factory.mktemp("laid_out")
    (folder / "pets.yaml").write_text(PETS)
    (folder / "specpress.yaml").write_text(CONFIGURATION)
    cache = folder / ".cache"
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    command = (sys.executable, "-m", "specpress", "generate")
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return cache


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, laid_out: Path) -> Path:
    """A folder to be in, with a document `pets.yaml` and a configuration for it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    shutil.copytree(laid_out, tmp_path / ".cache")
    (tmp_path / "pets.yaml").write_text(PETS)
    (tmp_path / "specpress.yaml").write_text(CONFIGURATION)
    return tmp_path


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        (sys.executable, "-m", "specpress", *arguments),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_project_is_pressed_without_arguments(project: Path) -> None:
    done = run("generate")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "1 operation, 0 operations lost, 0 warnings"
    made = files(project / "client")
    assert "manifest.json" in made
    again = run("generate")
    assert again.returncode == 0
    assert "nothing to change" in again.stdout
    assert files(project / "client") == made


def test_an_unchanged_input_is_recognised_before_anything_heavy_is_imported(project: Path) -> None:
    assert run("generate").returncode == 0
    script = (
        "import sys; sys.argv = ['specpress', 'generate']\n"
        "from specpress.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert end.code == 0\n"
        "heavy = {'yaml', 'jinja2', 'black', 'jsonschema_rs', 'specpress.ir.api', 'specpress.pipeline'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run((sys.executable, "-c", script), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("change", ["document", "configuration", "output", "deleted"])
def test_a_change_is_noticed(project: Path, change: str) -> None:
    assert run("generate").returncode == 0
    before = files(project / "client")
    match change:
        case "document":
            (project / "pets.yaml").write_text(PETS.replace("name: {", "age: {"))
        case "configuration":
            text = (project / "specpress.yaml").read_text()
            (project / "specpress.yaml").write_text(text + "client: {name: Zoo}\n")
        case "output":
            (project / "client/pets/_version.py").write_text("edited")
        case _:
            (project / "client/pets/_version.py").unlink()
    done = run("generate")
    assert done.returncode == (1 if change == "output" else 0), done.stderr
    assert "nothing to change" not in done.stdout
    assert (files(project / "client") == before) == (change == "deleted")


def test_check_writes_nothing_and_shows_the_difference(project: Path) -> None:
    assert run("generate").returncode == 0
    assert run("generate", "--check").returncode == 0
    (project / "client/pets/_version.py").write_text("edited\n")
    done = run("generate", "--check")
    assert done.returncode == 1
    assert "-edited" in done.stdout.splitlines()
    assert "client/pets/_version.py" in done.stdout
    assert (project / "client/pets/_version.py").read_text() == "edited\n"


def test_an_edit_by_hand_is_kept_named_and_given_up_on_request(project: Path) -> None:
    assert run("generate").returncode == 0
    file = project / "client/pets/_version.py"
    file.write_text("edited")
    done = run("generate")
    assert done.returncode == 1
    assert "pets/_version.py" in done.stdout
    assert file.read_text() == "edited"
    assert run("generate", "--force").returncode == 0
    assert file.read_text() != "edited"


def test_mistakes_are_all_told_and_nothing_is_written(project: Path) -> None:
    assert run("generate").returncode == 0
    before = files(project / "client")
    (project / "pets.yaml").write_text(MISTAKEN)
    done = run("generate")
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if ": error: " in line]
    assert [line.split(": error: ")[0] for line in told] == PLACES
    assert "Traceback" not in done.stderr
    assert files(project / "client") == before


def test_a_document_alone_is_read_tolerantly(project: Path) -> None:
    done = run("generate", "pets.yaml", "-o", "made", "--name", "ZooKeeper")
    assert done.returncode == 0, done.stderr
    assert "ZooKeeper" in done.stdout
    assert (project / "made/python/manifest.json").is_file()


def test_a_document_from_the_web_is_kept_beside_what_is_made_of_it(project: Path, loopback: Loopback) -> None:
    loopback.answers.append((200, PETS.encode()))
    done = run("generate", f"{loopback.url}/v1/pets.yaml?x=y", "-o", "made", "--target", "python")
    assert done.returncode == 0, done.stderr
    assert (project / "made/pets.yaml").read_text() == PETS
    assert run("generate", "made/pets.yaml", "-o", "again", "--target", "python").returncode == 0
    assert files(project / "made/python") == files(project / "again/python")


def test_what_the_web_does_not_give_is_a_finding(project: Path, loopback: Loopback) -> None:
    loopback.answer({}, status=404)
    done = run("generate", f"{loopback.url}/pets.yaml")
    assert done.returncode == 3
    assert "HTTP Error 404" in done.stderr
    assert not (project / "out").exists()


def test_a_report_for_programs(project: Path) -> None:
    done = run("generate", "--json")
    assert done.returncode == 0
    report = json.loads(done.stdout)
    assert report["operations"] == {"total": 1, "selected": 1, "lost": []}
    assert report["findings"] == []
    (target,) = report["targets"]
    assert target["folder"] == "client"
    assert "manifest.json" in target["created"]
    (project / "pets.yaml").write_text(MISTAKEN)
    failed = json.loads(run("generate", "--json").stdout)
    assert {finding["severity"] for finding in failed["findings"]} == {"error"}
    assert all({"file", "line", "column", "code", "text"} <= finding.keys() for finding in failed["findings"])


def test_recognised_pages_are_told(project: Path) -> None:
    described = PETS.replace("  /pets/{id}:", LISTED + "  /pets/{id}:")
    (project / "pets.yaml").write_text(described)
    auto = run("generate", "pets.yaml", "--target", "python", "--pagination", "auto", "-o", "auto")
    assert (auto.returncode, "pages recognised: 1 by cursor" in auto.stdout) == (0, True)
    resource = "python/pets/resources/pets.py"
    assert "SyncCursorPage[Pet]" in (project / "auto" / resource).read_text()
    (project / "specpress.yaml").write_text(CONFIGURATION + "pagination: {auto: true}\n")
    assert "pages recognised: 1 by cursor" in run("generate").stdout
    plain = run("generate", "--pagination", "configured", "-o", "plain")
    assert "pages recognised" not in plain.stdout
    assert "Page" not in (project / "plain" / resource).read_text()


def test_files_beside_the_document_are_read_where_it_is_allowed(project: Path) -> None:
    (project / "api").mkdir()
    (project / "shared").mkdir()
    (project / "shared" / "pet.yaml").write_text("type: object\n")
    document = project / "api" / "pets.yaml"
    document.write_text(PETS.replace("#/components/schemas/Pet", "../shared/pet.yaml"))
    refused = run("validate", str(document))
    assert (refused.returncode, "--allow-files" in refused.stderr) == (1, True)
    assert run("validate", str(document), "--allow-files", "shared").returncode == 0
    assert run("names", str(document), "--allow-files", "shared").stderr == ""
    made = run("generate", str(document), "--allow-files", "shared", "--target", "python")
    assert (made.returncode, made.stderr) == (0, "")


def test_quiet_prints_nothing_that_is_fine_and_timings_name_the_stages(project: Path) -> None:
    assert run("generate", "--quiet").stdout == ""
    (project / "specpress.yaml").write_text((project / "specpress.yaml").read_text() + "\n")
    timings = run("generate", "--timings").stderr
    for stage in ("load", "references", "normalise", "names", "lower", "python: format", "validate", "write"):
        assert f" {stage}\n" in timings


@pytest.mark.parametrize(
    "arguments",
    [
        ["generate", "--frobnicate"],
        ["generate", "pets.yaml", "--target", "cobol"],
        ["generate", "pets.yaml", "--name", "Pet Store"],
        ["generate", "pets.yaml", "--name", "class"],
        ["generate", "pets.yaml", "--validation", "lax"],
        ["frobnicate"],
        [],
    ],
)
def test_wrong_usage_is_told(project: Path, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Usage:" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_a_command_outside_a_project_asks_for_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("generate")
    assert done.returncode == 2
    assert "name a document" in done.stderr


def test_a_missing_file_is_a_finding(project: Path) -> None:
    done = run("generate", "nowhere.yaml")
    assert done.returncode == 1
    assert "nowhere.yaml" in done.stderr


def test_a_limit_is_not_the_document_s_fault(project: Path) -> None:
    (project / "pets.yaml").write_text(PETS + "x-deep: " + "[" * 300 + "]" * 300 + "\n")
    done = run("generate")
    assert done.returncode == 3
    assert "[limit-depth]" in done.stderr


def test_an_obstacle_on_disk_is_told(project: Path) -> None:
    (project / "client/pets").mkdir(parents=True)
    (project / "elsewhere").mkdir()
    (project / "client/pets/_version.py").symlink_to(project / "elsewhere")
    done = run("generate")
    assert done.returncode == 3
    assert "_version.py is a symbolic link" in done.stderr
    assert list((project / "elsewhere").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told", "code"),
    [
        (["generate", "pets.yaml", "-o", "pets.yaml"], "pets.yaml is no folder, and generated files", 3),
        (["generate", "http://127.0.0.1:1/pets.yaml"], "pets.yaml`: connection refused", 3),
        (["diff", "pets.yaml", "pets.yaml", "--allow", "no.yaml"], "error: the file `no.yaml` does not", 1),
        (["diff", "pets.yaml", "no.yaml"], "error: the file `no.yaml` does not exist", 1),
        (["diff", "HEAD:no.yaml", "pets.yaml"], "error: the file `HEAD:no.yaml` does not exist", 1),
        (["diff", "HEAD:bad.yaml", "pets.yaml"], "HEAD:bad.yaml:1:2: error: this is not YAML", 1),
    ],
)
def test_what_the_machine_refuses_is_told_in_words(
    project: Path, arguments: list[str], told: str, code: int
) -> None:
    (project / "bad.yaml").write_text("[")
    for command in (["init", "-q"], ["add", "bad.yaml"], ["commit", "-qm", "bad"]):
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.com")
        subprocess.run(("git", *identity, *command), cwd=project, check=True)
    done = run(*arguments)
    assert done.returncode == code
    assert told in done.stderr
    assert "Errno" not in done.stderr
    assert "should not have happened" not in done.stderr


def test_a_document_that_the_configuration_names_and_nobody_has(project: Path) -> None:
    (project / "specpress.yaml").write_text(CONFIGURATION.replace("pets.yaml", "pest.yaml"))
    for command in ("generate", "validate", "names"):
        done = run(command)
        assert done.returncode == 1
        assert done.stderr.startswith("specpress.yaml:2:1: error: the document `pest.yaml` does not exist")
        assert "hint: did you mean `pets.yaml`?" in done.stderr


def test_an_accident_is_told_without_a_traceback(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def accident(*arguments: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("specpress.pipeline.generate", accident)
    monkeypatch.setattr(sys, "argv", ["specpress", "generate"])
    for debug, traced in (("", False), ("1", True)):
        monkeypatch.setenv("SPECPRESS_DEBUG", debug)
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr().err
        assert ended.value.code == 3
        assert "ZeroDivisionError: oh" in told
        assert ("Traceback" in told) is traced


def test_names_and_validate(project: Path) -> None:
    assert run("names").stdout == "GET /pets/{id}  pets.get\n"
    pinned = run("names", "--pin").stdout
    assert pinned == "operations:\n  GET /pets/{id}: pets.get\n"
    (project / "specpress.yaml").write_text(
        (project / "specpress.yaml").read_text() + pinned.replace("get", "fetch", 1)
    )
    assert run("validate").returncode == 0
    (project / "pets.yaml").write_text(MISTAKEN)
    assert run("validate").returncode == 1
    assert run("validate", str(ROOT / "spec/openapi.yaml")).returncode == 0


def test_validate_tells_what_a_strict_run_tells(project: Path) -> None:
    mistaken = PETS.replace("security: [{key: []}]", "security: [{kye: []}]")
    (project / "pets.yaml").write_text(mistaken.replace("https://pets.example", "/v1"))
    validated, generated = run("validate"), run("generate")
    assert (validated.returncode, generated.returncode) == (1, 1)
    assert validated.stderr == generated.stderr
    assert "[unknown-security-scheme]" in validated.stderr
    assert "[no-absolute-server]" in validated.stderr
    assert validated.stdout == "1 error, 1 warning\n"
    assert generated.stdout == "1 error, 1 warning: nothing was written\n"
