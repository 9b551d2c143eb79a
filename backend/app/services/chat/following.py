"""Following an answer from any process, from any of its events on."""

import asyncio
import uuid
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress

from anyio import to_thread
from pydantic import TypeAdapter

from app.core.errors import AppError, Transient
from app.core.logging import get_logger
from app.db.uow import OpenUnit
from app.integrations.answer_log import Entry
from app.integrations.ports import Ports
from app.models.chat import MessageStatus
from app.schemas.chat import (
    ExchangeOut,
    MessageOut,
    NumberedEvent,
    StreamDone,
    StreamError,
    StreamEvent,
    StreamPassages,
    StreamStart,
)
from app.schemas.common import ErrorBody
from app.services.chat import abandoned, repository
from app.services.chat.live import LiveAnswer
from app.services.chat.presenting import present_message
from app.services.chat.running import RunningAnswers
from app.services.knowledge_bases import cited

log = get_logger(__name__)

# Between two looks at the database, in case the process that wrote the answer has died.
LOOK_EVERY_S = 2.0
STOP_WITHIN_S = 10.0
_ASK_AGAIN_S = 0.1
_EVENTS: TypeAdapter[StreamEvent] = TypeAdapter(StreamEvent)


async def follow(
    open_unit: OpenUnit,
    running: RunningAnswers,
    ports: Ports,
    session_id: uuid.UUID,
    answer_id: uuid.UUID,
    after: int,
) -> AsyncGenerator[NumberedEvent, None]:
    """The events of an answer after a number, to its last. The caller has checked access.

    What the log does not have any more is told by one event: the answer as it is kept.
    """
    live = running.get(answer_id)
    if live is not None:
        async with aclosing(live.follow(after)) as here:
            async for numbered in here:
                yield numbered
        return
    while True:
        entries = await _logged(ports, answer_id, after)
        for numbered in await to_thread.run_sync(_readable, open_unit, entries):
            after = numbered.number
            yield numbered
            if isinstance(numbered.event, StreamDone | StreamError):
                return
        if not entries:
            message = await to_thread.run_sync(read_answer, open_unit, session_id, answer_id)
            if message.status is not MessageStatus.STREAMING:
                yield NumberedEvent(after + 1, _ending(message))
                return


async def stop(
    open_unit: OpenUnit,
    running: RunningAnswers,
    ports: Ports,
    session_id: uuid.UUID,
    answer_id: uuid.UUID,
) -> MessageOut:
    """End an answer, whichever process writes it; returns what is kept of it.

    Raises:
        NotFound: no such answer in a conversation of the actor.
        Transient: another process writes it and cannot be reached.
    """
    message = await to_thread.run_sync(read_answer, open_unit, session_id, answer_id)
    if message.status is not MessageStatus.STREAMING:
        return message
    if not await running.stop(answer_id):
        await ports.answer_log.ask_to_stop(answer_id)
        await _until_stopped(open_unit, session_id, answer_id)
    return await to_thread.run_sync(read_answer, open_unit, session_id, answer_id)


async def whole(live: LiveAnswer) -> ExchangeOut:
    """Wait for the whole answer.

    Raises:
        Upstream: the model failed, or the server was stopped; what there is is kept.
    """
    async with aclosing(live.follow()) as numbered:
        events = [each.event async for each in numbered]
    first, last = events[0], events[-1]
    if isinstance(first, StreamStart) and isinstance(last, StreamDone):
        return ExchangeOut(question=first.question, answer=last.message)
    raise live.failure or AppError()


async def stop_deleted(running: RunningAnswers, ports: Ports, answer_id: uuid.UUID) -> None:
    """End an answer whose conversation has been deleted, whichever process writes it."""
    if not await running.stop(answer_id):
        with suppress(Transient):
            await ports.answer_log.ask_to_stop(answer_id)


def read_answer(open_unit: OpenUnit, session_id: uuid.UUID, answer_id: uuid.UUID) -> MessageOut:
    """An answer as it is kept now.

    Raises:
        NotFound: no such answer in a conversation of the actor.
    """
    with open_unit() as uow:
        chat = repository.get(uow.session, uow.signed_in, session_id)
        return present_message(uow, repository.get_answer(uow.session, chat.id, answer_id))


async def _until_stopped(open_unit: OpenUnit, session_id: uuid.UUID, answer_id: uuid.UUID) -> None:
    """Wait until the other process has stopped; where it has died, mark the answer."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + STOP_WITHIN_S
    while loop.time() < deadline:
        await to_thread.run_sync(abandoned.mark_interrupted, answer_id)
        message = await to_thread.run_sync(read_answer, open_unit, session_id, answer_id)
        if message.status is not MessageStatus.STREAMING:
            return
        await asyncio.sleep(_ASK_AGAIN_S)


async def _logged(ports: Ports, answer_id: uuid.UUID, after: int) -> list[Entry]:
    """What the log has after a number; nothing while it does not answer."""
    try:
        return await ports.answer_log.read(answer_id, after, LOOK_EVERY_S)
    except Transient:
        log.warning("answer_log_not_read", exc_info=True)
        await asyncio.sleep(LOOK_EVERY_S)
        return []


def _readable(open_unit: OpenUnit, entries: list[Entry]) -> list[NumberedEvent]:
    """Logged events as the actor may see them now: a document may have been restricted."""
    events = [_EVENTS.validate_json(entry.event) for entry in entries]
    quoting = [event for event in events if isinstance(event, StreamPassages | StreamDone)]
    if quoting:
        with open_unit() as uow:
            for event in quoting:
                if isinstance(event, StreamPassages):
                    event.passages = cited.close_unreadable(uow, event.passages)
                else:
                    closed = cited.close_unreadable(uow, event.message.citations)
                    event.message.citations = closed
    return [
        NumberedEvent(entry.number, event) for entry, event in zip(entries, events, strict=True)
    ]


def _ending(message: MessageOut) -> StreamEvent:
    """The last event of an answer that has ended, as it is kept."""
    if message.status is MessageStatus.FAILED and message.error:
        error = ErrorBody(
            code=message.error.code,
            message=message.error.message,
            details={"remedy": message.error.remedy} if message.error.remedy else {},
            request_id="",
        )
        return StreamError(error=error, answer=message)
    return StreamDone(message=message)
