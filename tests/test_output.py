"""Writing packages: what changes, what is kept, and that a killed run loses nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from specpress import __version__
from specpress.ir.api import Operation
from specpress.ir.names import Call, Name
from specpress.manifest import MANIFEST, digest, entries, read_manifest, with_manifest
from specpress.output import Changes, Files, Obstacle, compare, differences, intact
from specpress.swap import recover, write


def package(**contents: str) -> Files:
    """Files of a package with its manifest; `__` in a keyword stands for a slash."""
    files = {PurePosixPath(name.replace("__", "/") + ".py"): text.encode() for name, text in contents.items()}
    return with_manifest(files, ())


def press(folder: Path, files: Files, *, force: bool = False) -> Changes:
    changes = compare(folder, files, force=force)
    write({folder: (files, changes)})
    return changes


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


def paths(*names: str) -> tuple[PurePosixPath, ...]:
    return tuple(PurePosixPath(name) for name in names)


def git(folder: Path, *command: str) -> None:
    identity = ("-c", "user.email=a@example.org", "-c", "user.name=a")
    subprocess.run(("git", *identity, *command), cwd=folder, check=True, capture_output=True)


def test_a_first_run_creates_everything_and_a_second_does_nothing(tmp_path: Path) -> None:
    files = package(a="1", sub__b="2")
    first = press(tmp_path / "out", files)
    assert first.created == paths("a.py", "manifest.json", "sub/b.py")
    inode = (tmp_path / "out").stat().st_ino
    assert press(tmp_path / "out", files) == Changes()
    assert (tmp_path / "out").stat().st_ino == inode
    assert intact(tmp_path / "out")
    assert os.listdir(tmp_path) == ["out"]


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out"
    press(out, package(a="1", b="1"))
    before = (out / "a.py").stat()
    assert press(out, package(a="1", b="2")).updated == paths("b.py", "manifest.json")
    assert contents(out) == {"a.py": "1", "b.py": "2"}
    assert (out / "a.py").stat().st_mtime_ns == before.st_mtime_ns


def test_stale_files_go_with_their_folders(tmp_path: Path) -> None:
    out = tmp_path / "out"
    press(out, package(a="1", gone__deep__b="1"))
    (out / "gone/deep/__pycache__").mkdir()
    (out / "gone/deep/__pycache__/b.cpython-311.pyc").write_text("")
    assert press(out, package(a="1")).deleted == paths("gone/deep/b.py")
    assert not (out / "gone").exists()


def test_files_that_are_not_ours_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    press(out, package(a="1"))
    (out / "lib").mkdir()
    (out / "lib/own.py").write_text("own")
    (out / "empty").mkdir()
    (out / "link").symlink_to("lib")
    inode = (out / "lib/own.py").stat().st_ino
    press(out, package(a="2"))
    assert (out / "lib/own.py").read_text() == "own"
    assert (out / "lib/own.py").stat().st_ino == inode
    assert (out / "empty").is_dir()
    assert (out / "link").readlink() == Path("lib")


def test_an_uncommitted_edit_is_kept_until_forced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    press(out, package(a="1", b="1", c="1"))
    (out / "a.py").write_text("edited")
    (out / "c.py").write_text("edited")
    changes = press(out, package(a="2", b="2"))
    assert changes.kept == paths("a.py", "c.py")
    assert contents(out) == {"a.py": "edited", "b.py": "2", "c.py": "edited"}
    again = press(out, package(a="2", b="2"))
    assert again.kept == paths("a.py")
    assert not again.effective
    assert press(out, package(a="2", b="2"), force=True).overwritten == paths("a.py")
    assert contents(out)["a.py"] == "2"


def test_a_file_that_was_there_before_the_first_run_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("mine")
    assert press(tmp_path, package(a="1", b="1")).kept == paths("a.py")
    assert contents(tmp_path) == {"a.py": "mine", "b.py": "1"}


def test_a_committed_edit_is_overwritten_and_named(tmp_path: Path) -> None:
    out = tmp_path / "repository" / "out"
    press(out, package(a="1", b="1"))
    git(out.parent, "init", "--quiet")
    (out / "a.py").write_text("edited")
    git(out.parent, "add", "--all")
    assert compare(out, package(a="2")).kept == paths("a.py"), "staged is not committed"
    git(out.parent, "commit", "--quiet", "--message=edit")
    assert press(out, package(a="2")).overwritten == paths("a.py")
    assert contents(out) == {"a.py": "2"}


def test_a_conflicted_package_is_made_anew(tmp_path: Path) -> None:
    out = tmp_path / "out"
    press(out, package(a="1"))
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=base")
    git(tmp_path, "switch", "--quiet", "--create=side")
    press(out, package(a="2"))
    git(tmp_path, "commit", "--quiet", "--all", "--message=side")
    git(tmp_path, "switch", "--quiet", "main")
    press(out, package(a="3"))
    git(tmp_path, "commit", "--quiet", "--all", "--message=main")
    with pytest.raises(subprocess.CalledProcessError):
        git(tmp_path, "merge", "side")
    assert read_manifest(out) == {}
    assert press(out, package(a="4")).overwritten == paths("a.py")
    assert contents(out) == {"a.py": "4"}


@pytest.mark.parametrize("obstacle", ["link to a file", "link to a folder", "folder", "file"])
def test_nothing_is_written_through_an_obstacle(tmp_path: Path, obstacle: str) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "b.py").write_text("precious")
    out.mkdir()
    match obstacle:
        case "link to a file":
            (out / "sub").mkdir()
            (out / "sub/b.py").symlink_to(elsewhere / "b.py")
        case "link to a folder":
            (out / "sub").symlink_to(elsewhere)
        case "folder":
            (out / "sub/b.py").mkdir(parents=True)
        case _:
            (out / "sub").write_text("")
    with pytest.raises(Obstacle, match="sub"):
        press(out, package(sub__b="1"))
    assert contents(elsewhere) == {"b.py": "precious"}


def test_a_manifest_cannot_reach_out_of_its_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    press(out, package(a="1"))
    (tmp_path / "precious").write_text("1")
    (out / "link").symlink_to(tmp_path)
    reaching = {name: digest(b"1") for name in ("../precious", str(tmp_path / "precious"), "link/precious")}
    (out / MANIFEST).write_text(json.dumps({"files": {**reaching, "a.py": digest(b"1")}}))
    press(out, package(b="1"))
    assert (tmp_path / "precious").read_text() == "1"
    assert contents(out) == {"b.py": "1"}


def test_the_difference_goes_from_disk_to_generated(tmp_path: Path) -> None:
    out = tmp_path / "out"
    press(out, package(a="one\ntwo\n", b="1"))
    (out / "a.py").write_text("one\nedited\n")
    files = package(a="one\ntwo\n", c="1")
    lines = list(differences(out, files, compare(out, files)))
    assert "-edited" in lines
    assert "+two" in lines
    assert f"--- {out / 'b.py'}" in lines
    assert f"+++ {out / 'c.py'} (generated)" in lines


def test_a_manifest_is_sorted_one_entry_a_line() -> None:
    files = {PurePosixPath("b"): b"", PurePosixPath("a"): b"x"}
    call = Call((Name(("user", "profiles")),), Name(("replace",)))
    operations = [
        Operation(id=f"{method} /p", method=method, path="/p", call=call, operation_id="x")
        for method in ("PUT", "GET")
    ]
    text = with_manifest(files, entries(operations))[MANIFEST].decode()
    assert json.loads(text) == {
        "generator": __version__,
        "files": {"a": digest(b"x"), "b": digest(b"")},
        "operations": [
            {"method": method, "path": "/p", "operationId": "x", "call": "user_profiles.replace"}
            for method in ("get", "put")
        ],
    }
    assert len(text.splitlines()) == 4 + 4 + 4 - 1
    assert json.loads(with_manifest({}, ())[MANIFEST]) == {
        "generator": __version__,
        "files": {},
        "operations": [],
    }


def test_what_a_killed_run_left_is_put_back_first(tmp_path: Path) -> None:
    out = tmp_path / "out"
    press(out, package(a="1"))
    (out / "own.py").write_text("own")
    out.rename(tmp_path / ".out.specpress-old")
    (tmp_path / ".out.specpress-new").mkdir()
    recover(out)
    assert contents(out) == {"a.py": "1", "own.py": "own"}
    assert os.listdir(tmp_path) == ["out"]


KILLED = """
import os, pathlib, sys
sys.path.insert(0, {tests!r})
from test_output import compare, contents, package, press, write
from specpress.swap import recover

old, new = package(a="1", b="1", gone__c="1"), package(a="1", b="2", fresh__d="2")
exchanges = {exchanges!r}
import specpress.swap
if not exchanges:
    specpress.swap._exchanged_at_once = lambda first, second: False

def child(out, n):
    events = 0
    def hook(event, arguments):
        nonlocal events
        events += 1
        if events == n:
            os._exit(9)
    changes = compare(out, new)
    sys.addaudithook(hook)
    write({{out: (new, changes)}})
    os._exit(0)

for n in range(1, 1000):
    out = pathlib.Path({folder!r}, str(n), "out")
    press(out, old)
    (out / "lib.py").write_text("own")
    whole = contents(out), {{"a.py": "1", "b.py": "2", "fresh/d.py": "2", "lib.py": "own"}}
    pid = os.fork()
    if pid == 0:
        child(out, n)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if exchanges:
        assert contents(out) in whole, n
    recover(out)
    assert contents(out) in whole, n
    assert os.listdir(out.parent) == ["out"], n
    if status == 0:
        assert contents(out) == whole[1]
        print("survived", n)
        break
"""


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_run_killed_at_any_step_leaves_one_whole_package(tmp_path: Path, exchanges: bool) -> None:
    if sys.platform != "linux":
        exchanges = False
    script = KILLED.format(tests=str(Path(__file__).parent), folder=str(tmp_path), exchanges=exchanges)
    done = subprocess.run((sys.executable, "-c", script), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[1]) > 10
