"""The command line: the only module that prints or ends the process. What is slow to import waits."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NoReturn

import typer

from specpress import __version__
from specpress.freshness import recall, remember, request
from specpress.messages import message
from specpress.options import CONFIGURATION, Options, find_configuration
from specpress.registry import TARGETS
from specpress.report import Report, as_json, summary
from specpress.watch import Watch

FINE: Final = 0
NOT_AS_IT_SHOULD_BE: Final = 1
WRONG_USAGE: Final = 2
ENVIRONMENT: Final = 3

app = typer.Typer(
    help="Press an OpenAPI document into typed clients.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

DocumentArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[DOCUMENT]",
        help="OpenAPI 3.0, 3.1 or 3.2: a file or a web address. Left out: what spec/specpress.yaml says.",
        show_default=False,
    ),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--only", metavar="PATTERN", help="Take these: calls (repos.*), tags, 'GET /path', operationIds."
    ),
]
ExceptOption = Annotated[
    list[str] | None,
    typer.Option("--except", metavar="PATTERN", help="Leave these out; patterns as for --only."),
]
ValidationOption = Annotated[
    Literal["strict", "tolerant"] | None,
    typer.Option(help="Refuse what is not valid, or repair what has one sane reading.", show_default=False),
]
RemoteOption = Annotated[bool, typer.Option("--allow-remote", help="Follow references to the web.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def main() -> None:
    """Run a command; every failure becomes a message and an exit code."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ENVIRONMENT)
    except (OSError, MemoryError, RecursionError) as problem:
        _give_up(str(problem) or type(problem).__name__)
    except Exception as problem:
        _give_up(
            f"this should not have happened: {type(problem).__name__}: {problem}\n"
            "Please report it, with the document or a part of it that shows the same. "
            "SPECPRESS_DEBUG=1 prints where it happened."
        )


@app.callback(invoke_without_command=True)
def specpress(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Press an OpenAPI document into typed clients."""
    if version:
        typer.echo(f"specpress {__version__}")
        raise typer.Exit(FINE)


@app.command()
def generate(
    document: DocumentArgument = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="Each target gets a folder in this one [default: out].", show_default=False
        ),
    ] = None,
    target: Annotated[
        list[str] | None,
        typer.Option("--target", metavar="NAME", help="Make only this target; may be repeated."),
    ] = None,
    only: OnlyOption = None,
    except_: ExceptOption = None,
    validation: ValidationOption = None,
    name: Annotated[
        str | None, typer.Option(help="Name of client class and package.", show_default=False)
    ] = None,
    allow_remote: RemoteOption = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail, with a diff, where outputs are not current.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite even edits that git does not have.")
    ] = False,
    timings: Annotated[bool, typer.Option("--timings", help="Say how long each stage took.")] = False,
    json_: JsonOption = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print findings only.")] = False,
) -> None:
    """Write the clients. Without a document: all that spec/specpress.yaml names."""
    named, configuration = _source(document)
    for each in target or ():
        if each not in TARGETS:
            raise typer.BadParameter(f"there is no target {each!r}; there are: {', '.join(TARGETS)}")
    options = Options(
        document=named,
        configuration=configuration,
        output=output,
        targets=tuple(target or ()),
        only=tuple(only or ()),
        exclude=tuple(except_ or ()),
        validation=validation,
        name=name or "",
        allow_remote=allow_remote,
    )
    asked = request(options)
    known = recall(asked)
    if known is not None:
        _tell(known, json_=json_, quiet=quiet)
        raise typer.Exit(FINE)

    from specpress import pipeline

    mode: pipeline.Mode = "check" if check else "force" if force else "write"
    with _progress(shown=not (json_ or quiet)) as show:
        watch = Watch(show)
        report = pipeline.generate(options, mode, watch)
    for line in report.difference:
        typer.echo(line, err=json_)
    _tell(_told(report, watch.timings), json_=json_, quiet=quiet)
    if timings:
        _print_timings(watch.timings)
    if report.failed or report.kept or (check and report.drifted):
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)
    remember(asked, report.inputs, (Path(made.folder) for made in report.made), _told(report.settled(), {}))


def _source(document: str | None) -> tuple[str, Path | None]:
    """The document and the configuration that a command works on: one of the two."""
    if document is not None and Path(document).name != CONFIGURATION:
        return document, None
    configuration = find_configuration(Path.cwd()) if document is None else Path(document)
    if configuration is None:
        raise typer.BadParameter(f"there is no {CONFIGURATION} here or above: name a document")
    return "", Path(os.path.relpath(configuration))


def _told(report: Report, timings: Mapping[str, float]) -> Mapping[str, Any]:
    """What is printed of a run: its findings and its summary as text, and the whole as JSON."""
    return {
        "findings": [message(found) for found in report.findings],
        "summary": [] if report.failed else list(summary(report)),
        "json": {**as_json(report), "timings": dict(timings)},
    }


def _tell(told: Mapping[str, Any], *, json_: bool, quiet: bool) -> None:
    for text in told["findings"]:
        typer.echo(text, err=True)
    if json_:
        typer.echo(json.dumps(told["json"], indent=2))
    elif not quiet:
        for line in told["summary"]:
            typer.echo(line)


@contextlib.contextmanager
def _progress(*, shown: bool) -> Iterator[Callable[[str], None]]:
    """Shows the stage that a run is in, on a terminal only."""
    if not (shown and sys.stderr.isatty()):
        yield lambda stage: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield status.update


def _print_timings(timings: Mapping[str, float]) -> None:
    for stage, seconds in timings.items():
        typer.echo(f"{seconds * 1000:8.0f} ms  {stage}", err=True)
    typer.echo(f"{sum(timings.values()) * 1000:8.0f} ms", err=True)


def _give_up(message: str) -> NoReturn:
    if os.environ.get("SPECPRESS_DEBUG"):
        traceback.print_exc()
    typer.echo(f"specpress: {message}", err=True)
    sys.exit(ENVIRONMENT)
