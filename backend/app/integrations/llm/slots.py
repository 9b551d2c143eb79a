"""How many calls of a model run at once, and how long the others wait for their turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio

from app.integrations.llm import failures

WAITING_PER_SLOT = 8
"""Calls that may wait for each that runs: more would not have their turn in time anyway."""


class Slots:
    """At most `limit` calls at once; without a limit they are only counted."""

    def __init__(self, limit: int | None, wait_s: float) -> None:
        self._limit = limit
        self._wait_s = wait_s
        self._free = anyio.Semaphore(limit, fast_acquire=True) if limit else None
        self.running = 0

    @property
    def waiting(self) -> int:
        """Calls that wait for a slot now."""
        return self._free.statistics().tasks_waiting if self._free else 0

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Hold a slot for the block.

        Raises:
            Transient: `model_busy`; none was free in time, or too many wait already.
        """
        if self._free:
            await self._wait_for(self._free)
        self.running += 1
        try:
            yield
        finally:
            self.running -= 1
            if self._free:
                self._free.release()

    async def _wait_for(self, free: anyio.Semaphore) -> None:
        limit = self._limit or 0
        if self.waiting >= limit * WAITING_PER_SLOT:
            raise failures.busy(limit)
        try:
            async with asyncio.timeout(self._wait_s):
                await free.acquire()
            return
        except TimeoutError:
            pass
        raise failures.busy(limit)
