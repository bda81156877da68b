"""One measurement, in a process of its own: python probe.py '{"measure": "start", "subject": {...}, ...}'

It runs in the environment of a contender, so that it needs the standard library and nothing else of ours.
What it found is printed as JSON: CPU time in seconds, memory in bytes.
"""

from __future__ import annotations

import asyncio
import gc
import inspect
import json
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from types import GenericAlias
from typing import Any

RAW = "raw"
"""The package name of the contender that calls the HTTP library itself."""

ROW = {
    "id": "uprof_011CZkZCu8hGbp5mYRQgUmz9",
    "created_at": "2026-03-15T10:00:00Z",
    "metadata": {},
    "relationship": "external",
    "trust_grants": {"cyber": {"status": "active"}},
    "type": "user_profile",
    "updated_at": "2026-03-15T10:00:00Z",
    "external_id": "user_12345",
    "name": "Example User",
}
ODD = {**ROW, "trust_grants": {"cyber": {"status": "of which nobody has heard"}}}
SIZES = {"1 KB": 3, "100 KB": 320, "1 MB": 3200}


def bare() -> dict[str, float]:
    """An interpreter that does nothing."""
    return {"memory": peak_memory()}


def start(subject: dict[str, str]) -> dict[str, float]:
    """Import, a client, and its first resource; then what one more client costs."""
    begun = time.process_time()
    client = make_client(subject)
    if subject["package"] != RAW:
        attrgetter(subject["call"].rpartition(".")[0])(client)
    done = time.process_time()
    return {"start": done - begun, "construct": each(lambda: make_client(subject).close(), 20)}


def first(subject: dict[str, str], url: str) -> dict[str, float]:
    """Everything until the first result is there, from a real server, with the client's own connections."""
    begun = time.process_time()
    call(subject, make_client(subject, base_url=url))()
    return {"first": time.process_time() - begun, "memory": peak_memory()}


def calls(subject: dict[str, str], repeat: int) -> dict[str, float]:
    """One call over a fake transport, less the same request by the HTTP library alone."""
    http, answer = import_module(subject["http"]), fake(subject["http"], json.dumps(ROW).encode())
    with http.Client(transport=answer) as alone, http.Client(transport=answer) as own:
        raw = each(lambda: alone.get("http://test/v1/user_profiles/x", headers={"x-api-key": "k"}), repeat)
        retrieve = call(subject, make_client(subject, base_url="http://test", http_client=own))
        return {"raw": raw, "sync": each(retrieve, repeat) - raw}


def async_calls(subject: dict[str, str], repeat: int) -> dict[str, float]:
    """The same, asynchronously."""
    return asyncio.run(_async_calls(subject, repeat))


async def _async_calls(subject: dict[str, str], repeat: int) -> dict[str, float]:
    http, answer = import_module(subject["http"]), fake(subject["http"], json.dumps(ROW).encode())
    async with http.AsyncClient(transport=answer) as alone, http.AsyncClient(transport=answer) as own:
        headers = {"x-api-key": "k"}
        raw = await async_each(lambda: alone.get("http://test/v1/user_profiles/x", headers=headers), repeat)
        client = make_client(subject, asynchronous=True, base_url="http://test", http_client=own)
        return {"async raw": raw, "async": await async_each(call(subject, client), repeat) - raw}


def decoding(subject: dict[str, str], repeat: int) -> dict[str, float]:
    """A list response as models (as what `json` makes of it, for the HTTP library alone)."""
    found = {size: decode(subject, [ROW] * rows, repeat) for size, rows in SIZES.items()}
    rows = [ROW] * SIZES["1 MB"]
    rows[len(rows) // 2] = ODD
    return {**found, "1 MB odd": decode(subject, rows, repeat), "decoding memory": peak_memory()}


def decode(subject: dict[str, str], rows: list[dict[str, Any]], repeat: int) -> float:
    """CPU seconds of one request whose response has these rows."""
    http = import_module(subject["http"])
    with http.Client(transport=fake(subject["http"], json.dumps({"data": rows}).encode())) as own:
        if subject["package"] == RAW:
            return each(lambda: own.get("http://test/rows").json(), repeat, batches=3)
        package = import_module(subject["package"])
        module, _, name = subject["model"].partition(":")
        model = getattr(import_module(f"{subject['package']}.{module}"), name)
        rows_type = type(
            "Rows", (package.BaseModel,), {"__annotations__": {"data": GenericAlias(list, (model,))}}
        )
        client = make_client(subject, base_url="http://test", http_client=own)

        def read() -> Any:
            return client.get("/rows", cast_to=rows_type)

        assert all(type(row) is model and row.id == ROW["id"] for row in read().data)
        return each(read, repeat, batches=3)


def make_client(subject: dict[str, str], *, asynchronous: bool = False, **options: Any) -> Any:
    """Import a package and make a client with a credential."""
    package = import_module(subject["http" if subject["package"] == RAW else "package"])
    if subject["package"] == RAW:
        return options.get("http_client") or package.Client(base_url=options.get("base_url", "http://test"))
    kind = getattr(package, ("Async" if asynchronous else "") + subject["client"])
    return kind(**{subject["credential"]: "k"}, **options)


def call(subject: dict[str, str], client: Any) -> Callable[[], Any]:
    """A call of a method with text for each argument that it needs."""
    if subject["package"] == RAW:
        return lambda: client.get("/v1/user_profiles/x", headers={"x-api-key": "k"}).json()
    resource_path, _, method_name = subject["call"].rpartition(".")
    owner = attrgetter(resource_path)
    parameters = inspect.signature(getattr(owner(client), method_name)).parameters.values()
    needed = {each.name: "x" for each in parameters if each.default is each.empty}
    return lambda: getattr(owner(client), method_name)(**needed)


def fake(http: str, body: bytes) -> Any:
    """A transport that gives one answer to everything."""
    library = import_module(http)
    headers = {"content-type": "application/json"}
    return library.MockTransport(lambda request: library.Response(200, content=body, headers=headers))


def each(function: Callable[[], object], repeat: int, batches: int = 6) -> float:
    """CPU seconds of one run: that of the best of some batches, the first of which warms up."""
    best = float("inf")
    for _ in range(batches):
        gc.collect()
        begun = time.process_time()
        for _ in range(repeat):
            function()
        best = min(best, (time.process_time() - begun) / repeat)
    return best


async def async_each(function: Callable[[], Awaitable[object]], repeat: int) -> float:
    """`each`, asynchronously."""
    best = float("inf")
    for _ in range(6):
        gc.collect()
        begun = time.process_time()
        for _ in range(repeat):
            await function()
        best = min(best, (time.process_time() - begun) / repeat)
    return best


def peak_memory() -> float:
    """The most that this process had in memory, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not `ru_maxrss`: that may be the memory of the process that started this one.
        text = status.read_text()
        return 1024.0 * int(text.partition("VmHWM:")[2].split()[0])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak if sys.platform == "darwin" else 1024 * peak)


MEASURES: dict[str, Callable[..., dict[str, float]]] = {
    "bare": bare,
    "start": start,
    "first": first,
    "calls": calls,
    "async_calls": async_calls,
    "decoding": decoding,
}

if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    print(json.dumps(MEASURES[asked.pop("measure")](**asked)))
