"""How long each stage of a retrieval takes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from app.schemas.retrieval import Stage, StageTiming


class Stopwatch:
    """Times stages in the order in which they begin; one that runs twice is added up."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._seconds: dict[Stage, float] = {}

    @contextmanager
    def stage(self, name: Stage) -> Iterator[None]:
        """Time the block as this stage."""
        started = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - started
            self._seconds[name] = self._seconds.get(name, 0.0) + spent

    def timings(self) -> list[StageTiming]:
        """Milliseconds of each stage so far."""
        return [StageTiming(stage=name, ms=_ms(spent)) for name, spent in self._seconds.items()]

    def total_ms(self) -> float:
        """Milliseconds since the beginning."""
        return _ms(time.perf_counter() - self._started)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)
