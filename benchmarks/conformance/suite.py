"""The suite of the mock server: fetched from npm, rendered to OpenAPI once, and served."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from conformance.scenarios import File

HERE = Path(__file__).parent
SPECTOR = "0.1.0-alpha.24-dev.2"
SPECS = "0.1.0-alpha.33-dev.3"
TYPESPEC = "1.9.0"
LIBRARIES = "0.79.0"
VERSION = "3.1"
"""The version of OpenAPI that descriptions are rendered to."""
_PACKAGES = (
    f"@typespec/http-specs@{SPECS}",
    f"@typespec/spector@{SPECTOR}",
    *(f"@typespec/{name}@{TYPESPEC}" for name in ("compiler", "http", "openapi", "openapi3", "json-schema")),
    "esbuild@0.28.2",
    *(f"@typespec/{name}@{LIBRARIES}" for name in ("rest", "versioning", "xml", "streams", "sse", "events")),
)


def prepare(folder: Path) -> Path:
    """Install the suite into a folder and render its descriptions, unless that is done.

    Returns:
      The folder of the renderings.
    """
    installed = folder / "installed"
    if not installed.is_file() or installed.read_text() != "\n".join(_PACKAGES):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _run(folder, "npm", "init", "-y")
        _run(folder, "npm", "install", "--no-audit", "--no-fund", "--legacy-peer-deps", *_PACKAGES)
        # The server asks git for the commit that it runs from.
        _run(folder, "git", "init", "-q", ".")
        identity = ("-c", "user.email=suite@localhost", "-c", "user.name=suite")
        _run(folder, "git", *identity, "commit", "-q", "--allow-empty", "-m", "suite")
        installed.write_text("\n".join(_PACKAGES))
    renderings = folder / "openapi" / VERSION
    if not (renderings / "problems.json").is_file():
        _run(folder, "node", str(HERE / "prepare.mjs"), ".", str(renderings), VERSION)
    return renderings


def files(folder: Path) -> Mapping[str, File]:
    """The files that the suite uploads, by media type."""
    found = sorted((folder / "node_modules/@typespec/http-specs/assets").iterdir())
    types = {path: guess_type(path.name)[0] or "" for path in found}
    return {
        media_type: File(field="", name=path.name, media_type=media_type, data=path.read_bytes())
        for path, media_type in types.items()
    }


@contextmanager
def serving(folder: Path, port: int) -> Generator[tuple[str, Path]]:
    """Run the mock server.

    Yields:
      Its address, and the file that holds its record once the server has stopped.
    """
    address, record = f"http://localhost:{port}", folder / "coverage.json"
    record.unlink(missing_ok=True)
    specs = "node_modules/@typespec/http-specs/specs"
    program = "node_modules/@typespec/spector/dist/src/cli/cli.js"
    arguments = ("serve", specs, "--port", str(port), "--coverageFile", str(record))
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(["node", program, *arguments], cwd=folder, stdout=log, stderr=log)
        try:
            _wait_for(address, process)
            yield address, record
            with urlopen(Request(f"{address}/.admin/stop", method="POST")):
                pass
            process.wait(60)
        finally:
            process.kill()
            process.wait()


def results(record: Path) -> Mapping[str, str]:
    """The server's own verdict on each scenario: `pass`, `fail` or `not-implemented`."""
    reports: list[Mapping[str, Any]] = json.loads(record.read_text(encoding="utf-8"))
    return {name: verdict for report in reports for name, verdict in report["results"].items()}


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            with urlopen(f"{address}/.coverage"):
                return
        except URLError:
            time.sleep(0.5)
    raise RuntimeError(f"the mock server did not start: see {process.args!r}")


def _run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
