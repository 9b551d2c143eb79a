"""The answers that this process writes, each as a task of its own, beside all connections."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Sequence

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError

from app.core.errors import AppError, TooManyRequests, Transient
from app.core.logging import get_logger
from app.db.uow import OpenUnit
from app.integrations.answer_log import Entry
from app.integrations.ports import Ports
from app.services.answers.draft import Draft
from app.services.chat import abandoned, answering
from app.services.chat.answering import Writing
from app.services.chat.asking import Exchange
from app.services.chat.live import LiveAnswer, Stop

log = get_logger(__name__)

# How long other processes wait for what is told here, and for a stop.
RELAY_EVERY_S = 0.2
# A right that ends must end what it allowed within five seconds.
CHECK_EVERY_S = 2.0
# A graceful stop lets answers that are nearly done come to their end.
GRACE_S = 5.0
MOST_FOLLOWERS = 20


class RunningAnswers:
    """Starts answers, relays their events to the log, and looks after them until they end."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._writings: dict[uuid.UUID, Writing] = {}
        self._tasks: dict[uuid.UUID, asyncio.Task[None]] = {}
        self._keepers: list[asyncio.Task[None]] = []
        self._closing: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(
        self,
        open_unit: OpenUnit,
        exchange: Exchange,
        request_id: str,
        authorise: Callable[[], object],
    ) -> LiveAnswer:
        """Begin to write an answer. It goes on when the connection that asked for it ends.

        `authorise` raises when whoever asked has lost the right to the answer.
        """
        self._loop = asyncio.get_running_loop()
        live = LiveAnswer(exchange.answer_id)
        writing = Writing(open_unit, self._ports, exchange, request_id, authorise, live, Draft())
        self._writings[live.answer_id] = writing
        self._tasks[live.answer_id] = asyncio.create_task(answering.write(writing))
        self._keep()
        if self._closing:
            self._stop(writing, Stop.SHUTDOWN)
        return live

    def get(self, answer_id: uuid.UUID) -> LiveAnswer | None:
        """An answer that this process writes."""
        writing = self._writings.get(answer_id)
        return writing.live if writing else None

    def admit_follower(self, answer_id: uuid.UUID) -> None:
        """Refuse another follower of an answer that has too many.

        Raises:
            TooManyRequests: `too_many_connections`.
        """
        writing = self._writings.get(answer_id)
        if writing and writing.live.followers >= MOST_FOLLOWERS:
            raise TooManyRequests(
                f"You already follow this answer over {MOST_FOLLOWERS} connections.",
                code="too_many_connections",
                remedy="Close other windows of the dashboard.",
            )

    def stop_for_lost_right(self, answer_id: uuid.UUID) -> None:
        """End an answer whose asker has no right to it any more. May be called in any thread."""
        writing = self._writings.get(answer_id)
        if writing and self._loop:
            self._loop.call_soon_threadsafe(self._stop, writing, Stop.RIGHT_LOST)

    async def stop(self, answer_id: uuid.UUID, reason: Stop = Stop.ASKED) -> bool:
        """End an answer and wait until it is kept; `False` if it is not written here."""
        task = self._tasks.get(answer_id)
        if task is None:
            return False
        self._stop(self._writings[answer_id], reason)
        await asyncio.wait({task})
        return True

    def begin_to_close(self) -> None:
        """Give the answers a moment to come to their end, then end them."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close_after(GRACE_S))

    async def close(self) -> None:
        """End what is still written, with what there is of it."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close_after(0))
        await self._closing
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        await self._relay()

    async def _close_after(self, seconds: float) -> None:
        if self._tasks:
            await asyncio.wait(list(self._tasks.values()), timeout=seconds)
        for writing in list(self._writings.values()):
            self._stop(writing, Stop.SHUTDOWN)
        if self._tasks:
            await asyncio.wait(list(self._tasks.values()))

    def _stop(self, writing: Writing, reason: Stop) -> None:
        if writing.stop is None and not writing.generated:
            writing.stop = reason
            # Not at once: a task that has not begun would end without keeping anything.
            task = self._tasks[writing.live.answer_id]
            task.get_loop().call_soon(task.cancel)

    def _keep(self) -> None:
        """Look after the answers as long as there are any."""
        self._keepers = [keeper for keeper in self._keepers if not keeper.done()]
        if not self._keepers:
            self._keepers = [
                asyncio.create_task(self._again(RELAY_EVERY_S, self._relay)),
                asyncio.create_task(self._again(CHECK_EVERY_S, self._check)),
            ]

    async def _again(self, seconds: float, step: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(seconds)
            await step()

    async def _relay(self) -> None:
        """Hand new events to the log, end what others want stopped, forget what has ended."""
        writings = list(self._writings.values())
        if not writings:
            return
        ended = [writing.live.answer_id for writing in writings if writing.live.ended]
        written = {
            writing.live.answer_id: entries
            for writing in writings
            if (entries := writing.live.take_unlogged())
        }
        for answer_id in await self._exchange(written, list(self._writings)):
            self._stop(self._writings[answer_id], Stop.ASKED)
        for answer_id in ended:
            del self._writings[answer_id], self._tasks[answer_id]

    async def _exchange(
        self, written: dict[uuid.UUID, list[Entry]], watched: Sequence[uuid.UUID]
    ) -> set[uuid.UUID]:
        try:
            return await self._ports.answer_log.exchange(written, watched)
        except Transient:
            # Those who follow here miss nothing; others are told of the end by the database.
            log.warning("answers_not_logged", answers=len(watched), exc_info=True)
            return set()

    async def _check(self) -> None:
        """Save how far the answers are, and end those that nobody may have or waits for."""
        going = [writing for writing in self._writings.values() if not writing.live.ended]
        if not going:
            return
        texts = {writing.live.answer_id: writing.draft.text for writing in going}
        try:
            await to_thread.run_sync(abandoned.checkpoint, texts)
            lost = await to_thread.run_sync(_without_right, going)
        except SQLAlchemyError:
            log.warning("answers_not_checkpointed", answers=len(going), exc_info=True)
            return
        longest = self._ports.settings.unattended_answer_seconds
        for writing in going:
            if writing in lost:
                self._stop(writing, Stop.RIGHT_LOST)
            elif writing.live.alone_for() > longest:
                self._stop(writing, Stop.UNATTENDED)


def _without_right(going: Sequence[Writing]) -> list[Writing]:
    """Those that nobody follows, where whoever asked has lost the right to the answer.

    Who follows an answer is asked by the connection, again and again.
    """
    lost = []
    for writing in going:
        if writing.live.followers == 0:
            try:
                writing.authorise()
            except AppError:
                lost.append(writing)
    return lost
