"""What came of it, for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_HEAD = """# Conformance

Scenarios of [Spector](https://github.com/microsoft/typespec/tree/main/packages/http-specs), the mock
server of the TypeSpec project, that the generated clients pass by the server's own record. `make
conformance` counts again and writes this page. Descriptions are rendered to OpenAPI {version}; paging
rules, which OpenAPI cannot hold, are configured from what TypeSpec says; a body of XML is text that the
caller makes.

{numbers}

Not passed, and what was raised or is missing:

"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The verdicts on the clients of one target."""

    target: str
    verdicts: Mapping[str, str]
    """By scenario: the server's own."""
    reasons: Mapping[str, Sequence[str]]
    """By scenario: what went wrong as seen from here."""

    @property
    def passed(self) -> int:
        """How many scenarios the server counts as passed."""
        return sum(verdict == "pass" for verdict in self.verdicts.values())

    def said_of(self, scenario: str) -> str:
        """Why a scenario is not passed, in a line."""
        if self.verdicts[scenario] == "pass":
            return "passes"
        reasons = self.reasons.get(scenario, ["the server was not content"])
        first_lines = dict.fromkeys(reason.partition("\n")[0] for reason in reasons)
        return "; ".join(first_lines).replace("|", "\\|")


def table(outcomes: Sequence[Outcome], version: str = "3.1") -> str:
    """A page that tells the numbers and all that was missed. `version`: that of the OpenAPI documents."""
    numbers = "\n".join(f"- {one.target}: **{one.passed} of {len(one.verdicts)}**" for one in outcomes)
    missed = sorted({name for one in outcomes for name, verdict in one.verdicts.items() if verdict != "pass"})
    titles = ["scenario", *(one.target for one in outcomes)]
    rows = [titles, ["---"] * len(titles)]
    rows += [[f"`{name}`", *(one.said_of(name) for one in outcomes)] for name in missed]
    return _HEAD.format(version=version, numbers=numbers) + "".join(
        f"| {' | '.join(row)} |\n" for row in rows
    )
