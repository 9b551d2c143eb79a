"""An answer on its way: its events so far, and those who follow them."""

import asyncio
import time
import uuid
from collections.abc import AsyncGenerator
from enum import StrEnum

from app.core.errors import AppError
from app.integrations.answer_log import Entry
from app.schemas.chat import NumberedEvent, StreamEvent


class Stop(StrEnum):
    """Why an answer is ended before its end."""

    ASKED = "asked"
    UNATTENDED = "unattended"
    RIGHT_LOST = "right_lost"
    SHUTDOWN = "shutdown"


class LiveAnswer:
    """An answer that this process writes, with everything that was told of it."""

    def __init__(self, answer_id: uuid.UUID) -> None:
        self.answer_id = answer_id
        self.ended = False
        self.failure: AppError | None = None
        self._events: list[StreamEvent] = []
        self._handed_over = 0
        self._bells: set[asyncio.Event] = set()
        self._alone_since = time.monotonic()

    def tell(self, event: StreamEvent) -> None:
        """Add an event and wake those who follow."""
        self._events.append(event)
        for bell in self._bells:
            bell.set()

    def end(self, event: StreamEvent, failure: AppError | None = None) -> None:
        """Add the last event; `failure` is what it tells of."""
        self.ended, self.failure = True, failure
        self.tell(event)

    async def follow(self, after: int = 0) -> AsyncGenerator[NumberedEvent, None]:
        """The events after a number, those to come too, to the last."""
        bell = asyncio.Event()
        self._bells.add(bell)
        try:
            while True:
                bell.clear()
                while after < len(self._events):
                    after += 1
                    yield NumberedEvent(after, self._events[after - 1])
                if self.ended:
                    return
                await bell.wait()
        finally:
            self._bells.discard(bell)
            self._alone_since = time.monotonic()

    @property
    def followers(self) -> int:
        """How many follow it now."""
        return len(self._bells)

    def alone_for(self) -> float:
        """Seconds since somebody has followed it; 0 while somebody does."""
        return 0.0 if self._bells else time.monotonic() - self._alone_since

    def take_unlogged(self) -> list[Entry]:
        """The events that have not been taken for the log yet."""
        start, self._handed_over = self._handed_over, len(self._events)
        return [
            Entry(number, event.model_dump_json())
            for number, event in enumerate(self._events[start:], start + 1)
        ]
