"""The audit of the manual: whether its pages are all there, well-formed, and true of the packages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from specpress.audit.pages import Parsed, parsed
from specpress.audit.programs import node_modules, python_errors, typescript_errors
from specpress.audit.raw import RawOperation
from specpress.audit.result import Result
from specpress.audit.stages import Stages, generated, read_raw, to_judge

LANGUAGES: Final = ("python", "typescript")


def audit_manual(document: Path, kept: Path, folder: Path, checks: bool = True) -> Result:
    """Generate a manual from a document and find out whether it is whole.

    Args:
        document: an OpenAPI document.
        kept: where the result is written.
        folder: a folder for the output, which may be thrown away.
        checks: whether the programs on its pages are type-checked, which takes longest.
    """
    result = Result(str(document))
    stage = Stages(result, kept)
    with stage("read"):
        raw, operations = read_raw(document, result)
    with stage("generate"):
        alive = generated(document, folder, (*LANGUAGES, "reference"), result)
    if to_judge(alive, raw, operations, result) is not None:
        with stage("pages"):
            pages = _pages(folder / "reference", result)
            result.lost = list(_without_page(operations, pages))
            result.generated = len(operations) - len({lost.partition(": ")[2] for lost in result.lost})
        programs = {language: dict(_programs(pages, language, result)) for language in LANGUAGES}
        if checks:
            with stage("mypy"):
                found = python_errors(
                    programs["python"], folder / "python", folder / "examples-python", kept.parent / "mypy"
                )
                _note("python examples that do not type-check", found, result)
            with stage("tsc"):
                found = typescript_errors(
                    programs["typescript"],
                    folder / "typescript",
                    folder / "examples-typescript",
                    node_modules(kept.parent),
                )
                _note("typescript examples that do not type-check", found, result)
    result.stage = "done"
    result.save(kept)
    return result


def _pages(manual: Path, result: Result) -> Mapping[str, Parsed]:
    """All pages by path; what is wrong with them is noted."""
    pages: dict[str, Parsed] = {}
    listed = (manual / "llms.txt").read_text()
    for file in sorted(manual.rglob("*.md")):
        name = file.relative_to(manual).as_posix()
        text = file.read_text()
        pages[name] = parsed(text)
        _note("malformed pages", ((name, flaw) for flaw in pages[name].flaws), result)
        if f"]({quote(name)})" not in listed:
            _note("pages that llms.txt does not list", [(name, "")], result)
    result.counts["pages"] = len(pages)
    return pages


def _without_page(operations: Iterable[RawOperation], pages: Mapping[str, Parsed]) -> Iterator[str]:
    """Operations that a language has no page about, each as often as it is missing."""
    for language in LANGUAGES:
        about = Counter(
            (verb, _template(path))
            for name, page in pages.items()
            if page.alone and name.startswith(f"{language}/")
            for verb, path in page.calls
        )
        for operation in operations:
            verb, _, path = operation.id.partition(" ")
            call = verb.lower(), _template(path.partition("#")[0].partition("?")[0])
            if not about[call]:
                yield f"{language}: {operation.id}"
            about[call] -= 1


def _template(path: str) -> str:
    """A path without the names in it, whose modifiers (`{id*}`) are read as what they mean."""
    return re.sub(r"\{[^{}]*\}", "{}", path)


def _programs(pages: Mapping[str, Parsed], language: str, result: Result) -> Iterator[tuple[str, str]]:
    """The program of each page about a method."""
    for name, page in pages.items():
        if not page.alone or not name.startswith(f"{language}/"):
            continue
        sources = [source for written, source in page.programs if written == language]
        if len(sources) != 1:
            _note("pages without one example", [(name, f"{len(sources)} examples")], result)
            continue
        result.counts["examples"] = result.counts.get("examples", 0) + 1
        yield name, sources[0]


def _note(kind: str, found: Iterable[Sequence[str]], result: Result) -> None:
    """Count what is wrong, and keep the first few."""
    for page, message in found:
        result.faults[kind] = result.faults.get(kind, 0) + 1
        if result.faults[kind] <= _SHOWN:
            result.problems.append([page, kind, message])


_SHOWN: Final = 20
