"""Response bodies as Python values: JSON straight into models, in pydantic-core."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

from pydantic import BaseModel, TypeAdapter
from pydantic_core import SchemaValidator, ValidationError

from .leniency import Lenient, models_of, strict
from .room import with_room

if TYPE_CHECKING:
    import httpx2
    from pydantic_core import CoreSchema

Reader: TypeAlias = Callable[[bytes], Any]

_BOM: Final = b"\xef\xbb\xbf"
_SCALARS: Final = {
    "str": "builtins:str",
    "int": "builtins:int",
    "float": "builtins:float",
    "bool": "builtins:bool",
    "bytes": "builtins:bytes",
    "object": "builtins:object",
    "datetime": "datetime:datetime",
    "date": "datetime:date",
    "time": "datetime:time",
    "timedelta": "datetime:timedelta",
    "Decimal": "decimal:Decimal",
    "UUID": "uuid:UUID",
}


def load_json(content: bytes) -> object:
    """Parse JSON (RFC 8259) with what `json.loads` tolerates: a byte order mark, lone surrogates, UTF-16.

    Raises:
      ValueError: It is no JSON.
    """
    return json.loads(content.removeprefix(_BOM))


@cache
def reader(package: str | None, reference: object, exact: bool) -> Reader:
    """What reads a JSON body as a type.

    Args:
      package: The generated package.
      reference: The type, or where it is: see `operation.Reference`.
      exact: Fail where the value is not as the type says.

    Returns:
      A function of the body. It raises ValueError where the body is no JSON, and pydantic's ValidationError
      (a ValueError too) where `exact`.
    """
    kind: Any = resolve(package, reference)
    if kind is object or kind is Any:
        return load_json
    if exact:
        return with_room(lambda: _strict_reader(kind))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _model_reader(kind)
    annotated: Any = Annotated[kind, Lenient()]
    return with_room(lambda: _lenient(TypeAdapter[Any](annotated)))


def resolve(package: str | None, reference: object) -> object:
    """Import the type that a reference names."""
    if not isinstance(reference, str):
        return reference
    scalar = _SCALARS.get(reference)
    module, _, name = (scalar or reference).partition(":")
    return getattr(import_module(module if scalar else f".{module}", package), name)


def decode_leniently(package: str | None, reference: object, response: httpx2.Response) -> object:
    """An error's body: typed if it is JSON, else its text; None if there is none."""
    if not response.content:
        return None
    try:
        return reader(package, reference, False)(response.content)
    except ValueError:
        return response.text


def _model_reader(model: type[BaseModel]) -> Reader:
    def read(content: bytes) -> object:
        try:
            return model.__pydantic_validator__.validate_json(content)
        except ValidationError:
            return _second_try(content, model.__pydantic_validator__.validate_python)

    return read


def _lenient(adapter: TypeAdapter[Any]) -> Reader:
    def read(content: bytes) -> object:
        try:
            return adapter.validate_json(content)
        except ValidationError:
            return _second_try(content, adapter.validate_python)

    return read


def _second_try(content: bytes, validate: Callable[[object], object]) -> object:
    """For JSON that pydantic's parser refuses and Python's does not, and for a value of another shape."""
    value = load_json(content)
    try:
        return validate(value)
    except ValidationError:
        return value


def _strict_reader(kind: Any) -> Reader:
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    adapter.rebuild()
    validator = _strict_validator(adapter.core_schema)

    def read(content: bytes) -> object:
        try:
            return validator.validate_json(content)
        except ValidationError as error:
            if error.errors(include_url=False)[0]["type"] != "json_invalid":
                raise
            return validator.validate_python(load_json(content))

    return read


def _strict_validator(schema: CoreSchema) -> SchemaValidator:
    # Of a complete model pydantic-core would take the validator that is there, which is the lenient one.
    complete = [model for model in models_of(schema) if model.__pydantic_complete__]
    for model in complete:
        model.__pydantic_complete__ = False
    try:
        return SchemaValidator(strict(schema))
    finally:
        for model in complete:
            model.__pydantic_complete__ = True
