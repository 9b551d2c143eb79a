"""A circuit breaker: an endpoint that fails again and again is left alone for a while."""

import time
from collections.abc import Callable

from app.integrations.llm import failures
from app.integrations.llm.base import CircuitState

THRESHOLD = 5
"""Failures in a row after which the circuit opens."""

FIRST_REST_S, LONGEST_REST_S = 10.0, 120.0


class CircuitBreaker:
    """Lets calls through while they succeed.

    After `THRESHOLD` failures in a row it lets none through for `FIRST_REST_S`, then a single
    one: if that fails too, the rest doubles, up to `LONGEST_REST_S`.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._rest_s = FIRST_REST_S
        self._open_until: float | None = None
        self._trial: object | None = None

    @property
    def state(self) -> CircuitState:
        """Whether calls are let through, none, or one to see."""
        if self._open_until is None:
            return "closed"
        is_over = self._trial is not None or self._clock() >= self._open_until
        return "half_open" if is_over else "open"

    def admit(self) -> object | None:
        """Let a call through; returns what it has to hand back to `leave`.

        Raises:
            Transient: `model_resting`; not now.
        """
        if self._open_until is None:
            return None
        left = self._open_until - self._clock()
        if left > 0 or self._trial:
            raise failures.resting(max(left, 1))
        self._trial = object()
        return self._trial

    def answered(self) -> None:
        """A call has brought a first word: the endpoint is back."""
        if self._open_until is not None:
            self._open_until, self._trial, self._failures = None, None, 0

    def succeeded(self) -> None:
        """A call has gone well to its end."""
        self._failures, self._rest_s = 0, FIRST_REST_S

    def failed(self) -> None:
        """A call has failed by the endpoint's fault."""
        self._failures += 1
        if self._trial:
            self._rest_s = min(self._rest_s * 2, LONGEST_REST_S)
            self._open()
        elif self._open_until is None and self._failures >= THRESHOLD:
            self._open()

    def leave(self, trial: object | None) -> None:
        """A call has ended, however: if it was on trial and told nothing, another one may."""
        if trial is self._trial:
            self._trial = None

    def _open(self) -> None:
        self._open_until, self._trial = self._clock() + self._rest_s, None
