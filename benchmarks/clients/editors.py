"""What a client costs an editor: pyright checks three lines, and completes one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

from clients.contenders import Contender

BIN = Path(sys.executable).parent


def editing(contender: Contender, folder: Path) -> dict[str, float]:
    """CPU seconds of checking a program of three lines, and of completing a method in it.

    Args:
      contender: Whose client the program uses.
      folder: Where the program may be written.
    """
    subject, python = contender.subject, contender.python
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "three_lines.py"
    owner, _, method = subject["call"].rpartition(".")
    lines = (
        f"from {subject['package']} import {subject['client']}",
        f'client = {subject["client"]}({subject["credential"]}="k")',
        f"client.{owner}.{method}",
    )
    program.write_text("\n".join(lines) + "\n")
    (folder / "pyrightconfig.json").write_text(json.dumps({"extraPaths": contender.paths}))
    command = (BIN / "pyright", "--pythonpath", python, "--outputjson", program)
    before = _children()
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    check = _children() - before
    errors = [each for each in json.loads(told.stdout)["generalDiagnostics"] if each["severity"] == "error"]
    assert not errors, errors

    before = _children()
    position = {"line": 2, "character": len(lines[2]) - len(method)}
    labels = complete(program, position, python)
    assert method in labels, labels
    return {"check": check, "complete": _children() - before}


def complete(program: Path, position: dict[str, int], python: Path) -> list[str]:
    """What a language server offers at a place in a file (Language Server Protocol 3.17)."""
    document = {"uri": program.as_uri()}
    opened = {**document, "languageId": "python", "version": 1, "text": program.read_text()}
    capabilities = {"workspace": {"configuration": True, "workspaceFolders": True}}
    folders = [{"uri": program.parent.as_uri(), "name": "program"}]
    with subprocess.Popen(
        (BIN / "pyright-langserver", "--stdio"), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        start = {"processId": os.getpid(), "workspaceFolders": folders, "capabilities": capabilities}
        _send(server.stdin, method="initialize", id=1, params={"rootUri": None, **start})
        _answer(server.stdin, server.stdout, 1, python)
        _send(server.stdin, method="initialized", params={})
        _send(server.stdin, method="textDocument/didOpen", params={"textDocument": opened})
        asked = {"textDocument": document, "position": position}
        _send(server.stdin, method="textDocument/completion", id=2, params=asked)
        result = _answer(server.stdin, server.stdout, 2, python)
        _send(server.stdin, method="shutdown", id=3)
        _answer(server.stdin, server.stdout, 3, python)
        _send(server.stdin, method="exit")
    return [each["label"] for each in (result or {}).get("items", [])]


def _answer(requests: IO[bytes], answers: IO[bytes], identity: int, python: Path) -> Any:
    """The result of a request; what the server asks for meanwhile is answered."""
    while True:
        length = 0
        while line := answers.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server ended"
        message = json.loads(answers.read(length))
        if "method" not in message and message["id"] == identity:
            return message["result"]
        if "method" in message and "id" in message:
            settings = [_setting(each, python) for each in message.get("params", {}).get("items", [])]
            _send(requests, id=message["id"], result=settings or None)


def _setting(item: dict[str, str], python: Path) -> dict[str, str]:
    return {"pythonPath": str(python)} if item["section"] == "python" else {}


def _send(requests: IO[bytes], **message: object) -> None:
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    requests.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    requests.flush()


def _children() -> float:
    times = os.times()
    return times.children_user + times.children_system
