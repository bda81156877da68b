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
from typing import Annotated, Any, Final, Literal, NoReturn

import typer

from specpress import __version__
from specpress.diagnostics import Severity
from specpress.freshness import is_new, recall, remember, request
from specpress.options import CONFIGURATION, Options, find_configuration
from specpress.registry import TARGETS
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
        metavar="DOCUMENT",
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
RootsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-files", metavar="FOLDER", help="Follow references into this folder; may be repeated."
    ),
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
    pagination: Annotated[
        Literal["configured", "auto"] | None,
        typer.Option(help="Whose pages clients go through: those configured, or all that are recognised."),
    ] = None,
    allow_remote: RemoteOption = False,
    allow_files: RootsOption = None,
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
    for each in target or ():
        if each not in TARGETS:
            raise typer.BadParameter(f"there is no target {each!r}; there are: {', '.join(TARGETS)}")
    if name and not (name.isascii() and name.isalnum() and name[0].isalpha()):
        raise typer.BadParameter(f"{name!r} is no name of letters and digits, such as `PetStore`")
    options = replace(
        _options(document, validation=validation, allow_remote=allow_remote),
        output=output,
        targets=tuple(target or ()),
        only=tuple(only or ()),
        exclude=tuple(except_ or ()),
        name=name or "",
        pagination=pagination,
        roots=tuple(allow_files or ()),
    )
    asked = request(options)
    known = recall(asked)
    if known is not None:
        _tell(known, json_=json_, quiet=quiet)
        raise typer.Exit(FINE)

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
        typer.echo(line, err=json_)
    _tell(told(report, watch.timings), json_=json_, quiet=quiet)
    if timings:
        _print_timings(watch.timings)
    if report.failed or report.kept or (check and report.drifted):
        raise typer.Exit(ENVIRONMENT if report.beyond else NOT_AS_IT_SHOULD_BE)
    remember(asked, report.inputs, (Path(made.folder) for made in report.made), told(report.settled(), {}))


@app.command()
def validate(
    document: DocumentArgument = None,
    validation: ValidationOption = "strict",
    allow_remote: RemoteOption = False,
    allow_files: RootsOption = None,
    json_: JsonOption = False,
) -> None:
    """Say all that is wrong with a document; write nothing."""
    from specpress import inspection
    from specpress.report import told

    options = replace(
        _options(document, validation=validation, allow_remote=allow_remote), roots=tuple(allow_files or ())
    )
    with _progress(shown=not json_) as show:
        report = inspection.check(options, Watch(show))
    _tell(told(report, {}), json_=json_, quiet=False)
    if report.failed:
        raise typer.Exit(ENVIRONMENT if report.beyond else NOT_AS_IT_SHOULD_BE)


@app.command()
def names(
    document: DocumentArgument = None,
    pin: Annotated[bool, typer.Option("--pin", help="As `operations` of specpress.yaml.")] = False,
    allow_remote: RemoteOption = False,
    json_: JsonOption = False,
) -> None:
    """Print which call belongs to which operation."""
    from specpress import inspection
    from specpress.messages import message
    from specpress.naming_report import names_json, names_pins, names_table

    calls, findings = inspection.names(_options(document, allow_remote=allow_remote), Watch())
    for found in findings:
        typer.echo(message(found), err=True)
    write = names_json if json_ else names_pins if pin else names_table
    typer.echo(write(calls), nl=False)
    if any(found.severity is Severity.ERROR for found in findings):
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)


@app.command()
def diff(
    old: Annotated[
        str | None,
        typer.Argument(metavar="OLD", help="A file, a web address, or REV:path in git.", show_default=False),
    ] = None,
    new: Annotated[str | None, typer.Argument(metavar="NEW", help="Likewise.", show_default=False)] = None,
    base: Annotated[
        str | None,
        typer.Option(metavar="REV", help="Compare what spec/specpress.yaml says, then and now."),
    ] = None,
    format_: Annotated[
        Literal["terminal", "markdown", "json", "github", "changelog"],
        typer.Option("--format", help="How to tell it."),
    ] = "terminal",
    fail_on: Annotated[
        Literal["breaking", "warning", "any"], typer.Option(help="The least finding that fails.")
    ] = "breaking",
    allow: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Findings to accept.", show_default=False)
    ] = None,
    summary: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the Markdown here, too.", show_default=False)
    ] = None,
    json_: JsonOption = False,
) -> None:
    """Say what a change means to those who use the API or its clients, and which versions it asks for."""
    if (old is None) != (new is None) or (old is None) == (base is None):
        raise typer.BadParameter("name two documents, or a revision with --base")

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
    style = "json" if json_ else format_
    with _progress(shown=style == "terminal") as show:
        comparison = compare(options, Watch(show))
    for found in comparison.findings:
        typer.echo(message(found), err=True)
    typer.echo(comparison.text(style), nl=False)
    if summary is not None:
        summary.write_text(comparison.text("markdown"), encoding="utf-8")
    if comparison.failed:
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)


@app.command()
def audit(
    paths: Annotated[list[Path], typer.Argument(help="Documents, or folders of them.", show_default=False)],
    target: Annotated[str, typer.Option("--target", metavar="NAME", help="The target to judge.")] = "python",
    jobs: Annotated[int, typer.Option(min=1, help="Documents at a time.")] = 1,
    limit: Annotated[float, typer.Option(min=1, help="Seconds for each document.")] = 600,
    checks: Annotated[bool, typer.Option(help="Run the type checkers.")] = True,
    again: Annotated[bool, typer.Option("--again", help="Audit anew what was audited before.")] = False,
    markdown: Annotated[
        Path | None, typer.Option(help="Write the table to this file.", show_default=False)
    ] = None,
    json_: JsonOption = False,
) -> None:
    """Judge what becomes of documents: nothing may be lost, every request and answer right."""
    if target not in ("python", "typescript", "reference"):
        raise typer.BadParameter(f"the audit judges python, typescript and reference, not {target!r}")
    if any(importlib.util.find_spec(name) is None for name in ("openapi_core", "mypy", "httpx2")):
        _give_up("the audit needs its judges: pip install 'specpress[audit]'")

    from specpress.audit.markdown import as_markdown
    from specpress.audit.run import Plan, audit_all, find_documents
    from specpress.audit.table import as_json, line, summary

    cache = Options(configuration=find_configuration(Path.cwd())).cache / "audit"
    plan = Plan(cache=cache, target=target, jobs=jobs, limit=limit, checks=checks, again=again)
    results = audit_all(
        find_documents(paths), plan, lambda result: None if json_ else typer.echo(line(result))
    )
    typer.echo(as_json(results) if json_ else summary(results), nl=False)
    if markdown is not None:
        markdown.write_text(as_markdown(results, target), encoding="utf-8")
    if any(result.failed for result in results):
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)


def _options(
    document: str | None, *, validation: Literal["strict", "tolerant"] | None = None, allow_remote: bool
) -> Options:
    """What a command works on: a document, or a configuration, which is looked for where neither is named."""
    if document is not None and Path(document).name != CONFIGURATION:
        return Options(document=document, validation=validation, allow_remote=allow_remote)
    configuration = find_configuration(Path.cwd()) if document is None else Path(document)
    if configuration is None:
        raise typer.BadParameter(f"there is no {CONFIGURATION} here or above: name a document")
    configuration = Path(os.path.relpath(configuration))
    return Options(configuration=configuration, validation=validation, allow_remote=allow_remote)


def _tell(report: Mapping[str, Any], *, json_: bool, quiet: bool) -> None:
    for text in report["findings"]:
        typer.echo(text, err=True)
    if json_:
        typer.echo(json.dumps(report["json"], indent=2))
    elif not quiet:
        for line in report["summary"]:
            typer.echo(line)


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
        typer.echo(f"{seconds * 1000:8.0f} ms  {stage}", err=True)
    typer.echo(f"{sum(timings.values()) * 1000:8.0f} ms", err=True)


def _give_up(message: str) -> NoReturn:
    if os.environ.get("SPECPRESS_DEBUG"):
        traceback.print_exc()
    typer.echo(f"specpress: {message}", err=True)
    sys.exit(ENVIRONMENT)
