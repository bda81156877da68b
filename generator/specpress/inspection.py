"""What can be said of a document without making anything of it."""

from __future__ import annotations

from collections.abc import Mapping

from specpress.config import configured
from specpress.diagnostics import Diagnostic, Diagnostics
from specpress.document import validate
from specpress.document.operations import operations
from specpress.document.versions import normalise
from specpress.ir.names import Call
from specpress.lower.names import name_operations
from specpress.options import Options
from specpress.pipeline import read
from specpress.report import Report, located, report_of
from specpress.watch import Watch


def check(options: Options, watch: Watch) -> Report:
    """What is wrong with a document."""
    diagnostics = Diagnostics()
    config = configured(options, diagnostics)
    document = None if config is None else read(config, diagnostics, watch)
    if config is None or document is None:
        return Report(findings=tuple(diagnostics))
    with watch("validate"):
        validate.finish(validate.begin(document, options.cache), config.reading.strict, diagnostics)
    total = sum(1 for _ in operations(document.cursor()))
    return report_of(config, document, total, total, diagnostics)


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
