"""The reports: what documents say cannot steer a terminal, a comment or a workflow."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt
from specpress import diff
from specpress.diagnostics import Position
from specpress.diff.findings import Finding, Signature
from specpress.diff.policy import Allowance, allowed, fails, with_severities
from specpress.diff.report import REPORTS, Format
from specpress.diff.report.markdown import LONGEST
from specpress.diff.review import Review
from specpress.diff.semver import advise, next_version

TODAY = datetime.date(2026, 7, 1)
HOSTILE = "a`b``c <!-- --> @everyone [x](y) | \x1b[31m\n::error::boom%0A"


def finding(**given: object) -> Finding:
    base: dict[str, object] = {
        "rule": "type-changed",
        "subject": "Pet",
        "at": ("tag",),
        "message": "the type was changed",
        "verdicts": {"wire": "breaking", "python": "info"},
        "bumps": {"api": "major", "python": "patch"},
        "operations": ("GET /pets",),
        "before": "string",
        "after": "integer",
        "signatures": (Signature(target="python", before="tag: str", after="tag: int"),),
        "old": "/a",
        "new": "/b",
    }
    return Finding(**{**base, **given})  # type: ignore[arg-type]


def review(
    *findings: Finding,
    allowances: tuple[Allowance, ...] = (),
    versions: Mapping[str, tuple[str, str]] | None = None,
) -> Review:
    spot = Position(file="api.yaml", line=3, column=5, excerpt="    tag: x", width=3)
    return Review(
        allowed=allowed(findings, allowances, TODAY),
        advice=advise(findings, versions or {"api": ("1.0.0", "1.0.1"), "python": ("0.2.0", "0.2.1")}),
        targets=("python",),
        old={"/a": spot},
        new={"/b": spot},
    )


def test_a_terminal_shows_place_change_and_advice() -> None:
    assert REPORTS["terminal"](review(finding())).splitlines() == [
        "Breaking:",
        "",
        "  Pet.tag: the type was changed",
        "    - string",
        "    + integer",
        "    api.yaml:3:5",
        "      3 |     tag: x",
        "        |     ^^^",
        "    api.yaml:3:5",
        "      3 |     tag: x",
        "        |     ^^^",
        "    python:",
        "    - tag: str",
        "    + tag: int",
        "    used by GET /pets",
        f"    [{finding().id}: wire breaking, python info]",
        "",
        "Breaking on the wire.",
        "  API: major, 1.0.0 has to become 2.0.0",
        "  python: patch, 0.2.0 → 0.2.1",
    ]


def test_github_annotates_the_line_of_the_new_document() -> None:
    assert REPORTS["github"](review(finding())) == (
        "::error file=api.yaml,line=3,col=5,title=type-changed::Pet.tag: the type was changed\n"
    )


def test_the_first_line_of_a_comment_says_all() -> None:
    first = REPORTS["markdown"](review(finding())).splitlines()[0]
    assert first == "**Breaking on the wire** · API **major** · python **patch**"


def test_a_changelog_has_a_heading_for_each_step() -> None:
    minor = finding(rule="schema-added", verdicts={"wire": "info"}, bumps={"api": "minor"}, before="")
    assert REPORTS["changelog"](review(finding(), minor)).splitlines() == [
        "### Breaking changes",
        "",
        "- `Pet.tag`: the type was changed (`string` → `integer`)",
        "",
        "### Additions and other changes",
        "",
        "- `Pet.tag`: the type was changed",
    ]


@pytest.mark.parametrize("style", REPORTS)
def test_hostile_texts_stay_texts(style: Format) -> None:
    found = finding(subject=HOSTILE, message=HOSTILE, before=HOSTILE, after=HOSTILE, at=(HOSTILE,))
    text = REPORTS[style](review(found))
    assert "\x1b" not in text
    assert not any(line.startswith("::error::boom") for line in text.splitlines())
    if style == "markdown":
        html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
        assert "<!--" not in html
        assert "<a " not in html
        assert "@everyone" not in re.sub("<code>.*?</code>", "", html)


def test_a_comment_stays_below_the_limit_and_counts_what_it_leaves_out() -> None:
    many = tuple(finding(subject=f"Schema{index}", before="x" * 80) for index in range(1000))
    text = REPORTS["markdown"](review(*many))
    assert len(text) <= LONGEST + 200
    shown = text.count("the type was changed")
    assert f"{1000 - shown} more findings do not fit here" in text


def test_json_is_what_its_schema_says() -> None:
    schema = json.loads(Path(diff.__path__[0], "diff.schema.json").read_text(encoding="utf-8"))
    allowance = Allowance(id=finding().id, reason="agreed", owner="zoo")
    for found in (review(finding()), review(), review(finding(), allowances=(allowance,))):
        report = json.loads(REPORTS["json"](found))
        jsonschema.Draft202012Validator(schema).validate(report)
    assert report["findings"][0]["allowed"] == {"reason": "agreed", "owner": "zoo"}
    assert report["wire"] == {"breaking": False}


@pytest.mark.parametrize(
    ("version", "bump", "expected"),
    [
        ("1.2.3", "none", "1.2.3"),
        ("1.2.3", "patch", "1.2.4"),
        ("1.2.3", "minor", "1.3.0"),
        ("1.2.3", "major", "2.0.0"),
        ("0.2.3", "major", "0.3.0"),
        ("0.2.3", "minor", "0.2.4"),
        ("v1.2.3-rc.1+b5", "major", "2.0.0"),
        ("2026-01-01", "major", ""),
    ],
)
def test_the_next_version(version: str, bump: object, expected: str) -> None:
    assert next_version(version, bump) == expected  # type: ignore[arg-type]


def test_a_version_that_is_none_is_not_judged() -> None:
    (advice,) = advise((finding(),), {"api": ("v1", "v1")})
    assert (advice.bump, advice.next, advice.enough) == ("major", "", None)


def test_a_severity_of_the_project_replaces_that_of_the_rule() -> None:
    (lower,) = with_severities((finding(),), {"type-changed": "info"})
    assert (lower.level, lower.bumps["api"]) == ("info", "minor")
    assert with_severities((finding(),), {"type-changed": "off"}) == ()
    assert with_severities((finding(),), {"other": "off"}) == (finding(),)


def test_what_fails() -> None:
    warning = finding(verdicts={"wire": "warning"}, bumps={"api": "minor"})
    info = finding(verdicts={"wire": "info"}, bumps={"api": "patch"})
    moved = {"api": ("1.0.0", "2.0.0")}
    assert fails((finding(),), advise((finding(),), moved), "breaking")
    assert not fails((warning,), advise((warning,), moved), "breaking")
    assert fails((warning,), advise((warning,), moved), "warning")
    assert not fails((info,), advise((info,), moved), "warning")
    assert fails((info,), advise((info,), moved), "any")
    assert fails((), advise((finding(),), {"api": ("1.0.0", "1.9.0")}), "breaking")
    assert fails((), advise((info,), {"api": ("1.0.0", "1.0.0")}), "warning")
