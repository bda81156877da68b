"""From a request to packages on disk: the stages, in order.

Every stage is a function from values to values; only the ends touch the disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from specpress.config import Config, configured, has_document, report_unmatched
from specpress.delivery import Mode, deliver, keep_copy
from specpress.diagnostics import Diagnostics
from specpress.document import overlay, validate
from specpress.document.document import Document
from specpress.document.prose import MARK, MarkShows, lift, plain
from specpress.document.references import bundle
from specpress.document.repair import repair
from specpress.document.select import select
from specpress.document.source import Sources, is_url, load
from specpress.document.standby import Start, start
from specpress.document.versions import normalise
from specpress.lower.api import lower
from specpress.lower.names import name_operations
from specpress.lower.recognition import recognised_pages
from specpress.lower.type_names import with_names
from specpress.options import Options
from specpress.output import Files
from specpress.pressing import Package, completed, press, press_manual, surfaces_of
from specpress.report import Report, report_of
from specpress.reuse import Pressed, keep, recall, shelf_of
from specpress.watch import Watch


def generate(options: Options, mode: Mode, watch: Watch, validator: Start = start) -> Report:
    """Press what is asked for. Nothing has been written if the report that comes back has failed.

    `validator`: starts the process that validates.
    """
    diagnostics = Diagnostics()
    config = configured(options, diagnostics)
    sources = None if config is None else opened(config, diagnostics, watch)
    if config is None or sources is None:
        return Report(findings=tuple(diagnostics))
    asked = _Asked(options, config, watch, validator)
    done = _filled_in(asked, sources) or _finished(asked, sources)
    pressed = done.pressed
    diagnostics.extend(pressed.diagnostics)
    report = report_of(config, pressed.document, pressed.total, pressed.selected, diagnostics)
    report = replace(report, paged=pressed.paged)
    if report.failed:
        return report
    with watch("write"):
        if is_url(config.document) and mode != "check":
            keep_copy(config, sources.main.text)
        return deliver(report, done.outputs, mode)


def read(config: Config, diagnostics: Diagnostics, watch: Watch) -> Document | None:
    """The document in one piece, its references checked, and mended as far as that is asked for.

    None where it cannot be read.
    """
    sources = opened(config, diagnostics, watch)
    return None if sources is None else mended(sources, config, diagnostics, watch)


def opened(config: Config, diagnostics: Diagnostics, watch: Watch) -> Sources | None:
    """The first file of the document, overlays applied; None where it cannot be read."""
    with watch("load"):
        if not has_document(config, diagnostics):
            return None
        sources = load(config.document, config.reading, diagnostics)
        return sources and overlay.apply(sources, map(str, config.overlays), diagnostics)


def mended(sources: Sources, config: Config, diagnostics: Diagnostics, watch: Watch) -> Document:
    """The document in one piece, its references checked, and mended as far as that is asked for."""
    with watch("references"):
        document = bundle(sources, diagnostics)
    with watch("repair"):
        return repair(document, config.reading.strict, diagnostics)


@dataclass(frozen=True, slots=True)
class _Asked:
    options: Options
    config: Config
    watch: Watch
    validator: Start


@dataclass(frozen=True, slots=True)
class _Done:
    pressed: Pressed
    outputs: Sequence[tuple[Package, Files]]


def _finished(asked: _Asked, sources: Sources) -> _Done:
    """All stages over the document as it is."""
    pressed = _press(asked, sources)
    return _Done(pressed, [(package, completed(package, None)) for package in pressed.packages])


def _filled_in(asked: _Asked, sources: Sources) -> _Done | None:
    """All stages over the document without its descriptions, or what a run before has made of it; then those.

    None where something looks into descriptions: manuals, the recognition of pages, overlays, or a finding
    that quotes one.
    """
    options, config, watch = asked.options, asked.config, asked.watch
    if config.manuals or config.overlays or config.lowering.recognise_pages:
        return None
    with watch("load"):
        lifted = lift(sources.main.value)
        if lifted is None:
            return None
        shelf = shelf_of(options, config, lifted)
        known = recall(shelf, config, sources)
    pressed = known
    if pressed is None:
        main = replace(sources.main, value=lifted.root)
        marked = replace(sources, main=main, files={main.uri: main})
        pressed = _press(asked, marked, complete=False)
    if any(MARK in found.message or MARK in found.hint for found in pressed.diagnostics):
        return None
    with watch("fill in"):
        try:
            done = _Done(
                pressed, [(package, completed(package, lifted.texts)) for package in pressed.packages]
            )
        except MarkShows:
            return None
        if known is None:
            keep(shelf, pressed)
        return done


def _press(asked: _Asked, sources: Sources, *, complete: bool = True) -> Pressed:
    """The stages from references to packages. `complete`: nothing has been taken out of the document."""
    options, config, watch = asked.options, asked.config, asked.watch
    diagnostics = Diagnostics()
    document = mended(sources, config, diagnostics, watch)
    with watch("normalise"):
        normal = normalise(document, diagnostics)
        report_unmatched(config, normal.cursor(), diagnostics)
    with watch("names"):
        calls = name_operations(normal.cursor(), config.naming, diagnostics)
        lowering = with_names(normal.cursor(), config.lowering, config.name, config.stem)
    with watch("select"):
        patterns = ({operation: str(call) for operation, call in calls.items()}, config.only, config.exclude)
        chosen = select(normal, *patterns, diagnostics)
        # An owner answers for the whole document; of somebody else's, what nobody asked for does not matter.
        judged = document if config.reading.strict else select(document, *patterns, Diagnostics())
    if not complete:
        judged = judged.with_root(plain(judged.root), judged.origins)
    verdict = validate.begin(judged, options.cache, asked.validator)
    try:
        with watch("lower"):
            api = lower(chosen, calls, lowering, diagnostics)
        packages = [
            press(api, output, options.cache, watch, complete=complete)
            for output in config.outputs
            if not diagnostics.failed
        ]
        if config.manuals and not diagnostics.failed:
            surfaces = surfaces_of(api, packages, config.languages)
            packages += [press_manual(api, output, surfaces, watch) for output in config.manuals]
        for package in packages:
            for remark in package.remarks:
                said = f"{package.output.target}: {remark.message}"
                diagnostics.warning(remark.code, said, remark.pointer)
        with watch("validate"):
            lasting = validate.finish(verdict, config.reading.strict, diagnostics)
    finally:
        validate.abandon(verdict)
    return Pressed(
        document=chosen,
        diagnostics=diagnostics,
        packages=() if diagnostics.failed else tuple(packages),
        total=len(calls),
        selected=len(api.operations),
        paged=recognised_pages(api, config.lowering),
        lasting=lasting,
    )
