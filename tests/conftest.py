"""Fixtures that all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from loopback import Loopback, serving


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing that a run of tests keeps outlives it, or comes from another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    """A server on a free port of the loopback interface."""
    with serving() as server:
        yield server
