"""Every kind of change that the wire comparison can find, as one table.

A rule says how much a change matters where a client *sends* the value and where it *receives* it: what is
sent may only widen, what is received may only narrow. Configuration overrides a level by the rule's id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from specpress.diff.levels import Bump, Level


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of change. `bump` is the step that the API's version takes where no program breaks."""

    id: str
    sent: Level
    received: Level
    bump: Bump = "minor"
    policy: bool = False
    """A convention that can be switched off, not a consequence of the two documents."""


def _narrower(name: str, sent: Level = "breaking") -> Rule:
    """Fewer values than before."""
    return Rule(name, sent, "info")


def _wider(name: str, received: Level = "breaking") -> Rule:
    """More values than before."""
    return Rule(name, "info", received)


def _other(name: str, level: Level = "breaking") -> Rule:
    """Neither all old values are still there, nor all new ones were."""
    return Rule(name, level, level)


def _text(name: str) -> Rule:
    """Said to people only, or in another order."""
    return Rule(name, "info", "info", "patch")


def _policy(name: str, level: Level = "breaking") -> Rule:
    return Rule(name, level, level, policy=True)


_ALL: Final = (
    # --- types
    _other("type-changed"),
    _narrower("type-narrowed"),
    _wider("type-widened"),
    _narrower("type-stated"),
    _wider("type-unstated"),
    _wider("body-type-unstated", "undecided"),
    _wider("nullable-added"),
    _narrower("nullable-removed"),
    _other("format-changed"),
    _narrower("format-added"),
    _wider("format-removed"),
    # --- values. A reader of an enum must expect new members: the generated clients do.
    _narrower("enum-stated"),
    _wider("enum-unstated", "warning"),
    _narrower("enum-value-removed"),
    _wider("enum-value-added", "warning"),
    _wider("open-enum-value-added", "info"),
    _narrower("enum-closed"),
    _wider("enum-opened", "info"),
    _text("enum-reordered"),
    _narrower("constant-stated"),
    _wider("constant-unstated"),
    _other("constant-changed"),
    # --- objects
    _narrower("required-property-added"),
    Rule("optional-property-added", "info", "info"),
    Rule("required-property-removed", "warning", "breaking"),
    Rule("optional-property-removed", "warning", "warning"),
    Rule("forbidden-property", "breaking", "warning"),
    _narrower("property-required"),
    _narrower("undescribed-property-required", "undecided"),
    _wider("property-optional"),
    Rule("property-read-only", "warning", "info"),
    Rule("property-write-only", "info", "breaking"),
    Rule("property-readable", "info", "info"),
    Rule("property-writable", "info", "info"),
    Rule("required-property-writable", "breaking", "info"),
    _narrower("other-properties-forbidden"),
    _wider("other-properties-allowed", "info"),
    _narrower("pattern-properties-added"),
    _wider("pattern-properties-removed"),
    # --- arrays
    _narrower("tuple-stated"),
    _wider("tuple-unstated"),
    # --- unions
    _narrower("variant-removed"),
    _wider("variant-added"),
    Rule("covered-variant-removed", "info", "info"),
    Rule("covered-variant-added", "info", "info"),
    _text("variants-reordered"),
    _other("choice-stated"),
    _other("choice-dropped"),
    _narrower("choice-exclusive"),
    _wider("choice-inclusive"),
    _other("discriminator-changed", "undecided"),
    _other("discriminator-value-changed", "undecided"),
    # --- XML, of which bodies of other media types know nothing
    _other("xml-changed", "undecided"),
    # --- constraints. A limit that was not stated may have been there before.
    _narrower("constraint-added"),
    _narrower("limit-stated", "warning"),
    _wider("constraint-removed"),
    _narrower("constraint-tightened"),
    _wider("constraint-loosened"),
    _other("constraint-changed"),
    _other("pattern-changed", "undecided"),
    _wider("pattern-removed", "warning"),
    _other("condition-changed", "undecided"),
    # --- parameters: sent with operations, received with webhooks
    _narrower("parameter-added"),
    Rule("optional-parameter-added", "info", "info"),
    Rule("parameter-removed", "warning", "warning"),
    Rule("parameter-moved", "breaking", "breaking"),
    _narrower("parameter-required"),
    Rule("parameter-optional", "info", "breaking"),
    Rule("parameter-style-changed", "breaking", "breaking"),
    Rule("reserved-characters-refused", "breaking", "info"),
    Rule("reserved-characters-allowed", "info", "info"),
    Rule("empty-value-refused", "breaking", "info"),
    Rule("empty-value-allowed", "info", "info"),
    Rule("sent-value-added", "breaking", "info"),
    Rule("sent-value-removed", "info", "info"),
    Rule("path-parameter-renamed", "info", "info", "patch"),
    _text("parameters-reordered"),
    _policy("parameter-default-changed"),
    # --- bodies, and responses: received from operations, sent to webhooks
    Rule("body-added", "breaking", "info"),
    Rule("optional-body-added", "info", "info"),
    Rule("body-removed", "warning", "breaking"),
    Rule("body-required", "breaking", "info"),
    Rule("body-optional", "info", "breaking"),
    Rule("media-type-added", "info", "info"),
    Rule("media-type-removed", "breaking", "breaking"),
    Rule("media-type-specialised", "breaking", "info"),
    Rule("media-type-generalised", "info", "breaking"),
    Rule("stream-changed", "breaking", "breaking"),
    Rule("encoding-changed", "breaking", "breaking"),
    Rule("success-response-added", "info", "info"),
    Rule("success-response-removed", "breaking", "breaking"),
    Rule("error-response-added", "info", "info"),
    Rule("error-response-removed", "info", "info"),
    Rule("response-status-changed", "breaking", "breaking"),
    Rule("header-added", "info", "info"),
    Rule("required-header-removed", "info", "breaking"),
    Rule("optional-header-removed", "info", "warning"),
    Rule("header-optional", "info", "breaking"),
    Rule("header-required", "breaking", "info"),
    # --- operations
    Rule("operation-added", "info", "info"),
    Rule("operation-moved", "breaking", "breaking"),
    Rule("operation-removed-after-deprecation", "info", "info", "major"),
    _policy("operation-removed-without-deprecation"),
    _policy("operation-removed-before-sunset"),
    _policy("parameter-removed-before-sunset"),
    _policy("sunset-removed"),
    _policy("sunset-brought-forward"),
    _policy("sunset-unreadable"),
    _policy("stability-decreased"),
    _policy("stability-unknown"),
    Rule("stability-increased", "info", "info", "patch"),
    Rule("sunset-stated", "info", "info"),
    Rule("sunset-put-off", "info", "info"),
    Rule("deprecated", "info", "info"),
    Rule("undeprecated", "info", "info"),
    Rule("operation-id-changed", "info", "info", "patch"),
    Rule("tags-changed", "info", "info", "patch"),
    Rule("call-changed", "info", "info", "patch"),
    Rule("pagination-changed", "info", "info", "patch"),
    # --- what the API sends of its own accord
    Rule("webhook-added", "info", "info"),
    Rule("webhook-removed", "breaking", "breaking"),
    Rule("callback-added", "info", "info"),
    Rule("callback-removed", "breaking", "breaking"),
    # --- credentials and addresses
    Rule("security-added", "breaking", "info"),
    Rule("security-stated", "undecided", "info"),
    Rule("security-alternative-removed", "breaking", "info"),
    Rule("security-alternative-added", "info", "info"),
    Rule("security-removed", "info", "info"),
    Rule("security-scope-added", "undecided", "info"),
    Rule("security-scope-removed", "info", "info"),
    Rule("security-scheme-changed", "breaking", "info"),
    Rule("security-scheme-added", "info", "info"),
    Rule("security-scheme-removed", "info", "info"),
    Rule("security-scheme-renamed", "info", "info", "patch"),
    Rule("token-url-changed", "undecided", "info"),
    Rule("scope-offered", "info", "info"),
    Rule("scope-withdrawn", "undecided", "info"),
    Rule("server-added", "info", "info"),
    Rule("server-removed", "undecided", "info"),
    Rule("server-changed", "undecided", "info"),
    Rule("server-variable-changed", "undecided", "info"),
    _text("servers-reordered"),
    # --- names and texts
    Rule("schema-added", "info", "info"),
    Rule("schema-removed", "info", "info"),
    Rule("schema-renamed", "info", "info", "patch"),
    _text("title-changed"),
    _text("description-changed"),
    _text("summary-changed"),
    _text("example-changed"),
    _text("default-changed"),
    _text("version-changed"),
    _text("name-changed"),
    _text("other-change"),
)

RULES: Final = {rule.id: rule for rule in _ALL}
"""By id, in the order of the table."""
