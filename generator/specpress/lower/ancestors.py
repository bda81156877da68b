"""What a schema is made of."""

from __future__ import annotations

from specpress.lower.scope import Scope


def ancestors(pointer: str, scope: Scope) -> frozenset[str]:
    """The schemas that a schema is made of through `$ref` and `allOf`, itself included."""
    known = scope.declared.ancestors
    if pointer not in known:
        found: dict[str, None] = {}
        waiting = [pointer]
        while waiting:
            here = waiting.pop()
            if here in found:
                continue
            found[here] = None
            schema = scope.at(here)
            reference = schema.mapping.get("$ref")
            if isinstance(reference, str):
                waiting.append(reference.removeprefix("#"))
            if "allOf" in schema:
                waiting.extend(part.pointer for part in (schema / "allOf").items())
        known[pointer] = frozenset(found)
    return known[pointer]
