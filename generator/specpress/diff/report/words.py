"""Sentences that several reports share."""

from __future__ import annotations

from specpress.diff.findings import Finding
from specpress.diff.levels import Level
from specpress.diff.review import Review
from specpress.diff.semver import Advice

HEADINGS: dict[Level, str] = {
    "breaking": "Breaking",
    "undecided": "Cannot be decided",
    "warning": "Warnings",
    "info": "Other changes",
}


def verdict(review: Review) -> str:
    """The whole in one sentence: `Breaking on the wire and for python.`"""
    broken = [artefact for artefact, level in review.verdicts.items() if level == "breaking"]
    if broken:
        parts = (["on the wire"] if "wire" in broken else []) + [
            f"for {name}" for name in broken if name != "wire"
        ]
        return f"Breaking {_listed(parts)}"
    if not review.allowed.counting:
        return "No change that counts" if review.allowed.accepted else "No change"
    return "No breaking change"


def artefact_name(artefact: str) -> str:
    """What people call an artefact."""
    return "API" if artefact == "api" else artefact


def advice_text(advice: Advice) -> str:
    """What one version has to do: `API: major, 1.2.0 has to become 2.0.0`."""
    name = artefact_name(advice.artefact)
    if advice.bump == "none":
        return f"{name}: none"
    if advice.enough is None:
        return f"{name}: {advice.bump}"
    if advice.enough:
        return f"{name}: {advice.bump}, {advice.old} → {advice.new}"
    return f"{name}: {advice.bump}, {advice.old} has to become {advice.next}"


def users_text(finding: Finding, most: int = 3) -> str:
    """The operations that a finding concerns, the first few by name."""
    names = [name for name in finding.operations if name != finding.subject]
    if not names:
        return ""
    shown = ", ".join(names[:most])
    more = len(names) - most
    return f"{shown} and {more} more" if more > 0 else shown


def reason(finding: Finding) -> str:
    """Why a finding cannot be decided, where it cannot."""
    return _REASONS.get(finding.rule, "neither document says") if finding.level == "undecided" else ""


def plain(text: str) -> str:
    """Any text on one line, without what would steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in " ".join(text.split()))


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


_REASONS = {
    "pattern-changed": "whether one regular expression admits all that another does cannot be told",
    "condition-changed": "what a condition selects depends on the values",
    "discriminator-changed": "readers may tell the variants apart by other means",
    "discriminator-value-changed": "readers may tell the variants apart by other means",
    "security-stated": "the old document declared schemes and said of no operation that it needs one",
    "security-scope-added": "whether the callers' tokens have the scope is not known",
    "scope-withdrawn": "whether a caller asks for the scope is not known",
    "server-changed": "whether the old address still answers is not known",
    "server-removed": "whether the old address still answers is not known",
    "server-variable-changed": "whether the old addresses still answer is not known",
    "token-url-changed": "whether the old address still answers is not known",
    "body-type-unstated": "the new document does not say what comes",
    "undescribed-property-required": "the name may be a slip: no property has it",
}
