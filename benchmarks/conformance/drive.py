"""Make calls with generated Python clients: python drive.py CALLS OUTCOMES ADDRESS FOLDER...

CALLS: JSON, a list of the fields of `calls.Call`. OUTCOMES gets a list of texts: empty, or what was raised.
FOLDERs hold the packages. Runs alone, with what a generated client needs and nothing of ours.
"""

from __future__ import annotations

import importlib
import json
import sys
from base64 import b64decode
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, cast


def main(calls: Path, outcomes: Path, address: str, folders: list[str]) -> None:
    """Make all calls, one after another."""
    sys.path[:0] = folders
    results = [_outcome(call, address) for call in json.loads(calls.read_text(encoding="utf-8"))]
    outcomes.write_text(json.dumps(results, indent=1), encoding="utf-8")


def _outcome(call: Mapping[str, Any], address: str) -> str:
    try:
        _make(call, address)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _make(call: Mapping[str, Any], address: str) -> None:
    options = {name: text.replace("{address}", address) for name, text in call["options"].items()}
    module: Any = importlib.import_module(call["package"])
    with getattr(module, call["client"])(max_retries=0, **options) as client:
        target: Any = client
        for attribute in call["attributes"]:
            target = getattr(target, attribute)
        keywords = native(call["keywords"])
        if call["extra_body"]:
            keywords["extra_body"] = native(call["extra_body"])
        result = target(*native(call["positional"]), **keywords)
        if hasattr(result, "get_next_page"):
            for _ in result:
                pass
        elif hasattr(result, "__next__"):
            list(result)


def native(value: object) -> Any:
    """A value of Python from JSON with tags."""
    if isinstance(value, list):
        return [native(item) for item in cast("list[object]", value)]
    if not isinstance(value, dict):
        return value
    fields = cast("dict[str, object]", value)
    if len(fields) == 1:
        ((tag, content),) = fields.items()
        if tag.startswith("$"):
            return _TAGS[tag](content)
    return {key: native(item) for key, item in fields.items()}


def _timedelta(text: str) -> timedelta:
    # Imported late: what a client imports is up to the client.
    from pydantic import TypeAdapter

    return TypeAdapter(timedelta).validate_python(text)


def _file(content: list[str]) -> tuple[str, bytes, str]:
    name, data, media_type = content
    return name, b64decode(data), media_type


_TAGS: Mapping[str, Callable[[Any], Any]] = {
    "$bytes": b64decode,
    "$file": _file,
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$time": time.fromisoformat,
    "$timedelta": _timedelta,
    "$Decimal": Decimal,
}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4:])
