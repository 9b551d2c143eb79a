"""What stands around every call: turns, a circuit breaker, tries again, another model.

All of it acts before the first word only. Once something has been handed on, a failure is
told as it is: nobody wants the beginning of one answer with the end of another.
"""

import asyncio
import random
import time
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from app.core.clock import now
from app.core.errors import Upstream
from app.core.logging import get_logger
from app.integrations.llm import failures
from app.integrations.llm.base import (
    AnsweredBy,
    Condition,
    ModelEndpoint,
    OfferedModel,
    Outcome,
    Prompt,
    StreamEvent,
)
from app.integrations.llm.breaker import CircuitBreaker
from app.integrations.llm.direct import DirectModel, Patience
from app.integrations.llm.slots import Slots

TRIES = 3
REMEMBERED = 50
"""Outcomes of calls that are kept for whoever looks after the model."""

_BACKOFF_S = 0.25
_LONGEST_PAUSE_S = 5.0

log = get_logger(__name__)
Batches = AsyncGenerator[Sequence[StreamEvent], None]


class Vitals:
    """What this process knows of a model's endpoint, beyond one call."""

    def __init__(self, max_concurrent: int | None, wait_s: float) -> None:
        self.breaker = CircuitBreaker()
        self.slots = Slots(max_concurrent, wait_s)
        self.refused: set[str] = set()
        self._outcomes: deque[Outcome] = deque(maxlen=REMEMBERED)

    def went_well(self, first_token_ms: float | None) -> None:
        """Note a call that came to its end."""
        self.breaker.succeeded()
        self._outcomes.append(Outcome(now(), "answer", None, first_token_ms))

    def went_wrong(self, failure: Upstream) -> None:
        """Note a call that failed."""
        if failures.is_fault(failure):
            self.breaker.failed()
        self._outcomes.append(Outcome(now(), "answer", failure.code))

    def was_checked(self, failure: str | None, ms: float | None) -> None:
        """Note that somebody has looked whether the endpoint is up.

        Open pages look all the time. What they find again takes the place of what they found,
        or it would soon be all that is remembered.
        """
        if self._outcomes and _same_check(self._outcomes[-1], failure):
            self._outcomes.pop()
        self._outcomes.append(Outcome(now(), "check", failure, ms))

    def condition(self) -> Condition:
        """All of it, to be shown."""
        return Condition(
            circuit=self.breaker.state,
            running=self.slots.running,
            waiting=self.slots.waiting,
            outcomes=tuple(self._outcomes),
        )


def _same_check(last: Outcome, failure: str | None) -> bool:
    return last.kind == "check" and last.failure == failure


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest waits for one model in seconds, all of them known."""

    first_token_s: float
    idle_s: float
    total_s: float


class ServedModel:
    """A model at its endpoint, with its turns, its breaker and its tries."""

    def __init__(
        self, endpoint: ModelEndpoint, direct: DirectModel, vitals: Vitals, limits: Limits
    ) -> None:
        self.answered_by = AnsweredBy(endpoint.id, endpoint.model_id)
        self._direct = direct
        self._vitals = vitals
        self._limits = limits

    async def answer(self, prompt: Prompt) -> Batches:
        """Yield the answer, tried up to `TRIES` times until its first word."""
        async with self._vitals.slots.taken():
            deadline = time.monotonic() + self._limits.total_s
            for number in range(1, TRIES + 1):
                began = False
                try:
                    async with aclosing(self._once(prompt, deadline)) as batches:
                        async for batch in batches:
                            began = True
                            yield batch
                    return
                except Upstream as failure:
                    pause = _pause(failure, number)
                    if began or pause is None or time.monotonic() + pause > deadline:
                        raise
                await asyncio.sleep(pause)

    async def offers(self) -> list[OfferedModel]:
        """What the endpoint offers, asked once and past the breaker: its rest is not disturbed."""
        return await self._direct.offers()

    async def check(self) -> None:
        """Raise when the endpoint does not answer; how it went is remembered."""
        started = time.monotonic()
        try:
            await self.offers()
        except Upstream as failure:
            self._vitals.was_checked(failure.code, None)
            raise
        self._vitals.was_checked(None, _ms_since(started))

    async def _once(self, prompt: Prompt, deadline: float) -> Batches:
        """One try, and what it says about the endpoint."""
        breaker = self._vitals.breaker
        trial = breaker.admit()
        started = time.monotonic()
        first_token_ms = None
        patience = Patience(self._limits.first_token_s, self._limits.idle_s, deadline)
        try:
            async with aclosing(self._direct.answer(prompt, patience)) as batches:
                async for batch in batches:
                    if first_token_ms is None:
                        first_token_ms = _ms_since(started)
                        breaker.answered()
                    yield batch
            self._vitals.went_well(first_token_ms)
        except Upstream as failure:
            self._vitals.went_wrong(failure)
            raise
        finally:
            patience.end()
            breaker.leave(trial)


class ResilientModel:
    """A `ChatModel` that answers by itself, or through the next one of its chain."""

    def __init__(self, chain: Sequence[ServedModel]) -> None:
        self._chain = chain

    async def stream(self, prompt: Prompt) -> AsyncGenerator[StreamEvent, None]:
        async with aclosing(self._batches(prompt)) as batches:
            async for batch in batches:
                for event in batch:
                    yield event

    async def ping(self) -> None:
        await self._chain[0].check()

    async def offers(self) -> list[OfferedModel]:
        return await self._chain[0].offers()

    async def _batches(self, prompt: Prompt) -> Batches:
        """The answer of the first that has one; else the failure of the one that was wanted."""
        wanted: Upstream | None = None
        for served in self._chain:
            began = False
            try:
                async with aclosing(served.answer(prompt)) as batches:
                    async for batch in batches:
                        yield batch if began else [served.answered_by, *batch]
                        began = True
                return
            except Upstream as failure:
                wanted = wanted or failure
                if began or not failures.is_worth_another_model(failure):
                    raise
                log.warning("model_gave_up", model=served.answered_by.model_id, code=failure.code)
        if wanted is not None:
            raise wanted


def _pause(failure: Upstream, tries: int) -> float | None:
    """Seconds to wait before the next try; `None` for no other."""
    if tries == TRIES or not failures.is_passing(failure):
        return None
    asked_for = failure.details.get("retry_after", 0.0)
    if asked_for > _LONGEST_PAUSE_S:
        return None
    return float(asked_for) + random.uniform(0, _BACKOFF_S * 2**tries)


def _ms_since(started: float) -> float:
    return round((time.monotonic() - started) * 1000, 1)
