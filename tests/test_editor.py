"""What an editor shows of the generated clients: asked of pyright's language server, as editors ask it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from loopback import ROOT

PROGRAM = """
from anthropic import AsyncAnthropic

async def main(client: AsyncAnthropic) -> None:
    await client.beta.user_profiles.create(name="n")
"""


class Server:
    """A language server, spoken to in the Language Server Protocol 3.17 over its standard streams."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._last = 0

    def tell(self, method: str, parameters: object) -> None:
        self._send({"method": method, "params": parameters})

    def ask(self, method: str, parameters: object) -> Any:
        self._last += 1
        self._send({"id": self._last, "method": method, "params": parameters})
        while True:
            message = self._received()
            if "method" in message and "id" in message:
                self._send({"id": message["id"], "result": None})
            elif message.get("id") == self._last:
                return message["result"]

    def _send(self, message: dict[str, object]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _received(self) -> dict[str, Any]:
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        return cast(dict[str, Any], json.loads(self._process.stdout.read(length)))


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    command = [str(Path(sys.executable).parent / "pyright-langserver"), "--stdio"]
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PATH": path}
    ) as process:
        try:
            started = Server(process)
            workspace = {"uri": folder.as_uri(), "name": folder.name}
            started.ask(
                "initialize",
                {"processId": None, "capabilities": CAPABILITIES, "workspaceFolders": [workspace]},
            )
            started.tell("initialized", {})
            yield started
        finally:
            process.kill()


CAPABILITIES = {"textDocument": {"hover": {"contentFormat": ["markdown"]}}}


@pytest.fixture
def program(tmp_path: Path) -> Path:
    settings = {"extraPaths": [str(ROOT / "generated/python")], "typeCheckingMode": "off"}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    file = tmp_path / "program.py"
    file.write_text(PROGRAM, encoding="utf-8")
    return file


def test_arguments_and_documentation_of_asynchronous_methods_are_shown(program: Path) -> None:
    line, text = next((n, text) for n, text in enumerate(PROGRAM.splitlines()) if "create(" in text)
    document = {"uri": program.as_uri(), "languageId": "python", "version": 1, "text": PROGRAM}
    place = {"line": line, "character": text.index("create")}
    with server(program.parent) as editor:
        editor.tell("textDocument/didOpen", {"textDocument": document})
        shown = editor.ask("textDocument/hover", {"textDocument": document, "position": place})
    told = shown["contents"]["value"]
    assert "def create(" in told
    assert "external_id: str | Omit | None = omit" in told
    assert "Coroutine[Any, Any, BetaUserProfile]" in told
    assert "Platform's own identifier for this user." in told
