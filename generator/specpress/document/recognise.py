"""Is this OpenAPI, and which version? What else a person may have handed over gets its own answer."""

from __future__ import annotations

import re
from typing import Final

from specpress.diagnostics import Diagnostics, Position
from specpress.document.files import File
from specpress.document.pointer import JsonValue
from specpress.document.positions import locate

_VERSION = re.compile(r"3\.([012])(\.\d+.*)?")
_LATEST: Final = "3.1"


def recognise(file: File, strict: bool, diagnostics: Diagnostics) -> str | None:
    """`3.0`, `3.1` or `3.2` (OpenAPI, "OpenAPI Object"); None, with an error, where it is something else."""
    root = file.value
    if not isinstance(root, dict):
        diagnostics.error(
            "not-openapi",
            f"this is not an OpenAPI document: the file holds {_described(root)}, not an object",
            _at(file, ""),
        )
        return None
    if "openapi" not in root:
        return _without_version(file, set(root), strict, diagnostics)
    written = root["openapi"]
    found = _VERSION.fullmatch(str(written))
    if found is None or isinstance(written, bool):
        diagnostics.error(
            "unsupported-version",
            f"OpenAPI `{written}` is not supported; 3.0, 3.1 and 3.2 are",
            _at(file, "/openapi"),
        )
        return None
    if not isinstance(written, str):
        (diagnostics.error if strict else diagnostics.warning)(
            "version-not-string",
            f"the version {written} is a number, not a string",
            _at(file, "/openapi"),
            hint=f'write "{written}.0"',
        )
    return f"3.{found.group(1)}"


def _without_version(file: File, held: set[str], strict: bool, diagnostics: Diagnostics) -> str | None:
    for key, (code, what, hint) in _OTHERS.items():
        if key in held:
            diagnostics.error(
                code, f"this is {what}, not an OpenAPI 3 document", _at(file, f"/{key}", True), hint=hint
            )
            return None
    if "paths" in held and not strict:
        diagnostics.warning(
            "missing-version",
            f"the document does not say which OpenAPI it is; it is read as {_LATEST}",
            _at(file, ""),
            hint=f"add `openapi: {_LATEST}.0`",
        )
        return _LATEST
    diagnostics.error(
        "not-openapi", "this is not an OpenAPI document: it has no key `openapi`", _at(file, "")
    )
    return None


_OTHERS: Final = {
    "swagger": (
        "swagger-2",
        "a Swagger 2.0 document",
        "convert it to OpenAPI 3 first, for example with `npx swagger2openapi` or editor.swagger.io",
    ),
    "swaggerVersion": ("swagger-2", "a Swagger 1 document", "convert it to OpenAPI 3 first"),
    "asyncapi": ("not-openapi", "an AsyncAPI document", ""),
    "overlay": ("not-openapi", "an Overlay", "name the document it changes, and the overlay beside it"),
    "arazzo": ("not-openapi", "an Arazzo document", ""),
    "$schema": ("not-openapi", "a JSON Schema", ""),
    "item": ("not-openapi", "a Postman collection", "export it as OpenAPI 3"),
    "properties": ("not-openapi", "a JSON Schema", ""),
}


def _described(value: JsonValue) -> str:
    match value:
        case None:
            return "nothing"
        case list():
            return "a list"
        case str():
            return "text"
        case _:
            return "a single value"


def _at(file: File, pointer: str, key: bool = False) -> Position:
    return locate(file, [(pointer, key)])[0]
