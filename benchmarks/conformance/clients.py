"""Clients of all descriptions, pressed as anybody would press them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from specpress import pipeline
from specpress.diagnostics import Severity
from specpress.freshness import recall, remember, request
from specpress.options import Options
from specpress.report import told
from specpress.watch import Watch

from conformance.calls import Edition
from conformance.scenarios import File
from conformance.surfaces import read_package


def press(
    renderings: Path, out: Path, target: str, files: Mapping[str, File]
) -> tuple[Mapping[str, Sequence[Edition]], Mapping[str, str]]:
    """Press a client of every version of every description.

    Args:
      renderings: What `suite.prepare` gives.
      out: Gets a folder for each client.
      target: `python` or `typescript`.
      files: The suite's own, by media type.

    Returns:
      The versions of each description, the oldest first, and why some have no client.
    """
    editions: dict[str, list[Edition]] = {}
    refused: dict[str, str] = {}
    for number, document in enumerate(sorted(renderings.rglob("openapi*.json"))):
        description = document.parent.relative_to(renderings).as_posix()
        folder = out / f"client{number:02}"
        error = _press(_options(document, folder, target, f"Client{_letters(number)}"))
        if error:
            refused[description] = error
            continue
        package = read_package(folder / target)
        text = document.read_text(encoding="utf-8")
        edition = Edition(document=json.loads(text), package=package, files=files)
        editions.setdefault(description, []).append(edition)
    return editions, refused


def _options(document: Path, folder: Path, target: str, name: str) -> Options:
    """What makes a client of a document; where lists go on by rules of their own, a configuration says so."""
    paging = {
        operation: rule
        for operation, rule in json.loads(document.with_name("paging.json").read_text()).items()
        if _is_json(json.loads(document.read_text(encoding="utf-8")), operation)
    }
    if not paging:
        return Options(document=str(document), output=folder, targets=(target,), name=name)
    configuration = folder / "specpress.yaml"
    said = {
        "rules": 1,
        "document": str(document),
        "validation": "tolerant",
        "client": {"name": name},
        "pagination": paging,
        "targets": {target: {"output": target}},
    }
    folder.mkdir(parents=True, exist_ok=True)
    configuration.write_text(json.dumps(said, indent=1), encoding="utf-8")
    return Options(configuration=configuration)


def _is_json(document: Mapping[str, Any], operation: str) -> bool:
    """Whether an operation answers in JSON: pages of XML are left to those who read it."""
    method, _, path = operation.partition(" ")
    response = document["paths"].get(path, {}).get(method.lower(), {}).get("responses", {}).get("200", {})
    return "application/json" in response.get("content", {})


def _press(options: Options) -> str:
    """Press one client unless that is done; why there is none, or an empty text."""
    asked = request(options)
    if recall(asked) is not None:
        return ""
    report = pipeline.generate(options, "force", Watch())
    if report.failed:
        return next(found.message for found in report.findings if found.severity is Severity.ERROR)
    remember(asked, report.inputs, (Path(made.folder) for made in report.made), told(report.settled(), {}))
    return ""


def _letters(number: int) -> str:
    """A name of its own for each client, since one program imports them all."""
    return f"{chr(65 + number // 26)}{chr(97 + number % 26)}"
