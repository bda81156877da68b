"""Fixtures that all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from loopback import Loopback, serving


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    """A server on a free port of the loopback interface."""
    with serving() as server:
        yield server
