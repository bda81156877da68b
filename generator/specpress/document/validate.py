"""What openapi-spec-validator says of a document, said again with places and in words.

The validator is slow (seconds to a minute for the largest documents) and may raise. It therefore runs in
a process of its own beside the other stages, its verdict is kept by content, and where it takes too long
nobody waits for it.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version as installed
from pathlib import Path
from typing import Final, TypeAlias

from specpress.cache import keep, recall
from specpress.diagnostics import Diagnostics, Place, Severity
from specpress.document.document import Document
from specpress.document.outline import outline
from specpress.document.pointer import JsonValue
from specpress.document.standby import Process, Start, start

TIME_LIMIT = 30.0
"""Seconds after which nobody waits for the validator any longer."""

STOPPED: Final = "validation-stopped"
"""What stands for the pointer where the validator itself failed."""

_SAID_ABOVE: Final = frozenset({"duplicate-parameter", "response-key"})
"""Findings of ours about an entry that the validator has about the whole list or object."""
_SAID_BELOW: Final = frozenset({"optional-path-parameter"})
"""Findings of ours about an object that the validator has about one of its fields."""
_TOLERANT: Final = "`--validation tolerant` uses the document all the same"
_SOURCES: Final = Path(__file__).parent

Findings: TypeAlias = list[tuple[str, str]]
"""Pointers and messages."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a verdict is kept: by the document without its prose or, where it may quote that, with it."""

    outline: Path
    whole: Path


@dataclass(frozen=True, slots=True)
class Validation:
    """A validation that has begun. `findings` are there already where its verdict was kept."""

    findings: Findings | None = None
    process: Process | None = None
    folder: tempfile.TemporaryDirectory[str] | None = None
    kept: Kept | None = None
    began: float = 0.0


def begin(document: Document, cache: Path | None, start: Start = start) -> Validation:
    """Start validating a bundled document (before `normalise`) in a process of its own.

    `cache`: a folder where verdicts are kept by the content of documents, if any. `start`: has it begun.
    """
    kept = None
    if cache is not None:
        outlined = _file(cache, document.version, outline(document.root))
        findings = _read(outlined)
        if findings is not None:
            return Validation(findings=findings)
        kept = Kept(outlined, _file(cache, document.version, document.root))
        findings = _read(kept.whole)
        if findings is not None:
            return Validation(findings=findings)
    folder = tempfile.TemporaryDirectory(prefix="specpress-")
    (Path(folder.name) / "document").write_bytes(marshal.dumps((document.version, document.root)))
    process = start(Path(folder.name))
    return Validation(process=process, folder=folder, kept=kept, began=time.monotonic())


def finish(validation: Validation, strict: bool, diagnostics: Diagnostics, limit: float = TIME_LIMIT) -> bool:
    """Wait for the verdict, at most until `limit` seconds after the beginning, and report it.

    What the validator finds is an error when reading strictly, else a warning: the document has been read.

    Returns:
        Whether it would say the same of the document with other prose in it.
    """
    findings = validation.findings
    if validation.process is not None and validation.folder is not None:
        try:
            validation.process.wait(max(0.0, validation.began + limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            diagnostics.warning(
                "validation-skipped",
                f"the validator had no verdict after {limit:.0f} seconds; the document is used",
            )
            return False
        finally:
            findings = _close(validation)
        if findings is None:
            (diagnostics.error if strict else diagnostics.warning)(
                "validation-skipped",
                "the validator ended without a verdict" + ("" if strict else "; the document is used"),
                hint=_TOLERANT if strict else "",
            )
            return False
        if validation.kept is not None:
            keep(validation.kept.whole if _may_quote(findings) else validation.kept.outline, findings)
    ours: dict[str, set[str]] = {}
    for found in diagnostics:
        if isinstance(found.at, Place) and (found.severity is Severity.ERROR or not strict):
            ours.setdefault(found.at.pointer, set()).add(found.code)
            if found.code in _SAID_ABOVE:
                ours.setdefault(_above(found.at.pointer), set())
    stopped = [message for pointer, message in findings or [] if pointer == STOPPED]
    others = [(pointer, message) for pointer, message in findings or [] if pointer != STOPPED]
    for pointer, message in others:
        if pointer not in ours and _SAID_BELOW.isdisjoint(ours.get(_above(pointer), ())):
            (diagnostics.error if strict else diagnostics.warning)("invalid-document", message, pointer)
    for message in stopped:
        _report_stop(message, strict, bool(others), diagnostics)
    return not _may_quote(findings or [])


def _above(pointer: str) -> str:
    return pointer.rpartition("/")[0]


def _report_stop(message: str, strict: bool, found: bool, diagnostics: Diagnostics) -> None:
    """Say that there is more to judge than was judged: an error where nothing else tells why."""
    if found or diagnostics.failed or diagnostics.codes()["path-braces"]:
        told = "the validator could not get past what is told here; mend it, and validate again"
        diagnostics.warning(STOPPED, told)
    elif strict:
        diagnostics.error(STOPPED, f"{message}; it has not judged the whole document", hint=_TOLERANT)
    else:
        diagnostics.warning(STOPPED, f"{message}; the document is used")


def abandon(validation: Validation) -> None:
    """End a validation whose verdict nobody needs."""
    _close(validation)


def _close(validation: Validation) -> Findings | None:
    if validation.process is None or validation.folder is None:
        return None
    if validation.process.poll() is None:
        validation.process.kill()
        validation.process.wait()
    findings = _read(Path(validation.folder.name) / "findings")
    validation.folder.cleanup()
    return findings


def _file(cache: Path, version: str, root: JsonValue) -> Path:
    """Where the verdict on a document is kept, by all that it depends on."""
    stated = json.dumps([*judges(), version, root])
    return cache / "verdicts" / f"{hashlib.sha256(stated.encode()).hexdigest()}.json"


@lru_cache(maxsize=1)
def judges() -> tuple[str, ...]:
    """Who judges: versions of packages, and our own code."""
    packages = ("openapi-spec-validator", "openapi-schema-validator", "jsonschema-rs", "jsonschema")
    code = ("validator", "schema_checks", "wording", "grammar")
    return (
        *map(installed, packages),
        *(_SOURCES.joinpath(f"{name}.py").read_text("utf-8") for name in code),
    )


def _may_quote(findings: Findings) -> bool:
    """Whether a message may hold prose: it shows an object, or is that of an exception."""
    return any("{" in message or pointer[:1] not in ("", "/") for pointer, message in findings)


def _read(path: Path) -> Findings | None:
    try:
        return [(str(pointer), str(message)) for pointer, message in recall(path)]
    except (TypeError, ValueError):
        return None
