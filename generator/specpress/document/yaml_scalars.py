"""The core schema of YAML 1.2: what scalars without quotes and tags mean."""

from __future__ import annotations

import math
import re

from specpress.document.files import MOST_DIGITS
from specpress.document.pointer import JsonValue


def plain_scalar(text: str) -> JsonValue:
    """What an unquoted, untagged scalar means (YAML 1.2.2, section 10.3.2).

    Raises `ValueError` for the numbers that JSON does not have.
    """
    if not _SPECIAL.match(text):
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    for form, base, start in ((_INTEGER, 10, 0), (_OCTAL, 8, 2), (_HEXADECIMAL, 16, 2)):
        if form.fullmatch(text):
            if len(text) > MOST_DIGITS:
                raise ValueError(text)
            return int(text[start:], base)
    if _FLOAT.fullmatch(text) or _NOT_FINITE.fullmatch(text):
        number = float(text.replace(".inf", "inf").replace(".nan", "nan"))
        if not math.isfinite(number):
            raise ValueError(text)
        return number
    return text


_CONSTANTS: dict[str, JsonValue] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# What every scalar that is no string starts with, so that most strings cost one look.
_SPECIAL = re.compile(r"$|[-+.0-9~nNtTfF]")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
