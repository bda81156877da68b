"""What can be said of a document without making anything of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from specpress.config import Config, configured, report_unmatched
from specpress.diagnostics import Diagnostic, Diagnostics
from specpress.document import validate
from specpress.document.document import Document
from specpress.document.operations import operations
from specpress.document.select import select
from specpress.document.versions import normalise
from specpress.ir.names import Call
from specpress.lower.api import lower
from specpress.lower.names import name_operations
from specpress.lower.type_names import with_names
from specpress.options import Options
from specpress.pipeline import read
from specpress.report import Report, located, report_of
from specpress.watch import Watch


def check(options: Options, watch: Watch) -> Report:
    """What is wrong with a document: all that is told of it where clients are made."""
    diagnostics = Diagnostics()
    config = configured(options, diagnostics)
    document = None if config is None else read(config, diagnostics, watch)
    if config is None or document is None:
        return Report(findings=tuple(diagnostics), writes=False)
    verdict = validate.begin(document, options.cache)
    try:
        with watch("lower"):
            selected = _lowered(document, config, diagnostics)
        with watch("validate"):
            validate.finish(verdict, config.reading.strict, diagnostics)
    finally:
        validate.abandon(verdict)
    total = sum(1 for _ in operations(document.cursor()))
    return replace(report_of(config, document, total, selected, diagnostics), writes=False)


def _lowered(document: Document, config: Config, diagnostics: Diagnostics) -> int:
    """The stages that every target shares; how many operations were selected."""
    normal = normalise(document, diagnostics)
    report_unmatched(config, normal.cursor(), diagnostics)
    calls = name_operations(normal.cursor(), config.naming, diagnostics)
    spelt = {operation: str(call) for operation, call in calls.items()}
    chosen = select(normal, spelt, config.only, config.exclude, diagnostics)
    lowering = with_names(normal.cursor(), config.lowering, config.name, config.stem)
    return len(lower(chosen, calls, lowering, diagnostics).operations)


def names(options: Options, watch: Watch) -> tuple[Mapping[str, Call], tuple[Diagnostic, ...]]:
    """The call of every operation, and what there is to say about them."""
    diagnostics = Diagnostics()
    config = configured(options, diagnostics)
    document = None if config is None else read(config, diagnostics, watch)
    if config is None or document is None:
        return {}, tuple(diagnostics)
    document = normalise(document, diagnostics)
    calls = name_operations(document.cursor(), config.naming, diagnostics)
    return calls, located(diagnostics, document)
