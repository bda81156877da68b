"""Calling every method of a generated Python package, with nobody at the other end but the judge."""

from __future__ import annotations

import importlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from specpress.audit.judge import SERVER, judge
from specpress.audit.offered import Offered, client_name, credentials, offered
from specpress.audit.raw import Raw, RawOperation
from specpress.audit.requests import Answer, answers, arguments
from specpress.audit.schemas import Schemas
from specpress.audit.values import Maker, Unmade


@dataclass(frozen=True, slots=True)
class Problem:
    """A call that went wrong. `kind`: `not-sent`, `invalid-request`, `not-decoded`, `example-not-decoded`."""

    operation: str
    kind: str
    message: str


@dataclass(slots=True)
class Called:
    """What came of calling all methods, counted by outcome."""

    counts: Counter[str] = field(default_factory=Counter[str])
    problems: list[Problem] = field(default_factory=list[Problem])
    unjudged: Counter[str] = field(default_factory=Counter[str])

    def add(self, outcome: str, operation: str = "", message: str = "") -> None:
        """Count one outcome; with a message it is a problem."""
        self.counts[outcome] += 1
        if message:
            self.problems.append(Problem(operation, outcome, message[:400]))


def call_all(raw: Raw, package: Path, operations: Sequence[RawOperation]) -> Called:
    """Call the method of every operation: with the required arguments, with all, and once for each example.

    Args:
        raw: the document.
        package: the output folder; its package must be importable.
        operations: those of the document.

    Counts `valid`, `invalid-request` and `unjudged` requests, `not-sent` ones, `decoded`, `not-decoded`,
    `example-decoded` and `example-not-decoded` answers, and `unmade` calls, for which no valid arguments were
    found. Answers are decoded strictly, and are valid by an independent validator before they are given.
    """
    surface = json.loads((package / "surface.json").read_text())
    maker = Maker(raw, Schemas(raw))
    line = _Line()
    module = importlib.import_module(surface["package"])
    client = getattr(module, client_name(surface))(
        base_url=SERVER,
        max_retries=0,
        strict_response_validation=True,
        http_client=httpx2.Client(transport=httpx2.MockTransport(line.answer)),
        **credentials(surface),
    )
    methods = offered(surface)
    called = Called()
    for operation in operations:
        if operation.id in methods:
            for everything, answer in _occasions(maker, operation):
                _call(client, line, maker, operation, methods[operation.id], everything, answer, called)
    return called


@dataclass(slots=True)
class _Line:
    """The transport: keeps the last request, and gives the answer that it was told to."""

    next: Answer = field(default_factory=lambda: Answer(204, "", b""))
    last: httpx2.Request | None = None

    def prepare(self, answer: Answer) -> None:
        """Give this answer next, and forget the last request."""
        self.next, self.last = answer, None

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        self.last = request
        headers = {"content-type": self.next.media_type} if self.next.media_type else {}
        return httpx2.Response(self.next.status, headers=headers, content=self.next.body)


def _occasions(maker: Maker, operation: RawOperation) -> Iterator[tuple[bool, Answer]]:
    given = list(answers(maker, operation)) or [Answer(204, "", b"")]
    yield True, given[0]
    for answer in given:
        yield False, answer


def _call(
    client: Any,
    line: _Line,
    maker: Maker,
    operation: RawOperation,
    method: Offered,
    everything: bool,
    answer: Answer,
    called: Called,
) -> None:
    try:
        given = arguments(maker, operation, method, everything=everything)
    except Unmade:
        called.add("unmade")
        return
    line.prepare(answer)
    failure: Exception | None = None
    try:
        target = client
        for attribute in method.attributes:
            target = getattr(target, attribute)
        target(**given.arguments)
    except Exception as error:  # whatever a generated method raises is what is to be found out
        failure = error
    prefix = "example-" if answer.stated else ""
    if line.last is None:
        called.add("not-sent", operation.id, f"{type(failure).__name__}: {failure}")
        return
    if not answer.stated:
        verdict, reason = judge(maker.raw, operation, line.last, given)
        if verdict == "unjudged":
            called.unjudged[reason[:80]] += 1
        wrong = verdict == "invalid"
        called.add("invalid-request" if wrong else verdict, operation.id, reason if wrong else "")
    if failure is None:
        called.add(f"{prefix}decoded")
    else:
        called.add(f"{prefix}not-decoded", operation.id, f"{type(failure).__name__}: {failure}")
