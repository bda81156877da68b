"""Whether a value is what a schema asks for, by an independent validator (openapi-schema-validator)."""

from __future__ import annotations

import re
from typing import Any, Final

import openapi_schema_validator
from jsonschema import FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from openapi_schema_validator import OAS31Validator
from referencing import Registry, Resource
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT4, DRAFT202012

from specpress.audit.raw import Node, Raw


class Schemas:
    """Checks values against the schemas of one document, references and all."""

    def __init__(self, raw: Raw) -> None:
        self._old = str((raw.root / "openapi").value).startswith("3.0")
        specification = DRAFT4 if self._old else DRAFT202012

        def retrieve(uri: str) -> Resource[Any]:
            return specification.create_resource(raw.contents(uri))

        self._registry = _REGISTRY(retrieve=retrieve)

    def problem(self, value: Any, schema: Node, *, request: bool) -> str:
        """What is wrong with a value that is sent (`request`) or received; empty where nothing is.

        A schema that the validator cannot work with counts as a problem of every value.
        """
        kind: Any = OAS31Validator
        if self._old:
            kind = _VALIDATORS.OAS30WriteValidator if request else _VALIDATORS.OAS30ReadValidator
        validator: Validator = kind(
            {"$ref": schema.reference}, registry=self._registry, format_checker=_DATES
        )
        try:
            validator.validate(value)
        except ValidationError as error:
            return f"{error.json_path}: {error.message}"[:300]
        except (Unresolvable, re.error, RecursionError, TypeError, ValueError, AttributeError) as error:
            return f"{type(error).__name__}: {error}"[:300]
        return ""


# The formats that clients read as what they mean: text that is no date is none of theirs.
_DATES: Final = FormatChecker(("date", "date-time"))
# What these modules offer is partly hidden from type checkers.
_REGISTRY: Any = Registry
_VALIDATORS: Any = openapi_schema_validator
