"""The behaviour that clients of every language have in common, as files: `cases/*.yaml`.

A runner starts `server.py`, and for each case scripts `responses`, makes the call with the generated client,
and compares. A case has

    name        unique in its file
    client      options of the client: max_retries, timeout (seconds), default_headers, default_query, api_key
                (`test-key` unless stated; null: none is configured)
    call        where the method is found, in snake_case
    arguments   by their snake_case names; what is not here is not given, null is null
    options     of this call: headers, query, timeout
    responses   replies in order, see `server.Reply`; without it one reply with the JSON {"id": "ok"}
    requests    what must have been sent, in order and no more; only what is stated is compared:
                method, target, origin (`url` or `other`), headers (null: absent), json, body (text)
    outcome     result (null, or an object: the result as plain JSON has these keys with these values) and
                request_id; or error (a kind, see below) with status, request_id, body and message (a part of
                it); without it the call must succeed

Kinds of errors: bad_request, authentication, permission_denied, not_found, conflict, request_too_large,
unprocessable_entity, rate_limit, internal_server, service_unavailable, deadline_exceeded, overloaded, status
(any other), connection, timeout, invalid_response, credentials (missing), argument (Python's ValueError).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "cases"


def load_cases() -> list[tuple[str, dict[str, Any]]]:
    """All cases with an identifier each, in order."""
    return [
        (f"{path.stem}: {case['name']}", case)
        for path in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
