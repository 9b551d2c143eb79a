"""One reader of the outbox a process, and the queues of those who listen.

It reads only while somebody listens. A queue holds each subject once and is bounded: whoever
takes too long is told to come back, and loses nothing, as the outbox is kept.
"""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError

from app.core.errors import TooManyRequests
from app.core.logging import get_logger
from app.db.uow import unit_of_work
from app.services.events import outbox
from app.services.events.outbox import Batch, Change, Position

log = get_logger(__name__)

READ_EVERY_S = 0.25
_AFTER_TROUBLE_S = 1.0
BATCH = 500
MOST_WAITING = 5000
MOST_PER_USER = 20


class Subscription:
    """The queue of one listener. `projects` are those that it wants to hear of, `None` all."""

    def __init__(self, user_id: uuid.UUID, projects: frozenset[uuid.UUID] | None) -> None:
        self.user_id = user_id
        self.projects = projects
        self.overflowed = False
        self._waiting: dict[uuid.UUID, Change] = {}
        self._upto = Position(0, 0)
        self._bell = asyncio.Event()

    def offer(self, batch: Batch) -> None:
        """Put changes into the queue, or mark it as overflowed and forget them."""
        self._upto = batch.upto
        for change in batch.changes:
            if self.projects is None or change.project_id in self.projects:
                self._waiting.pop(change.subject_id, None)
                self._waiting[change.subject_id] = change
        if len(self._waiting) > MOST_WAITING:
            self.overflowed = True
            self._waiting.clear()
        if self._waiting or self.overflowed:
            self._bell.set()

    async def take(self, within_s: float) -> Batch:
        """What waits, as soon as something does; nothing when nothing came in time."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._bell.wait(), within_s)
        self._bell.clear()
        changes = list(self._waiting.values())
        self._waiting.clear()
        return Batch(changes, self._upto)


class Hub:
    """Reads the outbox for all listeners of this process."""

    def __init__(self) -> None:
        self._listeners: set[Subscription] = set()
        self._reader: asyncio.Task[None] | None = None
        self._started = asyncio.Event()
        self.position = Position(0, 0)

    @asynccontextmanager
    async def subscribed(
        self, user_id: uuid.UUID, projects: frozenset[uuid.UUID] | None
    ) -> AsyncIterator[Subscription]:
        """A queue that gets everything after `position`, as long as the block lasts.

        Raises:
            TooManyRequests: the user has too many already.
        """
        self._refuse_many(user_id)
        subscription = Subscription(user_id, projects)
        self._listeners.add(subscription)
        try:
            if self._reader is None:
                self._started.clear()
                self._reader = asyncio.create_task(self._read())
            await self._started.wait()
            yield subscription
        finally:
            self._listeners.discard(subscription)
            if not self._listeners and self._reader:
                self._reader.cancel()
                self._reader = None

    def _refuse_many(self, user_id: uuid.UUID) -> None:
        if sum(one.user_id == user_id for one in self._listeners) >= MOST_PER_USER:
            raise TooManyRequests(
                f"You already have {MOST_PER_USER} live connections.",
                code="too_many_connections",
                remedy="Close other windows of the dashboard.",
            )

    async def _read(self) -> None:
        """Read until nobody listens any more."""
        position: Position | None = None
        while True:
            try:
                position = await self._step(position)
            except SQLAlchemyError:
                # Nothing is lost: it is read from the same place when the database is back.
                log.warning("outbox_not_read", exc_info=True)
                await asyncio.sleep(_AFTER_TROUBLE_S)

    async def _step(self, position: Position | None) -> Position:
        if position is None:
            self.position = await to_thread.run_sync(_head)
            self._started.set()
            return self.position
        batch = await to_thread.run_sync(_read_after, position)
        self.position = batch.upto
        for listener in self._listeners:
            listener.offer(batch)
        if len(batch.changes) < BATCH:
            await asyncio.sleep(READ_EVERY_S)
        return batch.upto


def _head() -> Position:
    with unit_of_work() as uow:
        return outbox.head(uow.session)


def _read_after(position: Position) -> Batch:
    with unit_of_work() as uow:
        return outbox.read(uow.session, position, BATCH)
