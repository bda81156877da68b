"""Streams of events and lines."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Stream(Generic[T]):
    """The typed events or lines of a response. Iterate over it; leaving `with` or the loop closes it."""


class AsyncStream(Generic[T]):
    """The typed events or lines of a response. Iterate over it; leaving `async with` closes it."""
