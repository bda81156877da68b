"""A small slice of the benchmarks, so that they go on working. What they measure here is of no interest."""

from __future__ import annotations

import re
import subprocess
import sys

from loopback import ROOT


def test_the_benchmark_of_the_python_client_measures_all_that_it_tells() -> None:
    command = (sys.executable, "benchmarks/client.py", "--quick")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = re.findall(r"^\| (\w.*), (?:ms|MB) \| +(-?[\d.]+) \|", done.stdout, re.MULTILINE)
    assert len(rows) == 11, done.stdout
    ratios = re.findall(r"^\| (\w[^|]*) \| +(-?[\d.]+) \| [\d.]+ \|$", done.stdout, re.MULTILINE)
    # That of a large client needs a large client; the editors' were asked about one client only.
    assert [title for title, _ in ratios] == [
        "reading 1 MB with one unknown enum value, to reading it without",
        "import and the first result of a large client, to ours",
    ]


def test_the_benchmark_of_generating_measures_all_that_it_tells() -> None:
    command = (sys.executable, "benchmarks/generate.py", "--quick")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = re.findall(
        r"^\| small.json \| ours, (\w+) \| [\d.]+ \| [\d.]+ \| \d+ \| 10 \|$", done.stdout, re.MULTILINE
    )
    assert rows == ["cold", "unchanged", "edited"], done.stdout
    assert "| python: format |" in done.stdout
    assert re.search(r"^\| 10 \| [\d.]+ \| [\d.]+ \| \d+ \|$", done.stdout, re.MULTILINE), done.stdout
