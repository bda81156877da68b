"""From a request to packages on disk: the stages, in order.

Every stage is a function from values to values; only the ends touch the disk.
"""

from __future__ import annotations

from dataclasses import replace

from specpress.config import Config, configured, report_unmatched
from specpress.delivery import Mode, deliver, keep_copy
from specpress.diagnostics import Diagnostics
from specpress.document import overlay, validate
from specpress.document.document import Document
from specpress.document.references import bundle
from specpress.document.repair import repair
from specpress.document.select import select
from specpress.document.source import is_url, load
from specpress.document.versions import normalise
from specpress.lower.api import lower
from specpress.lower.names import name_operations
from specpress.lower.recognition import recognised_pages
from specpress.lower.type_names import with_names
from specpress.options import Options
from specpress.pressing import press, press_manual, surfaces_of
from specpress.report import Report, report_of
from specpress.watch import Watch


def generate(options: Options, mode: Mode, watch: Watch) -> Report:
    """Press what is asked for. Nothing has been written if the report that comes back has failed."""
    diagnostics = Diagnostics()
    config = configured(options, diagnostics)
    document = None if config is None else read(config, diagnostics, watch)
    if config is None or document is None:
        return Report(findings=tuple(diagnostics))
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
    verdict = validate.begin(judged, options.cache)
    try:
        with watch("lower"):
            api = lower(chosen, calls, lowering, diagnostics)
        packages = [
            press(api, output, options.cache, watch) for output in config.outputs if not diagnostics.failed
        ]
        if config.manuals and not diagnostics.failed:
            surfaces = surfaces_of(api, packages, config.languages)
            packages += [press_manual(api, output, surfaces, watch) for output in config.manuals]
        for package in packages:
            for remark in package.remarks:
                said = f"{package.output.target}: {remark.message}"
                diagnostics.warning(remark.code, said, remark.pointer)
        with watch("validate"):
            validate.finish(verdict, config.reading.strict, diagnostics)
    finally:
        validate.abandon(verdict)
    report = report_of(config, chosen, len(calls), len(api.operations), diagnostics)
    report = replace(report, paged=recognised_pages(api, config.lowering))
    if report.failed:
        return report
    with watch("write"):
        if is_url(config.document) and mode != "check":
            keep_copy(config, document)
        return deliver(report, packages, mode)


def read(config: Config, diagnostics: Diagnostics, watch: Watch) -> Document | None:
    """The document in one piece, its references checked, and mended as far as that is asked for.

    None where it cannot be read.
    """
    with watch("load"):
        sources = load(config.document, config.reading, diagnostics)
    if sources is None:
        return None
    with watch("references"):
        sources = overlay.apply(sources, map(str, config.overlays), diagnostics)
        document = bundle(sources, diagnostics)
    with watch("repair"):
        return repair(document, config.reading.strict, diagnostics)
