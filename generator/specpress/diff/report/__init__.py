"""A review as text: for a terminal, a pull request, a program, a line of a file, a changelog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias

from specpress.diff.report.changelog import changelog
from specpress.diff.report.github import workflow_commands
from specpress.diff.report.json import json_report
from specpress.diff.report.markdown import markdown
from specpress.diff.report.terminal import terminal
from specpress.diff.review import Review

Format: TypeAlias = Literal["terminal", "markdown", "json", "github", "changelog"]

REPORTS: Final[Mapping[Format, Callable[[Review], str]]] = {
    "terminal": terminal,
    "markdown": markdown,
    "json": json_report,
    "github": workflow_commands,
    "changelog": changelog,
}
"""The reports by name; each makes text that ends in a newline, or is empty."""
