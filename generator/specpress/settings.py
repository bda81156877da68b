"""The file `specpress.yaml`: read, and held against the JSON Schema that ships for it."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

from specpress import resources
from specpress.diagnostics import Diagnostics
from specpress.document.files import File, Rules, Unreadable
from specpress.document.pointer import Cursor, join, lookup
from specpress.document.positions import locate
from specpress.document.reading import read


def read_settings(path: Path, diagnostics: Diagnostics) -> File | None:
    """The file, valid by its schema; None where it is not, everything wrong with it having been reported."""
    try:
        file = read(path.read_bytes(), str(path), str(path.resolve()), Rules(strict=True), diagnostics)
    except Unreadable as problem:
        problem.report(diagnostics)
        return None
    return file if _valid(file, diagnostics) else None


def nearest(entry: str, known: list[str]) -> str:
    """A hint at what a name that is not there was meant to be; empty where nothing is close."""
    close = difflib.get_close_matches(entry, known, n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else ""


def _valid(file: File, diagnostics: Diagnostics) -> bool:
    """Whether the file is what its JSON Schema asks for; reports everything that is not."""
    import jsonschema_rs

    schema = json.loads(resources.configuration_schema())
    problems = jsonschema_rs.validator_for(schema).iter_errors(file.value)
    found = sorted(problems, key=lambda problem: [str(key) for key in problem.instance_path])
    for problem in found:
        place = join("", *problem.instance_path)
        broken = Cursor(schema, "", lookup(schema, join("", *problem.schema_path[:-1])))
        details = problem.kind.as_dict()
        match problem.kind.name:
            case "additionalProperties":
                for key in details["unexpected"]:
                    at = locate(file, [(join(place, key), True)])[0]
                    hint = nearest(key, sorted((broken / "properties").mapping))
                    diagnostics.error("unknown-setting", f"there is no setting `{key}` here", at, hint=hint)
            case "required":
                at = locate(file, [(place, True)])[0]
                diagnostics.error("missing-setting", f"the setting `{details['property']}` is missing", at)
            case "not":
                at = locate(file, [(place, False)])[0]
                title = ((broken / "not").follow() / "title").text
                diagnostics.error("invalid-setting", f"`{problem.instance}` is {title}", at)
            case _:
                at = locate(file, [(place, False)])[0]
                title = (broken / "title").text
                message = f"`{problem.instance}` is not {title}" if title else problem.message
                is_text = problem.kind.name == "type" and details["types"] == ["string"]
                hint = f'write "{problem.instance}"' if is_text and _is_scalar(problem.instance) else ""
                diagnostics.error("invalid-setting", message, at, hint=hint)
    return not found


def _is_scalar(value: object) -> bool:
    return isinstance(value, (bool, int, float))
