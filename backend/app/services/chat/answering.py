"""One answer: keep the question, retrieve, generate, keep the answer.

Units of work are short and lie before and after the network calls: while the model
generates, no database connection and no thread is held.
"""

import time
import uuid
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, TypeVar

import anyio
from anyio import to_thread

from app.core.clock import now
from app.core.errors import AppError, Conflict, NotFound
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.llm import Delta, Prompt, TokenUsage
from app.integrations.ports import Ports
from app.models import ChatMessage, ChatSession, Deployment, ModelRegistry
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
    Timings,
    Usage,
)
from app.schemas.common import error_body
from app.schemas.deployments import DeploymentConfig, RunOut
from app.schemas.retrieval import RetrievalProfile, SearchOut
from app.services.chat import abandoned, repository
from app.services.chat.citations import CheckedAnswer, check_citations
from app.services.chat.passages import (
    FRAME_TOKENS,
    Passage,
    context_limit,
    cost_of,
    first_that_fit,
    latest_that_fit,
)
from app.services.chat.prompt import build_messages
from app.services.chat.rewriting import HistoryRewriter
from app.services.chat.sessions import UNTITLED, present_message
from app.services.deployments import service as deployments
from app.services.knowledge_bases import cited
from app.services.knowledge_bases import service as knowledge_bases
from app.services.knowledge_bases.retrieval.service import retrieve
from app.services.models.endpoints import endpoint_of
from app.services.usage import tokens
from app.services.usage.tokens import NOTHING, Spent

CHECKPOINT_S = 2.0
TITLE_LENGTH = 60
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Task:
    """What to answer, and with what: plain facts, no database session."""

    question: str
    history: tuple[tuple[str, str], ...]
    model: ModelRegistry
    knowledge_base_ids: tuple[uuid.UUID, ...]
    system_prompt: str
    config: DeploymentConfig
    profile: RetrievalProfile


@dataclass(frozen=True, slots=True)
class Exchange:
    """A stored question, the answer that is to be written, and the tokens set aside for it."""

    task: Task
    question: MessageOut
    answer_id: uuid.UUID
    reservation_id: uuid.UUID


@dataclass(slots=True)
class Draft:
    """An answer in the making. Times are milliseconds since it began."""

    started: float = field(default_factory=time.perf_counter)
    text: str = ""
    passages: list[Passage] = field(default_factory=list)
    retrieval: SearchOut | None = None
    rewriting: Spent = NOTHING
    prompt: Prompt | None = None
    usage: TokenUsage | None = None
    retrieval_ms: float = 0.0
    first_token_ms: float | None = None

    def elapsed_ms(self) -> float:
        """Milliseconds since the draft was begun."""
        return round((time.perf_counter() - self.started) * 1000, 1)

    def timings(self) -> Timings:
        """What took how long so far."""
        return Timings(
            retrieval_ms=self.retrieval_ms,
            first_token_ms=self.first_token_ms,
            total_ms=self.elapsed_ms(),
        )

    def spent(self) -> Spent:
        """Tokens that it took so far; nothing before the model was asked."""
        if self.prompt is None:
            return self.rewriting
        answering = tokens.spent_on(self.prompt, self.text, self.usage)
        return Spent(
            self.rewriting.prompt_tokens + answering.prompt_tokens,
            self.rewriting.completion_tokens + answering.completion_tokens,
        )

    def trace(self) -> dict[str, Any] | None:
        """How the passages were found, and how many of them the model read."""
        if self.retrieval is None:
            return None
        retrieval = self.retrieval.model_dump(mode="json")
        return {"retrieval": retrieval, "passages": len(self.passages)}

    def usage_out(self) -> Usage | None:
        """Token counts, when the model told them."""
        if self.usage is None:
            return None
        return Usage(
            prompt_tokens=self.usage.prompt_tokens,
            completion_tokens=self.usage.completion_tokens,
        )


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
        async with aclosing(_generate(open_unit, ports, exchange.task, draft)) as events:
            async for event in events:
                yield event
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
        async with aclosing(_generate(open_unit, ports, exchange.task, draft)) as events:
            async for _ in events:
                pass
    except AppError as error:
        problem = error
        await _in_thread(lambda: _save_failed(open_unit, exchange, draft, problem))
        raise
    message = await _in_thread(lambda: _save_complete(open_unit, exchange, draft))
    return ExchangeOut(question=exchange.question, answer=message)


async def run_once(
    open_unit: OpenUnit, ports: Ports, deployment_id: uuid.UUID, question: str
) -> RunOut:
    """Answer one question outside any conversation; nothing but the usage is kept.

    Raises:
        TooManyRequests: the actor's tokens of this month do not suffice.
    """
    task, reservation_id = await _in_thread(
        lambda: _standalone_task(open_unit, deployment_id, question)
    )
    draft = Draft()
    try:
        async with aclosing(_generate(open_unit, ports, task, draft)) as events:
            async for _ in events:
                pass
    except AppError:
        await _in_thread(lambda: _settle(open_unit, reservation_id, _spent_in_vain(draft)))
        raise
    except anyio.get_cancelled_exc_class():
        with anyio.CancelScope(shield=True):
            await _in_thread(lambda: _settle(open_unit, reservation_id, draft.spent()))
        raise
    await _in_thread(lambda: _settle(open_unit, reservation_id, draft.spent()))
    checked = await _in_thread(lambda: _checked(open_unit, draft))
    return RunOut(
        answer=checked.text,
        citations=checked.citations,
        usage=draft.usage_out(),
        timings=draft.timings(),
    )


async def _generate(
    open_unit: OpenUnit, ports: Ports, task: Task, draft: Draft
) -> AsyncGenerator[StreamEvent, None]:
    """Retrieve, then stream the model's answer into `draft`."""
    if task.knowledge_base_ids:
        await _in_thread(lambda: _retrieve(open_unit, ports, task, draft))
        draft.retrieval_ms = draft.elapsed_ms()
        yield StreamPassages(passages=[passage.citation for passage in draft.passages])
    model = ports.chat_models.at(endpoint_of(ports.settings, task.model))
    draft.prompt = _prompt(task, draft.passages)
    async with aclosing(model.stream(draft.prompt)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Delta):
                yield _grow(draft, piece)
            elif isinstance(piece, TokenUsage):
                draft.usage = piece


def _grow(draft: Draft, piece: Delta) -> StreamDelta:
    if draft.first_token_ms is None:
        draft.first_token_ms = draft.elapsed_ms()
    draft.text += piece.text
    return StreamDelta(text=piece.text)


def _prompt(task: Task, passages: Sequence[Passage]) -> Prompt:
    return Prompt(
        messages=build_messages(
            task.system_prompt,
            latest_that_fit(task.history, _room(task)),
            passages,
            task.question,
            grounded=bool(task.knowledge_base_ids),
        ),
        max_tokens=task.config.max_tokens,
        temperature=task.config.temperature,
    )


def _retrieve(open_unit: OpenUnit, ports: Ports, task: Task, draft: Draft) -> None:
    """Find the passages, and keep in `draft` those that fit into what the model reads."""
    model = ports.chat_models.at(endpoint_of(ports.settings, task.model))
    rewriter = HistoryRewriter(model, task.history)
    draft.retrieval = retrieve(
        open_unit,
        ports,
        task.knowledge_base_ids,
        task.question,
        task.profile,
        rewriter=rewriter,
    )
    if rewriter.asked:
        answer = rewriter.answer
        draft.rewriting = tokens.spent_on(rewriter.asked, answer.text, answer.usage)
    found = [Passage.of(hit) for hit in draft.retrieval.hits]
    draft.passages = first_that_fit(found, _room_for_passages(task))


def _room(task: Task) -> int:
    """Tokens for history and passages: what instructions, question and answer leave."""
    bare = build_messages(
        task.system_prompt, (), (), task.question, grounded=bool(task.knowledge_base_ids)
    )
    needed = sum(cost_of(turn.content) for turn in bare)
    return max(0, context_limit(task.model) - task.config.max_tokens - needed)


def _room_for_passages(task: Task) -> int:
    room = _room(task)
    history = latest_that_fit(task.history, room)
    return room - sum(cost_of(*turn) + FRAME_TOKENS for turn in history)


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
    history = repository.turns_before(
        uow.session, chat.id, question.sequence, deployment.memory_turns
    )
    task = _task(uow, deployment, question.content, history)
    return Exchange(
        task=task,
        question=present_message(question),
        answer_id=reply.id,
        reservation_id=_reserve(uow, UsageKind.CHAT, deployment, task),
    )


def _task(
    uow: UnitOfWork,
    deployment: Deployment,
    question: str,
    history: Sequence[tuple[str, str]] = (),
) -> Task:
    return Task(
        question=question,
        history=tuple(history),
        model=deployment.model,
        knowledge_base_ids=tuple(kb.id for kb in deployment.knowledge_bases),
        system_prompt=deployment.system_prompt,
        config=DeploymentConfig(**deployment.config),
        profile=deployments.require_profile(uow, deployment),
    )


def _standalone_task(
    open_unit: OpenUnit, deployment_id: uuid.UUID, question: str
) -> tuple[Task, uuid.UUID]:
    """What to answer, and the reservation for it."""
    with open_unit() as uow:
        deployment = deployments.get_to_run(uow, deployment_id)
        task = _task(uow, deployment, question)
        return task, _reserve(uow, UsageKind.RUN, deployment, task)


def _reserve(uow: UnitOfWork, kind: UsageKind, deployment: Deployment, task: Task) -> uuid.UUID:
    """Set aside what the answer may take: prompt, the passages still to be found, and reply."""
    longest = knowledge_bases.longest_passage(uow, deployment.knowledge_bases, task.profile)
    prompt = "".join(turn.content for turn in _prompt(task, ()).messages)
    passages = min(task.profile.top_k * longest, _room_for_passages(task))
    expected = tokens.estimate(prompt) + passages + task.config.max_tokens
    call = tokens.call_by_actor(
        uow,
        kind,
        project_id=deployment.project_id,
        deployment_id=deployment.id,
        model_id=deployment.model_id,
    )
    return tokens.reserve(uow, call, expected)


def _settle(open_unit: OpenUnit, reservation_id: uuid.UUID, spent: Spent) -> None:
    with open_unit() as uow:
        tokens.settle(uow, reservation_id, spent)


def _spent_in_vain(draft: Draft) -> Spent:
    """What a failed answer took: nothing, unless the model had begun to say something."""
    return draft.spent() if draft.text else NOTHING


def _title(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= TITLE_LENGTH else f"{line[: TITLE_LENGTH - 1].rstrip()}…"


def _checked(open_unit: OpenUnit, draft: Draft) -> CheckedAnswer:
    """The answer with checked citations, each on the page where its quote stands."""
    contexts = {passage.citation.number: passage.context for passage in draft.passages}
    cited_ = [passage.citation for passage in draft.passages]
    checked = check_citations(draft.text, cited_, contexts)
    with open_unit() as uow:
        return CheckedAnswer(checked.text, cited.place_on_pages(uow, checked.citations))


def _save_complete(open_unit: OpenUnit, exchange: Exchange, draft: Draft) -> MessageOut:
    checked = _checked(open_unit, draft)

    def complete(message: ChatMessage) -> None:
        usage = draft.usage_out()
        message.status = MessageStatus.COMPLETE
        message.content = checked.text
        message.citations = [citation.model_dump(mode="json") for citation in checked.citations]
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

    return _save(open_unit, exchange, fail, _spent_in_vain(draft))


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
