"""What a run is asked to do: read from `specpress.yaml`, or put together from the command line."""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

from specpress import resources
from specpress.diagnostics import Diagnostics, Position
from specpress.document.files import File, Rules, Unreadable
from specpress.document.pointer import Cursor, join, lookup
from specpress.document.positions import locate
from specpress.document.reading import read
from specpress.ir.names import Call, Name, named
from specpress.lower.options import DEFAULTS, LoweringOptions
from specpress.targets.base import TargetConfig

NAME: Final = "specpress.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One target and the folder that it goes to."""

    target: str
    folder: Path
    config: TargetConfig = field(default_factory=TargetConfig)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that decides what is made. `document` is a path or a URL."""

    document: str
    outputs: tuple[Output, ...] = ()
    strict: bool = False
    overlays: tuple[Path, ...] = ()
    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    calls: Mapping[str, Call] = field(default_factory=dict[str, Call])
    """Calls of operations, by `GET /path` or operationId."""
    lowering: LoweringOptions = DEFAULTS
    file: File | None = None
    """The file that all this was read from, for positions of what is found wrong later."""

    def at(self, *keys: str) -> Position | None:
        """Where an entry of the configuration stands, by its keys."""
        return None if self.file is None else locate(self.file, [(join("", *keys), True)])[0]


def find(start: Path) -> Path | None:
    """The configuration of the project that a folder lies in: `specpress.yaml`, or that in `spec/`."""
    for folder in (start, *start.parents):
        for file in (folder / NAME, folder / "spec" / NAME):
            if file.is_file():
                return file
    return None


def load(path: Path, diagnostics: Diagnostics) -> Config | None:
    """The configuration in a file; None where there are errors, all of which have been reported."""
    try:
        file = read(path.read_bytes(), str(path), str(path.resolve()), Rules(strict=True), diagnostics)
    except Unreadable as problem:
        problem.report(diagnostics)
        return None
    if not _valid(file, diagnostics):
        return None
    stated = cast(dict[str, Any], file.value)
    folder = path.parent
    client = stated.get("client", {})
    outputs = tuple(
        Output(
            target=target,
            folder=Path(os.path.normpath(folder / entry.pop("output"))),
            config=TargetConfig(
                client=client.get("name", ""), environment=client.get("environment", ""), **entry
            ),
        )
        for target, entry in sorted({key: dict(value) for key, value in stated["targets"].items()}.items())
    )
    return Config(
        document=str(folder / stated["document"]),
        outputs=outputs,
        strict=stated.get("validation", "strict") == "strict",
        overlays=tuple(folder / overlay for overlay in stated.get("overlays", ())),
        only=tuple(stated.get("include", ())),
        exclude=tuple(stated.get("exclude", ())),
        calls={operation: _call(text) for operation, text in stated.get("operations", {}).items()},
        lowering=LoweringOptions(
            name=named(client["name"]) if "name" in client else None,
            parameters={wire: named(text) for wire, text in stated.get("parameters", {}).items()},
            homes={key: _words(text)[:-1] for key, text in stated.get("types", {}).items() if "." in text},
            names={key: _words(text)[-1] for key, text in stated.get("types", {}).items()},
        ),
        file=file,
    )


def report_unmatched(
    config: Config,
    diagnostics: Diagnostics,
    *,
    operations: Iterable[str],
    parameters: Iterable[str],
    schemas: Iterable[str],
) -> None:
    """An error for each entry that matches nothing in the document.

    Args:
        config: what was asked for.
        diagnostics: receives the errors.
        operations: what operations may be called by: `GET /path` and operationIds.
        parameters: the wire names of all parameters.
        schemas: the keys of all component schemas.
    """
    for section, what, entries, known in (
        ("operations", "operation", config.calls, operations),
        ("parameters", "parameter", config.lowering.parameters, parameters),
        ("types", "component schema", config.lowering.names, schemas),
    ):
        there = sorted(set(known))
        for entry in sorted(entries.keys() - set(there)):
            diagnostics.error(
                "unmatched-configuration",
                f"the document has no {what} `{entry}`",
                config.at(section, entry),
                hint=_nearest(entry, there),
            )


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
                    hint = _nearest(key, sorted((broken / "properties").mapping))
                    diagnostics.error("unknown-setting", f"there is no setting `{key}` here", at, hint=hint)
            case "required":
                at = locate(file, [(place, True)])[0]
                diagnostics.error("missing-setting", f"the setting `{details['property']}` is missing", at)
            case _:
                at = locate(file, [(place, False)])[0]
                title = (broken / "title").text
                message = f"`{problem.instance}` is not {title}" if title else problem.message
                diagnostics.error("invalid-setting", message, at)
    return not found


def _nearest(entry: str, known: list[str]) -> str:
    close = difflib.get_close_matches(entry, known, n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else ""


def _words(dotted: str) -> tuple[Name, ...]:
    return tuple(named(part) for part in dotted.split("."))


def _call(dotted: str) -> Call:
    *resource, method = _words(dotted)
    return Call(tuple(resource), method)
