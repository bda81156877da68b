"""What several commands of the command line take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

import click

Reading: TypeAlias = Literal["strict", "tolerant"]

document_argument = click.argument(
    "document",
    required=False,
    type=click.Path(),  # shells complete files; it may be a web address as well
    help="OpenAPI 3.0, 3.1 or 3.2: a file or a web address. Left out: what spec/specpress.yaml says.",
)
allow_remote_option = click.option("--allow-remote", is_flag=True, help="Follow references to the web.")
allow_files_option = click.option(
    "--allow-files",
    "roots",
    multiple=True,
    metavar="FOLDER",
    help="Follow references into this folder; may be repeated.",
)
json_option = click.option("--json", "json_", is_flag=True, help="Print JSON.")


def validation_option(default: Reading | None) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """How the document is read; None: as the configuration says."""
    stated = default or "as the configuration says, else strict; tolerant where a document is named"
    return click.option(
        "--validation",
        type=click.Choice(("strict", "tolerant")),
        default=default,
        help=f"Refuse what is not valid, or repair what has one sane reading.  [default: {stated}]",
    )
