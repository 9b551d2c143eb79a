"""Waiting for what happens elsewhere: in another thread, task or process."""

import time
from collections.abc import Callable

# Longer than anything takes, also on a busy machine: a test that passes never waits for it.
WITHIN_S = 120.0


def until(condition: Callable[[], object], what: str = "", within_s: float = WITHIN_S) -> None:
    """Wait until the condition holds.

    Raises:
        AssertionError: it never did; says `what` should have happened.
    """
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, what or f"waited {within_s:.0f} s"
        time.sleep(0.02)
