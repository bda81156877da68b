"""Building small documents for tests of lowering, and reading types in one line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from specpress.diagnostics import Diagnostics
from specpress.document.operations import operations
from specpress.document.pointer import Cursor, JsonValue
from specpress.ir import types
from specpress.ir.api import Api, Operation
from specpress.ir.names import Call, Name
from specpress.ir.types import Constraint, Property, Type
from specpress.lower.api import lower
from specpress.lower.options import DEFAULTS, LoweringOptions


@dataclass(frozen=True)
class Document:
    """A document as the document package hands it over."""

    root: Any

    def cursor(self) -> Cursor:
        return Cursor(self.root, "", self.root)


def lowered(
    root: Mapping[str, Any],
    options: LoweringOptions = DEFAULTS,
    diagnostics: Diagnostics | None = None,
    called: Mapping[str, Call] | None = None,
) -> Api:
    """The Api of a document; every operation is called `pets.<method>`, unless it is in `called`."""
    document = Document({"openapi": "3.2.0", "info": {"title": "Pets", "version": "1"}, **root})
    calls = {
        item.id: Call((Name(("pets",)),), Name((item.method.lower(),)))
        for item in operations(document.cursor())
    }
    return lower(document, {**calls, **(called or {})}, options, diagnostics)


def operation(
    stated: Mapping[str, Any], path: str = "/pets", method: str = "get", **root: Any
) -> tuple[Operation, Diagnostics]:
    """One operation, and what was found about its document."""
    diagnostics = Diagnostics()
    api = lowered({"paths": {path: {method: dict(stated)}}, **root}, diagnostics=diagnostics)
    return api.operations[0], diagnostics


def schemas(diagnostics: Diagnostics | None = None, **components: Any) -> dict[str, str]:
    """All declared types by pointer or, for components, by key, in one line each."""
    api = lowered({"components": {"schemas": components}}, diagnostics=diagnostics)
    return {item.id.removeprefix("/components/schemas/"): show(item.type) for item in api.declarations}


def schema(stated: JsonValue, diagnostics: Diagnostics | None = None, **components: Any) -> str:
    """One schema in one line."""
    return schemas(diagnostics, It=stated, **components)["It"]


def show(kind: Type) -> str:
    """A type in one line, with its constraints in angle brackets; that none states a type is not shown."""
    return _shown(kind) + _constraints(kind.constraints)


def _shown(kind: Type) -> str:
    match kind:
        case types.Scalar():
            return f"{kind.kind}:{kind.format}" if kind.format else kind.kind
        case types.Literal():
            return f"={kind.value!r}"
        case types.Enum():
            values = "|".join(repr(member.value) for member in kind.members)
            return f"enum({values}{'|...' if kind.open else ''})"
        case types.Array():
            return f"[{show(kind.item)}]"
        case types.Tuple():
            return f"({', '.join(map(show, kind.items))}; {show(kind.rest)})"
        case types.Map():
            return f"map({show(kind.value)})"
        case types.Record():
            extra = "" if isinstance(kind.extra, types.Any) else f"**{show(kind.extra)}"
            patterns = [f"/{pattern}/: {show(value)}" for pattern, value in kind.patterns]
            return "{" + ", ".join(filter(None, [*map(_property, kind.properties), *patterns, extra])) + "}"
        case types.Union():
            by = f"{kind.discriminator}: " if kind.discriminator else ""
            sign = " ^ " if kind.exclusive else " | "
            return f"({by}{sign.join(map(_variant, kind.variants))})"
        case types.Nullable():
            return f"{show(kind.inner)}?"
        case types.Ref():
            return kind.id.removeprefix("/components/schemas/")
        case types.Bytes():
            return "bytes"
        case types.Any():
            return "any"
        case types.Never():
            return "never"
        case _:
            assert_never(kind)


def _property(prop: Property) -> str:
    flags = ("r" if prop.read_only else "") + ("w" if prop.write_only else "")
    return f"{flags and flags + ' '}{prop.wire}{'' if prop.required else '?'}: {show(prop.type)}"


def _variant(variant: types.Variant) -> str:
    tags = "/".join(str(tag) for tag in variant.tags)
    return f"{show(variant.type)}@{tags}" if tags else show(variant.type)


def _constraints(constraints: tuple[Constraint, ...]) -> str:
    shown = [f"{item.keyword} {_value(item.value)}" for item in constraints if item.keyword != "type"]
    return f"<{', '.join(shown)}>" if shown else ""


def _value(value: Any) -> str:
    if _is_type(value):
        return show(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, dict) and any(map(_is_type, value.values())):
        return "{" + ", ".join(f"{key}: {_value(item)}" for key, item in value.items()) + "}"
    return repr(value)


def _is_type(value: Any) -> bool:
    return hasattr(value, "constraints")
