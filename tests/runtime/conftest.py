"""The runtime as generated packages have it: copied into one that is written by hand."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from behaviour.server import Server

HERE = Path(__file__).parent
RUNTIME = HERE.parents[1] / "generator/specpress/targets/python/runtime"


def build_sample(folder: Path) -> Path:
    """Copy the sample package and the runtime to a folder, which can then be imported from."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(HERE / "sample", folder, dirs_exist_ok=True, ignore=ignore)
    shutil.copytree(RUNTIME, folder / "sample_sdk/_runtime", ignore=ignore)
    return folder


def pytest_configure(config: pytest.Config) -> None:
    # Before the tests are collected, since they import the sample.
    folder = Path(tempfile.mkdtemp(prefix="sample-sdk-"))
    config.add_cleanup(lambda: shutil.rmtree(folder))
    sys.path.insert(0, str(build_sample(folder)))


@pytest.fixture
def server() -> Iterator[Server]:
    """A scripted server on loopback."""
    with Server() as running:
        yield running


@pytest.fixture(params=["sync", "async"])
def probe(request: pytest.FixtureRequest, server: Server) -> Iterator[Callable[..., Any]]:
    """Makes clients of either kind for the server, with `call(operation, **arguments)`; see `probes.py`."""
    from runtime.probes import AsyncDriver, SyncDriver

    with ExitStack() as opened:

        def make(**options: Any) -> Any:
            driver = SyncDriver if request.param == "sync" else AsyncDriver
            return opened.enter_context(driver(**{"base_url": server.url, **options}))

        yield make


@pytest.fixture(autouse=True)
def one_ssl_context(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading the system's certificates takes most of the time of making a client: do it once."""
    from sample_sdk._runtime import transport

    complete = transport._with_defaults
    monkeypatch.setattr(
        transport, "_with_defaults", lambda options: {"verify": _ssl_context(), **complete(options)}
    )


@cache
def _ssl_context() -> ssl.SSLContext:
    return ssl.create_default_context()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Retries wait a thousandth of their time; the list has the seconds that they would have waited."""
    from sample_sdk._runtime import async_session, sync_session

    waits: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await real(seconds / 1000)

    monkeypatch.setattr(sync_session, "time", SimpleNamespace(**vars(time)))
    monkeypatch.setattr(sync_session.time, "sleep", waits.append)
    monkeypatch.setattr(async_session, "asyncio", SimpleNamespace(Lock=asyncio.Lock, sleep=sleep))
    return waits
