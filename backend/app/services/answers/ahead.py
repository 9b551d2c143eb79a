"""An answer that is begun ahead: before it is certain that it may be given."""

import asyncio
from collections.abc import AsyncGenerator

from app.db.uow import OpenUnit
from app.integrations.ports import Ports
from app.services.answers import engine
from app.services.answers.draft import Draft
from app.services.answers.engine import AnswerEvent
from app.services.answers.task import Task


class Ahead:
    """What the engine makes of a task from now on, as far as its first event.

    Whoever has begun it either asks for its `events` or stops it.
    """

    def __init__(self, open_unit: OpenUnit, ports: Ports, task: Task) -> None:
        self.task = task
        self.draft = Draft()
        self._events = engine.generate(open_unit, ports, task, self.draft)
        self._first = asyncio.ensure_future(anext(self._events, None))

    async def events(self) -> AsyncGenerator[AnswerEvent, None]:
        """What `engine.generate` tells. Closing the iterator stops it."""
        try:
            if first := await self._first:
                yield first
            async for event in self._events:
                yield event
        finally:
            await self.stop()

    async def stop(self) -> None:
        """Make no more of it; the model is told so."""
        self._first.cancel()
        await asyncio.gather(self._first, return_exceptions=True)
        await self._events.aclose()
