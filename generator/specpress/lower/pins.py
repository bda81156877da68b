"""Names of calls that configuration gives."""

from __future__ import annotations

import difflib
import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from specpress.diagnostics import Diagnostics
from specpress.document.operations import Located
from specpress.ir.names import Call, Name, words
from specpress.lower.options import Naming


def pin_line(id: str, call: Call) -> str:
    """The line of `specpress.yaml`, under `operations:`, that gives an operation its call.

    The key is plain where that is unmistakable YAML, else in JSON's quotes.
    """
    return f"{id if _PLAIN.fullmatch(id) else json.dumps(id)}: {call}"


def pinned_calls(located: Sequence[Located], naming: Naming, diagnostics: Diagnostics) -> Mapping[str, Call]:
    """The calls that configuration gives, by operation id.

    Reports `unknown-operation` where a key matches nothing, `ambiguous-operation` where it is the
    operationId of several operations.
    """
    known: defaultdict[str, list[str]] = defaultdict(list)
    for operation in located:
        for key in {operation.id, (operation.cursor / "operationId").text} - {""}:
            known[key].append(operation.id)
    found: dict[str, Call] = {}
    for key, call in naming.pins.items():
        at = naming.places.get(key)
        match known.get(key, []):
            case [id]:
                *resource, method = (Name(words(part)) for part in call.split("."))
                found[id] = Call(tuple(resource), method)
            case []:
                near = difflib.get_close_matches(key, known, 1)
                hint = f"Did you mean `{near[0]}`?" if near else "Operations are written as `GET /path`."
                message = f"`operations` names `{key}`, which is no operation."
                diagnostics.error("unknown-operation", message, at, hint=hint)
            case ids:
                diagnostics.error(
                    "ambiguous-operation",
                    f"`operations` names `{key}`, which is the operationId of {len(ids)} operations.",
                    at,
                    hint=f"Name one of them: {', '.join(f'`{id}`' for id in ids)}.",
                )
    return found


_PLAIN: Final = re.compile(r"[A-Za-z]+ /[A-Za-z0-9_./{}@~+-]*")
