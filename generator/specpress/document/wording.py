"""The words for what a JSON Schema keyword demands and a value does not give."""

from __future__ import annotations

import json
import re
from typing import Final, cast

from specpress.document.pointer import JsonValue

_TYPES = {
    "array": "a list",
    "object": "an object",
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


NO_FORM: Final = "this has none of the forms that may stand here"
"""What is said of a value where nothing tells which of several forms it was meant to have."""


def say(keyword: str, demanded: JsonValue, value: JsonValue, otherwise: str) -> str:
    """One sentence without a full stop.

    `demanded` is the keyword's value in the schema that failed, `value` what was found, `otherwise` the
    validator's own message for keywords that have no words here.
    """
    match keyword:
        case "type":
            wanted = demanded if isinstance(demanded, list) else [demanded]
            told = " or ".join(_TYPES.get(str(name), str(name)) for name in wanted)
            return f"this must be {told}, not {shown(value)}"
        case "required" if isinstance(demanded, list) and isinstance(value, dict):
            missing = [f"`{name}`" for name in demanded if name not in value]
            return f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing here"
        case "additionalProperties" | "unevaluatedProperties":
            names = re.findall(r"'([^']+)'", otherwise.partition(" match any of the regexes")[0])
            told = ", ".join(f"`{name}`" for name in names) or "something"
            return f"{told} may not stand here"
        case "enum" if isinstance(demanded, list):
            return f"this must be one of {', '.join(shown(item) for item in demanded)}, not {shown(value)}"
        case "const":
            return f"this must be {shown(demanded)}, not {shown(value)}"
        case "pattern":
            return f"{shown(value)} does not have the form `{demanded}`"
        case "format":
            return f"{shown(value)} is no {demanded}"
        case "minItems" | "minProperties" if value in ([], {}):
            entries = "one entry" if demanded == 1 else f"{demanded} entries"
            return f"this is empty; at least {entries} must stand here"
        case "minItems" | "minProperties" | "minLength":
            return f"at least {demanded} must stand here, not {_count(value)}"
        case "maxItems" | "maxProperties" | "maxLength":
            return f"at most {demanded} may stand here, not {_count(value)}"
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf":
            return f"{shown(value)} is not within `{keyword}: {demanded}`"
        case "not" if isinstance(demanded, dict) and isinstance(demanded.get("required"), list):
            together = cast("list[JsonValue]", demanded["required"])
            return f"{' and '.join(f'`{name}`' for name in together)} may not stand together"
        case "not":
            return "what stands here may not stand together"
        case "dependencies" | "dependentRequired" if found := re.match(
            r"'(.+)' is a dependency of '(.+)'", otherwise
        ):
            return f"`{found[2]}` needs `{found[1]}` beside it"
        case "anyOf" | "oneOf" if "not valid under any of the" in otherwise:
            return NO_FORM
        case "uniqueItems":
            return "something stands here twice"
        case _:
            line = re.sub(r"\s+", " ", otherwise)
            return line if len(line) <= 160 else line[:159] + "…"


def a(name: str) -> str:
    """A noun with its article."""
    return f"{'an' if name[:1] in 'AEIOUX' else 'a'} {name}"


def shown(value: JsonValue) -> str:
    """A value in a message: short, and never the dump of an object."""
    match value:
        case dict():
            return "an object"
        case list() if any(isinstance(item, (dict, list)) for item in value) or len(value) > 5:
            return "a list"
        case list():
            return f"`{json.dumps(value, ensure_ascii=False)}`"
        case None | bool():
            return json.dumps(value)
        case _:
            text = str(value)
            return f"`{text if len(text) <= 60 else text[:59] + '…'}`"


def _count(value: JsonValue) -> str:
    return str(len(value)) if isinstance(value, (str, list, dict)) else shown(value)
