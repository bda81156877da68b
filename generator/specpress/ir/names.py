"""Names before any language has cased them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name, spelt as in the document (`("OAuth2", "IDs")`), never empty, never cased by us.

    A target makes an identifier of it; the wire name is always another field, kept beside it.
    """

    words: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Call:
    """Where an operation is found in a client: `client.<resource...>.<method>`."""

    resource: tuple[Name, ...]
    method: Name
