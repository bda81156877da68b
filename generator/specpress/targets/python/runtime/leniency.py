"""Reading that is forgiving value by value: core schemas rewritten so that nothing in a response fails.

Each field of a model, item of a list and value of a map becomes `union([as declared, anything])`, so that one
odd value costs what a clean one costs and its neighbours stay what they are. A required field that is missing
reads as None and stays out of `model_fields_set`. Scalars are as strict as JSON: `"7"` is no integer, and
12345 no datetime.

The rewriting is marked in the schema's metadata and can be undone, which gives strict validation its schema.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast, get_args

from pydantic import BaseModel
from pydantic_core import core_schema

from .narrow import is_array, is_object, is_tuple

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

# A core schema is a TypedDict of some fifty kinds; walking them all alike needs what they have in common.
Node: TypeAlias = dict[str, Any]

_MARK: Final = "lenient"
_SCALARS: Final = frozenset({"str", "int", "float", "bool", "uuid", "decimal"})
_TIMES: Final = {"datetime": r"^\d{4}-", "date": r"^\d{4}-", "time": r"^\d\d:", "timedelta": r"^[+-]?P|:"}
_INNER: Final = frozenset(
    {
        "schema",
        "fields",
        "items_schema",
        "values_schema",
        "choices",
        "steps",
        "definitions",
        "json_schema",
        "python_schema",
        "lax_schema",
        "strict_schema",
        "extras_schema",
    }
)


def lenient(schema: CoreSchema, handler: GetCoreSchemaHandler) -> CoreSchema:
    """Make what is inside of a schema forgiving.

    Args:
      schema: Of a model or of any other type, as pydantic made it.
      handler: Knows the named types that the schema refers to: they are rewritten where they are.

    Returns:
      A schema that accepts whatever has the right outer shape: any object for a model, any array for a list.
    """
    rewritten = _lenient(cast("Node", schema))
    _rewrite_named_types(rewritten, handler)
    return cast("CoreSchema", rewritten)


def strict(schema: CoreSchema) -> CoreSchema:
    """Undo `lenient`: a schema that fails where a value is not as declared."""
    return cast("CoreSchema", _strict(cast("Node", schema)))


def models_of(schema: CoreSchema) -> list[type[BaseModel]]:
    """The models whose schemas are inside of a schema, itself included."""
    found: list[type[BaseModel]] = []

    def visit(node: Node) -> Node:
        if node["type"] == "model":
            found.append(node["cls"])
        return _rebuild(node, visit)

    visit(cast("Node", schema))
    return found


@dataclass(frozen=True, slots=True)
class Lenient:
    """`Annotated[T, Lenient()]`: T, read leniently at every level; another shape is kept raw."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return cast("CoreSchema", _or_anything(cast("Node", lenient(handler(source), handler))))


@dataclass(frozen=True, slots=True)
class Tagged:
    """A union by its discriminator: `Annotated[Union[A, B], Tagged("kind", (("a",), ("b", "c")))]`.

    Args:
      discriminator: The key in JSON whose value selects the variant.
      tags: For each variant in order the values that select it. Members of the union past these are what an
        object is read as whose value none of them knows; where there are none it is kept raw.

    An object without the key is the variant that it has the fields of.
    """

    discriminator: str
    tags: tuple[tuple[str | int, ...], ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        types = get_args(source)
        members = [handler.generate_schema(member) for member in types]
        tagged = core_schema.tagged_union_schema(
            {tag: member for tags, member in zip(self.tags, members, strict=False) for tag in tags},
            self.discriminator,
        )
        others = members[len(self.tags) :]
        known = max(len(self.tags), len(members) - 1)
        models = {
            index: type_
            for index, type_ in enumerate(types[:known])
            if isinstance(type_, type) and issubclass(type_, BaseModel)
        }
        if models:
            choices = {index: members[index] for index in models}
            others.insert(0, core_schema.tagged_union_schema(choices, self._by_shape(models)))
        return core_schema.union_schema([tagged, *others], mode="left_to_right") if others else tagged

    def _by_shape(self, models: dict[int, type[BaseModel]]) -> Callable[[Any], int | None]:
        def chosen(value: Any) -> int | None:
            if not is_object(value) or self.discriminator in value:
                return None
            best, most = None, 0
            for index, model in models.items():
                fields = {field.alias or name: field for name, field in model.model_fields.items()}
                needed = {name for name, field in fields.items() if field.is_required()}
                shared = len(fields.keys() & value.keys())
                if shared > most and needed - {self.discriminator} <= value.keys():
                    best, most = index, shared
            return best

        return chosen


def _lenient(node: Node) -> Node:
    if _MARK in node.get("metadata", ()):
        return node
    kind = node["type"]
    if kind in _SCALARS:
        return {**node, "strict": True}
    if kind in _TIMES:
        return _time(node)
    if kind == "model-fields":
        fields = {
            name: {**field, "schema": _field(field["schema"])} for name, field in node["fields"].items()
        }
        if extras := node.get("extras_schema"):
            return {**node, "fields": fields, "extras_schema": _or_anything(_lenient(extras))}
        return {**node, "fields": fields}
    if kind == "dict":
        return {**node, "values_schema": _or_anything(_lenient(node.get("values_schema", {"type": "any"})))}
    if is_object(items := node.get("items_schema")):
        return {**node, "items_schema": _or_anything(_lenient(items))}
    if is_array(items):
        return {**node, "items_schema": [_or_anything(_lenient(item)) for item in items]}
    return _rebuild(node, _lenient)


def _rewrite_named_types(node: Node, handler: GetCoreSchemaHandler) -> None:
    def visit(inner: Node) -> Node:
        if inner["type"] == "definition-ref":
            named = cast("Node", _resolved(cast("CoreSchema", inner), handler))
            # Models have rewritten themselves.
            if named["type"] not in {"definition-ref", "model"} and _MARK not in named.get("metadata", ()):
                # In place, since all that refer to it share it. Marked, but nothing that `strict` takes away.
                named.update(_lenient(named), metadata={_MARK: False})
                _rebuild(named, visit)
            return inner
        return _rebuild(inner, visit)

    visit(node)


def _resolved(reference: CoreSchema, handler: GetCoreSchemaHandler) -> CoreSchema:
    try:
        return handler.resolve_ref_schema(reference)
    except LookupError:  # a type that is being defined: whatever it belongs to rewrites it
        return reference


def _field(node: Node) -> Node:
    if node["type"] == "default":
        return {**node, "schema": _or_anything(_lenient(node["schema"]))}
    inner = _or_anything(_lenient(node))
    return {"type": "default", "schema": inner, "default": None, "metadata": {_MARK: True}}


def _or_anything(node: Node) -> Node:
    if node["type"] == "any":
        return node
    choices = [node, {"type": "any"}]
    return {"type": "union", "mode": "left_to_right", "choices": choices, "metadata": {_MARK: True}}


def _time(node: Node) -> Node:
    # pydantic reads numbers as times, and digits in a string too: only text that looks like a time is one.
    text = {
        "type": "chain",
        "steps": [
            {"type": "str", "strict": True, "pattern": _TIMES[node["type"]]},
            {**node, "strict": False},
        ],
    }
    python = {"type": "union", "mode": "left_to_right", "choices": [{**node, "strict": True}, text]}
    return {
        "type": "json-or-python",
        "json_schema": text,
        "python_schema": python,
        "metadata": {_MARK: False},
    }


def _strict(node: Node) -> Node:
    if node.get("metadata", {}).get(_MARK):
        return _strict(node["choices"][0] if node["type"] == "union" else node["schema"])
    return _rebuild(node, _strict)


def _rebuild(node: Node, convert: Callable[[Node], Node]) -> Node:
    return {key: _each(value, convert) if key in _INNER else value for key, value in node.items()}


def _each(value: Any, convert: Callable[[Node], Node]) -> Any:
    if is_object(value):
        if isinstance(value.get("type"), str):
            return convert(value)
        return {key: _each(item, convert) for key, item in value.items()}
    if is_array(value):
        return [_each(item, convert) for item in value]
    if is_tuple(value):  # a choice of a union with its label
        return convert(value[0]), *value[1:]
    return value
