"""The allow-list: findings that a project accepts, each with a reason, an owner and perhaps an end."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from specpress.diagnostics import Diagnostics
from specpress.diff.policy import Allowance
from specpress.document.files import File, Rules, Unreadable
from specpress.document.pointer import Cursor
from specpress.document.positions import locate
from specpress.document.reading import read
from specpress.document.source import read_bytes

FILE: Final = "diff-allow.yaml"
"""Its name, beside `specpress.yaml`."""

_KEYS: Final = frozenset({"id", "reason", "owner", "expires"})


def read_allowances(path: Path, diagnostics: Diagnostics) -> tuple[Allowance, ...]:
    """The entries of an allow-list; each that is not as it should be is an error and left out."""
    try:
        rules = Rules(strict=True)
        data = read_bytes(str(path), rules.limits.size)
        file = read(data, str(path), str(path.resolve()), rules, diagnostics)
    except Unreadable as problem:
        problem.report(diagnostics)
        return ()
    entries = Cursor(file.value, "", file.value)
    if file.value is not None and not isinstance(file.value, list):
        _report(file, "", "an allow-list is a list of entries", diagnostics)
    return tuple(_entries(entries, file, diagnostics))


def _entries(entries: Cursor, file: File, diagnostics: Diagnostics) -> Iterator[Allowance]:
    for entry in entries.items():
        unknown = sorted(entry.mapping.keys() - _KEYS)
        missing = [key for key in ("id", "reason", "owner") if not (entry / key).text]
        if unknown or missing:
            what = f"has no `{missing[0]}`" if missing else f"has an unknown key `{unknown[0]}`"
            _report(file, entry.pointer, f"this entry {what}", diagnostics)
            continue
        expires: datetime.date | None = None
        if "expires" in entry:
            try:
                expires = datetime.date.fromisoformat((entry / "expires").text)
            except ValueError:
                _report(file, (entry / "expires").pointer, "`expires` is no date (2027-01-31)", diagnostics)
                continue
        yield Allowance(
            id=(entry / "id").text,
            reason=(entry / "reason").text,
            owner=(entry / "owner").text,
            expires=expires,
        )


def _report(file: File, pointer: str, message: str, diagnostics: Diagnostics) -> None:
    at = locate(file, [(pointer, False)])[0]
    hint = "write `- {id: …, reason: …, owner: …}`, with `expires: 2027-01-31` if you like"
    diagnostics.error("invalid-allow-list", message, at, hint=hint)
