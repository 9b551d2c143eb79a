"""Writes one answer of a conversation, and keeps it however it ends."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import TypeVar

from anyio import to_thread

from app.core.errors import AppError, NotFound, Transient
from app.core.logging import get_logger
from app.db.uow import OpenUnit
from app.integrations.llm import Delta
from app.integrations.ports import Ports
from app.models import ChatMessage
from app.models.chat import MessageStatus
from app.schemas.chat import (
    MessageOut,
    StreamDelta,
    StreamDone,
    StreamError,
    StreamEvent,
    StreamPassages,
    StreamStart,
)
from app.schemas.common import error_body
from app.services.answers import engine
from app.services.answers.citations import CheckedAnswer
from app.services.answers.draft import Draft
from app.services.answers.engine import AnswerEvent, Found
from app.services.answers.trace import kept_trace
from app.services.chat.asking import Exchange
from app.services.chat.live import LiveAnswer, Stop
from app.services.chat.presenting import present_message
from app.services.usage import tokens
from app.services.usage.tokens import Spent

log = get_logger(__name__)

_T = TypeVar("_T")


@dataclass(slots=True, eq=False)
class Writing:
    """An answer that is being written: for whom, with what, and how far it is.

    `stop` says why its task is cancelled; once it is `generated`, it is kept whole. `authorise`
    raises when whoever asked for the answer has lost the right to it.
    """

    open_unit: OpenUnit
    ports: Ports
    exchange: Exchange
    request_id: str
    authorise: Callable[[], object]
    live: LiveAnswer
    draft: Draft
    stop: Stop | None = None
    generated: bool = False


async def write(writing: Writing) -> None:
    """Write the answer, tell of it as it grows, and keep it. Cancelling stops it in order."""
    try:
        writing.live.end(await _write_to_the_end(writing))
    except AppError as error:
        await _fail(writing, error)
    except asyncio.CancelledError:
        await _interrupt(writing)
    except Exception:
        log.exception("answer_failed", answer_id=str(writing.exchange.answer_id))
        await _fail(writing, AppError())


async def _write_to_the_end(writing: Writing) -> StreamEvent:
    exchange, live, draft = writing.exchange, writing.live, writing.draft
    live.tell(StreamStart(question=exchange.question, answer_id=exchange.answer_id))
    answer = engine.generate(writing.open_unit, writing.ports, exchange.task, draft)
    async with aclosing(answer) as events:
        async for event in events:
            if told := _told(event):
                live.tell(told)
    writing.generated = True
    checked = await engine.check(writing.open_unit, draft)
    return StreamDone(message=await _in_thread(lambda: _save_complete(writing, checked)))


def _told(event: AnswerEvent) -> StreamEvent | None:
    """What is told of it. Tools are not offered in a conversation, so nothing of their calls."""
    if isinstance(event, Found):
        return StreamPassages(passages=event.passages)
    return StreamDelta(text=event.text) if isinstance(event, Delta) else None


async def _fail(writing: Writing, error: AppError) -> None:
    answer = await _kept(writing, lambda: _save_failed(writing, error))
    _end_badly(writing, error, answer)


async def _interrupt(writing: Writing) -> None:
    answer = await _kept(writing, lambda: _save_interrupted(writing))
    if writing.stop is Stop.SHUTDOWN:
        _end_badly(writing, _server_stopped(), answer)
    elif answer is None:
        _end_badly(writing, _deleted(), answer)
    else:
        writing.live.end(StreamDone(message=answer))


def _end_badly(writing: Writing, error: AppError, answer: MessageOut | None) -> None:
    event = StreamError(error=error_body(error, writing.request_id), answer=answer)
    writing.live.end(event, error)


async def _kept(writing: Writing, save: Callable[[], MessageOut]) -> MessageOut | None:
    """Keep what there is of the answer; `None` when it could not be kept."""
    try:
        return await _in_thread(save)
    except Exception:
        # The sweeper marks it: what was written until the last checkpoint is there.
        log.warning("answer_not_kept", answer_id=str(writing.exchange.answer_id), exc_info=True)
        return None


def _save_complete(writing: Writing, checked: CheckedAnswer) -> MessageOut:
    draft = writing.draft

    def complete(message: ChatMessage) -> None:
        usage = draft.usage_out()
        message.status = MessageStatus.COMPLETE
        message.content = checked.text
        message.citations = [citation.model_dump(mode="json") for citation in checked.citations]
        message.evidence = draft.evidence()
        message.unsupported = [span.model_dump() for span in checked.unsupported]
        message.grounding = checked.grounding
        message.usage = usage.model_dump() if usage else None
        message.timings = draft.timings().model_dump()
        message.trace = kept_trace(writing.exchange.task, draft)

    return _save(writing, complete, draft.spent())


def _save_interrupted(writing: Writing) -> MessageOut:
    draft = writing.draft

    def interrupt(message: ChatMessage) -> None:
        message.status = MessageStatus.INTERRUPTED
        message.content = draft.text
        message.timings = draft.timings().model_dump()
        message.trace = kept_trace(writing.exchange.task, draft)

    return _save(writing, interrupt, draft.spent())


def _save_failed(writing: Writing, error: AppError) -> MessageOut:
    draft = writing.draft

    def fail(message: ChatMessage) -> None:
        message.status = MessageStatus.FAILED
        message.content = draft.text
        message.error_code, message.error_message = error.code, error.message
        message.error_remedy = error.remedy
        message.timings = draft.timings().model_dump()
        message.trace = kept_trace(writing.exchange.task, draft)

    return _save(writing, fail, draft.spent_in_vain())


def _save(writing: Writing, change: Callable[[ChatMessage], None], spent: Spent) -> MessageOut:
    """Keep the answer as it is at its end, and charge what it took.

    Raises:
        NotFound: the conversation has been deleted meanwhile; what it took is charged.
    """
    with writing.open_unit() as uow:
        tokens.settle(uow, writing.exchange.reservation_id, spent)
        message = uow.session.get(ChatMessage, writing.exchange.answer_id)
        if message is not None:
            change(message)
            uow.session.flush()
            uow.session.refresh(message)
            return present_message(uow, message)
    raise _deleted()


def _server_stopped() -> Transient:
    return Transient(
        "The server was stopped while it wrote this answer.",
        code="server_stopped",
        remedy="What was written is kept. Ask for the answer again in a moment.",
    )


def _deleted() -> NotFound:
    return NotFound("The conversation was deleted.", code="chat_session_not_found")


async def _in_thread(work: Callable[[], _T]) -> _T:
    return await to_thread.run_sync(work)
