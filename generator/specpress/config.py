"""What a run is asked to do: read from `specpress.yaml`, or put together from the command line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, cast
from urllib.parse import unquote, urlsplit

from specpress.diagnostics import Diagnostics, Position
from specpress.document.document import Document
from specpress.document.files import File
from specpress.document.operations import operations
from specpress.document.pointer import Cursor, join
from specpress.document.positions import locate
from specpress.document.source import LoadOptions, is_url
from specpress.fetch import fetch
from specpress.ir.api import ApiKey, Http, SecurityScheme, Signing
from specpress.ir.names import Name, named
from specpress.lower.options import DEFAULTS, LoweringOptions, Naming, PageRule
from specpress.options import CONFIGURATION, Options
from specpress.registry import LANGUAGES, MANUALS, TARGETS
from specpress.settings import nearest, read_settings
from specpress.targets.base import TargetConfig

_RECOGNISE: Final = "auto"
_PageKind: TypeAlias = Literal["cursor", "page", "offset", "link", "next-url"]
_KeyLocation: TypeAlias = Literal["header", "query", "cookie"]


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
    """Packages, one for each language that is asked for."""
    manuals: tuple[Output, ...] = ()
    """What tells about packages, whether or not these are made as well."""
    languages: Mapping[str, TargetConfig] = field(default_factory=dict[str, TargetConfig])
    """What is said about the package of each language there is."""
    file: File | None = None
    """The file that all this was read from, for positions of what is found wrong later."""

    @property
    def stem(self) -> str:
        """The name of the document's file without its endings."""
        return Path(unquote(urlsplit(self.document).path)).name.partition(".")[0]

    def inputs(self, document: Document) -> tuple[Path, ...]:
        """Every file on disk that was read, for this configuration and for its document."""
        read = [*document.files, *map(str, self.overlays), *([self.file.uri] if self.file else [])]
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
    strict = chosen.reading.strict if options.validation is None else options.validation == "strict"
    return replace(
        chosen,
        reading=replace(
            chosen.reading, strict=strict, allow_remote=options.allow_remote, roots=options.roots, fetch=fetch
        ),
        only=options.only or chosen.only,
        exclude=options.exclude or chosen.exclude,
        name=options.name or chosen.name,
        lowering=replace(_paged(chosen.lowering, options), strict=strict),
        outputs=_asked(chosen.outputs, options),
        manuals=_asked(chosen.manuals, options),
        languages={key: _renamed(config, options) for key, config in chosen.languages.items()},
    )


def _paged(lowering: LoweringOptions, options: Options) -> LoweringOptions:
    chosen = options.pagination
    return lowering if chosen is None else replace(lowering, recognise_pages=chosen == "auto")


def has_document(config: Config, diagnostics: Diagnostics) -> bool:
    """Whether the document that the configuration names is there; if not, that is told where it is named."""
    if config.file is None or os.path.exists(config.document):
        return True
    stated = cast(dict[str, Any], config.file.value)["document"]
    folder = os.path.dirname(config.document) or "."
    beside = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    beside = [name for name in beside if name.endswith((".yaml", ".yml", ".json"))]
    hint = nearest(os.path.basename(stated), beside)
    message = f"the document `{stated}` does not exist"
    diagnostics.error("file-not-found", message, config.at("document"), hint=hint)
    return False


def report_unmatched(config: Config, root: Cursor, diagnostics: Diagnostics) -> None:
    """An error for each entry that matches nothing in the document (`operations`: see `lower.names`)."""
    located = tuple(operations(root))
    parameters = {
        (parameter.follow() / "name").text
        for operation in located
        for place in (operation.item, operation.cursor)
        for parameter in (place / "parameters").items()
    }
    for section, what, entries, known in (
        ("parameters", "parameter", config.lowering.parameters, parameters),
        ("pagination", "operation", config.lowering.pagination, {each.id for each in located}),
        ("types", "component schema", config.lowering.names, (root / "components" / "schemas").mapping),
    ):
        for entry in sorted(entries.keys() - set(known)):
            diagnostics.error(
                "unmatched-configuration",
                f"the document has no {what} `{entry}`",
                config.at(section, entry),
                hint=nearest(entry, sorted(known)),
            )
    if config.file and "webhooks" in cast(dict[str, Any], config.file.value) and not _has_webhooks(root):
        at = config.at("webhooks")
        diagnostics.error("unmatched-configuration", "the document has no webhooks", at)
    schemas = (root / "components" / "schemas").mapping
    for output in config.manuals:
        inlined = cast(Sequence[str], output.config.options.get("inline", ()))
        for index, entry in enumerate(inlined):
            if entry not in schemas:
                diagnostics.error(
                    "unmatched-configuration",
                    f"the document has no component schema `{entry}`",
                    config.at("targets", output.target, "inline", str(index)),
                    hint=nearest(entry, sorted(schemas)),
                )


def _has_webhooks(root: Cursor) -> bool:
    return any((root / keyword).mapping for keyword in ("webhooks", "x-webhooks"))


def _named(options: Options) -> Config:
    """A package for each language there is, and a manual if one is asked for by name."""
    folder = options.output or Path("out")
    outputs = {target: Output(target=target, folder=folder / target) for target in sorted(TARGETS)}
    return Config(
        document=options.document,
        reading=LoadOptions(strict=False),
        outputs=tuple(outputs[target] for target in sorted(LANGUAGES)),
        manuals=tuple(outputs[target] for target in sorted(MANUALS) if target in options.targets),
        languages={target: outputs[target].config for target in sorted(LANGUAGES)},
    )


def _asked(outputs: Iterable[Output], options: Options) -> tuple[Output, ...]:
    """The outputs that the command line leaves, as it wants them."""
    return tuple(
        replace(
            output,
            folder=output.folder if options.output is None else options.output / output.target,
            config=_renamed(output.config, options),
        )
        for output in outputs
        if output.target in options.targets or not options.targets
    )


def _renamed(config: TargetConfig, options: Options) -> TargetConfig:
    return replace(config, client=options.name) if options.name else config


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
    file = read_settings(path, diagnostics)
    if file is None:
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
        naming=_naming(stated, file),
        lowering=LoweringOptions(
            parameters={wire: named(words) for wire, words in stated.get("parameters", {}).items()},
            homes={key: _home(place) for key, place in types.items() if "." in place},
            names={key: named(place.split(".")[-1]) for key, place in types.items()},
            pagination={
                key: _page_rule(entry)
                for key, entry in stated.get("pagination", {}).items()
                if key != _RECOGNISE
            },
            recognise_pages=stated.get("pagination", {}).get(_RECOGNISE, False),
            auth=_auth(stated["auth"]) if "auth" in stated else None,
            signing=_signing(stated.get("webhooks", "standard")),
            idempotency_header=stated.get("idempotency_header", ""),
        ),
        name=stated.get("client", {}).get("name", ""),
        outputs=tuple(
            _output(name, stated, folder) for name in sorted(LANGUAGES) if name in stated["targets"]
        ),
        manuals=tuple(_manual(name, stated, folder) for name in sorted(MANUALS) if name in stated["targets"]),
        languages={name: _target(name, stated) for name in sorted(LANGUAGES)},
        file=file,
    )
    return chosen if _apart(chosen, path, diagnostics) else None


def _apart(config: Config, path: Path, diagnostics: Diagnostics) -> bool:
    """Whether each target has a folder of its own: whoever writes one owns all that lies in it."""
    hint = "give each target a folder of its own"
    outputs = (*config.outputs, *config.manuals)
    for output in outputs:
        if path.resolve().is_relative_to(output.folder.resolve()):
            at = config.at("targets", output.target, "output")
            diagnostics.error(
                "invalid-setting", "the output folder holds the configuration itself", at, hint=hint
            )
    for first, second in combinations(outputs, 2):
        inner, outer = sorted((second, first), key=lambda each: -len(each.folder.resolve().parts))
        if inner.folder.resolve().is_relative_to(outer.folder.resolve()):
            how = "is" if inner.folder.resolve() == outer.folder.resolve() else "lies in"
            at = config.at("targets", inner.target, "output")
            other = cast(Position, config.at("targets", outer.target, "output"))
            diagnostics.error(
                "invalid-setting",
                f"the output folder of `{inner.target}` {how} that of `{outer.target}`",
                at,
                hint=hint,
                also=((f"that of `{outer.target}`", other),),
            )
    return not diagnostics.failed


def _output(name: str, stated: Mapping[str, Any], folder: Path) -> Output:
    return Output(target=name, folder=_folder(name, stated, folder), config=_target(name, stated))


def _manual(name: str, stated: Mapping[str, Any], folder: Path) -> Output:
    entry: dict[str, Any] = stated["targets"][name]
    options = {"inline": entry.get("inline", []), "order": list(stated.get("operations", {}).values())}
    return Output(target=name, folder=_folder(name, stated, folder), config=TargetConfig(options=options))


def _folder(name: str, stated: Mapping[str, Any], folder: Path) -> Path:
    return Path(os.path.normpath(folder / stated["targets"][name]["output"]))


def _target(name: str, stated: Mapping[str, Any]) -> TargetConfig:
    """What is said about the package of a language, if anything is."""
    entry: dict[str, Any] = stated["targets"].get(name, {})
    client: dict[str, str] = stated.get("client", {})
    return TargetConfig(
        client=client.get("name", ""),
        environment=client.get("environment", ""),
        **{key: value for key, value in entry.items() if key != "output"},
    )


def _naming(stated: Mapping[str, Any], file: File) -> Naming:
    pins: dict[str, str] = stated.get("operations", {})
    places = locate(file, ((join("/operations", key), True) for key in pins))
    return Naming(pins=pins, places=dict(zip(pins, places, strict=True)), rules=stated["rules"])


def _home(place: str) -> tuple[Name, ...]:
    return tuple(named(part) for part in place.split(".")[:-1])


def _page_rule(entry: Mapping[str, str]) -> PageRule:
    def path(key: str) -> tuple[str, ...]:
        return tuple(entry[key].split(".")) if entry.get(key) else ()

    return PageRule(
        kind=cast(_PageKind, entry["kind"]),
        page=named(entry.get("page", f"{entry['kind']} page")),
        items=path("items"),
        request=entry.get("request", ""),
        next=path("next"),
        has_more=path("has_more"),
    )


def _auth(stated: str | Mapping[str, str]) -> tuple[SecurityScheme, ...]:
    match stated:
        case "none":
            return ()
        case "bearer":
            return (Http(id="configured", name=named("auth token"), scheme="bearer"),)
        case "basic":
            return (Http(id="configured", name=named("basic"), scheme="basic"),)
        case _:
            ((location, wire),) = cast(Mapping[_KeyLocation, str], stated).items()
            return (ApiKey(id="configured", name=named("api key"), location=location, wire=wire),)


def _signing(stated: str | Mapping[str, Any]) -> Signing | None:
    match stated:
        case "none":
            return None
        case "standard":
            return Signing()
        case _:
            unsaid = Signing(signature="", prefix="", encoding="hex", id="", timestamp="", key_prefix="")
            return replace(unsaid, **cast(Mapping[str, Any], stated))
