"""The validators of openapi-spec-validator, with their checks of single schemas made fast.

They check each schema against the meta-schema in Python, which takes most of their time, and look up in lists
which schemas they have seen, which takes much of the rest over large documents. Here jsonschema-rs is asked
first, with the same meta-schema and the same formats. A schema that it refuses is checked as ever, so that
all findings are those of the validator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, Final, cast

import jsonschema_rs
from jsonschema import FormatChecker
from openapi_schema_validator import OAS30Validator, OAS31Validator, OAS32Validator
from openapi_schema_validator._specifications import REGISTRY
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator, OpenAPIV32SpecValidator
from openapi_spec_validator.validation.keywords import SchemaValidator

_Check = Callable[[Any], None]
KNOWN: Final = (OAS30Validator, OAS31Validator, OAS32Validator)
"""Those whose meta-schemas jsonschema-rs knows."""


class _Seen(list[int]):
    """Ids of schemas: a list, since the validator keeps one, that finds them as a set does."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: set[int] = set()

    def append(self, one: int, /) -> None:
        self._ids.add(one)

    def __contains__(self, one: object, /) -> bool:
        return one in self._ids


class _Schemas(SchemaValidator):
    """Checks schemas as the class behind it does."""

    def __init__(self, registry: Any) -> None:
        super().__init__(registry)
        self.visited_schema_ids = _Seen()
        self.meta_checked_schema_ids = _Seen()

    def _get_schema_checker(self, schema: Any, schema_value: Any) -> _Check:
        check = super()._get_schema_checker(schema, schema_value)
        # A method of a class that judges schemas, with or without arguments.
        judge = getattr(getattr(check, "func", check), "__self__", None)
        return partial(_checked, judge, check) if judge in KNOWN else check


def _checked(judge: Any, check: _Check, value: Any) -> None:
    if not _valid(judge)(value):
        check(value)


@cache
def _valid(judge: Any) -> Callable[[Any], bool]:
    formats: FormatChecker = judge.FORMAT_CHECKER
    validator = jsonschema_rs.validator_for(
        dict(judge.META_SCHEMA),
        formats={name: partial(_conforms, formats, name) for name in formats.checkers},
        validate_formats=True,
        retriever=lambda uri: cast("Any", REGISTRY.contents(uri)),
    )
    return validator.is_valid


def _conforms(formats: FormatChecker, name: str, value: str) -> bool:
    return formats.conforms(value, name)


def _faster(validator: Any) -> Any:
    known = cast("Mapping[str, type]", validator.keyword_validators)
    schemas = type("Schemas", (_Schemas, known["schema"]), {})
    return type(validator.__name__, (validator,), {"keyword_validators": {**known, "schema": schemas}})


VALIDATORS: Final[Mapping[str, Any]] = {
    "3.0": _faster(OpenAPIV30SpecValidator),
    "3.1": _faster(OpenAPIV31SpecValidator),
    "3.2": _faster(OpenAPIV32SpecValidator),
}
"""The validator of each version."""
