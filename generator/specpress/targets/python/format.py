"""Layout as black has it. What was laid out once is remembered by its content."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path, PurePosixPath

LINE_LENGTH = 88


def formatted(path: PurePosixPath, text: str, cache: Path | None = None) -> str:
    """The text as black lays it out; files that are not Python are returned as they are.

    Args:
        path: where the file goes.
        text: its text.
        cache: a folder for results by content hash; None keeps nothing.

    Raises:
        black.InvalidInput: the text is not Python: a defect of this target.
    """
    if path.suffix != ".py":
        return text
    if cache is None:
        return _black(text)
    key = hashlib.sha256(f"{_version()}\0{text}".encode(errors="surrogatepass")).hexdigest()
    entry = cache / key[:2] / key[2:]
    try:
        stored = entry.read_bytes()
    except OSError:
        result = _black(text)
        # An empty entry says that the text was laid out already: most are, and then nothing is kept twice.
        entry.parent.mkdir(parents=True, exist_ok=True)
        entry.write_bytes(b"" if result == text else result.encode())
        return result
    return stored.decode() if stored else text


@lru_cache(maxsize=1)
def _version() -> str:
    from importlib.metadata import version

    return f"{version('black')} {LINE_LENGTH}"


def _black(text: str) -> str:
    # Imported late: it costs 130 ms, which a run whose outputs are current need not pay.
    import black
    from black.mode import Mode, TargetVersion
    from black.report import NothingChanged

    mode = Mode(target_versions={TargetVersion.PY311}, line_length=LINE_LENGTH)
    try:
        return black.format_file_contents(text, fast=True, mode=mode)
    except NothingChanged:
        return text
