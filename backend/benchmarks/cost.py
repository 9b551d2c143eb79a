"""What work costs: by the clock, and by the processor, which others on the machine disturb less."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the clock, and of all cores."""

    clock: float = 0.0
    cpu: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.clock + other.clock, self.cpu + other.cpu)


def cost_of(work: Callable[[], object]) -> Cost:
    """What this process and those that it has started, the ended ones included, spend on it."""
    began, cpu = time.perf_counter(), _cpu_seconds()
    work()
    return Cost(time.perf_counter() - began, _cpu_seconds() - cpu)


def _cpu_seconds() -> float:
    here = psutil.Process()
    return sum(sum(process.cpu_times()[:4]) for process in (here, *here.children(recursive=True)))
