"""python -m conformance: press clients of the whole suite, call them, and write benchmarks/conformance.md."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from conformance import suite
from conformance.calls import Call, calls_of
from conformance.clients import press
from conformance.report import Outcome, table
from conformance.scenarios import read_scenarios

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache" / "conformance"
PORT = 3123
DRIVERS = {"python": (sys.executable, "drive.py"), "typescript": ("node", "drive.mjs")}


def main(targets: list[str]) -> None:
    """Judge the clients of each target, and print what the server says of them."""
    renderings = suite.prepare(CACHE)
    outcomes = [_judge(renderings, target) for target in targets]
    for outcome in outcomes:
        print(f"{outcome.target}: {outcome.passed} of {len(outcome.verdicts)}")
    if set(targets) == set(DRIVERS):
        ROOT.joinpath("benchmarks/conformance.md").write_text(
            table(outcomes, suite.VERSION), encoding="utf-8"
        )


def _judge(renderings: Path, target: str) -> Outcome:
    out = CACHE / "clients" / target
    editions, refused = press(renderings, out, target, suite.files(CACHE))
    calls: list[Call] = []
    reasons: dict[str, list[str]] = {}
    for file in sorted(renderings.rglob("scenarios.json")):
        description = file.parent.relative_to(renderings).as_posix()
        for scenario in read_scenarios(file):
            if description in refused:
                reasons[scenario.name] = [refused[description]]
                continue
            for call in calls_of(scenario, editions[description]):
                if isinstance(call, Call):
                    calls.append(call)
                else:
                    reasons.setdefault(scenario.name, []).append(call)
    with suite.serving(CACHE, PORT) as (address, record):
        for call, raised in zip(calls, _drive(out, target, calls, address), strict=True):
            if raised:
                reasons.setdefault(call.scenario, []).append(raised)
    return Outcome(target=target, verdicts=suite.results(record), reasons=reasons)


def _drive(out: Path, target: str, calls: list[Call], address: str) -> list[str]:
    """Make the calls in a process of their own; what each raised, or an empty text."""
    given, told = out / "calls.json", out / "outcomes.json"
    given.write_text(json.dumps([asdict(call) for call in calls], indent=1), encoding="utf-8")
    told.unlink(missing_ok=True)
    program, script = DRIVERS[target]
    folders = [str(folder) for folder in sorted(out.glob(f"client*/{target}"))]
    command = [program, str(suite.HERE / script), str(given), str(told), address, *folders]
    subprocess.run(command, cwd=CACHE, check=True)
    answers: list[str] = json.loads(told.read_text(encoding="utf-8"))
    return answers


if __name__ == "__main__":
    main(sys.argv[1:] or list(DRIVERS))
