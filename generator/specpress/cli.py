"""The command line: the only module that prints or ends the process. What is slow to import waits."""

from __future__ import annotations

import contextlib
import gc
import importlib.util
import json
import os
import sys
import traceback
from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Literal, NoReturn

import click

from specpress import __version__
from specpress.diagnostics import Severity
from specpress.freshness import is_new, recall, remember, request
from specpress.options import CONFIGURATION, Options, find_configuration, is_client_name
from specpress.registry import TARGETS
from specpress.shared_options import (
    Reading,
    allow_files_option,
    allow_remote_option,
    document_argument,
    json_option,
    validation_option,
)
from specpress.watch import Watch

FINE: Final = 0
NOT_AS_IT_SHOULD_BE: Final = 1
WRONG_USAGE: Final = 2
ENVIRONMENT: Final = 3

_FILE: Final = click.Path(path_type=Path)


def main() -> None:
    """Run a command; every failure becomes a message and an exit code."""
    try:
        specpress(prog_name="specpress")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ENVIRONMENT)
    except (OSError, MemoryError, RecursionError) as problem:
        _give_up(_in_words(problem))
    except Exception as problem:
        _give_up(
            f"this should not have happened: {type(problem).__name__}: {problem}\n"
            "Please report it, with the document or a part of it that shows the same. "
            "SPECPRESS_DEBUG=1 prints where it happened."
        )


class _AsWritten(click.Group):
    """Lists its commands as they stand here: what one comes for is first."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_AsWritten, no_args_is_help=True)
@click.version_option(__version__, message="%(prog)s %(version)s", help="Print the version.")
def specpress() -> None:
    """Press an OpenAPI document into typed clients."""


@specpress.command()
@document_argument
@click.option("-o", "--output", type=_FILE, help="Each target gets a folder in this one  [default: out].")
@click.option(
    "--target", "targets", multiple=True, type=click.Choice(TARGETS), help="Make only this; may be repeated."
)
@click.option(
    "--only",
    multiple=True,
    metavar="PATTERN",
    help="Take these: calls (repos.*), tags, 'GET /path', operationIds.",
)
@click.option(
    "--except", "exclude", multiple=True, metavar="PATTERN", help="Leave these out; patterns as for --only."
)
@validation_option(None)
@click.option("--name", metavar="NAME", help="Name of client class and package.")
@click.option(
    "--pagination",
    type=click.Choice(("configured", "auto")),
    help="Whose pages clients go through: those configured, or all that are recognised.",
)
@allow_remote_option
@allow_files_option
@click.option(
    "--check", is_flag=True, help="Write nothing; fail, with a diff, where outputs are not current."
)
@click.option("--force", is_flag=True, help="Overwrite even edits that git does not have.")
@click.option("--timings", is_flag=True, help="Say how long each stage took.")
@json_option
@click.option("-q", "--quiet", is_flag=True, help="Print findings only.")
def generate(
    document: str | None,
    output: Path | None,
    targets: tuple[str, ...],
    only: tuple[str, ...],
    exclude: tuple[str, ...],
    validation: Reading | None,
    name: str | None,
    pagination: Literal["configured", "auto"] | None,
    allow_remote: bool,
    roots: tuple[str, ...],
    check: bool,
    force: bool,
    timings: bool,
    json_: bool,
    quiet: bool,
) -> None:
    """Write the clients. Without a document: all that spec/specpress.yaml names."""
    if name and not is_client_name(name):
        wanted = "letters and digits, such as `PetStore`, and no word that a language keeps for itself"
        raise click.BadParameter(f"{name!r} is no name for a client: {wanted}")
    options = replace(
        _options(document, validation=validation, allow_remote=allow_remote),
        output=output,
        targets=targets,
        only=only,
        exclude=exclude,
        name=name or "",
        pagination=pagination,
        roots=roots,
    )
    asked = request(options)
    known = recall(asked)
    if known is not None:
        _tell(known, json_=json_, quiet=quiet)
        raise click.exceptions.Exit(FINE)

    from specpress.document.standby import standing_by

    with standing_by(is_new(asked)) as validator, _uncollected():
        from specpress import pipeline
        from specpress.delivery import Mode
        from specpress.report import told

        mode: Mode = "check" if check else "force" if force else "write"
        with _progress(shown=not (json_ or quiet)) as show:
            watch = Watch(show)
            report = pipeline.generate(options, mode, watch, validator)
    for line in report.difference:
        click.echo(line, err=json_)
    _tell(told(report, watch.timings), json_=json_, quiet=quiet)
    if timings:
        _print_timings(watch.timings)
    if report.failed or report.kept or (check and report.drifted):
        raise click.exceptions.Exit(ENVIRONMENT if report.beyond else NOT_AS_IT_SHOULD_BE)
    remember(asked, report.inputs, (Path(made.folder) for made in report.made), told(report.settled(), {}))


@specpress.command()
@document_argument
@validation_option("strict")
@allow_remote_option
@allow_files_option
@json_option
def validate(
    document: str | None, validation: Reading, allow_remote: bool, roots: tuple[str, ...], json_: bool
) -> None:
    """Say all that is wrong with a document; write nothing."""
    from specpress import inspection
    from specpress.report import told

    options = replace(_options(document, validation=validation, allow_remote=allow_remote), roots=roots)
    with _progress(shown=not json_) as show:
        report = inspection.check(options, Watch(show))
    _tell(told(report, {}), json_=json_, quiet=False)
    if report.failed:
        raise click.exceptions.Exit(ENVIRONMENT if report.beyond else NOT_AS_IT_SHOULD_BE)


@specpress.command()
@document_argument
@click.option("--pin", is_flag=True, help="As `operations` of specpress.yaml.")
@allow_remote_option
@allow_files_option
@json_option
def names(document: str | None, pin: bool, allow_remote: bool, roots: tuple[str, ...], json_: bool) -> None:
    """Print which call belongs to which operation."""
    from specpress import inspection
    from specpress.messages import message
    from specpress.naming_report import names_json, names_pins, names_table

    options = replace(_options(document, allow_remote=allow_remote), roots=roots)
    calls, findings = inspection.names(options, Watch())
    for found in findings:
        click.echo(message(found), err=True)
    write = names_json if json_ else names_pins if pin else names_table
    click.echo(write(calls), nl=False)
    if any(found.severity is Severity.ERROR for found in findings):
        raise click.exceptions.Exit(NOT_AS_IT_SHOULD_BE)


@specpress.command()
@click.argument("old", required=False, type=click.Path(), help="A file, a web address, or REV:path in git.")
@click.argument("new", required=False, type=click.Path(), help="Likewise.")
@click.option("--base", metavar="REV", help="Compare what spec/specpress.yaml says, then and now.")
@click.option(
    "--format",
    "style",
    type=click.Choice(("terminal", "markdown", "json", "github", "changelog")),
    default="terminal",
    show_default=True,
    help="How to tell it.",
)
@click.option(
    "--fail-on",
    type=click.Choice(("breaking", "warning", "any")),
    default="breaking",
    show_default=True,
    help="The least finding that fails.",
)
@click.option("--allow", type=_FILE, metavar="FILE", help="Findings to accept.")
@click.option("--summary", type=_FILE, metavar="FILE", help="Write the Markdown here, too.")
@json_option
def diff(
    old: str | None,
    new: str | None,
    base: str | None,
    style: Literal["terminal", "markdown", "json", "github", "changelog"],
    fail_on: Literal["breaking", "warning", "any"],
    allow: Path | None,
    summary: Path | None,
    json_: bool,
) -> None:
    """Say what a change means to users, and which versions it asks for."""
    if (old is None) != (new is None) or (old is None) == (base is None):
        raise click.BadParameter("name two documents, or a revision with --base")

    from specpress.diffing import DiffOptions, compare
    from specpress.messages import message

    options = DiffOptions(
        old=old or "",
        new=new or "",
        base=base or "",
        configuration=find_configuration(Path.cwd()),
        allow_list=allow,
        fail_on=fail_on,
    )
    style = "json" if json_ else style
    with _progress(shown=style == "terminal") as show:
        comparison = compare(options, Watch(show))
    for found in comparison.findings:
        click.echo(message(found), err=True)
    click.echo(comparison.text(style), nl=False)
    if summary is not None:
        summary.write_text(comparison.text("markdown"), encoding="utf-8")
    if comparison.failed:
        raise click.exceptions.Exit(NOT_AS_IT_SHOULD_BE)


@specpress.command()
@click.argument("paths", nargs=-1, required=True, type=_FILE, help="Documents, or folders of them.")
@click.option(
    "--target",
    type=click.Choice(("python", "typescript", "reference")),
    default="python",
    show_default=True,
    help="The target to judge.",
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Documents at a time.")
@click.option(
    "--limit", type=click.FloatRange(1), default=600, show_default=True, help="Seconds for each document."
)
@click.option("--checks/--no-checks", default=True, show_default=True, help="Run the type checkers.")
@click.option("--again", is_flag=True, help="Audit anew what was audited before.")
@click.option("--markdown", type=_FILE, help="Write the table to this file.")
@json_option
def audit(
    paths: tuple[Path, ...],
    target: Literal["python", "typescript", "reference"],
    jobs: int,
    limit: float,
    checks: bool,
    again: bool,
    markdown: Path | None,
    json_: bool,
) -> None:
    """Judge what becomes of documents. Nothing may be lost, every request and answer right."""
    if any(importlib.util.find_spec(name) is None for name in ("openapi_core", "mypy", "httpx2")):
        _give_up("the audit needs its judges: pip install 'specpress[audit]'")

    from specpress.audit.markdown import as_markdown
    from specpress.audit.run import Plan, audit_all, find_documents
    from specpress.audit.table import as_json, line, summary

    cache = Options(configuration=find_configuration(Path.cwd())).cache / "audit"
    plan = Plan(cache=cache, target=target, jobs=jobs, limit=limit, checks=checks, again=again)
    results = audit_all(
        find_documents(paths), plan, lambda result: None if json_ else click.echo(line(result))
    )
    click.echo(as_json(results) if json_ else summary(results), nl=False)
    if markdown is not None:
        markdown.write_text(as_markdown(results, target), encoding="utf-8")
    if any(result.failed for result in results):
        raise click.exceptions.Exit(NOT_AS_IT_SHOULD_BE)


def _options(document: str | None, *, validation: Reading | None = None, allow_remote: bool) -> Options:
    """What a command works on: a document, or a configuration, which is looked for where neither is named."""
    if document is not None and Path(document).name != CONFIGURATION:
        return Options(document=document, validation=validation, allow_remote=allow_remote)
    configuration = find_configuration(Path.cwd()) if document is None else Path(document)
    if configuration is None:
        raise click.BadParameter(f"there is no {CONFIGURATION} here or above: name a document")
    configuration = Path(os.path.relpath(configuration))
    return Options(configuration=configuration, validation=validation, allow_remote=allow_remote)


def _tell(report: Mapping[str, Any], *, json_: bool, quiet: bool) -> None:
    for text in report["findings"]:
        click.echo(text, err=True)
    if json_:
        click.echo(json.dumps(report["json"], indent=2))
    elif not quiet:
        for line in report["summary"]:
            click.echo(line)


@contextlib.contextmanager
def _progress(*, shown: bool) -> Generator[Callable[[str], None]]:
    """Shows the stage that a run is in, on a terminal only."""
    if not (shown and sys.stderr.isatty()):
        yield lambda stage: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield status.update


@contextlib.contextmanager
def _uncollected() -> Generator[None]:
    """No search for garbage: a run needs what it makes to its end; searching takes a third of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _print_timings(timings: Mapping[str, float]) -> None:
    for stage, seconds in timings.items():
        click.echo(f"{seconds * 1000:8.0f} ms  {stage}", err=True)
    click.echo(f"{sum(timings.values()) * 1000:8.0f} ms", err=True)


def _in_words(problem: BaseException) -> str:
    """What an exception says, without its number."""
    if isinstance(problem, OSError) and problem.strerror:
        return f"{problem.filename}: {problem.strerror}" if problem.filename else problem.strerror
    return str(problem) or type(problem).__name__


def _give_up(message: str) -> NoReturn:
    if os.environ.get("SPECPRESS_DEBUG"):
        traceback.print_exc()
    click.echo(f"specpress: {message}", err=True)
    sys.exit(ENVIRONMENT)
