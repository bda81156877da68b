"""Finished packages are compared with what is on disk and, unless somebody only asks, put there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from specpress.config import Config
from specpress.fetch import file_name
from specpress.output import Files, check_folder, compare, differences
from specpress.pressing import Package
from specpress.report import Made, Report
from specpress.swap import recover, write

Mode: TypeAlias = Literal["write", "force", "check"]
"""`check` writes nothing; `force` overwrites even edits by hand that git does not have."""


def deliver(report: Report, packages: Sequence[tuple[Package, Files]], mode: Mode) -> Report:
    """The report of a run, completed by what was done, or in mode `check` by what would be."""
    if mode != "check":
        for package, _ in packages:
            recover(package.output.folder)
    pending = {
        package.output.folder: (files, compare(package.output.folder, files, force=mode == "force"))
        for package, files in packages
    }
    difference: list[str] = []
    if mode == "check":
        for folder, (files, changes) in pending.items():
            difference.extend(differences(folder, files, changes))
    else:
        write(pending)
    made = tuple(
        Made(
            target=package.output.target,
            folder=str(package.output.folder),
            package=package.names.package,
            distribution=package.names.distribution,
            client=package.names.client,
            changes=pending[package.output.folder][1],
            lost=package.lost,
        )
        for package, _ in packages
    )
    return replace(report, made=made, difference=tuple(difference))


def keep_copy(config: Config, text: str) -> None:
    """Write a document that came from the web beside the packages made of it, where it can be read again."""
    for folder in {output.folder.parent for output in (*config.outputs, *config.manuals)}:
        check_folder(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / file_name(config.document)).write_text(text, encoding="utf-8")
