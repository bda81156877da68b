"""What a run made of a document without its descriptions, kept for runs that differ in descriptions alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from specpress import cache, resources
from specpress.config import Config
from specpress.diagnostics import Diagnostic, Diagnostics, Place, Position, Severity
from specpress.document.document import Document, Origin
from specpress.document.prose import Lifted, reworded
from specpress.document.source import Sources
from specpress.document.validate import judges
from specpress.manifest import digest
from specpress.options import Options
from specpress.pressing import Names, Package
from specpress.registry import target
from specpress.rendering import Draft

_MOST: Final = 8
"""Runs that are kept: a thousand operations take 16 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """All that a run makes before descriptions are filled in and anything is written.

    `document` is what findings are located in. `total` and `selected` count operations, `paged` are those
    whose pages were recognised. `lasting`: whether the findings do not depend on descriptions.
    """

    document: Document
    diagnostics: Diagnostics
    packages: tuple[Package, ...]
    total: int
    selected: int
    paged: Mapping[str, str] = field(default_factory=dict[str, str])
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where such a run is kept, and `stamp`: all that it depends on besides descriptions."""

    file: Path
    stamp: str
    lifted: Lifted


def shelf_of(options: Options, config: Config, lifted: Lifted) -> Shelf:
    """Where a run with these options, and this document without its descriptions, is kept."""
    configured = config.file.digest if config.file else ""
    formatters = (target(output.target).formatter() for output in config.outputs)
    stamp = "\n".join((resources.fingerprint(), *formatters, *judges(), configured, lifted.outline))
    return Shelf(
        options.cache / "drafts" / f"{digest(options.identity().encode())}.json",
        digest(stamp.encode("utf-8", "surrogatepass")),
        lifted,
    )


def recall(shelf: Shelf, config: Config, sources: Sources) -> Pressed | None:
    """What was made of a document that differs in descriptions alone, if that holds for this one."""
    found = cache.recall(shelf.file)
    try:
        if found["stamp"] != shelf.stamp:
            return None
        alike = frozenset(found["alike"])
        if not reworded(found["texts"], shelf.lifted.texts, alike, shelf.lifted.outline):
            return None
        origins: dict[str, Origin] = {}
        diagnostics = Diagnostics()
        for each in found["findings"]:
            _note(each, diagnostics, origins)
        outputs = zip(config.outputs, found["packages"], strict=True)
        return Pressed(
            document=Document(
                root={}, version=sources.version, main=sources.main.uri, files=sources.files, origins=origins
            ),
            diagnostics=diagnostics,
            packages=tuple(
                Package(
                    output=output,
                    names=Names(**package["names"]),
                    drafts={PurePosixPath(path): _draft(*draft) for path, draft in package["drafts"].items()},
                    copies={PurePosixPath(path): text.encode() for path, text in package["copies"].items()},
                    operations=tuple(package["operations"]),
                    lost=tuple(package["lost"]),
                )
                for output, package in outputs
            ),
            total=found["total"],
            selected=found["selected"],
        )
    except (LookupError, TypeError, ValueError, AttributeError):
        return None  # nobody of us wrote that


def keep(shelf: Shelf, pressed: Pressed) -> None:
    """Keep what was made, if all of it can be used again."""
    if pressed.diagnostics.failed or not pressed.lasting or len(pressed.document.files) > 1:
        return
    cache.keep(
        shelf.file,
        {
            "stamp": shelf.stamp,
            "texts": shelf.lifted.texts,
            "alike": sorted(shelf.lifted.alike),
            "findings": [_finding(each, pressed.document) for each in pressed.diagnostics],
            "packages": [
                {
                    "names": asdict(package.names),
                    "drafts": {
                        str(path): (draft.text, draft.blanks) for path, draft in package.drafts.items()
                    },
                    "copies": {str(path): content.decode() for path, content in package.copies.items()},
                    "operations": package.operations,
                    "lost": package.lost,
                }
                for package in pressed.packages
            ],
            "total": pressed.total,
            "selected": pressed.selected,
        },
        _MOST,
    )


def _draft(text: str, blanks: Sequence[Any]) -> Draft:
    return Draft(text, tuple(map(tuple, blanks)))


def _finding(found: Diagnostic, document: Document) -> Mapping[str, object]:
    return {
        "severity": found.severity.value,
        "code": found.code,
        "message": found.message,
        "at": _written(found.at, document),
        "hint": found.hint,
        "also": [(what, _written(place, document)) for what, place in found.also],
    }


def _written(place: Place | Position | None, document: Document) -> Mapping[str, object] | None:
    if isinstance(place, Place):
        return {**asdict(place), "origin": asdict(document.origin(place.pointer))}
    return None if place is None else asdict(place)


def _note(kept: Mapping[str, Any], diagnostics: Diagnostics, origins: dict[str, Origin]) -> None:
    """Add a finding that was kept. `origins`: where the places of findings were written, added to."""
    add = diagnostics.error if Severity(kept["severity"]) is Severity.ERROR else diagnostics.warning
    also = tuple((what, _read(place, origins)) for what, place in kept["also"])
    at = None if kept["at"] is None else _read(kept["at"], origins)
    add(kept["code"], kept["message"], at, hint=kept["hint"], also=also)


def _read(place: Mapping[str, Any], origins: dict[str, Origin]) -> Place | Position:
    if "origin" not in place:
        return Position(**place)
    origins[place["pointer"]] = Origin(**place["origin"])
    return Place(place["pointer"], place["key"])
