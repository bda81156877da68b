"""Named types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from specpress.ir.names import Name
from specpress.ir.types import NO_ANNOTATIONS, Annotations, Type

Origin = Literal["component", "response", "item"]
"""`component`: a schema of the document with a name of its own (component, `$defs`, referenced file).
`response`: the result of one operation that has no name in the document: `<resource> <method> response`.
`item`: the event or line type of a streamed result, or the item type of a page, named likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A type with a name. `home` is the resource it lives with; empty for the package's own `types`.

    Anonymous records, enums and unions inside `type` stay where they are: each target names what its language
    cannot print in place, from the path to it.
    """

    id: str
    name: Name
    type: Type
    origin: Origin = "component"
    home: tuple[Name, ...] = ()
    annotations: Annotations = NO_ANNOTATIONS
    pointer: str = field(default="", compare=False)
