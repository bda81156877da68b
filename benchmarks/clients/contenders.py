"""Who is compared: each has an environment of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from clients.probe import RAW, ROW

ROOT = Path(__file__).parents[2]
PROBE = Path(__file__).with_name("probe.py")

OURS = {
    "package": "anthropic",
    "http": "httpx2",
    "client": "Anthropic",
    "call": "beta.user_profiles.retrieve",
    "model": "types.beta:BetaUserProfile",
    "credential": "api_key",
}


@dataclass(frozen=True)
class Contender:
    """A client in an environment.

    `subject` says what `probe.py` is to import and call; `requirements` are what pip installs for it.
    """

    name: str
    title: str
    subject: Mapping[str, str]
    requirements: tuple[str, ...]
    python: Path = Path(sys.executable)
    versions: Mapping[str, str] = field(default_factory=dict[str, str])
    paths: tuple[str, ...] = ()
    """Folders that it is imported from where it is not installed."""

    def run(self, measure: str, **options: object) -> dict[str, float]:
        """Measure in a new process."""
        asked = json.dumps({"measure": measure, **options})
        done = subprocess.run(
            (self.python, "-P", PROBE, asked),
            capture_output=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(self.paths), "PYTHONHASHSEED": "0"},
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{self.name}: {measure} failed\n{done.stderr}")
        found: dict[str, float] = json.loads(done.stdout)
        return found


CONTENDERS = (
    Contender("official", "`anthropic` 0.107.1", {**OURS, "http": "httpx"}, ("anthropic==0.107.1",)),
    Contender("newest", "`anthropic` 2.x", OURS, ("anthropic>=2,<3",)),
    Contender("raw", "`httpx2` alone", {**OURS, "package": RAW}, ("httpx2>=2,<3",)),
    Contender("ours", "ours", OURS, (str(ROOT / "generated/python"),)),
)


def installed(contender: Contender, cache: Path) -> Contender:
    """The contender in an environment of its own, with the versions that it has there.

    Raises:
      subprocess.CalledProcessError: pip could not install it.
    """
    python = environment(cache / contender.name, contender.requirements)
    pip = (python, "-m", "pip", "--disable-pip-version-check")
    listed = subprocess.run((*pip, "list", "--format", "json"), capture_output=True, text=True, check=True)
    versions = {each["name"]: each["version"] for each in json.loads(listed.stdout)}
    return replace(contender, python=python, versions=versions)


def environment(folder: Path, requirements: Sequence[str]) -> Path:
    """The Python of an environment that has these, made where there is none.

    What lies in a folder is installed again, since it may have changed.

    Raises:
      subprocess.CalledProcessError: pip could not install it.
    """
    python = folder / "bin/python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    install = (python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    subprocess.run((*install, *requirements), check=True)
    if local := [each for each in requirements if Path(each).is_dir()]:
        subprocess.run((*install, "--force-reinstall", "--no-deps", *local), check=True)
    return python


@contextmanager
def answering() -> Iterator[str]:
    """The address of a server that answers every GET with one row."""
    body = json.dumps(ROW).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
