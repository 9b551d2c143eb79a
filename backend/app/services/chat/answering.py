"""One answer in a conversation: keep the question, have it answered, keep the answer."""

import time
import uuid
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import TypeVar

import anyio
from anyio import to_thread

from app.core.clock import now
from app.core.errors import AppError, Conflict, NotFound
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.llm import Delta
from app.integrations.ports import Ports
from app.models import ChatMessage, ChatSession
from app.models.chat import MessageStatus
from app.models.usage import UsageKind
from app.schemas.chat import (
    ExchangeOut,
    MessageOut,
    StreamDelta,
    StreamDone,
    StreamError,
    StreamEvent,
    StreamPassages,
    StreamStart,
)
from app.schemas.common import error_body
from app.services.answers import charging, engine
from app.services.answers.draft import Draft
from app.services.answers.engine import AnswerEvent, Found
from app.services.answers.task import Task, task_of
from app.services.chat import abandoned, repository
from app.services.chat.sessions import UNTITLED, present_message
from app.services.deployments import service as deployments
from app.services.usage import tokens
from app.services.usage.tokens import Spent

CHECKPOINT_S = 2.0
TITLE_LENGTH = 60
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A stored question, the answer that is to be written, and the tokens set aside for it."""

    task: Task
    question: MessageOut
    answer_id: uuid.UUID
    reservation_id: uuid.UUID


def ask(open_unit: OpenUnit, session_id: uuid.UUID, content: str) -> Exchange:
    """Keep a question and prepare its answer.

    Raises:
        NotFound: no such conversation of the actor.
        Conflict: an answer is being written in it.
        TooManyRequests: the actor's tokens of this month do not suffice.
    """
    with open_unit() as uow:
        chat = _idle_session(uow, session_id)
        question = ChatMessage(
            session_id=chat.id, role="user", content=content, status=MessageStatus.COMPLETE
        )
        uow.session.add(question)
        uow.session.flush()
        if chat.title == UNTITLED:
            chat.title = _title(content)
        chat.updated_at = now()
        return _exchange(uow, chat, question, _new_answer(uow, question))


def ask_again(open_unit: OpenUnit, session_id: uuid.UUID, question_id: uuid.UUID) -> Exchange:
    """Prepare another try at a question whose answer failed or was interrupted.

    Raises:
        NotFound: no such conversation or question of the actor.
        Conflict: an answer is being written, or this one is complete.
        TooManyRequests: the actor's tokens of this month do not suffice.
    """
    with open_unit() as uow:
        chat = _idle_session(uow, session_id)
        question = repository.get_question(uow.session, chat.id, question_id)
        answer = repository.answer_to(uow.session, question.id)
        if answer and answer.status == MessageStatus.COMPLETE:
            raise Conflict("This question has been answered.", code="already_answered")
        if answer:
            uow.session.delete(answer)
            uow.session.flush()
        return _exchange(uow, chat, question, _new_answer(uow, question))


async def stream(
    open_unit: OpenUnit, ports: Ports, exchange: Exchange, request_id: str
) -> AsyncGenerator[StreamEvent, None]:
    """Write the answer and tell of it as it grows. Closing the iterator stops it."""
    draft = Draft()
    try:
        yield StreamStart(question=exchange.question, answer_id=exchange.answer_id)
        saved_at = time.perf_counter()
        async with aclosing(engine.generate(open_unit, ports, exchange.task, draft)) as events:
            async for event in events:
                if told := _told(event):
                    yield told
                if time.perf_counter() - saved_at > CHECKPOINT_S:
                    await _in_thread(lambda: _save_partial(open_unit, exchange, draft))
                    saved_at = time.perf_counter()
        message = await _in_thread(lambda: _save_complete(open_unit, exchange, draft))
        yield StreamDone(message=message)
    except AppError as error:
        problem = error
        answer = await _in_thread(lambda: _save_failed(open_unit, exchange, draft, problem))
        yield StreamError(error=error_body(error, request_id), answer=answer)
    except (anyio.get_cancelled_exc_class(), GeneratorExit):
        with anyio.CancelScope(shield=True):
            await _in_thread(lambda: _save_interrupted(open_unit, exchange, draft))
        raise


async def answer(open_unit: OpenUnit, ports: Ports, exchange: Exchange) -> ExchangeOut:
    """Write the whole answer, then return it.

    Raises:
        Upstream: the model failed; question and partial answer are kept.
    """
    draft = Draft()
    try:
        async with aclosing(engine.generate(open_unit, ports, exchange.task, draft)) as events:
            async for _ in events:
                pass
    except AppError as error:
        problem = error
        await _in_thread(lambda: _save_failed(open_unit, exchange, draft, problem))
        raise
    message = await _in_thread(lambda: _save_complete(open_unit, exchange, draft))
    return ExchangeOut(question=exchange.question, answer=message)


def _told(event: AnswerEvent) -> StreamEvent | None:
    """What the asker is told of it. Chats offer no tools, so there are no calls to tell of."""
    match event:
        case Found(passages):
            return StreamPassages(passages=passages)
        case Delta(text):
            return StreamDelta(text=text)
        case _:
            return None


def _idle_session(uow: UnitOfWork, session_id: uuid.UUID) -> ChatSession:
    """The conversation, locked, unless an answer is being written in it."""
    chat = repository.get(uow.session, uow.signed_in, session_id, for_update=True)
    if repository.streaming_answer(uow.session, chat.id, abandoned.alive_since()):
        raise Conflict(
            "An answer is still being written in this conversation.",
            code="answer_in_progress",
            remedy="Wait for it or stop it first.",
        )
    return chat


def _new_answer(uow: UnitOfWork, question: ChatMessage) -> ChatMessage:
    message = ChatMessage(
        session_id=question.session_id,
        reply_to_id=question.id,
        role="assistant",
        content="",
        status=MessageStatus.STREAMING,
    )
    uow.session.add(message)
    uow.session.flush()
    return message


def _exchange(
    uow: UnitOfWork, chat: ChatSession, question: ChatMessage, reply: ChatMessage
) -> Exchange:
    uow.session.refresh(question)
    deployment = deployments.get_to_run(uow, chat.deployment_id)
    history = repository.turns_before(uow.session, chat.id, question.sequence)
    task = task_of(uow, deployment, question.content, history)
    return Exchange(
        task=task,
        question=present_message(question),
        answer_id=reply.id,
        reservation_id=charging.reserve(uow, UsageKind.CHAT, deployment, task),
    )


def _title(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= TITLE_LENGTH else f"{line[: TITLE_LENGTH - 1].rstrip()}…"


def _save_complete(open_unit: OpenUnit, exchange: Exchange, draft: Draft) -> MessageOut:
    checked = engine.checked(open_unit, draft)

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
        message.trace = draft.trace()

    return _save(open_unit, exchange, complete, draft.spent())


def _save_partial(open_unit: OpenUnit, exchange: Exchange, draft: Draft) -> MessageOut:
    def checkpoint(message: ChatMessage) -> None:
        message.content = draft.text
        message.updated_at = now()

    return _save(open_unit, exchange, checkpoint)


def _save_interrupted(open_unit: OpenUnit, exchange: Exchange, draft: Draft) -> MessageOut:
    def interrupt(message: ChatMessage) -> None:
        message.status = MessageStatus.INTERRUPTED
        message.content = draft.text
        message.timings = draft.timings().model_dump()
        message.trace = draft.trace()

    return _save(open_unit, exchange, interrupt, draft.spent())


def _save_failed(
    open_unit: OpenUnit, exchange: Exchange, draft: Draft, error: AppError
) -> MessageOut:
    def fail(message: ChatMessage) -> None:
        message.status = MessageStatus.FAILED
        message.content = draft.text
        message.error_code, message.error_message = error.code, error.message
        message.error_remedy = error.remedy
        message.timings = draft.timings().model_dump()
        message.trace = draft.trace()

    return _save(open_unit, exchange, fail, draft.spent_in_vain())


def _save(
    open_unit: OpenUnit,
    exchange: Exchange,
    change: Callable[[ChatMessage], None],
    spent: Spent | None = None,
) -> MessageOut:
    """Keep the answer as it is now and, at its end, charge what it took.

    Raises:
        NotFound: the conversation has been deleted meanwhile; what it took is charged.
    """
    with open_unit() as uow:
        if spent is not None:
            tokens.settle(uow, exchange.reservation_id, spent)
        message = uow.session.get(ChatMessage, exchange.answer_id)
        if message is not None:
            change(message)
            uow.session.flush()
            uow.session.refresh(message)
            return present_message(message)
    raise NotFound("The conversation was deleted.", code="chat_session_not_found")


async def _in_thread(work: Callable[[], _T]) -> _T:
    return await to_thread.run_sync(work)
