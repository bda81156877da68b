"""A review for programs; `diff.schema.json` describes it."""

from __future__ import annotations

import json
from typing import Any

from specpress.diff.findings import Finding
from specpress.diff.policy import Allowance
from specpress.diff.review import Review, Spot, ranked


def json_report(review: Review) -> str:
    """The review as JSON."""
    return json.dumps(as_json(review), ensure_ascii=False, indent=2) + "\n"


def as_json(review: Review) -> dict[str, Any]:
    """The review as JSON-pure values."""
    verdicts = review.verdicts
    accepted = {finding.id: allowance for finding, allowance in review.allowed.accepted}
    findings = ranked((*review.allowed.counting, *(finding for finding, _ in review.allowed.accepted)))
    return {
        "wire": {"breaking": verdicts["wire"] == "breaking"},
        "surface": {name: {"breaking": verdicts[name] == "breaking"} for name in review.targets},
        "semver": {advice.artefact: advice.bump for advice in review.advice},
        "versions": {
            advice.artefact: {
                "old": advice.old,
                "new": advice.new,
                "next": advice.next,
                "enough": advice.enough,
                "because": advice.because,
            }
            for advice in review.advice
        },
        "findings": [_finding(finding, review, accepted.get(finding.id)) for finding in findings],
        "allowances": {
            "expired": [item.id for item in review.allowed.expired],
            "unused": [item.id for item in review.allowed.unused],
        },
    }


def _finding(finding: Finding, review: Review, allowance: Allowance | None) -> dict[str, Any]:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "level": finding.level,
        "verdicts": dict(finding.verdicts),
        "place": finding.place,
        "operations": list(finding.operations),
        "old": _place(finding.old, review.old.get(finding.old)),
        "new": _place(finding.new, review.new.get(finding.new)),
        "before": finding.before,
        "after": finding.after,
        "signatures": {
            item.target: {"before": item.before, "after": item.after} for item in finding.signatures
        },
        "message": f"{finding.place}: {finding.message}",
        "allowed": None if allowance is None else {"reason": allowance.reason, "owner": allowance.owner},
    }


def _place(pointer: str, spot: Spot | None) -> dict[str, Any]:
    if spot is None:
        return {"pointer": pointer, "file": None, "line": None, "column": None}
    return {"pointer": pointer, "file": spot.file, "line": spot.line, "column": spot.column}
