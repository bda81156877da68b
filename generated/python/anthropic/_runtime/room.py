"""Building types that refer to each other by the hundred: pydantic recurses some thirty frames for each."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")

_ONE_AT_A_TIME: Final = threading.Lock()  # the limit and the size of stacks are the whole process's
_DEPTH: Final = 200_000
_STACK: Final = 512 * 1024 * 1024  # octets of address space: only what is used becomes memory


def with_room(work: Callable[[], T]) -> T:
    """Call a function, and if Python's recursion limit stops it, once more in a thread with a deep stack.

    Args:
      work: What to call; calling it twice must do no harm.

    Returns:
      What it returns.
    """
    try:
        return work()
    except RecursionError:
        return in_room(work)


def in_room(work: Callable[[], T]) -> T:
    """Call a function in a thread with a deep stack, and return what it returns."""
    with _ONE_AT_A_TIME:
        limit, stack = sys.getrecursionlimit(), threading.stack_size(_STACK)
        sys.setrecursionlimit(max(limit, _DEPTH))
        try:
            with ThreadPoolExecutor(1) as pool:
                return pool.submit(work).result()
        finally:
            sys.setrecursionlimit(limit)
            threading.stack_size(stack)
