"""What came of it, for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_HEAD = """# Conformance

Scenarios of [Spector](https://github.com/microsoft/typespec/tree/main/packages/http-specs), the mock server
of the TypeSpec project, that the generated clients pass by the server's own record. `make conformance`
counts again and writes this page. Descriptions are rendered to OpenAPI {version}. Rules of paging, which
OpenAPI cannot hold, are configured from what TypeSpec says. A body of XML is text that the caller makes.
Uploads that the suite gives no data for get its own files. The renderer fails at a parameter called
`constructor`: that is guarded.

{numbers}

Not passed:

"""
# By the beginnings of names. What is not listed here is told by what was raised.
_REASONS = (
    (
        "Parameters_Path_optional",
        "OpenAPI has no optional parameters in paths, and the rendering asks for one",
    ),
    ("Payload_Pageable_XmlPagination", "pages of XML are read by those who read XML"),
    ("Routes_PathParameters_PathExpansion", "OpenAPI has no `{/param}`; the rendering loses the slash"),
    ("Routes_PathParameters_ReservedExpansion", "the rendering loses that reserved characters are allowed"),
    (
        "Routes_QueryParameters_QueryContinuation",
        "OpenAPI has no query in a path; the rendering leaves it out",
    ),
    ("Type_Model_Visibility_getModel", "`fetch` refuses a body with GET"),
    ("Type_Model_Visibility_headModel", "`fetch` refuses a body with HEAD"),
)
_LONGEST = 90
"""Characters of what was raised."""


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


def table(outcomes: Sequence[Outcome], version: str) -> str:
    """A page that tells the numbers and all that was missed. `version`: that of the OpenAPI documents."""
    numbers = "\n".join(f"- {one.target}: **{one.passed} of {len(one.verdicts)}**" for one in outcomes)
    missed = sorted({name for one in outcomes for name, verdict in one.verdicts.items() if verdict != "pass"})
    rows = [["scenario", *(one.target for one in outcomes), "why not"]]
    rows.append(["---"] * len(rows[0]))
    for name in missed:
        verdicts = ("yes" if one.verdicts[name] == "pass" else "no" for one in outcomes)
        rows.append([f"`{name}`", *verdicts, _why(name, outcomes)])
    return _HEAD.format(version=version, numbers=numbers) + "".join(
        f"| {' | '.join(row)} |\n" for row in rows
    )


def _why(scenario: str, outcomes: Sequence[Outcome]) -> str:
    for beginning, reason in _REASONS:
        if scenario.startswith(beginning):
            return reason
    raised = (reason for one in outcomes for reason in one.reasons.get(scenario, ()))
    lines = dict.fromkeys(reason.partition("\n")[0][:_LONGEST] for reason in raised)
    return "; ".join(lines).replace("|", "\\|") or "the server was not content"
