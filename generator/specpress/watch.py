"""Which stage a run is in, and how long each took."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager


class Watch:
    """Measures stages. `show` is called with the name of each one as it begins."""

    def __init__(self, show: Callable[[str], None] = lambda stage: None) -> None:
        self.timings: dict[str, float] = {}
        self._show = show

    @contextmanager
    def __call__(self, stage: str) -> Generator[None]:
        """Measure what is done inside; the same stage may come again."""
        self._show(stage)
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.timings[stage] = self.timings.get(stage, 0.0) + time.perf_counter() - begun
