"""What a run is asked to do: read from `specpress.yaml`, or put together from the command line."""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from specpress import resources
from specpress.diagnostics import Diagnostics, Position
from specpress.document.document import Document
from specpress.document.files import File, Rules, Unreadable
from specpress.document.operations import operations
from specpress.document.pointer import Cursor, join, lookup
from specpress.document.positions import locate
from specpress.document.reading import read
from specpress.document.source import LoadOptions, is_url
from specpress.fetch import fetch
from specpress.ir.names import named
from specpress.lower.options import DEFAULTS, LoweringOptions, Naming
from specpress.options import CONFIGURATION, Options
from specpress.registry import TARGETS
from specpress.targets.base import TargetConfig


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
    reading: LoadOptions
    overlays: tuple[Path, ...] = ()
    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    naming: Naming = field(default_factory=Naming)
    lowering: LoweringOptions = DEFAULTS
    name: str = ""
    """What clients are called, as it was spelt; empty: what the document's title suggests."""
    outputs: tuple[Output, ...] = ()
    file: File | None = None
    """The file that all this was read from, for positions of what is found wrong later."""

    @property
    def stem(self) -> str:
        """The name of the document's file without its endings."""
        return Path(unquote(urlsplit(self.document).path)).name.partition(".")[0]

    def inputs(self, document: Document) -> tuple[Path, ...]:
        """Every file on disk that was read, for this configuration and for its document."""
        read = [*document.files, *([self.file.uri] if self.file else [])]
        return tuple(Path(uri) for uri in read if not is_url(uri))

    def at(self, *keys: str) -> Position | None:
        """Where an entry of the configuration stands, by its keys."""
        return None if self.file is None else locate(self.file, [(join("", *keys), True)])[0]


def configured(options: Options, diagnostics: Diagnostics) -> Config | None:
    """What the command line asks for, on top of the configuration where no document is named.

    None where the configuration has errors, all of which have been reported.
    """
    chosen = _named(options) if options.document else _configured(options, diagnostics)
    if chosen is None:
        return None
    outputs = [output for output in chosen.outputs if output.target in options.targets or not options.targets]
    if options.output is not None:
        outputs = [replace(output, folder=options.output / output.target) for output in outputs]
    if options.name:
        outputs = [replace(output, config=replace(output.config, client=options.name)) for output in outputs]
    strict = chosen.reading.strict if options.validation is None else options.validation == "strict"
    return replace(
        chosen,
        reading=replace(chosen.reading, strict=strict, allow_remote=options.allow_remote, fetch=fetch),
        only=options.only or chosen.only,
        exclude=options.exclude or chosen.exclude,
        name=options.name or chosen.name,
        outputs=tuple(outputs),
    )


def report_unmatched(config: Config, root: Cursor, diagnostics: Diagnostics) -> None:
    """An error for each entry about parameters or types that matches nothing in the document."""
    parameters = {
        (parameter.follow() / "name").text
        for operation in operations(root)
        for place in (operation.item, operation.cursor)
        for parameter in (place / "parameters").items()
    }
    for section, what, entries, known in (
        ("parameters", "parameter", config.lowering.parameters, parameters),
        ("types", "component schema", config.lowering.names, (root / "components" / "schemas").mapping),
    ):
        for entry in sorted(entries.keys() - set(known)):
            diagnostics.error(
                "unmatched-configuration",
                f"the document has no {what} `{entry}`",
                config.at(section, entry),
                hint=_nearest(entry, sorted(known)),
            )


def _named(options: Options) -> Config:
    """What is asked for with nothing but a document."""
    folder = options.output or Path("out")
    outputs = tuple(Output(target=target, folder=folder / target) for target in sorted(TARGETS))
    return Config(document=options.document, reading=LoadOptions(strict=False), outputs=outputs)


def _configured(options: Options, diagnostics: Diagnostics) -> Config | None:
    if options.configuration is None:
        diagnostics.error(
            "no-document",
            f"no document was named, and there is no {CONFIGURATION} here or above",
            hint="specpress generate openapi.yaml -o out",
        )
        return None
    return _load(options.configuration, diagnostics)


def _load(path: Path, diagnostics: Diagnostics) -> Config | None:
    try:
        file = read(path.read_bytes(), str(path), str(path.resolve()), Rules(strict=True), diagnostics)
    except Unreadable as problem:
        problem.report(diagnostics)
        return None
    if not _valid(file, diagnostics):
        return None
    stated = cast(dict[str, Any], file.value)
    folder = path.parent
    types: dict[str, str] = stated.get("types", {})
    chosen = Config(
        document=os.path.normpath(folder / stated["document"]),
        reading=LoadOptions(strict=stated.get("validation", "strict") == "strict"),
        overlays=tuple(folder / overlay for overlay in stated.get("overlays", ())),
        only=tuple(stated.get("include", ())),
        exclude=tuple(stated.get("exclude", ())),
        naming=Naming(pins=stated.get("operations", {}), rules=stated["rules"]),
        lowering=LoweringOptions(
            parameters={wire: named(words) for wire, words in stated.get("parameters", {}).items()},
            homes={key: tuple(map(named, place.split(".")[:-1])) for key, place in types.items()},
            names={key: named(place.split(".")[-1]) for key, place in types.items()},
        ),
        name=stated.get("client", {}).get("name", ""),
        outputs=tuple(_output(name, stated, folder) for name in sorted(stated["targets"])),
        file=file,
    )
    for output in chosen.outputs:
        if path.resolve().is_relative_to(output.folder.resolve()):
            at = chosen.at("targets", output.target, "output")
            hint = "give each target a folder of its own"
            diagnostics.error(
                "invalid-setting", "the output folder holds the configuration itself", at, hint=hint
            )
            return None
    return chosen


def _output(name: str, stated: Mapping[str, Any], folder: Path) -> Output:
    entry: dict[str, Any] = stated["targets"][name]
    client: dict[str, str] = stated.get("client", {})
    return Output(
        target=name,
        folder=Path(os.path.normpath(folder / entry["output"])),
        config=TargetConfig(
            client=client.get("name", ""),
            environment=client.get("environment", ""),
            **{key: value for key, value in entry.items() if key != "output"},
        ),
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
